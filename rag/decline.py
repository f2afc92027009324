"""What is said where nothing is searched, or where the index lacks what is asked: polite, at once, uncited."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.tongue import asked_script
from rag.question import Lacking, Reading, Unfit, tidy
from rag.types import Answer
from rag.wording import refusal, wording

# Years of documents that are named as the nearest to one that is not there.
_NEAREST_YEARS = 3


def declined(text: str, reason: Unfit, *, composer: str) -> Answer:
    """Return the refusal of a text that is no question to documents, in its script; nothing is cited.

    Raises AskError for a text that holds no word or is far too long.

    >>> declined("写一首诗", Unfit.WRITING, composer="none").answer
    '我只从文档里找答案，不代写也不翻译。'
    """
    text = tidy(text)
    script = asked_script(text)
    return Answer(
        question=text,
        script=script,
        answer=refusal(script, reason.value),
        short_answer=None,
        abstained=True,
        confidence=0.0,
        citations=(),
        passages=(),
        composer=composer,
    )


def lacking_said(reading: Reading, lacking: Lacking) -> tuple[str, ...]:
    """Return the sentences, in the question's script, that say what of a question the index lacks; none for nothing.

    They say what is in the index, not what is true: a later document may well tell of a year that has none.
    """
    words = wording(reading.script)
    said = []
    named = [reading.company_said(c) for c in lacking.companies] + [
        reading.year_said(y) for y in lacking.years
    ]
    if named:
        said.append(words.lacks.format(words=words.joint.join(named)))
    if lacking.unreported:
        company = reading.company_said(reading.companies[0]) if reading.companies else ""
        said.append(
            words.no_document.format(
                subject=words.of_company.format(company=company) if company else "",
                asked=words.joint.join(map(reading.year_said, lacking.unreported)),
                have=words.joint.join(
                    map(reading.year_said, _nearest(lacking.reported, lacking.unreported[0]))
                ),
            )
        )
    return tuple(said)


def _nearest(years: Sequence[int], asked: int) -> list[int]:
    return sorted(sorted(years, key=lambda year: (abs(year - asked), -year))[:_NEAREST_YEARS])

"""Yes or no: what a sentence says to a claim, in the question's own way of asking (能…吗: 不能).

A verdict is given only where a sentence speaks of all that is claimed; the quotation alone says the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.script import fold
from index.expand import mainland_wording
from rag.compose import Claim
from rag.evidence import Candidate
from rag.polarity import decides, negation
from rag.premise import says
from rag.presumed import claimed
from rag.question import Reading, lowered
from rag.short.bound import Bound, verdict
from rag.short.claimed import Claimed
from rag.short.standing import classed, compared, compares, is_classed, ranked, ranks_in
from rag.short.types import Found
from rag.units import cells_within

# Share of the question's information that a sentence must hold to say yes or no to it.
_LEAST_TOLD = 0.15
# So many of the best sentences are read, and the longest part of one.
_READ, _LONGEST = 3, 600
# In front of a sentence so many characters name what it goes on with.
_BEFORE = 40
# Of the claim's words that are no names, so many may be told in other words.
_LEAST_WORDS = 0.6
# Of those that a table translates.
_LEAST_MEANT = 0.5
# A row says what stands in it, not that it is so: 海外供应商数量 0.
_TABLED = re.compile(r"\||\s/\s")
# What something is must be said beside its name.
_IS = re.compile(r"(?<![就还但])是")
_ENDED = re.compile(r"[。；;！？!?|]")
_CLAUSE = re.compile(r"[^，。；;！？\n|]+|,(?!\d)")
# What was so and is so in spite of what is done; who reads 依然保留 as yes or no guesses.
_IN_SPITE = re.compile(r"依然|仍然?|依旧|即使|尽管|虽然?|除非|除了|只有|仅限|例外")


def yes_or_no(reading: Reading, chosen: Sequence[Candidate]) -> Found | None:
    """Return yes or no by the best sentence that speaks of all that is claimed; None where none does, or two differ."""
    claim = Claimed.of(reading)
    if claim.unclear:
        return None
    said = [(n, _said(claim, candidate)) for n, candidate in enumerate(chosen[:_READ])]
    told = [(n, yes) for n, yes in said if yes is not None]
    if not told or len({yes for _, yes in told}) > 1:
        return None
    return Found(told[0][0], None, told[0][1] != claim.denied, 1.0)


def _said(claim: Claimed, candidate: Candidate) -> bool | None:
    """Tell whether a sentence says what is claimed (the denial left out) or its contrary; None for neither."""
    if min(candidate.company, candidate.year) < 0 or len(candidate.folded) > _LONGEST:
        return None
    sentence = lowered(candidate.folded)
    if not _names_all(claim, candidate, sentence):
        return None
    if bound := Bound.of(claim.text):
        return None if _in_columns(candidate) else verdict(claim, bound, _led(candidate), _around(candidate))
    if is_classed(claim.text):
        return classed(claim, sentence)
    if ranks_in(claim.text):
        return ranked(claim, sentence)
    if _changes(claim):
        return _changed(claim, candidate)
    if compares(claim.text):
        return compared(claim, sentence)
    return _plain(claim, candidate, sentence)


def _names_all(claim: Claimed, candidate: Candidate, sentence: str) -> bool:
    """Tell whether every one of several companies is named by the sentence itself."""
    companies = claim.reading.companies
    return len(companies) < 2 or all(company in sentence for company in companies)


def _in_columns(candidate: Candidate) -> bool:
    """Tell whether a sentence is of a table with more than one value in the row."""
    return len(cells_within(candidate.hit.passage, candidate.span)) > 1


def _around(candidate: Candidate) -> str:
    """Return what stands over a sentence and right before it, folded and in lower case."""
    passage, start = candidate.hit.passage, candidate.span.start
    return lowered(fold(f"{passage.header}\n{passage.text[max(0, start - _BEFORE) : start]}"))


def _led(candidate: Candidate) -> str:
    """Return a sentence, folded and in lower case, with the words of its own that a line's end cut off before it."""
    text, start = candidate.hit.passage.text, candidate.span.start
    lead = _ENDED.split(text[max(0, start - _BEFORE) : start])[-1]
    return lowered(fold(" ".join(f"{lead} {candidate.text}".split())))


def _changes(claim: Claimed) -> bool:
    return any(True for _ in claimed(claim.reading))


def _changed(claim: Claimed, candidate: Candidate) -> bool | None:
    """Tell whether a sentence says the claimed direction of the very subject, or the contrary."""
    quoted = Claim(candidate.hit.passage, candidate.span)
    return next(
        (said for p in claimed(claim.reading) if (said := says(quoted, p, claim.reading)) is not None), None
    )


def _plain(claim: Claimed, candidate: Candidate, sentence: str) -> bool | None:
    """Tell whether a sentence that names all that is claimed says it or denies it."""
    if candidate.own < _LEAST_TOLD or not decides(claim.text, candidate.folded) or not claim.words:
        return None
    if _TABLED.search(sentence) or cells_within(candidate.hit.passage, candidate.span):
        return None
    around = f"{sentence}\n{lowered(mainland_wording(candidate.text))}"
    if not _speaks(claim, around, lowered(fold(candidate.hit.passage.header))):
        return None
    if _IS.search(claim.text) and not any(_beside(claim, m[0]) for m in _CLAUSE.finditer(around)):
        return None
    clauses = [m for m in _CLAUSE.finditer(sentence) if any(w.stands_in(m[0]) for w in claim.words)]
    if any(negation(m[0]) for m in clauses):
        return False
    return None if _IN_SPITE.search(sentence) else True


def _beside(claim: Claimed, clause: str) -> bool:
    """Tell whether one clause names all that is claimed, with the company it is claimed of."""
    companies = claim.reading.companies
    return all(w.stands_in(clause) for w in claim.words) and all(c in clause for c in companies)


def _speaks(claim: Claimed, around: str, header: str) -> bool:
    """Tell whether text names every thing of a claim, its last word (what is said of it), and most other words.

    Of what is named, all but the last may stand over the text: in its headings and title.
    """
    things = [word for word in claim.words if word.noun]
    if not all(w.stands_in(around) or (w is not things[-1] and w.stands_in(header)) for w in things):
        return False
    others = [word for word in claim.words if not word.noun]
    held = [word for word in others if word.stands_in(around)]
    if claim.reading.foreign:
        # One thing has several Chinese words, of which the table knows a few.
        return len(held) >= _LEAST_MEANT * len(others)
    return claim.words[-1].stands_in(around) and len(held) >= _LEAST_WORDS * len(others)


# How a question asks and how one denies it; the first that a folded question shows counts.
_DENIALS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"对[吗么]|对不对|啱唔啱|, *(?:right|correct)\b", "不对"),
        (r"是不是|是否(?!能|会|有|可)", "不是"),
        (r"能不能|能否|能.{0,24}[吗么？?]|可不可以|可否|可以.{0,24}[吗么？?]|\bcan\b|\bmay\b", "不能"),
        (r"会不会|会.{0,24}[吗么？?]|\bwill\b|\bwould\b", "不会"),
        (
            r"有没有|有无|有.{0,30}[吗么？?]|[过了][吗么？?]|发生过|\b(?:did|do|does|has|have|had)\b|\bany\b",
            "没有",
        ),
        (r"是不是|是.{0,40}[吗么？?]|\b(?:is|are|was|were)\b", "不是"),
    )
)

DENIALS = frozenset({"否", "No", *(word for _, word in _DENIALS)})
"""Every word that a yes/no question is denied with, folded."""


def denial(folded_question: str) -> str:
    """Return the folded word that denies a yes/no question in its own way of asking.

    >>> denial("到了瑞士还能接着用吗？"), denial("发生过泄露吗？"), denial("属于内陆吗")
    ('不能', '没有', '否')
    """
    lowered = folded_question.lower()
    return next((word for pattern, word in _DENIALS if pattern.search(lowered)), "否")

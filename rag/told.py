"""Whether a sentence really tells the kind of thing that is asked: a day, a person, a reason, not only the topic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.script import fold
from corpus.types import Span
from index.segment import place_names, tagged
from rag.evidence import Candidate
from rag.question import FIGURES, AnswerKind, Reading
from rag.table_cell import cell_asked

# What a sentence holds that tells the kind. Kinds that stand nowhere here are told in too many ways.
_FORMS: dict[AnswerKind, re.Pattern[str]] = {
    AnswerKind.REASON: re.compile(
        r"由于|因为|因|为了|旨在|从而|以便|影响|原因|得益于|为.{2,16}[，,]|导致|使得|主要是|带动|受"
    ),
    AnswerKind.ORGANISATION: re.compile(
        r"公司|集团|大学|学院|研究院|研究所|中心|委员会|联盟|协会|银行|医院|基金会|[部局署]"
    ),
    AnswerKind.DEFINITION: re.compile(r"是|指|即|称为|所谓|缩写|为"),
}
_FIGURE = re.compile(r"\d")
_OFFICE = re.compile(r"董事长|总经理|总裁|主席|主任|书记|院长|首席|部长|工程师|经理|委员")
# How exactly a date is asked, and what it then looks like.
_PRECISION: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"几号|几日|哪一?天|哪一?日|\bday\b"), re.compile(r"\d{1,2} ?月 ?\d{1,2} ?[日号]")),
    (re.compile(r"几月|哪个月|\bmonth\b"), re.compile(r"\d{1,2} ?月")),
)
_PERSON = "nr"
# 第二批, 首届: one of several that are told apart by their number.
_ORDINAL = re.compile(
    r"(?:第(?P<number>[一二三四五六七八九十百\d]{1,4})|(?P<first>首))(?P<of>批|届|代|期|次|轮|版|大(?!会|学|力|量))"
)
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")


def told(reading: Reading, candidate: Candidate) -> float:
    """Return how surely a sentence tells what is asked, 0 to 1; 1 for kinds that have no form of their own.

    A figure must be one that the question does not hold, in the asked unit; a date as exact as asked; a person or
    place one that the question does not name. Yes or no is told as far as the sentence speaks of what is asked.
    """
    folded, question = candidate.folded, fold(reading.text)
    if reading.kind in FIGURES:
        return candidate.features.fresh if candidate.features else candidate.fits
    if reading.kind is AnswerKind.DATE:
        exact = _exact_form(question)
        if exact is not None:
            return float(bool(exact.search(folded)))
        return candidate.features.date if candidate.features else candidate.fits
    if reading.kind is AnswerKind.PERSON:
        return float(bool(_OFFICE.search(folded)) or _names_person(folded))
    if reading.kind is AnswerKind.PLACE:
        return float(any(span.of(folded) not in question for span in place_names(folded)))
    if reading.kind is AnswerKind.YES_NO and candidate.features:
        return candidate.features.asked
    form = _FORMS.get(reading.kind)
    return 1.0 if form is None else float(bool(form.search(folded)))


def inexact(reading: Reading, chosen: Sequence[Candidate]) -> bool:
    """Tell whether a question asks for the day (or month) of something and no chosen sentence tells one.

    Told apart from ``told``: no answerable question of 876 is so, and 10 of 379 unanswerable ones are.
    """
    exact = _exact_form(fold(reading.text)) if reading.kind is AnswerKind.DATE else None
    return exact is not None and not any(exact.search(candidate.folded) for candidate in chosen)


def _exact_form(question: str) -> re.Pattern[str] | None:
    return next((form for asked, form in _PRECISION if asked.search(question.lower())), None)


def _names_person(folded: str) -> bool:
    return any(flag == _PERSON and len(span) > 1 for span, flag in tagged(folded))


def is_void(reading: Reading, candidate: Candidate) -> bool:
    """Tell whether a sentence is the table's row that is asked for, but holds nothing for the asked year or period."""
    if reading.kind not in FIGURES:
        return False
    choice = cell_asked(fold(reading.text), reading.years, candidate.hit.passage, candidate.span)
    return choice.decided and (
        choice.span is None or not _FIGURE.search(choice.span.of(candidate.hit.passage.text))
    )


def other_ordinal(reading: Reading, candidate: Candidate) -> bool:
    """Tell whether a passage lacks the one of several that a question asks for (第二批) and tells of another (首批)."""
    passage = candidate.hit.passage
    asked = _ordinals(fold(reading.text))
    said = _ordinals(fold(f"{passage.header}\n{passage.text}"))
    return any(one not in said and any(one[1] == other[1] for other in said) for one in asked)


def _ordinals(folded: str) -> set[tuple[str, str]]:
    return {
        ("1" if m["first"] else m["number"].translate(_DIGITS), m["of"]) for m in _ORDINAL.finditer(folded)
    }


def places_missing(reading: Reading, candidate: Candidate) -> tuple[bool, bool]:
    """Tell whether a place that the question names is missing from the passage, and whether another stands for it.

    >>> # 贵阳智算中心有几张卡, where only 哈尔滨 is told of: (True, True)
    """
    question, passage = fold(reading.text), candidate.hit.passage
    asked = _words(question, place_names(question))
    if not asked:
        return False, False
    around = fold(f"{passage.header}\n{passage.text}")
    here = any(place in candidate.folded for place in asked)
    return any(place not in around for place in asked), not here and bool(place_names(candidate.folded))


def _words(text: str, spans: list[Span]) -> list[str]:
    return [span.of(text) for span in spans]

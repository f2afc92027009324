"""Names: the parts of a sentence that look like the kind of name that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.about import companies_in, company_pattern
from corpus.types import Span
from index.segment import word_borders
from rag.question import AnswerKind, lowered

_QUOTED = re.compile(r"[“「『《\"]([^”」』》\"“「『《]{1,30})[”」』》\"]")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fffA-Za-z（）·]{2,14}?(?:公司|集团|大学|学院|研究院|研究所|中心|平台|委员会|医院|银行|联盟|协会|品牌|工厂|煤矿)"
)
_OFFICE = re.compile(r"(?:副)?(?:董事长|总经理|总裁|主席|主任|书记|院长|首席执行官|总工程师)(?!助理)")
_TITLE = re.compile(r"先生|女士|同志|教授|博士|院士|工程师|队长|经理|部长|委员|代表|总监|老师|[·、]")
# The longest given name, the shortest name, and how far beside one an office or verb stands, in characters.
_GIVEN, _SHORTEST, _BESIDE = 2, 2, 8
# What asks for a name that stands in quotation marks.
_NAMING = re.compile(
    r"叫(?:做)?(?:什么|啥)|名(?:称|字|为)|题目|标题|主题|口号|称号|奖|荣誉|代号|called|named?\b|title|award"
)
_ORGANISATIONS = re.compile(
    r"公司|企业|运营商|单位|厂商|大学|机构|部门|company|firm|carrier|university|operator", re.IGNORECASE
)


def likely(kind: AnswerKind, question: str, text: str, words: Sequence[tuple[Span, str]]) -> frozenset[Span]:
    """Return the spans of folded text that look like names of the kind asked and are not said in the question.

    ``words`` are those of the text with their tags.
    """
    spans: list[Span] = []
    if kind is AnswerKind.PERSON:
        spans = [Span(*m.span()) for m in _OFFICE.finditer(text)] + persons(text, words)
    elif kind is AnswerKind.PLACE:
        spans = _tagged(words, "ns")
    elif kind is AnswerKind.ORGANISATION or (kind is AnswerKind.NAME and _ORGANISATIONS.search(question)):
        spans = [
            Span(*m.span()) for p in (company_pattern(), _ORGANISATION) for m in p.finditer(lowered(text))
        ]
    elif _NAMING.search(question):
        spans = [Span(*m.span(1)) for m in _QUOTED.finditer(text)]
    known = set(companies_in(question))
    return frozenset(
        s for s in spans if s.of(text) not in question and not known & set(companies_in(s.of(text)))
    )


def persons(text: str, words: Sequence[tuple[Span, str]]) -> list[Span]:
    """Return the names of persons in folded text: with an office, a verb or another name beside, no part of a word.

    A guessed name that ends inside a word of the dictionary is cut there: 杨杰致 of 杨杰致力于.
    """
    named = _tagged(words, "nr")
    if not named:
        return []
    borders = word_borders(text, guess=False)
    found = []
    for span in named:
        ends = [end for end in (span.end, span.end - 1) if end in borders and end - span.start >= _SHORTEST]
        if span.start in borders and ends and _acts(text, words, span):
            found.append(Span(span.start, ends[0]))
    return found


def _acts(text: str, words: Sequence[tuple[Span, str]], span: Span) -> bool:
    """Tell whether an office, a verb or a mark of a list of names stands beside a name."""
    around = text[max(0, span.start - _BESIDE) : span.end + _BESIDE]
    if _OFFICE.search(around) or _TITLE.search(around):
        return True
    before = [tag for word, tag in words if span.start - _BESIDE <= word.end <= span.start]
    behind = [tag for word, tag in words if span.end - 1 <= word.start <= span.end + _BESIDE]
    return any(tag.startswith(("v", "p")) for tag in [*before[-2:], *behind[:3]])


def _tagged(words: Sequence[tuple[Span, str]], tag: str) -> list[Span]:
    """Return the spans of words of a tag, neighbours as one."""
    spans: list[Span] = []
    for (span, own), (behind, next_tag) in zip(words, [*words[1:], (Span(0, 0), "")], strict=True):
        if not own.startswith(tag):
            continue
        if tag == "nr" and len(span) == 1:
            # A family name that the dictionary parts from its given name: 周 建国.
            if (
                behind.start == span.end
                and len(behind) <= _GIVEN
                and next_tag.startswith(("nr", "ns", "nz", "new"))
            ):
                spans.append(Span(span.start, behind.end))
            continue
        if spans and spans[-1].end >= span.end:
            continue
        if spans and spans[-1].end == span.start:
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans

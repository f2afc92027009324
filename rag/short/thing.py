"""The thing that a question counts, in the words of the question and of the mainland, and which sentences count it."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.script import fold
from corpus.types import Span
from index.expand import mainland_wording
from index.segment import labelled
from rag.evidence import Candidate
from rag.question import Reading, lowered
from rag.scope import sorts_in
from rag.short.asked import Asked

# A line that goes on from the one before: 新建基站46.7萬個, and then 累計超240萬站.
_GOES_ON = re.compile(r"^(?:历年)?(?:累计|总数|总量|总计|合计|共计)[^\d]{0,6}\d[^，。；]{0,12}$")
_IN_ALL = re.compile(r"累计|总数|总量|总规模|总计|总共|共有|合计|共计|\btotal|\bcumulative")
_ASKS = re.compile(r"多少|几|[？?]")
# Nouns that only say that something is counted.
NO_THING = frozenset(
    [
        "数量",
        "总数",
        "总量",
        "规模",
        "人数",
        "户数",
        "总规模",
        "情况",
        "数目",
        "年底",
        "公司",
        "金额",
        "总额",
        "合计",
        "累计",
        "次数",
        "件数",
        "平均",
        "人次",
        "总人数",
    ]
)
# How far before such a line the thing is named, in characters.
_LINE_BEFORE = 40
# So far before and behind a figure, in its sentence, the thing stands that it counts.
_BEFORE, _BEHIND = 24, 10
# Of a sentence so many characters are read.
_READ = 400
# Of a mobile network: 5G, but no 4/5G and no 40G.
_GENERATION = re.compile(r"(?<![\d/.a-z])[2-6]g(?![a-z\d])(?!/)", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；;！？\n|]")


def counted(reading: Reading) -> tuple[str, ...]:
    """Return the names, folded and in mainland words, of the thing that a question counts; empty where it names none.

    >>> from rag.question import read_question
    >>> counted(read_question("2024年底的5G基地台總共有多少座？"))
    ('基站',)
    """
    head = _head(replace(reading, text=mainland_wording(reading.text)))
    return (head,) if len(head) > 1 else ()


def _head(reading: Reading) -> str:
    """Return the noun that is counted, or the last one in front of what asks; empty without one."""
    head = fold(Asked.of(reading).head)
    if len(head) > 1 and head not in NO_THING:
        return head
    question = lowered(fold(reading.text))
    asks = _ASKS.search(question)
    before = question[: asks.start()] if asks else question
    nouns = [span.of(before) for span, tag in labelled(before) if tag.startswith(("n", "vn", "j", "l"))]
    return next((n for n in reversed(nouns) if len(n) > 1 and n not in NO_THING), "")


def counts(candidate: Candidate, things: tuple[str, ...], figure: Span | None = None) -> bool:
    """Tell whether a sentence, or what stands at a ``figure`` of it, names the thing; a line may go on from another."""
    text = lowered(candidate.folded)
    near = text[:_READ]
    if figure is not None:
        start = max((m.end() for m in _SENTENCE.finditer(text, 0, figure.start)), default=0)
        near = text[max(start, figure.start - _BEFORE) : figure.end + _BEHIND]
    if any(thing in mainland_wording(near) for thing in things):
        return True
    before = fold(candidate.hit.passage.text)[
        max(0, candidate.span.start - _LINE_BEFORE) : candidate.span.start
    ]
    return bool(_GOES_ON.match(text)) and any(thing in mainland_wording(before) for thing in things)


def counts_all(candidate: Candidate, things: tuple[str, ...], question: str) -> bool:
    """Tell whether a sentence counts all of the things, not only a sort that the folded question does not name.

    The words that say so (累计, 总数) stand in the clause that names the thing or in the next one.
    """
    text = lowered(candidate.folded)[:_READ]
    if not counts(candidate, things) or counts_a_sort(text, things, question):
        return False
    if _GOES_ON.match(text):
        return True
    clauses = mainland_wording(text).split("，")
    return any(
        _IN_ALL.search(clause) and any(thing in "".join(clauses[max(0, n - 1) : n + 1]) for thing in things)
        for n, clause in enumerate(clauses)
    )


def counts_a_sort(text: str, things: tuple[str, ...], question: str) -> bool:
    """Tell whether folded, lower-case text names a sort of the thing at half or more of its places."""
    worded = mainland_wording(text[:_READ])
    named = [sort for thing in things for sort in sorts_in(worded, thing, question)]
    return 2 * sum(map(bool, named)) >= max(1, len(named))


def of_other_generation(question: str, text: str, figure: Span) -> bool:
    """Tell whether a figure of folded text is of 4G where a folded question asks for 5G.

    What is said right behind it tells, or else what was said last before it in its sentence.

    >>> of_other_generation("有多少5G基站", "建设4G基站2715个、5G基站527个", Span(6, 11))
    True
    """
    asked = {m[0].lower() for m in _GENERATION.finditer(question)}
    if not asked:
        return False
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, figure.start)), default=0)
    space = text.startswith(" ", figure.end)
    if behind := _GENERATION.match(text, figure.end + space):
        return behind[0].lower() not in asked
    said = [m[0].lower() for m in _GENERATION.finditer(text, start, figure.start)]
    return bool(said) and said[-1] not in asked

"""A question and its answer as a statement: 「燈塔建於哪一年？」 and 「1902年」 give 「灯塔建于1902年」."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.script import fold

_END = re.compile(r"(?:呢|吗|啊|呀|嘛)?[？?。 ]*$")
# What is said before one asks: 「想知道一下，……」.
_POLITE = re.compile(r"^[^，,]{0,8}(?:请问|麻烦|打扰|顺便|想知|请教|根据资料)[^，,]{0,8}[，,]|^请问")
# An answer that is more than one, or asks itself.
_SEVERAL = re.compile(r"[\n？?]")
_UNASKABLE = re.compile(r"[?？]|如何|怎么|怎样|是否|有没有|是不是|能不能|会不会|可不可以")
_REASON = re.compile(r"(?P<head>.{2,}?)?(?:为[什甚]么|为何|为啥|因何|点解)(?P<tail>.{2,})")
_CAUSE = re.compile(r"(?P<head>.{2,}?)的?原因(?:是什么|为何|有哪些)$")
_BECAUSE = re.compile(r"^(?:是?因为|由于)")
_FIGURE = re.compile(r"^[\d.,，．%百千万亿零一二三四五六七八九十两多余约近超过达至为]+")
_COUNTER = "[个种家部支座项类位款间所本首场届条次年月天人名只层]"
_COUNTED = re.compile(_COUNTER)
# What may stand between a subject and an answer that says it again: 「外皮是」 and 「外皮黄褐色」.
_LINKS = "是为叫有约在"
_LONGEST_ANSWER, _SHORTEST_QUESTION = 40, 4
# Words of an answer and of what stands behind the question word that may be the same: 「哪座城市」, 「山海城市」.
_SHARED = 6

PLACES: tuple[tuple[str, str], ...] = (
    (
        "date",
        r"(?P<at>是在|在|于)?(?:什么时候|什么时间|何时|几时|几点钟?|哪一?年(?:哪?一?月)?|哪一?天|哪个时期|什么年代|哪个月|几年|何年)",
    ),
    ("place", r"(?:什么地方|哪里|哪儿|何处|何地|边度)"),
    ("person", r"(?:谁|什么人|哪一?个人|哪位|何人|边个)"),
    ("share", r"(?:百分之几|百分之多少)"),
    ("ordinal", r"第(?:几|多少)(?P<unit>[\u4e00-\u9fff]{0,2})"),
    ("amount", r"(?:多少|几多)"),
    ("count", rf"几(?={_COUNTER})"),
    ("measure", r"多(?:大|长|高|久|远|重|宽)"),
    (
        "which",
        r"哪(?:一|些|几)?(?:个|种|家|部|支|座|项|类|位|款|间|所|本|首|场|届|条|方面)?",
    ),
    ("what", r"(?:什么样的?|什么|甚么|乜嘢|咩)"),
)
"""Where an answer goes, by what is asked, most special first: folded text."""
_PLACES = tuple((name, re.compile(pattern)) for name, pattern in PLACES)


def declared(question: str, answer: str) -> str | None:
    """Return, folded, what a question says with its answer put in; None where it has no place for one.

    >>> declared("東港燈塔是誰設計的？", "林海山"), declared("灯塔为何停用？", "航道改了")
    ('东港灯塔是林海山设计的', '灯塔停用是因为航道改了')
    >>> declared("灯塔是否开放？", "是")
    """
    asked = _POLITE.sub("", _END.sub("", fold(question).strip()))
    put = fold(answer).strip(" ，。；：、？?\n")
    if not 0 < len(put) <= _LONGEST_ANSWER or len(asked) < _SHORTEST_QUESTION or _SEVERAL.search(put):
        return None
    said = _reasoned(asked, put) or _placed(asked, put)
    return None if said is None or said == asked else said


def _reasoned(asked: str, put: str) -> str | None:
    """Return a claim of a cause, where one is asked for."""
    reason = _BECAUSE.sub("", put)
    if not reason:
        return None
    if match := _CAUSE.fullmatch(asked):
        return f"{match['head']}的原因是{reason}"
    if match := _REASON.fullmatch(asked):
        return f"{match['head'] or ''}{match['tail'].removesuffix('的')}是因为{reason}"
    return None


def _placed(asked: str, put: str) -> str | None:
    """Return the question with the answer where the first of ``PLACES`` stands."""
    if _UNASKABLE.search(asked) or _REASON.search(asked):
        return None
    for name, pattern in _PLACES:
        if match := pattern.search(asked):
            head, tail = asked[: match.start()], asked[match.end() :]
            said = _once(head, put)
            return _JOINED.get(name, _plain)(match, head, said, tail) if said else None
    return None


def _once(head: str, put: str) -> str:
    """Return the answer without the subject that it says again: 「外皮是」 and 「外皮黄褐色」."""
    subject = head.rstrip(_LINKS)
    for count in range(min(_SHARED, len(subject), len(put)), 1, -1):
        if put.startswith(subject[-count:]):
            return put[count:].lstrip(f" ，{_LINKS}")
    return put


def _plain(match: re.Match[str], head: str, put: str, tail: str) -> str:
    return head + put + tail


def _dated(match: re.Match[str], head: str, put: str, tail: str) -> str:
    """Keep the preposition of the question unless the answer brings its own."""
    at = match["at"] or ""
    return head + (at if not put.startswith(("在", "于", "自", "从")) else "") + put + tail


def _located(match: re.Match[str], head: str, put: str, tail: str) -> str:
    """Leave out the preposition of the question where the answer brings its own."""
    return (
        (re.sub(r"(?:位于|在|于)$", "", head) if put.startswith(("位于", "在", "于")) else head) + put + tail
    )


def _counted(match: re.Match[str], head: str, put: str, tail: str) -> str | None:
    """Say the unit once: 「多少个网点」 and 「320个」; None where the answer is no figure."""
    figure = _FIGURE.match(put)
    if not figure:
        return None
    rest = _without(tail, put[figure.end() :])
    return head + (figure.group() if rest == tail and _COUNTED.match(tail) else put) + rest


def _numbered(match: re.Match[str], head: str, put: str, tail: str) -> str | None:
    """Say 第 and the unit once: 「第几部」 and 「第三部」; None where the answer is no number."""
    bare = put.removeprefix("第")
    if not _FIGURE.match(bare):
        return None
    return f"{head}第{bare}{_without(match['unit'] + tail, bare)}"


def _chosen(match: re.Match[str], head: str, put: str, tail: str) -> str:
    """Leave out the sort that is asked for where the answer names it: 「哪座城市」 and 「山海城市」."""
    return head + put + _without(tail, put)


def _without(tail: str, said: str) -> str:
    """Return the tail without the words it begins with that were said last, or first (two of them at least)."""
    for count in range(min(_SHARED, len(said), len(tail)), 0, -1):
        begun = tail[:count]
        if said.endswith(begun) or (count > 1 and said.startswith(begun)):
            return tail[count:]
    return tail


_JOINED: dict[str, Callable[[re.Match[str], str, str, str], str | None]] = {
    "date": _dated,
    "place": _located,
    "share": _counted,
    "amount": _counted,
    "count": _counted,
    "measure": _counted,
    "ordinal": _numbered,
    "which": _chosen,
    "what": _chosen,
}

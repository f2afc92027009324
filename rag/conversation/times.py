"""Another year, part of a year, month or range of years, put in the place of the one that was asked before."""

from __future__ import annotations

import re

from corpus.dates.periods import narrow, periods_of
from rag.conversation.frame import low_of

_WORD_YEAR = r"民国 ?\d{2,3} ?年|民国[一二三四五六七八九十百零〇]{1,4}年|[二一][〇零○一二三四五六七八九]{3}年"
_DIGITS = r"(?<![\d.,])(?:19|20)\d\d(?![\d.,])"
_TO = r" ?年? ?(?:到|至|-|–|—|~|～|to|through) ?"
_RANGE = rf"{_DIGITS}{_TO}{_DIGITS}"
_YEARS = re.compile(rf"{_RANGE}|{_DIGITS}|{_WORD_YEAR}")
# Parts of a year, and its end: a balance is struck at an end, a flow counted over a part.
_PART = (
    r"单?第[一二三四1-4]季度?|[一二三四1-4]季度|首季度?|(?:前|首)[三3]个?季度?|"
    r"(?:前|首)[九9六6]个月|[上下]半年|全年|整年|"
    r"\bq[1-4]\b|(?:\b(?:first|second|third|fourth) quarter|\b(?:first|second) half)\b"
)
_MONTH = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?:底|末|份|\d{1,2} ?日)?"
_END = r"年?(?:底|末)|年中"
_PARTS, _ENDS = re.compile(_PART), re.compile(rf"{_MONTH}|(?<=年)(?:底|末)")
_WHOLE_YEAR = re.compile(rf"(?:{_DIGITS} ?年(?:度)?|{_WORD_YEAR})(?![底末])(?! ?\d{{1,2}} ?月)")
# Words for a year counted from the one asked before.
_STEPS: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern), step)
    for pattern, step in (
        (r"大前年", -3),
        (r"前年|前两年|two years (?:before|earlier)", -2),
        ((
            r"前一年|上一年度?|上年度?|上一?年同期|去年(?:同期)?|旧年|先前一年|"
            r"(?:the )?(?:year before|previous year|prior year|last year)"
        ),
         -1),
        (r"今年|同一?年|当年|本年|那一?年|(?:the )?same year|that year", 0),
        ((
            r"隔年|次年|翌年|明年|来年|第二年|后一年|下一年度?|下年|(?:the )?(?:next year|"
            r"following year|year after)"
        ), 1),
        (r"后年|two years later", 2),
    )
)  # fmt: skip
_STEP = "|".join(p.pattern for p, _ in _STEPS)
_TIME = re.compile(
    r"(?:(?:in|during|for|at|by|of|from|the|end|year-end)\b ?|(?:到|至|在|截至|截止|于) ?){0,5}"
    rf"(?:(?P<year>{_RANGE}|{_DIGITS}|{_WORD_YEAR}) ?年?度?|(?P<step>{_STEP}))?(?:的)?[ ,，]?"
    rf"(?P<part>{_PART}|{_MONTH}|{_END}|整体)?(?:的)?"
)
_COMPARED = re.compile(r"比|较|相对|差|than|compared")


def is_time(low: str) -> bool:
    """Tell whether folded words name a time and nothing else.

    >>> [is_time(t) for t in ("2023年", "上半年", "前一年", "2018到2020", "年底", "基站")]
    [True, True, True, True, True, False]
    """
    return bool(low) and bool(_TIME.fullmatch(low))


def time_spans(low: str) -> list[tuple[int, int]]:
    """Return where folded text names years, parts of years and their ends."""
    whole = re.finditer(rf"(?:{_YEARS.pattern}) ?年?度?(?:的)?(?:{_END}|{_MONTH})?|{_PART}", low)
    return [m.span() for m in whole]


def years_in(text: str) -> list[int]:
    """Return the years that a text names, in order."""
    return [int(y) for y in re.findall(_DIGITS, low_of(text))] or list(periods_of(narrow(text))[0])


def replace_time(previous: str, asked: str, base: int | None = None) -> str | None:
    """Return the earlier question asked of another time; None when ``asked`` names none or it is unclear where it goes.

    ``base`` is the year that a relative one is counted from where the question names none.

    >>> replace_time("中国移动2024年底有多少5G基站？", "2023年")
    '中国移动2023年底有多少5G基站？'
    >>> replace_time("中國移動2024年有多少5G基站？", "前一年")
    '中國移動2023年有多少5G基站？'
    """
    low = low_of(asked)
    match = _TIME.fullmatch(low)
    if match is None or not low:
        return None
    year: str | None = asked[match.start("year") : match.end("year")] if match["year"] else None
    if match["step"]:
        first = next(iter(years_in(previous)), base)
        if first is None:
            return None
        step = next(step for pattern, step in _STEPS if pattern.fullmatch(match["step"]))
        year = str(first + step)
    replaced = _with_year(previous, year) if year else previous
    part = asked[match.start("part") : match.end("part")] if match["part"] else None
    return _with_part(replaced, part) if part and replaced else replaced


def _with_year(previous: str, year: str) -> str | None:
    low = low_of(previous)
    found = list(_YEARS.finditer(low))
    core = year.removesuffix("年").rstrip()
    if not found:
        return _inserted(previous, year if year.endswith("年") else f"{year}年")
    if len({m.group(0) for m in found}) > 1:
        return _shifted(previous, low, found, core)
    for match in reversed(found):
        ends_in_year = match.group(0).endswith("年") or low[match.end() :].lstrip()[:1] == "年"
        tail = "年" if match.group(0).endswith("年") or not (ends_in_year or core.isascii()) else ""
        previous = previous[: match.start()] + core + tail + previous[match.end() :]
    return previous


def _inserted(previous: str, year: str) -> str:
    """Name a year in a question that named none: in front, in English at the end."""
    if not previous.isascii():
        return year + previous
    core = previous.rstrip(" ?.!")
    return f"{core} in {year.removesuffix('年')}{previous[len(core) :]}"


def _shifted(previous: str, low: str, found: list[re.Match[str]], core: str) -> str | None:
    """Move the years of a comparison so that the first is the one asked now; None when it is no comparison."""
    plain = all(m.group(0).isdigit() for m in found) and core.isdigit()
    if not plain or not _COMPARED.search(low[found[0].end() :]):
        return None
    step = int(core) - int(found[0].group(0))
    for match in reversed(found):
        previous = previous[: match.start()] + str(int(match.group(0)) + step) + previous[match.end() :]
    return previous


def _with_part(previous: str, part: str) -> str | None:
    """Return the question asked of another part, month or end of its year; None when it names several or no year."""
    low, asked = low_of(previous), low_of(part)
    whole = asked in ("全年", "整年", "整体")
    is_part = bool(_PARTS.fullmatch(asked))
    for pattern in (_PARTS, _ENDS):
        found = list(pattern.finditer(low))
        if len(found) > 1 or (found and is_part and not whole and pattern is _ENDS):
            return None
        if found:
            start = found[0].start()
            follows_year = low[:start].endswith("年")
            new = part.removeprefix("年") if follows_year else part
            return previous[:start] + ("" if whole else new) + previous[found[0].end() :]
    if previous.isascii() and part.isascii():
        return _in_english(previous, part)
    years = list(_WHOLE_YEAR.finditer(low))
    if len(years) != 1:
        return None
    return previous[: years[0].end()] + part.removeprefix("年") + previous[years[0].end() :]


def _in_english(previous: str, part: str) -> str | None:
    """Return an English question asked of a part of the one year that it names: in Q4 2024."""
    years = list(re.finditer(_DIGITS, previous))
    if len(years) != 1 or not _PARTS.fullmatch(low_of(part)):
        return None
    joint = " " if part[:1] in "qQ" else " of "
    return previous[: years[0].start()] + part + joint + previous[years[0].start() :]

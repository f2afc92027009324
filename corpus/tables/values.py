"""Lines of a table whose cells are parted by spaces: heads that name columns, rows that end in values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.script import fold
from corpus.types import Span

# A value: a figure with what limits it before and a sign behind, or a mark for what is not disclosed.
_VALUE = (
    r"(?:(?:[约逾超近达>≥<≤＞＜] ?){0,2}[-−－+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?: ?[%％]|\+|倍)?"
    r"|\((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)|[/／]|[-–—－]{1,2}|N/?A|不适用|未披露|未统计)"
)
_VALUES_ONLY = re.compile(rf"{_VALUE}(?: {_VALUE})*")
_YEAR = r"(?:19|20)\d\d(?: ?年度?(?: ?(?:末|底|上半年|下半年|第?[一二三四1-4]季度?))?|年?[Hh][12]|Q[1-4]|E)?"
_PERIOD = (
    rf"(?:{_YEAR}|民国 ?\d{{2,3}} ?年度?|\d{{2,3}} ?年度?|(?:上|下)半年|第?[一二三四]季度?|全年|合计|总计|"
    r"本期|上期|本年|上年|本年度|上年度|期末|期初|"
    r"(?:同比|按年)?(?:增减|增长|变动|变化|变幅|增幅)率?(?: ?[（(][%％][）)])?|变动幅度)"
)
_PERIODS = re.compile(rf"(?:^|(?<=[ )）]))(?P<columns>{_PERIOD}(?: {_PERIOD})+)$")
_NAMED_FIRST = re.compile(
    r"(?:指标名称|指标|项目|名称|类别|类型|地区|区域|科目|业务|产品|年份|年度|部门|单位名称|季度)"
)
_STOPS = re.compile(r"[。；！？!?]|[，,：:、；;]$")
_LETTER = re.compile(r"[\u3400-\u9fffA-Za-z]")
# A figure that stands free at a line's end; a year may end a name, and a digit behind a bracket is a mark.
_ENDS_IN_VALUE = re.compile(rf"(?<=[ )）])(?!(?:19|20)\d\d$)(?=\S*\d|[/／]$){_VALUE}$")
_MARKED = re.compile(r"[）)%％] ?[1-9]$")
_NOTE = re.compile(r"(?<=[）)%％]) ?([1-9])$|(?:^|(?<=[\u3400-\u9fff）)])) ([1-9])$|^([1-9])$")
_GLUED_NOTE = re.compile(r"(?<=[\u3400-\u9fff])([1-9])$")
# No line longer than this is a row; the patterns above are only run on shorter ones.
LONGEST = 200
# More columns than this no table of spaces has.
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Head:
    """A line that names columns: what stands before (a title or the name of the label column), the columns' spans."""

    lead: Span
    columns: tuple[Span, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line that ends in values: the label before them (empty: values only), the note's mark, the values' spans."""

    label: Span
    values: tuple[Span, ...]
    note: str | None = None


def read_head(text: str) -> Head | None:
    """Return what a line names as columns: periods at its end, or two or more names behind a word like 項目.

    ``certain`` is false for the latter, which only rows of as many values prove.

    >>> line = "職業安全 指標名稱 2022 2023 2024"
    >>> [c.of(line) for c in read_head(line).columns]
    ['2022', '2023', '2024']
    """
    if len(text) > LONGEST or " " not in text:
        return None
    folded = fold(text)
    if match := _PERIODS.search(folded):
        lead = text[: match.start()].rstrip()
        if _STOPS.search(lead) or len(lead) > 40:
            return None
        columns = [
            Span(*m.span()) for m in re.finditer(_PERIOD, folded) if m.start() >= match.start("columns")
        ]
        return Head(Span(0, len(lead)), tuple(columns), certain=True)
    words = list(re.finditer(r"\S+", folded))
    named = [bool(_NAMED_FIRST.match(w.group())) for w in words]
    if not any(named[:-2]):
        return None
    first = named.index(True)
    columns = [Span(*w.span()) for w in words[first + 1 :]]
    plain = all(len(c) <= 14 and not _VALUES_ONLY.fullmatch(c.of(folded)) for c in columns)
    if not plain or not 2 <= len(columns) <= MOST_COLUMNS or _STOPS.search(folded):
        return None
    return Head(Span(0, words[first].end()), tuple(columns), certain=False)


def names_labels(folded: str) -> bool:
    """Tell whether folded words name the column of labels, as 项目 does."""
    return bool(_NAMED_FIRST.match(folded))


@lru_cache(maxsize=MOST_COLUMNS + 1)
def _row_pattern(count: int) -> re.Pattern[str]:
    values = " ".join(f"({_VALUE})" for _ in range(count))
    return re.compile(rf"(?:^|(?<=[ )）]))(?:{values})$")


def read_row(text: str, count: int) -> Row | None:
    """Return a line that ends in exactly ``count`` values; None when more stand there, or something else.

    One figure more, a single digit, is the mark of a footnote where only that can stand there: behind a closing
    bracket, or with nothing but the values.

    >>> row = read_row("处置量（万件）2 35.93 9.28 2.75", 3)
    >>> row.note, [v.start for v in row.values]
    ('2', [9, 15, 20])
    """
    if len(text) > LONGEST:
        return None
    match = _row_pattern(count).search(fold(text))
    if not match:
        return None
    values = tuple(Span(*match.span(i)) for i in range(1, count + 1))
    before = text[: values[0].start].rstrip()
    if note := _NOTE.search(before):
        digit = next(g for g in note.groups() if g)
        return Row(Span(0, len(before[: note.start()].rstrip())), values, digit)
    if _VALUES_ONLY.fullmatch(fold(before)) or re.search(rf"(?:[ )）]){_VALUE}$", fold(before)):
        return None
    return Row(Span(0, len(before)), values)


def glued_note(label: str) -> tuple[int, str] | None:
    """Return where a digit glued to the last word of a label stands, and the digit: 排放量1; None for none.

    It is a footnote's mark only where a footnote of that number follows, which the caller knows.
    """
    match = _NOTE.search(label) or _GLUED_NOTE.search(label)
    return (match.start(), match.group().strip()) if match and match.start() else None


def ends_in_values(text: str) -> bool:
    """Tell whether values stand free at the end of a line: a row, of whatever width, that labels nothing.

    >>> [ends_in_values(line) for line in ("客户 1 2", "車輛（輛） 12", "排放量（吨） 1", "方案 2023")]
    [True, True, False, False]
    """
    if len(text) > LONGEST:
        return False
    folded = fold(text)
    return bool(_ENDS_IN_VALUE.search(folded)) and not _MARKED.search(folded)


def is_label(text: str) -> bool:
    """Tell whether a line can be a row's label, part of one, or the name of a group of rows."""
    return 1 < len(text) <= 40 and bool(_LETTER.search(text)) and not _STOPS.search(fold(text).rstrip("：:"))

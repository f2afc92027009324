"""Names of a table's columns that read like figures: periods, and names that begin with digits (4G, 30 days)."""

from __future__ import annotations

import re

_BRACKET = r"(?: ?[（(][^（）()]{1,14}[）)])?"
_PART = r"(?:上半|下半|全)年度?|前[一二三]季度?|第?[一二三四1-4] ?季度?|[QqHh][1-4]|末|底|初|E"
_MONTHS = r"\d{1,2}(?:[-–—~至]\d{1,2})?月(?:份|末|底)?"
# Written folded. Taken for the name of a column wherever it stands.
_PERIOD = re.compile(
    r"(?:(?:FY ?)?(?:19|20)\d\d(?:[-/–—](?:19|20)?\d\d)?(?: ?年度?)?|(?:民国 ?)?\d{2,3} ?年度?)"
    rf" ?(?:{_PART}|{_MONTHS})?{_BRACKET}"
    r"|(?:[1-4][QqHh]|[QqHh][1-4]) ?(?:FY ?)?(?:20)?\d\d(?:年|E)?|FY ?\d\d|\d\d[QqHh][1-4]"
)
# Taken for one only beside another or behind the name of the labels: a lone day is a value (opened 2024-06-30).
_DAY = re.compile(
    rf"(?:19|20)\d\d(?:年|[-/.])\d{{1,2}}(?:月|[-/.])\d{{1,2}}日?{_BRACKET}|{_MONTHS}(?:\d{{1,2}}日)?"
)
_BEGINS_WITH_DIGITS = re.compile(r"\d[\d,.]* ?(?:[-–—~至]\d|(?=[^\d%％])\S{0,3}[A-Za-z\u3400-\u9fff])\S{0,6}")
_ONE_PERIOD = re.compile(
    rf"(?:(?:19|20)\d\d ?年度?|(?:民国 ?)?1\d\d ?年度?)(?:{_PART}|{_MONTHS}(?!\d))?(?!\d)|(?:19|20)\d\d[QH][1-4]"
)


def is_period(folded: str) -> bool:
    """Tell whether folded words are nothing but a year or a part of one.

    >>> [is_period(w) for w in ("2024 Q2", "1H2024", "FY2023", "2024年上半年", "113年第1季", "2024 个")]
    [True, True, True, True, True, False]
    """
    return bool(_PERIOD.fullmatch(folded))


def is_day(folded: str) -> bool:
    """Tell whether folded words are nothing but a day or months, which name a column only beside others.

    >>> is_day("2024年6月30日"), is_day("2023-12-31"), is_day("1-6月"), is_day("12个月")
    (True, True, True, False)
    """
    return bool(_DAY.fullmatch(folded))


def begins_with_digits(folded: str) -> bool:
    """Tell whether folded words may be a name that begins with a figure.

    >>> [begins_with_digits(w) for w in ("5G", "30天内", "31-60天", "3,400")]
    [True, True, True, False]
    """
    return bool(_BEGINS_WITH_DIGITS.fullmatch(folded))


def period_in(folded: str) -> tuple[int, int] | None:
    """Return where the one period that a title says stands; None for none or more.

    >>> period_in("2023年度主要指标"), period_in("2022年至2023年收入")
    ((0, 6), None)
    """
    found = [match.span() for match in _ONE_PERIOD.finditer(folded)]
    return found[0] if len(found) == 1 else None

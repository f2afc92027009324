"""What is written in several ways, in one: dates in figures (2023.12.08, 2023/12/8), around the clock (7X24)."""

from __future__ import annotations

import re

from corpus.script import HAN

# 局2023.12.08《: text may stand on both sides, another date behind (2023.12.222023.12.24). No version: 1.2023.1.5.
_DATE = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<mark>[./-]|年)0?(?P<month>1[0-2]|(?<=0)[1-9]|[1-9])(?:(?P=mark)|月)"
    r"(?:(?P<day>3[01]|[12]\d|0[1-9])(?=(?:19|20)\d\d[./-]|[^\d]|$)|(?P<one>[1-9])(?!\d))(?:(?P<named>[日号])|(?![日号万亿%‰]|个(?![人性体])|元(?![旦月宵])))(?![./-]\d)"
)
# 08月05日: the months and days of forms.
_ZERO = re.compile(r"(?<!\d)0(?=[1-9][月日号])")
_BY = re.compile(r"(?<![\da-z.])7\s?[x×*✕╳]\s?24(?!\d)")
_CLOCK = re.compile(r"(?<![./-])\b24/7\b(?![./-]\d)|\b24 hours a day,? (?:and )?(?:7|seven) days a week\b")
AROUND_THE_CLOCK = "7×24"
"""How it is written after ``one_way``."""
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip


def one_way(text: str) -> str:
    """Return plain text with its dates as 2023年12月8日 (8 december 2023 in English) and 7×24 for what means it.

    >>> one_way("信息局2023.12.08《办法》"), one_way("on 2023-12-08"), one_way("全网7x24小时监控")
    ('信息局2023年12月8日《办法》', 'on 8 december 2023', '全网7×24小时监控')
    >>> one_way("版本2.2023.1.5"), one_way("1-6月"), one_way("on 24/7/2023"), one_way("增长2020.1.1%")
    ('版本2.2023.1.5', '1-6月', 'on 24/7/2023', '增长2020.1.1%')
    """
    if "20" in text or "19" in text:
        text = _DATE.sub(_in_han if HAN.search(text) else _in_english, text)
    return _CLOCK.sub(AROUND_THE_CLOCK, _BY.sub(AROUND_THE_CLOCK, _ZERO.sub("", text)))


def _in_han(match: re.Match[str]) -> str:
    return f"{match['year']}年{int(match['month'])}月{int(match['day'] or match['one'])}日"


def _in_english(match: re.Match[str]) -> str:
    day = int(match["day"] or match["one"])
    return f"{day} {_MONTHS[int(match['month']) - 1]} {match['year']}"

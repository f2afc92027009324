"""What a short line of a figure panel is: a value, the label of one, both together, or neither."""

from __future__ import annotations

import re
from enum import StrEnum

from corpus.script import fold


class Role(StrEnum):
    """Role of a line in a figure panel; ``PHRASE`` holds label and value in one, ``NONE`` is no part of a panel."""

    VALUE = "value"
    LABEL = "label"
    PHRASE = "phrase"
    NONE = "none"


# Longer than this a line is prose.
_LONGEST_LABEL, _LONGEST_PHRASE = 30, 44
_NUMBER = r"[-+−]?\d[\d,]*(?:\.\d+)?"
# Written folded: `亿`, `万 个`, `亿元`, `%`, `Gbps`, `万人次`.
_MULTIPLE = "[十百千万亿兆]{1,3}"
_COUNTER = (
    r"(?:个百分点|平方公里|平方米|[人件场辆台架]次|人天|公里|小时|分钟|毫秒|港元|美元|欧元|人民币|新台币|"
    r"[个户站家件人元篇项名次条台套座处款辆场枚颗种类省市县村位倍吨度月日天秒分米升克瓦张份单笔店间门宗起支期幅集部艘"
    r"架箱班堂节课届层亩株头只岁%％‰]|"
    r"(?:[kKMGTPEZ]?(?:bps|Bps|B|W|Wh|Hz|V|FLOPS|m|g)|pp|ms|tCO2e?)(?:/[A-Za-z]{1,4})?(?![A-Za-z]))"
)
_UNIT = rf"(?:{_MULTIPLE} ?[余多]? ?(?:{_COUNTER})?|[余多]? ?{_COUNTER})"
_ABOUT = r"(?:超过|超|逾|近|约|达到|达|大于|小于|不超过|高于|低于|[>＞<＜≥≤~～≈])?"
# Written before the figure: `港币 187.6 亿元`.
_CURRENCY = r"(?:(?:人民币|港币|港元|新台币|台币|美元|美金|欧元|日元|RMB|HKD|HK\$|NT\$|US\$|[$¥￥]) ?)?"
_VALUE = re.compile(rf"^{_ABOUT} ?{_CURRENCY}{_NUMBER} ?{_UNIT} ?(?:\+|以上|以下|以内|余)?$")
# A whole line in brackets that says what the label above it covers: `（含派遣员工）`.
_QUALIFIER = re.compile(r"[（(][^（()）。]{2,28}[)）]$")
# What tells a phrase with a value in it from one with a name such as `5G` or `10086` in it.
_FIGURE = re.compile(rf"{_NUMBER} ?{_UNIT}|\d[.,]\d|[≥≤]")
# A digit in a name tells nothing: `5G`, `4K`, `10G PON`, `SRv6`, `10086`, `2024 年`.
_NAMES = re.compile(
    r"\d*[A-Za-z][A-Za-z\d+.-]*|(?<!\d)1[0-2]\d{3}(?!\d)|(?<!\d)(?:19|20)\d\d ?年?(?:底|末|度)?"
)
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{3}")
_ITEM = re.compile(
    r"[-•●◆◇○□■※▪▶➢✓・‧·*|《“「『—–#>(（【\[]|[①-⑳]|\d{1,2}[.、）)] |第\S{1,3}[章节条]|[一二三四五六七八九十]、"
)
_ENUMERATED = re.compile(r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]")
# A figure right behind a figure is torn from its unit: `42 7 间座`.
_SENTENCE = re.compile(r"[。！？；!?;]|[，、：:]$|\d \d")
_LEADING = re.compile(rf"{_ABOUT} ?{_CURRENCY}{_NUMBER} ?{_UNIT}(?![\d.])")


def role_of(line: str) -> Role:
    """Return what a line of a panel is.

    >>> [role_of(line).value for line in ("1.2 亿", "超级 SIM 持卡用户数", "新建 5G 基站 46.7 万个", "公司说明如下。")]
    ['value', 'label', 'phrase', 'none']
    """
    text = fold(line.strip())
    if not text or len(text) > _LONGEST_PHRASE or _ITEM.match(text) or _SENTENCE.search(text):
        return Role.NONE
    if _VALUE.match(text):
        return Role.VALUE
    if not _WORDS.search(text):
        return Role.NONE
    named = _NAMES.sub(" ", text)
    if _DIGIT.search(named):
        return Role.PHRASE if _FIGURE.search(named) else Role.NONE
    return Role.LABEL if len(text) <= _LONGEST_LABEL else Role.NONE


def is_qualifier(line: str) -> bool:
    """Tell whether a line in brackets only says what the line above it covers.

    >>> is_qualifier("（含派遣員工）"), is_qualifier("（一）"), is_qualifier("（二）范围")
    (True, False, False)
    """
    return bool(_QUALIFIER.match(line.strip())) and _ENUMERATED.match(fold(line.strip())) is None


def leads_with_figure(line: str) -> bool:
    """Tell whether a line begins with a value and says more behind it: `100% 具备千兆能力`."""
    return bool(_LEADING.match(fold(line.strip())))


def ends_with_figure(line: str) -> bool:
    """Tell whether the last clause of a line holds a figure; a headline's does not: `突发 7.1 级地震，全力救援`."""
    clause = re.split("[，,](?!\\d)", fold(line.strip()).rstrip("，,"))[-1]
    return bool(_FIGURE.search(_NAMES.sub(" ", clause)))


def counted_figures(text: str) -> int:
    """Return how many figures with a unit a text holds; years and names such as `5G` are none.

    >>> counted_figures("2024 年新建 5G 基站 46.7 萬個，覆蓋 96%。")
    2
    """
    return len(_FIGURE.findall(_NAMES.sub(" ", fold(text))))

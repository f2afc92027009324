"""What a table's values are counted in: read off labels, heads and titles, in the source's own wording."""

from __future__ import annotations

import re

from corpus.script import fold

_SCALE = "[百千万亿兆十]{0,3}"
_MONEY = "人民币|新台币|台币|港币|美元|欧元|港元|元"
_COUNTED = (
    f"{_MONEY}|角|分|户|人次|人天|人|家|个百分点|百分点|个|次|件|项|条|台|套次|套|辆次|辆|处|座|站|组|支|块|车次|班次|宗|场次|场|小时|分钟|秒|"
    "天|日|名|位|张|份|封|股|笔|册|篇|款|种|所|间|度|吨二氧化碳当量|吨标准煤|千克标准煤|吨|公斤|千克|克|公里|平方公里|平方米|"
    "立方米|米|升|亩|公顷|千瓦时|千瓦|兆瓦|瓦|倍|岁|年|级|枚|只|头|页|字|部|艘|架|每生产单位|个月|月|"
    r"[KMGTPE]?bps|[KMGTPE]B|[KMG]?Hz|[kKMGT]?Wh|[EPT]?FLOPS|tCO2e?|USD|RMB|CNY|HKD|NT\$|TWD|kg|km|m²|m2|m³|MW|GW|G"
)
_ONE = f"(?:(?:人民币|新台币|港币)?{_SCALE}(?:{_COUNTED})|(?:人民币)?[百千万亿兆]{{1,3}}|[%％‰])"
_UNIT = re.compile(rf"{_ONE}(?:[/／]{_ONE})?")
_BRACKET = re.compile(r"[（(]([^（）()]{1,20})[）)]")
_STATED = re.compile(rf"单位[:：] ?(?P<unit>{_ONE}(?:[/／]{_ONE})?)")
# What is a unit without brackets or a word that says so: money, or a thing counted in tens of thousands and more.
_LARGE = "(?:[万亿兆]|[百千十][百千万亿])[万亿]?"
_PLAIN = f"(?:(?:人民币|新台币|港币)?{_SCALE}(?:{_MONEY})|{_LARGE}(?:{_COUNTED})|[%％‰])"
_STATED_PLAIN = re.compile(rf"单位均?为 ?(?P<unit>{_PLAIN})")
_NAME_ENDS = re.compile(rf"(?:^|[/／，,:：]|年度?|末|底|季度?|[QqHh][1-4]) ?(?P<unit>{_PLAIN})$")
# A unit in brackets stands at the end of a label; what stands further off is not looked at.
_TAIL = 40


def is_unit(folded: str) -> bool:
    """Tell whether folded words name nothing but a unit.

    >>> is_unit("亿元"), is_unit("千克标准煤 / 万元"), is_unit("注1"), is_unit("如有")
    (True, True, False, False)
    """
    return bool(_UNIT.fullmatch(folded.replace(" ", "")))


def bracketed_unit(label: str) -> str | None:
    """Return the last unit in brackets near the end of a label, as the source writes it but without spaces.

    >>> bracketed_unit("營業收入（億元）"), bracketed_unit("折旧（注1）"), bracketed_unit("排放（千克 / 万元）4")
    ('億元', None, '千克/万元')
    """
    tail = label[-_TAIL:]
    for match in reversed(list(_BRACKET.finditer(tail))):
        if is_unit(fold(match.group(1))):
            return match.group(1).replace(" ", "")
    return None


def stated_unit(text: str) -> str | None:
    """Return the unit that words such as ``单位：亿元`` state or that stands in brackets; None for none.

    >>> stated_unit("單位：新台幣千元"), stated_unit("（亿元）"), stated_unit("主要指标")
    ('新台幣千元', '亿元', None)
    """
    folded = fold(text)
    match = _STATED.search(folded) or _STATED_PLAIN.search(folded)
    return text[match.start("unit") : match.end("unit")] if match else bracketed_unit(text)


def plain_unit(name: str) -> str | None:
    """Return the unit that a column's name is, or ends in behind a sign or a period; None for none.

    >>> [plain_unit(w) for w in ("人民幣百萬元", "2023年百萬戶", "收入/亿元", "百度", "年度")]
    ['人民幣百萬元', '百萬戶', '亿元', None, None]
    """
    match = _NAME_ENDS.search(fold(name[-_TAIL:]))
    return name[-(match.end() - match.start("unit")) :] if match else None


def unit_of(value: str, *labels: str, default: str | None = None) -> str | None:
    """Return the unit of a value: its own (``%``, ``個百分點``), else the first that the labels hold, else ``default``.

    >>> unit_of("46.1%", "负债（元）"), unit_of("20", "收入", "占比（%）"), unit_of("7", "收入", default="元")
    ('%', '%', '元')
    """
    for sign in ("个百分点", "個百分點", "百分点", "百分點", "%", "％"):
        if value.endswith(sign):
            return sign
    return next((unit for label in labels if (unit := bracketed_unit(label))), default)

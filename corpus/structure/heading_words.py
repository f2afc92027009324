"""What the words of a heading tell: its numbering, a star, a mere label, noise."""

from __future__ import annotations

import re

from corpus.script import fold

# Numbering styles from the top down; written folded.
STYLES = (
    ("chapter", re.compile(r"第[一二三四五六七八九十百\d]{1,4}[章编篇部]")),
    ("section", re.compile(r"第[一二三四五六七八九十百\d]{1,4}节")),
    ("one", re.compile(r"[一二三四五六七八九十]{1,3}、")),
    ("(one)", re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    ("1.1.1", re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}(?![\d.])")),
    ("1.1", re.compile(r"\d{1,2}\.\d{1,2}(?![\d.%])(?=[ \u4e00-\u9fff])")),
    ("1.", re.compile(r"\d{1,2}[.．、](?!\d)")),
    ("(1)", re.compile(r"[（(]\d{1,2}[）)]")),
)
STAR = re.compile(r"※\s*")
# A line that says what kind of box follows, not what is in it.
_LABEL = re.compile(
    r"(?:亮点|(?:典型)?案例(?:分享|故事)?|专题|专栏|延伸阅读|小贴士|知识链接|聚焦|特写|故事"
    r"|highlights?|case(?: study)?)\s*\d{0,2}$",
    re.IGNORECASE,
)
# Page numbers: `12`, `- 7 -`, `P. 12`, `3 / 40`, `第 5 页`; a year is none.
_PAGE_NUMBER = re.compile(
    r"[-—–·• ]*(?:(?:[Pp]\.? ?|第 ?)?\d{1,3}(?: ?[页頁])?|\d{1,3} ?/ ?\d{1,3})?[-—–·• ]*"
)
# Remnants of the layout in a row: `JP3`, `JP2`, `J3`.
_REMNANT = re.compile(r"[A-Z]{1,2}\d{1,2}")
# Written folded: what no heading is, whatever stands around it.
_NO_HEADINGS = (
    ("unit", re.compile(r"[（(]?(?:除.{1,16}外[，,]?)?(?:金额|货币|计量|数据)?单位(?:\s*[:：]|为)")),
    ("currency", re.compile(r"[（(](?:人民币|港币|新台币|美元)?[十百千万亿]{0,2}(?:元|港元|美元)[）)]$")),
    (
        "table head",
        re.compile(r"(?:项目|指标|目标|名称|类别|年份|年度|序号|科目|议题)(?: [^\s，。：]{1,14}){2,8}$"),
    ),
    ("note, a sentence", re.compile(r"(?:\d{1,2}|[*＊①-⑳]|\[\d{1,2}\]) ?[^\s\d.．、)）].*。$")),
    (
        "note, its first word",
        re.compile(
            r"(?:\d{1,2} |[*＊①-⑳] ?|\[\d{1,2}\] ?)(?:不含|不包括|包括|仅含|仅包括|"
            r"系指|是指|指|按照|按|以上|上述|该数据|此数据|数据来源|截至|其中)"
        ),
    ),
)
# A box is titled as news are, a section by a short plain phrase.
_LONGEST_SECTION = 15
_TITLED = re.compile(r"[，。！？：；“”「」『』《》、,!?:]|\d")


def style_of(text: str) -> str | None:
    """Return the numbering style of a heading, None without one.

    >>> style_of("第三章 算力"), style_of("2.1 網絡"), style_of("網絡")
    ('chapter', '1.1', None)
    """
    folded = fold(text[:12])
    return next((name for name, pattern in STYLES if pattern.match(folded)), None)


def is_label(text: str) -> bool:
    """Tell whether a line is the mere label of a box: 亮點, 案例.

    >>> is_label("亮點"), is_label("亮點工程")
    (True, False)
    """
    return len(text) <= 14 and bool(_LABEL.match(fold(text)))


def is_noise(text: str) -> bool:
    r"""Tell whether a text is a page number or remnants of the layout, and says nothing.

    >>> is_noise("JP3\nJ3"), is_noise("- 12 -"), is_noise("2024"), is_noise("5G"), is_noise("G20")
    (True, True, False, False, False)
    """
    lines = text.split("\n")
    if len(text) > 24:
        return False
    if len(lines) > 1 and all(_REMNANT.fullmatch(line) for line in lines):
        return True
    return all(_PAGE_NUMBER.fullmatch(line.strip()) for line in lines)


def heads_nothing(text: str) -> bool:
    """Tell whether a line is a note, the unit of a table or its head, and so no heading.

    >>> heads_nothing("單位：新臺幣千元"), heads_nothing("1 不含合營企業。"), heads_nothing("1 公司概況")
    (True, True, False)
    """
    folded = fold(text)
    return any(pattern.match(folded) for _, pattern in _NO_HEADINGS)


def reads_as_section(text: str) -> bool:
    """Tell whether a heading reads as that of a section, not as the title of a box in one.

    >>> reads_as_section("升級算力網絡"), reads_as_section("全國首個，上海建成示範線路")
    (True, False)
    """
    return len(text) <= _LONGEST_SECTION and not _TITLED.search(text)

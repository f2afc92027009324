"""Panels of figures whose labels and values were read across: which line is a heap of figures without labels."""

from __future__ import annotations

import re

_FIGURE = re.compile(r"[><≥≤约逾超近]?\d[\d,]*(?:\.\d+)?[%+]?")
_UNIT_WORD = (
    "[百千万亿余多]{0,4}(?:人次|辆次|套次|场次|人|家|个|次|场|名|位|件|项|间|所|户|元|吨|度|分钟|小时|天|台|辆|站|公里|立方米|平方米|米|年|"
    "%|[KMGT]bps|[EP]FLOPS)?"
)
_REST = re.compile(rf"(?:{_UNIT_WORD}| )*")


def is_scrambled(folded: str) -> bool:
    """Tell whether a line holds two or more figures and, apart from their units, nothing that they could belong to.

    >>> is_scrambled("53.5 36.1"), is_scrambled("19 4,700 1081,811亿元 余名 万人个"), is_scrambled("共有 300 家门店")
    (True, True, False)
    >>> is_scrambled("2022 2023 2024")
    False
    """
    if not folded or len(folded) > 60:
        return False
    figures = _FIGURE.findall(folded)
    if len(figures) < 2 or all(re.fullmatch(r"(?:19|20)\d\d", f) for f in figures):
        return False
    return bool(_REST.fullmatch(_FIGURE.sub("", folded)))

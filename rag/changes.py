"""Words of a change from one figure to another: 由A增至B, 從A提高到B, A→B, from A to B."""

from __future__ import annotations

import re

# So far in front of a figure the word stands that says that a change began with it, with a year between: 由2023年底的.
_LED = 36
_FROM = re.compile(
    r"(?:(?:由|从|自)[^，。；由从\d]{0,12}(?:\d{2,4} ?年[^，。；\d]{0,12})?|\bfrom (?:about |nearly |over )?)"
    r"(?:约|近|超过?|逾)? ?$"
)
_TO = re.compile(
    r"[^。；\d]{0,24}?(?:至|到|变为|变成|增为|升为|降为|减为|改为|达|→|->|\bto )了?[^，。；\d]{0,6}"
    r"(?:\d{2,4} ?年[^，。；\d]{0,8})?"
)
_ARROW = re.compile(r"[^，。；\d]{0,4}(?:→|⟶|⇒|->)[^，。；\d]{0,4}")


def is_change(before: str, between: str) -> bool:
    """Tell whether two figures of folded text are the ends of a change, by the words before the first and between them.

    >>> is_change("人数由", "增加到"), is_change("人数为", "，占比达")
    (True, False)
    """
    if _ARROW.fullmatch(between):
        return True
    return bool(_FROM.search(before[-_LED:]) and _TO.fullmatch(between))

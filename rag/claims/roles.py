"""Who holds which office: 组长是董事长, 总经理任副组长."""

from __future__ import annotations

import re

_ROLE = re.compile(
    r"副?(?:董事长|总经理|总裁|监事长|主席|主任|组长|书记|部长|厅长|院长|校长|会长|秘书长|队长|团长|首席\w{2,3}官|ceo|cfo|cto)"
)
_HOLDS = re.compile(r"兼任|担任|出任|当|任(?!务|何)|是|为|由|挂帅")
_CLAUSE = re.compile(r"[,;。!?\n]")

Held = frozenset[str]
"""An office and the office of who holds it, in no order."""


def offices(text: str) -> set[Held]:
    """Return which offices plain text says to be held by the holder of which other.

    >>> sorted(map(sorted, offices("由董事长当组长,总经理和副总经理任副组长")))
    [['副总经理', '副组长'], ['副组长', '总经理'], ['组长', '董事长']]
    """
    found: set[Held] = set()
    for clause in _CLAUSE.split(text):
        roles = list(_ROLE.finditer(clause))
        for verb in _HOLDS.finditer(clause):
            before = [m.group() for m in roles if m.end() <= verb.start()]
            behind = [m.group() for m in roles if m.start() >= verb.end()]
            if before and behind:
                found |= {frozenset((one, other)) for one in before for other in behind}
                break
    return found


def other_holder(said: str, source: str) -> str:
    """Return an office that plain text gives to another than plain source text does; "" where it gives none wrongly."""
    given = offices(source)
    for pair in offices(said):
        if given and pair not in given and any(pair & other for other in given):
            return min(pair, key=said.find)
    return ""

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


# What English says of an office: (who, what), each in Chinese.
_ENGLISH = {
    "chairman": "董事长", "chairwoman": "董事长", "chairperson": "董事长", "general manager": "总经理",
    "president": "总裁", "chief executive": "总裁",
}  # fmt: skip
_LEADS = re.compile(r"\b(?:heads?|headed|leads?|led|chairs?|chaired|head of|leader of|director of)\b")


def english_offices(text: str) -> set[Held]:
    """Return what English text says of who leads: the general manager heads the group.

    >>> [sorted(pair) for pair in english_offices("the general manager heads the group")]
    [['总经理', '组长']]
    """
    if not _LEADS.search(text):
        return set()
    return {frozenset((chinese, "组长")) for english, chinese in _ENGLISH.items() if english in text}


def other_holder(said: str, source: str) -> str:
    """Return an office that plain text gives to another than plain source text does; "" where it gives none wrongly."""
    given = offices(source)
    for pair in offices(said) | english_offices(said):
        if given and pair not in given and any(pair & other for other in given):
            return min(pair, key=said.find)
    return ""

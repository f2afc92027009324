"""What a later English question of a text is asked of: it, they and that, told from the question before it."""

from __future__ import annotations

import re

# Words that only ask: what is left says what of whom was asked.
_ASKS = re.compile(
    r"^(?:and |so |also )?(?:(?:in|at|on|by|from|to) )?(?:how (?:much|many|fast|far|large|high|big|quickly|well)|how|"
    r"what|when|where|who|which) (?:(?:did|does|do|has|have|had|is|was|were|are) )?",
    re.IGNORECASE,
)
# What was measured is pointed to: that, or it where it grows; what was counted: they.
_MEASURED = re.compile(
    r"\b(?:that|this)\b|\b(?:it|they|that)\b (?:\w+ )?(?:grow|grown|rise|risen|increase|increased|fall|fallen|drop|"
    r"dropped|decline|declined|decrease|decreased|change|changed|compare|shrink)\b|\b(?:did|does|has|have) (?:it|they)$"
)
_COUNTED = re.compile(
    r"^(?:and )?how many (?P<noun>[a-z0-9][\w\- ]{1,40}?)(?= (?:did|does|do|has|have|had|is|was|were|are|in)\b)",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"\bhow many (?=(?:did|does|do|has|have|had|is|was|were|are|in|at|by)\b)", re.IGNORECASE
)
_THEY = re.compile(r"\b(?:they|them|their|those|these|of which)\b")
_IT = re.compile(r"\b(?:it|its)\b")


def counted_in(first: str, part: str) -> str:
    """Return a part that counts without saying what, with what the first question counted.

    >>> counted_in("How many shops did Shanhai open in 2023?", "how many did it have in all?")
    'how many shops did it have in all?'
    """
    counted = _COUNTED.match(first)
    return _HOW_MANY.sub(lambda m: f"{m[0]}{counted['noun']} ", part, count=1) if counted else part


def lead_of(first: str, part: str, *, company: bool) -> str:
    """Return what of the first English question a later part is asked of; empty where nothing points to it.

    ``company`` tells that the first question names one, which ``it`` then is.

    >>> lead_of("How much did the fee come to in 2022?", "how fast did it grow?", company=False)
    'the fee come to in 2022'
    >>> lead_of("How many shops did Shanhai open?", "who designed them?", company=True)
    'shops'
    """
    low = part.lower().strip(" ?.!")
    stated = _ASKS.sub("", first).strip(" ?.!")
    if _MEASURED.search(low):
        return stated
    if _THEY.search(low) and (counted := _COUNTED.match(first)):
        return counted["noun"]
    return stated if _IT.search(low) and not company else ""

"""Where a question's wording comes from: the mainland, Hong Kong, Taiwan; English; or nothing that tells."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache
from importlib import resources

from corpus.types import Script


class Region(StrEnum):
    """Whose words a question uses."""

    MAINLAND = "mainland"
    HONG_KONG = "hong kong"
    TAIWAN = "taiwan"
    ENGLISH = "english"
    UNSAID = "unsaid"


@cache
def _words() -> dict[Region, tuple[str, ...]]:
    table = json.loads(resources.files("rag").joinpath("data/regions.json").read_text("utf-8"))
    return {region: tuple(table[region]) for region in (Region.HONG_KONG, Region.TAIWAN)}


def region_of(folded: str, script: Script) -> Region:
    """Return the region that most words of a folded, lower-case question tell; Hong Kong's where it is even.

    Simplified text without such words is the mainland's; traditional text without them tells nothing.

    >>> region_of("起咗几多个基站", Script.HANT).value, region_of("盖了几座基地台", Script.HANT).value
    ('hong kong', 'taiwan')
    """
    if script is Script.NONE:
        return Region.ENGLISH
    counted = {region: sum(word in folded for word in words) for region, words in _words().items()}
    most = max(counted, key=lambda region: counted[region])
    if counted[most]:
        return most
    return Region.MAINLAND if script is Script.HANS else Region.UNSAID

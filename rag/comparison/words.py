"""Our own words around a computation, in the question's script."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.script import to_script
from corpus.types import Script


@dataclass(frozen=True, slots=True)
class Words:
    """What a computation may need to say. ``{…}`` are filled in."""

    same: str
    about: str
    less: str
    wins: str
    alike: str
    missing: str
    unlike: str
    stated_otherwise: str
    between: str
    colon: str


_CHINESE = Words(
    same="一样",
    about="约",
    less="少",
    wins="{side}更{word}：",
    alike="一样：",
    missing="没有找到{sides}的确切数字，不作计算",
    unlike="两处的数字单位不同，不作计算",
    stated_otherwise="文中所说的变化与两数之差不一致，请看原文",
    between="、",
    colon="：",
)
_ENGLISH = Words(
    same="the same",
    about="about ",
    less="-",
    wins="{side}: ",
    alike="the same: ",
    missing="no certain figure found for {sides}, nothing is computed",
    unlike="the figures are counted in different units, nothing is computed",
    stated_otherwise="the change that the text states differs from that of the two figures",
    between=", ",
    colon=": ",
)


def words_for(script: Script) -> Words:
    """Return the words for a question's script; a question without Chinese gets English ones."""
    if script is Script.NONE:
        return _ENGLISH
    if script is not Script.HANT:
        return _CHINESE
    from dataclasses import astuple

    return Words(*(to_script(text, script) for text in astuple(_CHINESE)))

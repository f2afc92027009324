"""Simplified text into the words and characters of a region, with the place of one span kept."""

from __future__ import annotations

import random
import re

from corpus.script import Wording, convert
from index.training.synthetic.choice import table

_OPEN, _CLOSE = "\ue000", "\ue001"
_GAP = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[0-9%])(?=[\u4e00-\u9fff])")
# How a region writes: mainland, Hong Kong, Taiwan, and traditional characters without other words.
REGIONS = ("cn", "hk", "tw", "t")
_WORDINGS: dict[str, Wording] = {"hk": "s2hk", "tw": "s2twp", "t": "s2t"}
# A word of the region stands for the mainland's in so many of the texts that have it.
_REGIONAL = 0.7


def any_region(rng: random.Random) -> str:
    """Return a region: the mainland in half of all cases."""
    return "cn" if rng.random() < 0.5 else rng.choice(("hk", "tw", "hk", "tw", "t"))


def regional(text: str, region: str, rng: random.Random) -> str:
    """Return simplified text with some words of a region (用户: 使用者) put for the mainland's."""
    for word, others in table("regional").get(region, {}).items():
        if word in text and rng.random() < _REGIONAL:
            text = text.replace(word, rng.choice(others))
    return text


def spoken(text: str, region: str, rng: random.Random) -> str:
    """Return simplified text in the words and characters of a region."""
    text = regional(text, region, rng)
    if region not in _WORDINGS:
        return text
    text = convert(text, _WORDINGS[region])
    for character, meant in table("regional")["slips"].items():
        text = text.replace(character, meant)
    for character, other in table("regional")["variants"].items():
        if character in text and rng.random() < _REGIONAL:
            text = text.replace(character, other)
    return text


def written(
    text: str, span: tuple[int, int] | None, region: str, rng: random.Random
) -> tuple[str, tuple[int, int] | None]:
    """Return the text as a region writes it, at times with spaces around digits, and where the span then stands."""
    if span:
        text = f"{text[: span[0]]}{_OPEN}{text[span[0] : span[1]]}{_CLOSE}{text[span[1] :]}"
    text = spoken(text, region, rng)
    if rng.random() < 0.15:
        text = _GAP.sub(" ", text)
    if not span:
        return text, None
    start, end = text.index(_OPEN), text.index(_CLOSE) - 1
    return text.replace(_OPEN, "").replace(_CLOSE, ""), (start, end)

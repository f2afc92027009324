"""Parts of speech as the check uses them: jieba's, without its dictionary's ordinary words taken for names."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib import resources

from corpus.types import Span
from index.segment import labelled

ORDINARY = "ordinary"
"""The part of speech of an ordinary word that the dictionary takes for a name: 中断, 荣获."""

# Pronouns, adverbs, prepositions, conjunctions, particles, interjections, measure words, places within, times.
_EMPTY = ("r", "d", "p", "c", "u", "y", "e", "o", "q", "f", "t")
_NAMES = ("nr", "ns", "nt")
GRAMMAR = "是为有则也都均就将会"
"""Characters that stand behind a word and that the dictionary may take for its end."""
# 这张: a guessed word of a character that points and a measure.
_POINTING = "这那每各某"
# 先用, 要先, 则是: two small words that a dictionary or a guess takes for one.
_SMALL_PAIR = re.compile(
    r"[先再要须需会将才也都就只还仍并又则均已却亦皆便即][先再要须需会将才也都就只还仍并又用由是为有在把被让给对向从去来以]"
)
# 这张网, 一段路: a measure behind a word that points or counts, which with the next character looks like a name.
_MEASURED = re.compile(
    r"[这那该每各某哪几两一二三四五六七八九十百千万亿数多整半首头\d][张段万家项支章边户层包车池盘台条路班连代任方曲成区席]"
)
# 这三项, 该两家: what points and counts.
_COUNTED = re.compile(r"[这那该此每各前后头][一二两三四五六七八九十几数][\u4e00-\u9fff]")
# Phrases that the dictionary of names has and CC-CEDICT, of which the list is made, lacks.
_PHRASES = frozenset(
    ["同比增加", "同比减少", "同比增长", "同比下降", "之日起", "太久", "太快", "太少", "太高", "太慢"]
)


@cache
def _ordinary() -> frozenset[str]:
    data: dict[str, list[str]] = json.loads(
        resources.files("rag").joinpath("data/claim_ordinary.json").read_text("utf-8")
    )
    return _PHRASES.union(word for line in data["words"] for word in line.split())


@lru_cache(maxsize=2048)
def tagged(text: str) -> tuple[tuple[Span, str], ...]:
    """Return the words of plain text in order with their parts of speech, in ``index.segment.labelled``'s letters.

    >>> [(s.of("通讯没有中断"), tag) for s, tag in tagged("通讯没有中断")]
    [('通讯', 'nz'), ('没有', 'v'), ('中断', 'ordinary')]
    >>> [s.of("这张网") for s, tag in tagged("这张网") if tag == "nr"]
    []
    """
    return tuple((span, _without_guess(text, span, tag)) for span, tag in labelled(text))


def _without_guess(text: str, span: Span, tag: str) -> str:
    """Return a part of speech, ``ORDINARY`` for what only looks like a name: 中断, 张网 in 这张网."""
    if not tag.startswith(_NAMES):
        return tag
    measured = tag == "nr" and span.start and _MEASURED.match(text, span.start - 1)
    return ORDINARY if measured or span.of(text) in _ordinary() else tag


@lru_cache(maxsize=8192)
def is_empty(word: str) -> bool:
    """Tell whether a plain word only joins, points or tells how: 两者, 目前, 并且.

    >>> is_empty("目前"), is_empty("先用"), is_empty("基站")
    (True, True, False)
    """
    if _SMALL_PAIR.fullmatch(word) or _COUNTED.fullmatch(word):
        return True
    found = labelled(word)
    if len(found) != 1:
        return False
    guessed = found[0][1] == "new" and len(word) == 2
    return found[0][1].startswith(_EMPTY) or (guessed and (word[0] in _POINTING or word[1] in GRAMMAR))

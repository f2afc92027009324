"""Wrong characters that sound right: 机站 finds 基站, 傲运 finds 奥运. The only file that knows pypinyin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Sounds = Mapping[str, tuple[str, ...]]

# Bigrams a sound may bring; more are as likely wrong as right.
_MOST = 3


def sound(word: str) -> str:
    """Return a folded word's pinyin without tones, syllables joined by ``'``.

    >>> sound("基站") == sound("机站"), sound("奥运")
    (True, "ao'yun")
    """
    from pypinyin import Style, lazy_pinyin

    return "'".join(lazy_pinyin(word, style=Style.NORMAL, errors="ignore"))


def build_sounds(frequency: Mapping[str, float]) -> dict[str, tuple[str, ...]]:
    """Return sounds with the bigrams of an index that have them, commonest first, three at most.

    ``frequency`` maps bare bigrams of folded characters to the share of passages that hold them.
    """
    found: dict[str, list[str]] = {}
    for bigram in sorted(frequency, key=lambda b: (-frequency[b], b)):
        heard = found.setdefault(sound(bigram), [])
        if len(heard) < _MOST:
            heard.append(bigram)
    return {heard: tuple(bigrams) for heard, bigrams in sorted(found.items()) if heard}


def same_sounding(bigrams: Iterable[str], sounds: Sounds) -> list[str]:
    """Return the index's bigrams that sound like the given ones, which the index lacks."""
    return [meant for bigram in bigrams for meant in sounds.get(sound(bigram), ()) if meant != bigram]

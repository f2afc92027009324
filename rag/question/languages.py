"""Texts in languages that the system does not read, and texts in none: by their letters and smallest words."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.script import HAN

# Blocks of letters by the language or script they tell; Japanese also writes Han characters.
_BLOCKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Japanese", re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9d]")),
    ("Korean", re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")),
    ("Cyrillic", re.compile("[\u0400-\u052f]")),
    ("Arabic", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
    ("Hebrew", re.compile("[\u0590-\u05ff]")),
    ("Thai", re.compile("[\u0e00-\u0e7f]")),
    ("Devanagari", re.compile("[\u0900-\u097f]")),
    ("Greek", re.compile("[\u0370-\u03ff]")),
)
# Below this many letters, or this share of all, they are a name, a sign or a title in a question: の, α.
_FEWEST, _SHARE, _SHARE_OF_JAPANESE = 4, 0.5, 0.25
_QUOTED = re.compile(
    r"《[^》]{0,80}》|「[^」]{0,80}」|『[^』]{0,80}』|“[^”]{0,80}”|\"[^\"]{0,80}\"|‘[^’]{0,80}’"
)
_CHINESE_ASKS = re.compile(r"多少|什[么麼]|哪|[谁誰]|[几幾]|吗|嗎|[为為]何|如何|何[时時]|怎|[么麼]")
# A language is told by this many of its smallest words; one that it asks with is as good.
_FEWEST_SMALL = 3
_FOREIGN_SIGNS = re.compile("[¿¡ñãõßđơưạảấầẩậắằặẹẻếềểễệịọỏốồổộớờợụủứừửữựỳỵ]")
# What may be a syllable of Chinese in Latin letters: wo, chi, que, quan.
_PINYIN = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:a[io]?|ang?|e[ir]?|eng?|i|i?ou?|i?ong|ia[o]?|ie|iang?|iu|ing?|u|u?ai|ua|"
    r"uo|ui|uang?|u?an|un|ue)"
)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYBOARD_RUN, _SHORTEST_MASHED = 5, 6
# Shares of vowels; twelfth has 0.14, rhythm 0.17.
_FEW_VOWELS, _HARDLY_A_VOWEL, _MOST_MASHED = 0.2, 0.13, 3
_REPEATED = re.compile(r"(.{1,4}?)\1{2,}")
_LEAST_REPEATED, _LEAST_DIGITS = 5, 7


def other_language(text: str) -> str | None:
    """Return the language or script of a text that is neither Chinese nor English, None otherwise.

    Titles and names in quotation marks do not count, nor a few letters in a Chinese question.

    >>> other_language("5G基地局は何局ありますか"), other_language("《ひぐらし》是谁写的？")
    ('Japanese', None)
    """
    if text.isascii():
        return _by_small_words(text)
    outside = _QUOTED.sub(" ", text)
    letters = [c for c in outside if unicodedata.category(c)[0] == "L"]
    for name, block in _BLOCKS:
        own = len(block.findall(outside))
        least = _SHARE_OF_JAPANESE if name == "Japanese" else _SHARE
        if own >= _FEWEST and own >= least * len(letters) and not _CHINESE_ASKS.search(outside):
            return name
    return None if HAN.search(text) else _by_small_words(text)


@dataclass(frozen=True, slots=True)
class _Language:
    """The smallest words of a language, and the words and phrases that it asks with."""

    name: str
    small: frozenset[str]
    asking: re.Pattern[str] | None


@cache
def _languages() -> tuple[frozenset[str], tuple[_Language, ...]]:
    """Return the smallest words of English, and what tells other languages."""
    table = json.loads(resources.files("rag").joinpath("data/languages.json").read_text("utf-8"))
    others: dict[str, str] = table["others"]
    asking: dict[str, str] = table["asking"]
    return frozenset(table["english"].split()), tuple(
        _Language(name, frozenset(others.get(name, "").split()), _any_of(asking.get(name, "")))
        for name in dict.fromkeys((*others, *asking))
    )


def _any_of(phrases: str) -> re.Pattern[str] | None:
    """Return a pattern of phrases that a comma parts, None for none."""
    words = "|".join(re.escape(phrase) for phrase in phrases.split(", "))
    return re.compile(rf"\b(?:{words})\b") if words else None


def _by_small_words(text: str) -> str | None:
    """Return the language of a text in Latin letters that is told by its words, None for English, names and pinyin."""
    low = unicodedata.normalize("NFC", text.lower()).replace("\u2019", "'")
    words = re.findall(r"[^\W\d_]+", low)
    english, languages = _languages()
    signs = bool(_FOREIGN_SIGNS.search(low))
    counted: Counter[str] = Counter()
    for language in languages:
        asks = {w for m in (language.asking.findall(low) if language.asking else ()) for w in m.split()}
        own = language.small | asks
        if not english.intersection(words) <= own or all(_PINYIN.fullmatch(w) for w in words if w in own):
            continue
        counted[language.name] = sum(w in language.small for w in words) + signs + _FEWEST_SMALL * bool(asks)
    name, most = max(counted.items(), key=lambda found: found[1], default=("", 0))
    return name if most >= _FEWEST_SMALL else None


def is_gibberish(text: str) -> bool:
    """Tell whether a text is only repeated signs or keys struck at random.

    >>> is_gibberish("asdfgh"), is_gibberish("啊啊啊啊啊"), is_gibberish("QWERTY键盘是什么")
    (True, True, False)
    """
    signs = "".join(c for c in text.lower() if unicodedata.category(c)[0] in "LN")
    least = _LEAST_DIGITS if signs.isdecimal() else _LEAST_REPEATED
    if len(signs) >= least and _REPEATED.fullmatch(signs):
        return True
    words = text.strip(" .,!?;~").split()
    return 0 < len(words) <= _MOST_MASHED and all(map(_mashed, words)) and any(map(_hardly_a_vowel, words))


def _mashed(word: str) -> bool:
    """Tell whether a word of small Latin letters may be keys struck at random: few of them are vowels."""
    word = word.strip(".,!?;~")
    if not (word.isascii() and word.isalpha() and word.islower() and len(word) >= _SHORTEST_MASHED):
        return False
    return _along_a_row(word) or _vowels(word) < _FEW_VOWELS


def _hardly_a_vowel(word: str) -> bool:
    return _along_a_row(word) or _vowels(word.strip(".,!?;~")) < _HARDLY_A_VOWEL


def _along_a_row(word: str) -> bool:
    runs = (row[i : i + _KEYBOARD_RUN] for row in _ROWS for i in range(len(row) - _KEYBOARD_RUN + 1))
    return any(run in word for run in runs)


def _vowels(word: str) -> float:
    return sum(c in "aeiouy" for c in word) / max(1, len(word))

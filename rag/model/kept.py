"""What is kept of a language model's reply while it comes: sentences, their places, and what was struck."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.script import HAN, fold
from corpus.types import Script
from rag.bare import in_script
from rag.claims import Strike, Verdict
from rag.compose import Claim, Say, Told
from rag.marks import with_marks
from rag.model.mapped import holds
from rag.types import Struck

_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# So many words of Latin letters and no Chinese character are a sentence of another language, fewer with a figure none.
_OTHER_LANGUAGE = 4
# Words that make a few Latin ones English and no name: More than 2.4 million.
_ENGLISH_WORDS = """
    the of and in by at is was are were more than about over under nearly around some hundred thousand million
    billion trillion percent per people users households stations units yuan total
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
# A yes or no says what the question asks, which no comparison with the paragraphs can tell.
_BARE = re.compile(
    r"(?:确实)?(?:是的?|对的?|没错|不是的?|否|没有?|有的?|会的?|不会|可以|不可以|能|不能|系|唔系|冇|yes|no|correct|true|false)"
)


class Kept:
    """The sentences that are shown, at most ``most``, with the places they rest on, and those that are struck.

    ``claims`` are numbered by their first use, one place once. ``say`` gets each sentence as the answer shows it.
    """

    def __init__(self, script: Script, most: int, say: Say | None = None) -> None:
        self.sentences: list[Told] = []
        self.claims: list[Claim] = []
        self.struck: list[Struck] = []
        self._script = script
        self._most = most
        self._say = say
        self._said: list[str] = []

    @property
    def full(self) -> bool:
        """Tell whether no more are shown."""
        return len(self.sentences) >= self._most

    def take(self, verdict: Verdict) -> None:
        """Keep a checked sentence, unless it is struck, is of another language, or was said already."""
        reason = verdict.strike or (Strike.UNSAID if not verdict.claims else None)
        if reason is None and _BARE.fullmatch(_bare(verdict.text)):
            reason = Strike.UNSAID
        if reason is None and is_other_language(verdict.text, self._script):
            reason = Strike.FORM
        if reason is not None:
            self.struck.append(Struck(verdict.text, reason.value, verdict.over))
            return
        bare = _bare(verdict.text)
        if any(bare in earlier for earlier in self._said):
            return
        self._said.append(bare)
        told = Told(in_script(verdict.text, self._script), self._numbers(verdict.claims))
        self.sentences.append(told)
        if self._say is not None:
            self._say(with_marks(told.words, told.claims))

    def _numbers(self, claims: Sequence[Claim]) -> tuple[int, ...]:
        """Return the numbers of some places, those that are new added."""
        numbers = []
        for claim in claims:
            number = next((n for n, known in enumerate(self.claims) if holds(known, claim)), None)
            if number is None:
                number = len(self.claims)
                self.claims.append(claim)
            numbers.append(number)
        return tuple(sorted(dict.fromkeys(numbers)))


def _bare(text: str) -> str:
    return "".join(char for char in fold(text).lower() if char.isalnum())


def is_other_language(text: str, script: Script) -> bool:
    """Tell whether a sentence is not of the question's language: Chinese, or English where ``script`` is NONE.

    >>> is_other_language("It has 2.4 million base stations.", Script.HANS)
    True
    >>> is_other_language("More than 2.4 million.", Script.HANT)
    True
    >>> is_other_language("CONFIRMED", Script.HANT), is_other_language("240 EFLOPS", Script.HANT)
    (True, False)
    >>> is_other_language("共有240万个。", Script.NONE), is_other_language("China Mobile（中国移动）", Script.NONE)
    (True, False)
    """
    latin = _LATIN_WORD.findall(text)
    words = len(latin)
    han = len(HAN.findall(text))
    if script is Script.NONE:
        return han > 0 and words == 0
    named = any(char.isdigit() for char in text) and _ENGLISH.isdisjoint(word.lower() for word in latin)
    return han == 0 and words > 0 and (words >= _OTHER_LANGUAGE or not named)

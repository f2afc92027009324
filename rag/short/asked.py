"""What a question leaves open: the word that asks, what stands left and right of it, and the thing it asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.script import fold
from corpus.types import Span
from index.segment import STOP_WORDS, labelled, normalise
from rag.question import Reading, content_of

_NOUNS = ("n", "vn", "l", "i", "j", "eng")
# So many words on each side of the open place are read.
_SIDE = 14
_FUNCTION = re.compile(r"^(?:[ucpryxwedm]|zg|ul|uj|uz|f)")


@cache
def _classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the classes of asking words; the first that matches a folded, lower-case question tells what is asked."""
    data = json.loads(resources.files("rag").joinpath("data/asked.json").read_text("utf-8"))
    return tuple((row["name"], re.compile(row["pattern"])) for row in data["classes"])


@dataclass(frozen=True, slots=True)
class Asked:
    """The open place of a question.

    ``kind`` names the asking word's class (who, when, where, count, why, how, which, what or other); ``left`` and
    ``right`` are the words on its sides, nearest first; ``head`` is the noun it asks for ("" when it names none);
    ``content`` are the words that an answer need not repeat.
    """

    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    head: str
    content: frozenset[str]

    @classmethod
    def of(cls, reading: Reading) -> Asked:
        """Find the open place of a question that was read."""
        question = normalise(fold(reading.text))
        kind, span = next(
            ((name, found.span()) for name, p in _classes() if (found := p.search(question))),
            ("other", (len(question), len(question))),
        )
        before, after = labelled(question[: span[0]]), labelled(question[span[1] :])
        left = tuple(s.of(question) for s, _ in reversed(before) if s.of(question).strip("，。？?、 "))
        rest = question[span[1] :]
        right = tuple(s.of(rest) for s, _ in after if s.of(rest).strip("，。？?、 "))
        head = _head(rest, after) or (_behind(question[: span[0]]) if len(right) < 2 else "")
        content = frozenset(
            s.of(text)
            for text in (normalise(fold(content_of(reading.text))),)
            for s, tag in labelled(text)
            if s.of(text) not in STOP_WORDS and not _FUNCTION.match(tag)
        )
        return cls(kind, left[:_SIDE], right[:_SIDE], head, content)


def _head(rest: str, words: Sequence[tuple[Span, str]]) -> str:
    """Return the noun that stands right behind the asking word (哪家公司, 什么奖), "" without one."""
    found = ""
    for span, tag in words[:4]:
        word = span.of(rest)
        if found and tag == "vn":
            # 哪家公司建设: what is done with the thing is not the thing.
            break
        if tag.startswith(_NOUNS) or tag.startswith(("a", "b")):
            found = word if tag.startswith(_NOUNS) else found
        elif tag.startswith(("q", "m")) and not found:
            continue
        else:
            break
    return found


def _behind(before: str) -> str:
    """Return the noun in front of an asking word at the question's end: 职业是什么."""
    words = labelled(before)
    while words and (
        words[-1][1].startswith(("v", "p", "u", "x", "d")) or words[-1][0].of(before) in STOP_WORDS
    ):
        words.pop()
    return words[-1][0].of(before) if words and words[-1][1].startswith(_NOUNS) else ""

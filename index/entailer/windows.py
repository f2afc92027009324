"""What the entailment model sees at once: ``<s> claim </s> </s> heading </s> sentences of the text </s>``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.reader.pieces import BEGIN, END, Ids, Pieces

# Pieces of all that is seen, and at most of the claim and of the heading (whose end, the section, tells most).
WINDOW, CLAIM, HEADING = 176, 64, 20
_MARKS = 6
_SENTENCE = re.compile(r"[^。！？；!?\n]+[。！？；!?\n]*")
_SILENT = re.compile(r"[^\w%]")
# What a sentence is worth that stands beside one that shares much with the claim: it may hold its subject.
_BESIDE = 0.25
# A long sentence shares more by chance.
_LENGTH = 0.3

Cut = Callable[[str], Pieces]


@dataclass(frozen=True, slots=True)
class Premise:
    """What a claim is held against, folded: the heading above a text, and the text."""

    heading: str
    text: str

    @classmethod
    def of(cls, words: str) -> Premise:
        """Take the first of several lines as the heading.

        >>> Premise.of("年报：网络\\n共240万个。").heading, Premise.of("共240万个。").heading
        ('年报：网络', '')
        """
        first, line, rest = words.partition("\n")
        return cls(first, rest) if line else cls("", first)


def laid_out(claim: str, premise: Premise, cut: Cut) -> Ids:
    """Return the pieces that the model sees, int64 of shape (n,), n at most ``WINDOW``."""
    said, above = cut(claim).ids[:CLAIM].tolist(), cut(premise.heading).ids[-HEADING:].tolist()
    room = WINDOW - _MARKS - len(said) - len(above)
    text = near(claim, premise.text, room, cut)
    return np.array([BEGIN, *said, END, END, END, *above, END, *text, END], dtype=np.int64)


def near(claim: str, text: str, room: int, cut: Cut) -> list[int]:
    """Return the pieces of the sentences that share most with a claim, in their order, at most ``room`` of them."""
    whole = cut(text).ids.tolist()
    if len(whole) <= room:
        return whole
    sentences = _SENTENCE.findall(text)
    worth = _worth(claim, sentences)
    taken: dict[int, list[int]] = {}
    for place in sorted(range(len(sentences)), key=lambda place: -worth[place]):
        pieces = cut(sentences[place]).ids.tolist()
        if len(pieces) <= room:
            taken[place] = pieces
            room -= len(pieces)
        elif not taken:
            return pieces[:room]
    return [piece for place in sorted(taken) for piece in taken[place]]


def _worth(claim: str, sentences: Sequence[str]) -> list[float]:
    """Return how much each sentence shares with a claim, some of its neighbours' counted."""
    wanted = _pairs(claim)
    held = [_pairs(sentence) for sentence in sentences]
    alone = [0.0, *(len(wanted & pairs) / (1 + len(pairs)) ** _LENGTH for pairs in held), 0.0]
    return [
        own + _BESIDE * max(before, behind)
        for before, own, behind in zip(alone, alone[1:], alone[2:], strict=False)
    ]


def _pairs(text: str) -> set[str]:
    bare = _SILENT.sub("", text.lower())
    return {bare[i : i + 2] for i in range(len(bare) - 1)}

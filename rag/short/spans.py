"""Runs of words that may be the bare answer, and a small log-linear model that ranks them.

The features are few kinds of facts: what stands at a run's edges, what it is made of, how long it is, and how the words
around it meet the words around the question's open place. Weights: ``rag/data/spans.json``, by ``eval/fit_spans.py``.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate

from corpus.types import Span
from rag.short.asked import Asked
from rag.short.facts import CLOSING, OPENING, begin_features, end_features, run_features
from rag.short.told import Told

# What a run that is a name of the asked kind gains, in log-odds: those who wrote the training questions like clauses.
# On DRCD dev F1 0.460 to 0.477, exact match of persons 0.396 to 0.481.
_NAME = 1.5
# The longest run, in characters and in words; pairs of edges looked at in full, best first.
LONGEST, _WORDS, _LOOKED_AT = 60, 34, 50
# So many words of a sentence, the likeliest, are tried as beginnings and as ends.
_EDGES = 24
_DIGIT = re.compile(r"\d")
_STOPS = frozenset("。！？；\n|")
# Marks at which no answer begins or ends.
MARKS = "，。、；：！？,;:!? \u3000\n\t\r|·・-"
_NO_BEGIN, _NO_END = frozenset(MARKS + CLOSING), frozenset(MARKS + OPENING)


def runs(
    told: Told, begins: Sequence[int] | None = None, ends: Sequence[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield the runs of words (first, last) that may be an answer: whole brackets, no mark at their edges.

    ``begins`` and ``ends`` are the numbers of the words that may begin and end one, None for all.
    """
    words, text = told.words, told.text
    stops = list(accumulate((c in _STOPS for c in text), initial=0))
    brackets = list(accumulate((c in OPENING or c in CLOSING for c in text), initial=0))
    numbers = range(len(words))
    lasts = sorted(j for j in (numbers if ends is None else ends) if text[words[j].end - 1] not in _NO_END)
    for first in numbers if begins is None else begins:
        start = words[first].start
        if text[start] in _NO_BEGIN:
            continue
        for last in lasts[bisect_left(lasts, first) :]:
            end = words[last].end
            if last - first >= _WORDS or end - start > LONGEST or stops[end] != stops[start]:
                break
            if brackets[end] == brackets[start] or paired(text[start:end]):
                yield first, last


def paired(text: str) -> bool:
    """Tell whether every bracket and quotation mark in a text is opened and closed in it."""
    depth = 0
    for char in text:
        depth += (char in OPENING) - (char in CLOSING)
        if depth < 0:
            return False
    return depth == 0


def unquoted(text: str, span: Span) -> Span:
    """Return a span without a pair of quotation marks around the whole of it; titles keep theirs."""
    said = span.of(text)
    pair = len(said) > 2 and any(said[0] == a and said[-1] == b for a, b in ("“”", "「」", "『』"))
    return (
        Span(span.start + 1, span.end - 1)
        if pair and not any(c in said[1:-1] for c in "“”「」『』")
        else span
    )


Weights = Mapping[str, Mapping[str, float]]
"""Weights by class of question, then by feature; ``any`` holds for classes that have none of their own."""


def merged(data: Weights) -> Weights:
    """Return fitted weights with those of every class added to each."""
    shared = data["any"]
    return {
        kind: {**shared, **{f: shared.get(f, 0.0) + w for f, w in own.items()}} for kind, own in data.items()
    } | {"any": shared}


@cache
def weights() -> Weights:
    """Return the committed weights; the file tells under ``about`` what they were fitted on."""
    return merged(
        json.loads(resources.files("rag").joinpath("data/spans.json").read_text("utf-8"))["weights"]
    )


@dataclass(frozen=True, slots=True)
class Run:
    """A ranked run: the number of its sentence, its span there, and its share of the probability, 0 to 1."""

    sentence: int
    span: Span
    share: float


def begins_with(asked: Asked, told: Told, number: int) -> list[str]:
    """Return what is true of a run that begins with a word, every digit in a word as 0: no weight is of one year."""
    return _one_digit(begin_features(asked, told, number))


def ends_with(asked: Asked, told: Told, number: int) -> list[str]:
    """Return what is true of a run that ends with a word, every digit in a word as 0."""
    return _one_digit(end_features(asked, told, number))


def _one_digit(names: Sequence[str]) -> list[str]:
    """Return features of words (``b=``, ``p=`` …) with every digit in the word as 0; grades of nearness keep theirs."""
    return [_DIGIT.sub("0", name) if name[1:2] == "=" else name for name in names]


def _best(scores: Sequence[float]) -> list[int]:
    return sorted(range(len(scores)), key=lambda i: -scores[i])[:_EDGES]


def ranked(
    asked: Asked,
    sentences: Sequence[Told],
    units: frozenset[str],
    names: Sequence[frozenset[Span]] = (),
    table: Weights | None = None,
) -> list[Run]:
    """Return the runs of the sentences, most probable first; the shares of all sum to at most 1.

    ``names`` are, per sentence, the spans that look like the kind of name that is asked for; ``table`` are the weights,
    None for the committed ones.
    """
    table = table or weights()
    known = table.get(asked.kind) or table["any"]
    scored: list[tuple[float, int, int, int]] = []
    for number, told in enumerate(sentences):
        begins = [sum(known.get(f, 0.0) for f in begins_with(asked, told, i)) for i in range(len(told.words))]
        ends = [sum(known.get(f, 0.0) for f in ends_with(asked, told, i)) for i in range(len(told.words))]
        lengths = [known.get(f"W{min(n, 8)}", 0.0) for n in range(_WORDS)]
        pairs = runs(told, _best(begins), _best(ends))
        scored += [(begins[i] + ends[j] + lengths[j - i], number, i, j) for i, j in pairs]
    scored.sort(key=lambda row: -row[0])
    full = []
    for score, number, first, last in scored[:_LOOKED_AT]:
        told = sentences[number]
        rest = sum(known.get(f, 0.0) for f in run_features(asked, told, first, last, units))
        run = Span(told.words[first].start, told.words[last].end)
        rest += _NAME * (number < len(names) and run in names[number])
        full.append((score - known.get(f"W{min(last - first, 8)}", 0.0) + rest, number, first, last))
    if not full:
        return []
    top = max(row[0] for row in full)
    total = sum(math.exp(row[0] - top) for row in full)
    full.sort(key=lambda row: -row[0])
    return [
        Run(number, Span(sentences[number].words[first].start, sentences[number].words[last].end),
            math.exp(score - top) / total)
        for score, number, first, last in full
    ]  # fmt: skip

"""What the reader is trained on, and what is held out of it."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from index.reader.pieces import PieceCutter, Pieces
from index.training.encoding import Encoded, encode
from index.training.examples import Example
from index.training.own import own_examples, own_texts
from index.training.squad import Text, read_texts
from index.training.stream import Item, Source
from index.training.synthetic import generate

# Every so many paragraphs of the set is held out; a fixed share, so that curves of all runs compare.
HELD_EVERY, HELD_MOST = 25, 300
# Questions of each step, of the set, our own and rule-made ones. A question brings its window and those against it.
SLOTS = {"set": 10, "own": 4, "made": 3}
_BETWEEN = "\n\n"


class _Remembering(PieceCutter):
    """A cutter that cuts a text once, however many questions are asked of it."""

    def __init__(self, cutter: PieceCutter) -> None:
        self._cut = cache(cutter.cut)

    def cut(self, folded: str) -> Pieces:
        return self._cut(folded)


class Mill:
    """Encodes examples, each text once."""

    def __init__(self, cutter: PieceCutter) -> None:
        self._cutter = _Remembering(cutter)

    def item(self, example: Example, against: Iterable[tuple[str, str]] = ()) -> Item:
        """Return an example in pieces with the texts, (header, words), that do not answer it."""
        encoded = encode(example, self._cutter)
        return Item(encoded, tuple(self._against(encoded, header, words) for header, words in against))

    def _against(self, encoded: Encoded, header: str, words: str) -> Encoded:
        other = encode(Example("", words, None, "mined", header), self._cutter)
        return Encoded(encoded.question, other.header, other.text, None, "mined")


def sources(
    set_path: Path, cutter: PieceCutter, *, mined: Path | None, made: int, seed: int
) -> tuple[list[Source], list[Item]]:
    """Return what is trained on, and the held-out items of the set.

    ``mined`` is what ``eval.mine_negatives`` wrote; ``made`` how many rule-made examples. SourceError for files that
    are not what they should be.
    """
    texts = read_texts(set_path)
    held = {text.id for text in texts[::HELD_EVERY]}
    against = _mined(texts, mined) if mined else {}
    mill = Mill(cutter)
    learnt: list[Item] = []
    kept: list[Item] = []
    for text in texts:
        for name, example in text.examples.items():
            (kept if text.id in held else learnt).append(mill.item(example, against.get(name, ())))
    over = {text.id: (text.title, text.text) for text in texts if text.id not in held}
    own = [mill.item(example) for example in own_examples({**over, **own_texts()})]
    rule = [mill.item(example) for example in generate(made, seed)]
    found = [
        Source("set", learnt, SLOTS["set"], 0.7),
        Source("own", own, SLOTS["own"], 0.5),
        Source("made", rule, SLOTS["made"], 0.0),
    ]
    return [source for source in found if source.items], kept[:: max(1, len(kept) // HELD_MOST)]


def _mined(texts: Sequence[Text], path: Path) -> dict[str, list[tuple[str, str]]]:
    joined = _BETWEEN.join(text.text for text in texts)
    titles: list[tuple[int, str]] = []
    at = 0
    for text in texts:
        titles.append((at, text.title))
        at += len(text.text) + len(_BETWEEN)
    return {
        name: [(_title(titles, start), joined[start:end]) for start, end in spans]
        for name, spans in _lines(path)
    }


def _title(titles: Sequence[tuple[int, str]], at: int) -> str:
    return titles[bisect_right(titles, at, key=lambda pair: pair[0]) - 1][1]


def _lines(path: Path) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield row["id"], [(start, end) for start, end in row["stretches"]]

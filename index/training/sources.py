"""What the reader is trained on, and what is held out of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from index.reader.pieces import Pieces
from index.training.encoding import Cutter, Encoded, encode
from index.training.examples import Example
from index.training.mined import read_mined
from index.training.own import check_set, own_examples, own_texts
from index.training.squad import read_texts
from index.training.stream import Item, Source
from index.training.synthetic import generate

# Every so many paragraphs of the set is held out, of whose questions so many at most are asked; a fixed share, so that
# curves of all runs compare.
HELD_EVERY, HELD_MOST = 25, 300
# Half of TRAIN_162 stands in a paragraph of the trial part, which measures.
LEFT_OUT = frozenset({"TRAIN_162"})
# Questions of each step, of the set, our own and rule-made ones. A question brings its window and those against it.
SLOTS = {"set": 10, "own": 4, "made": 3}


class _Remembering:
    """A cutter that cuts a text once, however many questions are asked of it."""

    def __init__(self, cutter: Cutter) -> None:
        self._cut = cache(cutter.cut)

    def cut(self, folded: str) -> Pieces:
        return self._cut(folded)


class Mill:
    """Encodes examples, each text once."""

    def __init__(self, cutter: Cutter) -> None:
        self._cutter = _Remembering(cutter)

    def item(self, example: Example, against: Iterable[tuple[str, str]] = ()) -> Item:
        """Return an example in pieces with the texts, (header, words), that do not answer it."""
        encoded = encode(example, self._cutter)
        return Item(encoded, tuple(self._against(encoded, header, words) for header, words in against))

    def _against(self, encoded: Encoded, header: str, words: str) -> Encoded:
        other = encode(Example("", words, None, "mined", header), self._cutter)
        return Encoded(encoded.question, other.header, other.text, None, "mined")


def sources(
    set_path: Path, cutter: Cutter, *, mined: Path | None, made: int, seed: int
) -> tuple[list[Source], list[Item]]:
    """Return what is trained on, and the held-out items of the set.

    ``mined`` is what ``eval.mine_negatives`` wrote; ``made`` how many rule-made examples. SourceError for files that
    are not what they should be, or a set that our own questions are not asked over.
    """
    texts = read_texts(set_path)
    sha256 = hashlib.sha256(set_path.read_bytes()).hexdigest()
    check_set(set_path, sha256)
    held = {text.id for text in texts[::HELD_EVERY]}
    apart = held | LEFT_OUT
    against = read_mined(mined, sha256, texts, apart) if mined else {}
    mill = Mill(cutter)
    items: dict[bool, list[Item]] = {True: [], False: []}
    for text in texts:
        if text.id not in LEFT_OUT:
            items[text.id in held] += [
                mill.item(one, against.get(name, ())) for name, one in text.examples.items()
            ]
    over = {text.id: (text.title, text.text) for text in texts if text.id not in apart}
    own = [mill.item(example) for example in own_examples({**over, **own_texts()}, apart)]
    rule = [mill.item(example) for example in generate(made, seed)]
    found = [
        Source("set", items[False], SLOTS["set"], 0.7),
        Source("own", own, SLOTS["own"], 0.5),
        Source("made", rule, SLOTS["made"], 0.0),
    ]
    kept = items[True]
    count = min(len(kept), HELD_MOST)
    return [source for source in found if source.items], [kept[n * len(kept) // count] for n in range(count)]

"""The order in which examples are shown: a function of seed and step alone, so that a run can be resumed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch

from index.reader.pieces import PAD
from index.training.encoding import Encoded, View, shown
from index.training.model import Batch

# Windows of like length are padded to the longest, so many at once.
AT_ONCE = 9


@dataclass(frozen=True, slots=True)
class Item:
    """An example and texts that do not answer its question."""

    example: Encoded
    against: tuple[Encoded, ...] = ()


@dataclass(frozen=True)
class Source:
    """Items of one kind, of which each step shows ``slots``; ``negatives`` is how many windows stand against one."""

    name: str
    items: Sequence[Item]
    slots: int
    negatives: float = 1.0
    _order: dict[tuple[int, int], list[int]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def at(self, number: int, seed: int) -> Item:
        """Return the item shown as the ``number``-th since the beginning: each once, in a new order each time round."""
        turn, place = divmod(number, len(self.items))
        if (seed, turn) not in self._order:
            self._order.clear()
            order = list(range(len(self.items)))
            random.Random(f"{seed}:{self.name}:{turn}").shuffle(order)  # noqa: S311 - no secret
            self._order[seed, turn] = order
        return self.items[self._order[seed, turn][place]]


def windows_of(source: Source, item: Item, chance: random.Random) -> list[View]:
    """Return the window with the answer, where there is one, and those drawn to stand against it."""
    views = shown(item.example, chance)
    right = [view for view in views if view.start > 0]
    others = [view for view in views if view.start == 0]
    if not right:
        return others[:1] if item.example.span is None else []
    count = int(source.negatives) + (chance.random() < source.negatives % 1)
    if item.against:
        hard = chance.choice(item.against)
        others += shown(hard, chance)[:1]
        chance.shuffle(others)
    return right[:1] + others[:count]


def batches(sources: Sequence[Source], seed: int, step: int) -> Iterator[Batch]:
    """Yield the windows of a step, shortest first, a few at once; those of one question stay together."""
    chance = random.Random(f"{seed}:{step}")  # noqa: S311 - no secret
    numbered = enumerate(
        (source, source.at(step * source.slots + slot, seed))
        for source in sources
        for slot in range(source.slots)
    )
    groups = [[(n, view) for view in windows_of(source, item, chance)] for n, (source, item) in numbered]
    part: list[tuple[int, View]] = []
    for group in sorted(groups, key=lambda one: max((len(v.window.ids) for _, v in one), default=0)):
        if part and len(part) + len(group) > AT_ONCE:
            yield collate(part)
            part = []
        part += group
    if part:
        yield collate(part)


def collate(views: Sequence[tuple[int, View]]) -> Batch:
    """Lay windows, each with the number of its question, into one batch padded to the longest."""
    length = max(len(view.window.ids) for _, view in views)
    ids = np.full((len(views), length), PAD, dtype=np.int64)
    allowed = np.zeros((len(views), length), dtype=bool)
    allowed[:, 0] = True
    for row, (_, view) in enumerate(views):
        ids[row, : len(view.window.ids)] = view.window.ids
        allowed[row, view.window.offset : len(view.window.ids) - 1] = True
    places = torch.tensor([[view.start, view.end, group] for group, view in views])
    return Batch(torch.from_numpy(ids), torch.from_numpy(allowed), places[:, 0], places[:, 1], places[:, 2])

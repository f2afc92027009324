"""The order in which claims are shown: a function of seed and step alone, so that a run can be resumed."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import torch
from torch import Tensor

from index.entailer.windows import Cut, seen
from index.reader.pieces import PAD, Ids
from index.training.claims.examples import Claim, Group

# Groups of a step: some 32 claims, so that a truth and its lie pull at the same time.
AT_ONCE = 18
# Batches that are made of claims of like length, so that little is padded.
_POOLED = 4


@dataclass(frozen=True, slots=True)
class Item:
    """A claim and its text in pieces, and whether it holds."""

    ids: Ids
    holds: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Claims padded to one length: ``ids`` int64 (n, pieces), ``holds`` float (n,), 1 for true ones."""

    ids: Tensor
    holds: Tensor

    def to(self, device: torch.device) -> Batch:
        """Return the batch on a device."""
        return Batch(self.ids.to(device), self.holds.to(device))


def item_of(claim: Claim, cut: Cut) -> Item:
    """Lay a claim out as ``index.entailer`` does, whatever its script."""
    return Item(seen(f"{claim.heading}\n{claim.text}", claim.words, cut), claim.holds)


@dataclass(frozen=True)
class Stream:
    """Groups of claims, each shown once in a turn, in a new order each turn."""

    groups: Sequence[tuple[Item, ...]]
    seed: int
    _turns: dict[int, list[list[Item]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, groups: Iterable[Group], cut: Cut, seed: int) -> Stream:
        """Lay all claims out, each once however often it is shown."""
        laid = cache(lambda claim: item_of(claim, cut))
        return cls([tuple(laid(claim) for claim in group) for group in groups], seed)

    @property
    def steps(self) -> int:
        """How many batches a turn has; the groups that fill none wait for the next turn."""
        return max(1, len(self.groups) // AT_ONCE)

    def at(self, step: int) -> list[Item]:
        """Return the claims of a step, from 0; those of one group stand beside each other."""
        turn, place = divmod(step, self.steps)
        if turn not in self._turns:
            self._turns.clear()
            self._turns[turn] = self._turn(turn)
        return self._turns[turn][place]

    def digest(self) -> str:
        """Return sha256 over the pieces of all claims and whether they hold."""
        told = hashlib.sha256()
        for group in self.groups:
            told.update(f"{len(group)}\n".encode())
            for item in group:
                told.update(f"{item.holds} {len(item.ids)}\n".encode() + item.ids.astype("<i8").tobytes())
        return told.hexdigest()

    def _turn(self, turn: int) -> list[list[Item]]:
        chance = random.Random(f"{self.seed}:{turn}")  # noqa: S311 - no secret
        order = chance.sample(range(len(self.groups)), len(self.groups))[: self.steps * AT_ONCE]
        found = []
        for begin in range(0, len(order), AT_ONCE * _POOLED):
            near = sorted(order[begin : begin + AT_ONCE * _POOLED], key=self._length)
            found += [self._joined(near[n : n + AT_ONCE]) for n in range(0, len(near), AT_ONCE)]
        chance.shuffle(found)
        return found

    def _length(self, number: int) -> int:
        return max(len(item.ids) for item in self.groups[number])

    def _joined(self, numbers: Sequence[int]) -> list[Item]:
        return [item for number in numbers for item in self.groups[number]]


def collate(items: Sequence[Item]) -> Batch:
    """Lay claims into one batch padded to the longest."""
    ids = np.full((len(items), max(len(item.ids) for item in items)), PAD, dtype=np.int64)
    for row, item in enumerate(items):
        ids[row, : len(item.ids)] = item.ids
    return Batch(torch.from_numpy(ids), torch.tensor([float(item.holds) for item in items]))

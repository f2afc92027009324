"""A tiny run of the entailment model: claims over made-up texts, of which those with 不 are lies."""

from __future__ import annotations

import random

import pytest

from index.training.claims.examples import Claim, Group
from index.training.claims.stream import Stream


def made_up(count: int, seed: int) -> list[Group]:
    """Return pairs of a truth and a lie, every fifth truth alone; both scripts."""
    chance = random.Random(seed)
    found: list[Group] = []
    for number in range(count):
        name = chance.choice(("山海", "東港", "南湖", "北站", "雲山", "盐湖"))
        text = f"{name}郵局在{name}站，有網點{chance.randint(100, 999)}個。" * chance.randint(1, 3)
        truth = Claim(f"{name}郵局有網點。", name, text, None, "made-up")
        lie = Claim(f"{name}郵局是茶館。", name, text, "predicate", "made-up")
        found.append((truth, lie) if number % 5 else (truth,))
    return found


@pytest.fixture(scope="session")
def stream(beginning) -> Stream:
    return Stream.of(made_up(60, 1), beginning.cutter.cut, 3)

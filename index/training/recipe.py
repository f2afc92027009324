"""What a run is made of, so that one that goes on can be told from another that only looks like it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from index.training.plan import Plan
from index.training.stream import Source

Recipe = dict[str, object]


def recipe_of(plan: Plan, sources: Sequence[Source]) -> Recipe:
    """Return the plan but for its length, the slots of the sources, and a digest of the data."""
    return {
        "plan": plan.lasting(),
        "slots": {source.name: [source.slots, source.negatives] for source in sources},
        "data": digest(sources),
    }


def differences(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    """Name each part of two recipes that is not the same, with what it was and is.

    >>> differences({"plan": {"seed": 1}, "data": "a"}, {"plan": {"seed": 2}, "data": "a"})
    ['plan.seed was 1 and is 2']
    """
    before, now = dict(_flat(old)), dict(_flat(new))
    return [
        f"{name} was {before.get(name)} and is {now.get(name)}"
        for name in dict.fromkeys([*before, *now])
        if before.get(name) != now.get(name)
    ]


def digest(sources: Sequence[Source]) -> str:
    """Return sha256 over the pieces of all items: questions, headers, texts, answers, and what stands against them."""
    seen = hashlib.sha256()
    for source in sources:
        seen.update(f"{source.name}: {len(source.items)}\n".encode())
        for item in source.items:
            for one in (item.example, *item.against):
                seen.update(f"{one.span}\n".encode())
                for pieces in (one.question, one.header, one.text):
                    seen.update(len(pieces).to_bytes(4, "little") + pieces.ids.astype("<i8").tobytes())
            seen.update(b"\n")
    return seen.hexdigest()


def _flat(recipe: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in recipe.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{part}", one) for part, one in value.items())
        else:
            yield name, value

"""Paragraphs about figures: several sentences of one state of affairs, with look-alikes for every figure."""

from __future__ import annotations

import random

from index.training.synthetic.facts import Draft, Piece
from index.training.synthetic.periods import Period
from index.training.synthetic.sentences import Sentence, said
from index.training.synthetic.world import Metric, World

SHORTEST, LONGEST = 80, 300
# The first sentences of a kind of paragraph, by group of patterns; more of any group follow until it is long enough.
PLANS: dict[str, tuple[str, ...]] = {
    "trend": ("growth", "previous", "sibling"),
    "years": ("series", "growth", "sibling"),
    "peers": ("peers", "growth", "peers"),
    "parts": ("parts", "shares", "previous"),
    "target": ("target", "growth", "sibling"),
    "rank": ("rank", "sibling", "peers"),
    "new": ("new", "sibling", "growth"),
    "siblings": ("sibling", "sibling", "amount"),
    "amount": ("amount", "amount", "previous"),
}
_MORE = (
    "amount", "growth", "growth", "previous", "sibling", "sibling", "parts", "shares", "target", "target", "rank",
    "rank", "new", "new", "peers", "filler", "filler",
)  # fmt: skip
# A new line begins before so many of the sentences.
_BREAK = 0.07
# Amounts over a period are told of more parts of a year than balances at its end.
_FLOW_PARTS = {"H1": ("H1", "H1", "H2"), "Q1": ("Q1", "Q1", "Q2"), "Q3": ("Q3", "Q4", "9M")}
_TITLES = (
    "社会责任报告",
    "年度报告",
    "可持续发展报告",
    "环境、社会及管治报告",
    "统计公报",
    "工作总结",
    "信息公开年报",
    "白皮书",
)


def _family(world: World, metric: Metric) -> list[Metric]:
    """Return the metric and others of the field that the same phrase of time suits."""
    stock = metric.nature == "stock"
    others = [m for m in world.metrics if m is not metric and (m.nature == "stock") is stock]
    world.rng.shuffle(others)
    return [metric, *others[:2]]


def _period(world: World, metric: Metric, rng: random.Random) -> Period:
    """Return the period of a sentence: mostly the text's own, else a year or two before, or the whole year."""
    chosen = rng.random()
    base = world.period if metric.nature != "rate" else Period(world.period.year)
    if metric.nature == "flow" and base.part:
        base = Period(base.year, rng.choice(_FLOW_PARTS[base.part]))
    if chosen < 0.65:
        return base
    return Period(base.year) if base.part and chosen < 0.8 else base.shifted(-rng.randint(1, 2))


def _attempt(world: World, draft: Draft, group: str) -> list[Piece] | None:
    """Return a sentence of the group that repeats nothing of the text, None when this try made none."""
    rng = world.rng
    kept = (world.explicit, world.mentioned, world.last)
    metric = world.metrics[0] if rng.random() < 0.7 else rng.choice(world.metrics[:4])
    sentence = Sentence(world, _family(world, metric), _period(world, metric, rng))
    pieces = said(group, sentence, rng)
    keys = [piece.key for piece in pieces or () if piece.key]
    if pieces and not draft.known() & set(keys) and len(keys) == len(set(keys)):
        return pieces
    world.explicit, world.mentioned, world.last = kept
    return None


def after_table(world: World, draft: Draft) -> None:
    """Append a sentence or two to a table, of the same state of affairs."""
    for _ in range(world.rng.randint(1, 2)):
        pieces = _attempt(world, draft, world.rng.choice(_MORE))
        if pieces and len(draft.text) + sum(len(p.text) for p in pieces) <= LONGEST:
            draft.add([Piece("" if draft.text.endswith("。") else "\n"), *pieces])


def prose(world: World, plan: str) -> Draft:
    """Return a paragraph of the plan; titles stand over some."""
    rng, draft = world.rng, Draft()
    if rng.random() < 0.12:
        name = world.call if world.generic else rng.choice((world.subject.full, world.subject.short))
        draft.add([Piece(f"{name}{world.period.year}年{rng.choice(_TITLES)}\n")])
        # The title says the year, as far as the first sentence is concerned.
        world.last = Period(world.period.year)
    wanted = rng.randint(SHORTEST, LONGEST - 60)
    groups = list(PLANS[plan])
    if rng.random() < 0.25:
        groups.insert(rng.randint(0, 2), "filler")
    for _ in range(40):
        group = groups.pop(0) if groups else rng.choice(_MORE)
        for _ in range(4):
            pieces = _attempt(world, draft, group)
            if pieces and len(draft.text) + sum(len(p.text) for p in pieces) <= LONGEST:
                broken = draft.facts and rng.random() < _BREAK
                draft.add([Piece("\n" if broken else ""), *pieces])
                break
        if len(draft.text) >= wanted and len(draft.facts) > 2:
            break
    return draft

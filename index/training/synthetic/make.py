"""Examples from drafts: which text, which of its facts is asked, in which script."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from index.training.examples import Example
from index.training.synthetic import events, statements
from index.training.synthetic.facts import Draft
from index.training.synthetic.grids import grid
from index.training.synthetic.paragraphs import PLANS, after_table, prose
from index.training.synthetic.questions import figure, near_miss
from index.training.synthetic.scripts import any_region, spoken, written
from index.training.synthetic.world import World, any_world

_UNANSWERED = 0.25
# Questions about one text, at most; and tries to make one.
_PER_TEXT, _TRIES = 3, 12

# A question, the span that answers it, None where nothing does, and its kind for the source.
Asked = tuple[str, tuple[int, int] | None, str]


def examples(count: int, seed: int) -> Iterator[Example]:
    """Yield so many examples; up to three questions about one text."""
    rng = random.Random(seed)  # noqa: S311 (nothing secret)
    made = 0
    while made < count:
        kind = rng.choices(list(_TEXTS), [weight for weight, _ in _TEXTS.values()])[0]
        draft, plan, asked = _TEXTS[kind][1](rng)
        for question, span, family in asked[: count - made]:
            made += 1
            text, place = written(draft.text, span, any_region(rng), rng)
            words = spoken(question, any_region(rng), rng)
            yield Example(words, text, place, f"synthetic:{plan}:{family}")


def _of_figures(world: World, draft: Draft) -> list[Asked]:
    rng, asked = world.rng, list[Asked]()
    for fact in rng.sample(draft.facts, min(len(draft.facts), _PER_TEXT)):
        missed = near_miss(world, draft, fact) if rng.random() < _UNANSWERED else None
        asked.append((missed[0], None, f"no-{missed[1]}") if missed else figure(world, draft, fact))
    return asked


def _prose(rng: random.Random) -> tuple[Draft, str, list[Asked]]:
    world, plan = any_world(rng), rng.choice(list(PLANS))
    draft = prose(world, plan)
    return draft, plan, _of_figures(world, draft)


def _table(rng: random.Random) -> tuple[Draft, str, list[Asked]]:
    world = any_world(rng)
    draft = grid(world)
    if rng.random() < 0.4:
        after_table(world, draft)
    return draft, "table", _of_figures(world, draft)


def _tried(
    rng: random.Random,
    ask: Callable[[], Asked | None],
    ask_missing: Callable[[], tuple[str, str] | None],
) -> list[Asked]:
    asked: dict[str, Asked] = {}
    for _ in range(_PER_TEXT):
        unanswered = rng.random() < _UNANSWERED
        for _ in range(_TRIES):
            found: Asked | None = None
            if unanswered:
                missed = ask_missing()
                found = (missed[0], None, f"no-{missed[1]}") if missed else None
            else:
                found = ask()
            if found:
                asked.setdefault(found[0], found)
                break
    return list(asked.values())


def _events(rng: random.Random) -> tuple[Draft, str, list[Asked]]:
    told = events.story(rng)
    return told.draft, "event", _tried(rng, lambda: events.ask(told), lambda: events.ask_missing(told))


def _statements(rng: random.Random) -> tuple[Draft, str, list[Asked]]:
    told = statements.account(rng)
    asked = _tried(rng, lambda: statements.ask(told, rng), lambda: statements.ask_missing(told, rng))
    return told.draft, "statement", asked


# The kinds of text by their shares.
_TEXTS: dict[str, tuple[float, Callable[[random.Random], tuple[Draft, str, list[Asked]]]]] = {
    "prose": (0.5, _prose),
    "table": (0.16, _table),
    "events": (0.28, _events),
    "statements": (0.06, _statements),
}

"""Sweeps of the retriever's weights: ``python -m eval.sweep --index DIR SET…`` prints a table for each weight.

One weight is varied with the rest as committed, over known-answer sets; only the search is run, and every text is
encoded once. What was chosen by such tables, and when, is in ``eval/log.md``. ``--setting expansion.bigram --values
0,0.5,1`` sweeps one weight over values of your own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import click

from corpus.errors import WenjuError
from corpus.types import Script
from eval.ablate import Remembering
from eval.measures import found_at
from eval.questions import Asked, find_sets, read_sets
from eval.sources import Sources
from eval.text_table import number, table
from eval.types import Case, Conversation, Outcome, Place
from index.search import Query, Searcher, SearchSettings
from index.types import Hit
from rag.pipeline import RETRIEVED, converse
from rag.session import Session, open_session

GRIDS: Mapping[str, tuple[float, ...]] = {
    "dense_weight": (0.0, 0.3, 0.4, 0.45, 0.5, 0.53, 0.56, 0.6, 0.7, 1.0),
    "foreign_dense_weight": (0.3, 0.4, 0.45, 0.5, 0.6),
    "keyword_weight": (0.0, 0.3, 0.5, 0.6, 0.7, 1.0),
    "year_weight": (0.0, 0.06, 0.1, 0.13, 0.16, 0.2),
    "company_weight": (0.0, 0.06, 0.1, 0.13, 0.16, 0.2),
    "period_weight": (0.0, 0.03, 0.065, 0.13),
    "part_weight": (0.0, 0.025, 0.05, 0.1),
    "expansion.bigram": (0.0, 0.25, 0.4, 0.5, 0.6, 0.75, 1.0),
    "expansion.regional": (0.0, 0.25, 0.5, 0.75, 1.0),
    "expansion.sound": (0.0, 0.25, 0.5, 0.75),
    "expansion.translation": (0.0, 0.4, 0.8, 1.0),
    "expansion.replaced": (0.1, 0.3, 0.6, 1.0),
}
"""The weights with the values that are tried; ``expansion.`` leads to those of ``ExpansionWeights``."""

_CUTOFFS = (1, 5, 20)
_SLICES = {"simplified": Script.HANS, "traditional": Script.HANT, "English": Script.NONE}
_HEADS = ("", "n", *(f"found@{k}" for k in _CUTOFFS), "mrr", *(f"{name} @1 @5" for name in _SLICES))


@dataclass(frozen=True, slots=True)
class Search:
    """A question that has evidence, and what is searched for it."""

    case: Case
    query: Query


@dataclass(slots=True)
class _Recorder:
    """A ``Retriever`` that keeps the queries of the one it wraps."""

    inner: Searcher
    queries: list[Query] = field(default_factory=list)

    def search(self, query: Query, k: int = RETRIEVED) -> list[Hit]:
        """Search and keep the query."""
        self.queries.append(query)
        return self.inner.search(query, k)


@dataclass(frozen=True, slots=True)
class Found:
    """How a question fared: the rank at which its evidence was met, 0 when it was not within the reach."""

    script: Script
    rank: int


def searches(session: Session, asked: Sequence[Asked]) -> list[Search]:
    """Return what is searched for the questions that have evidence, follow-ups completed as when they are asked.

    A conversation in which a turn searches nothing (it only retells an answer) is left out.
    """
    found: list[Search] = []
    for one in asked:
        turns = one.turns if isinstance(one, Conversation) else (one,)
        recorder = _Recorder(session.searcher)
        try:
            engine = replace(session.engine, retriever=recorder, reranker=None, comparing=False)
            converse([t.question for t in turns], engine)
        except WenjuError:
            continue  # nothing in it can be searched
        if len(recorder.queries) == len(turns):
            pairs = zip(turns, recorder.queries, strict=True)
            found += [Search(case, query) for case, query in pairs if case.answerable and case.evidence]
    return found


def ranks(searcher: Searcher, asked: Sequence[Search]) -> list[Found]:
    """Search for every question and return how each fared."""
    return [Found(_script(one), _rank(one.case, searcher.search(one.query, max(_CUTOFFS)))) for one in asked]


def _script(one: Search) -> Script:
    told = {"hans": Script.HANS, "hant": Script.HANT}
    return Script.NONE if one.query.foreign else told.get(one.case.script, Script.MIXED)


def _rank(case: Case, hits: Sequence[Hit]) -> int:
    """Return the least k at which the first k hits meet the evidence, 0 when they never do."""
    places = tuple(Place(h.passage.file, h.passage.source.start, h.passage.source.end) for h in hits)
    outcome = Outcome(passages=places)
    if not found_at(case, outcome, k=len(places)):
        return 0
    return next(k for k in range(1, len(places) + 1) if found_at(case, outcome, k=k))


def changed(settings: SearchSettings, name: str, value: float) -> SearchSettings:
    """Return settings with one weight changed. ValueError for a name that is none."""
    if name not in GRIDS:
        raise ValueError(f"no weight {name!r}; there are {', '.join(GRIDS)}")
    outer, _, inner = name.rpartition(".")
    weight: dict[str, Any] = {inner: value}
    if outer:
        return replace(settings, expansion=replace(settings.expansion, **weight))
    return replace(settings, **weight)


def current(settings: SearchSettings, name: str) -> float:
    """Return the value that a weight has."""
    outer, _, inner = name.rpartition(".")
    return float(getattr(settings.expansion if outer else settings, inner))


def sweep(
    searcher: Searcher, asked: Sequence[Search], name: str, values: Sequence[float],
    on_done: Callable[[float], None] = lambda value: None,
) -> dict[float, list[Found]]:  # fmt: skip
    """Return how the questions fare at each value of a weight, the rest as the searcher has them."""
    found: dict[float, list[Found]] = {}
    for value in values:
        found[value] = ranks(searcher.with_settings(changed(searcher.settings, name, value)), asked)
        on_done(value)
    return found


def to_text(name: str, now: float, runs: Mapping[float, Sequence[Found]]) -> str:
    """Return the table of one weight; the value that is committed is starred."""
    rows = [
        (f"{name} {value:g}{'*' if value == now else ''}", *_cells(found))
        for value, found in sorted(runs.items())
    ]
    return table(_HEADS, rows)


def _cells(found: Sequence[Found]) -> tuple[str, ...]:
    every = [f.rank for f in found]
    slices = [[f.rank for f in found if f.script is script] for script in _SLICES.values()]
    return (
        str(len(every)),
        *(number(_share(every, k)) for k in _CUTOFFS),
        number(sum(1 / r for r in every if r) / len(every) if every else None),
        *(f"{number(_share(own, 1))} {number(_share(own, 5))}" for own in slices),
    )


def _share(found: Sequence[int], k: int) -> float | None:
    return sum(0 < rank <= k for rank in found) / len(found) if found else None


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="SET...")
@click.option("--index", "folder", type=click.Path(path_type=Path), help="The index; the nearest by default.")
@click.option(
    "--root", "roots", multiple=True, type=click.Path(path_type=Path), help="Where the sources lie."
)
@click.option("--setting", "settings", multiple=True, type=click.Choice(list(GRIDS)), help="All by default.")
@click.option(
    "--values", help="Values for the settings, parted by commas; a grid of each one's own by default."
)
def main(
    names: tuple[str, ...], folder: Path | None, roots: tuple[Path, ...], settings: tuple[str, ...], values: str | None
) -> None:  # fmt: skip
    """Sweep the retriever's weights over SETs: built-in sets, files, or folders of them."""
    try:
        own = tuple(float(v) for v in values.split(",")) if values else None
    except ValueError as error:
        raise click.UsageError(f"--values takes numbers parted by commas: {error}") from error
    try:
        session = open_session(folder)
        searcher = session.searcher.with_encoder(Remembering)
        session = session.with_searcher(searcher)
        asked = searches(session, read_sets(find_sets(names), Sources((*roots, *session.roots))))
    except WenjuError as error:
        raise click.ClickException(str(error)) from error
    for name in settings or GRIDS:
        now = current(searcher.settings, name)
        grid = own or tuple(sorted({*GRIDS[name], now}))
        click.echo(to_text(name, now, sweep(searcher, asked, name, grid)) + "\n")


if __name__ == "__main__":
    main()

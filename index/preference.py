"""What the years, companies and periods of a question add to passages: read once when an index is opened."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from corpus.about import CompanyNames
from corpus.dates.periods import other_years
from corpus.script import fold
from corpus.subject import Period, PeriodKind
from corpus.types import Passage
from index.types import FloatArray

_T = TypeVar("_T", bound=Hashable)
_YEARS = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class _Marks(Generic[_T]):
    """Which passages bear a value, by value; ``known`` are those that bear any."""

    rows: dict[_T, npt.NDArray[np.intp]]
    known: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, values: Sequence[Iterable[_T]]) -> _Marks[_T]:
        found: dict[_T, list[int]] = {}
        known = np.zeros(len(values), dtype=np.bool_)
        for row, own in enumerate(values):
            for value in own:
                found.setdefault(value, []).append(row)
                known[row] = True
        return cls({value: np.array(rows, dtype=np.intp) for value, rows in found.items()}, known)

    def fit(self, asked: Collection[_T]) -> FloatArray:
        """Return for each passage 1 when it bears what is asked for, -1 when it only bears others, 0 when neither."""
        if not asked:
            return np.zeros(len(self.known), dtype=np.float32)
        fits = -self.known.astype(np.float32)
        for value in asked:
            if value in self.rows:
                fits[self.rows[value]] = 1
        return fits


class Marked:
    """The years and companies that passages name or are about, and the part of a year that their documents cover."""

    def __init__(self, passages: Sequence[Passage], names: CompanyNames) -> None:
        folds = [fold(p.text) for p in passages]
        self._years = _Marks.of(
            [
                other_years(f).union(map(int, _YEARS.findall(f)), {p.year} if p.year else ())
                for p, f in zip(passages, folds, strict=True)
            ]
        )
        self._companies = _Marks.of(
            [
                {*names.found_in(f), *({p.company} if p.company else ())}
                for p, f in zip(passages, folds, strict=True)
            ]
        )
        self._parts: dict[Period, list[int]] = {}
        for row, passage in enumerate(passages):
            period = passage.subject.period
            if period is not None and period.kind is not PeriodKind.YEAR:
                self._parts.setdefault(period, []).append(row)
        self._count = len(passages)

    @property
    def years(self) -> frozenset[int]:
        """The years that any passage names or is about."""
        return frozenset(self._years.rows)

    @property
    def companies(self) -> frozenset[str]:
        """The companies, by their usual names, that any passage names or is about."""
        return frozenset(self._companies.rows)

    def year_fit(self, years: Collection[int]) -> FloatArray:
        """Return 1 for passages of an asked year, -1 for those of other years, 0 where nothing is asked or known."""
        return self._years.fit(years)

    def company_fit(self, companies: Collection[str]) -> FloatArray:
        """Return the same for companies, by folded usual names."""
        return self._companies.fit(companies)

    def period_fit(
        self, years: Collection[int], periods: Collection[Period], *, period_weight: float, part_weight: float
    ) -> FloatArray:
        """Return what the half or quarter that a passage's document covers adds to a question about its year.

        ``period_weight`` is added for an asked one and taken for another; where the question names the year alone,
        ``part_weight`` is taken.
        """
        total = np.zeros(self._count, dtype=np.float32)
        asked = {p.of_report() for p in periods}
        for period, rows in self._parts.items():
            if period.year in years:
                fits = period_weight if period.of_report() in asked else -period_weight
                total[rows] = fits if periods else -part_weight
        return total

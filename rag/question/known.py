"""What an index knows: the companies and years in it, so that an answer can say which one asked for it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rag.question.reading import Reading


@dataclass(frozen=True, slots=True)
class Lacking:
    """What of a question the index lacks.

    ``companies`` and ``years`` are named nowhere in it. ``unreported`` are years of which no document of the one
    company asked is (of any document where none is asked), though some text names them; ``reported`` are those of
    which there are, in order.
    """

    companies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    unreported: tuple[int, ...] = ()
    reported: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.companies or self.years or self.unreported)


@dataclass(frozen=True, slots=True)
class Known:
    """The companies (usual names) and years that any passage names, and what its documents are about."""

    companies: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    documents: frozenset[tuple[str | None, int | None]] = frozenset()

    @classmethod
    def of(
        cls,
        documents: Iterable[tuple[str | None, int | None]],
        companies: Iterable[str],
        years: Iterable[int],
    ) -> Known:
        """Gather what is known: the companies and years that documents are about, and those that passages name."""
        about = frozenset(documents)
        named = {*companies, *(c for c, _ in about if c)}
        dated = {*years, *(y for _, y in about if y)}
        return cls(frozenset(named), frozenset(dated), about)

    def lacking(self, reading: Reading) -> Lacking:
        """Return what the index lacks of the companies and years that a question names.

        An index of which nothing is known lacks nothing.
        """
        companies = tuple(c for c in reading.companies if self.companies and c not in self.companies)
        years = tuple(y for y in reading.years if self.years and y not in self.years)
        if len(reading.companies) > 1 or companies:
            return Lacking(companies, years)
        have = {y for c, y in self.documents if y and (not reading.companies or c == reading.companies[0])}
        unreported = tuple(y for y in reading.years if have and y not in have and y not in years)
        return Lacking(companies, years, unreported, tuple(sorted(have)) if unreported else ())

"""What a person says a document is about, in place of what its text tells."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from corpus.about import CompanyNames, built_in, name_company
from corpus.script import fold
from corpus.subject import DocumentKind, Evidence, Period, Subject

SOURCE = "corpus.toml"
"""What the evidence of a field says that was stated."""
FIELDS = ("title", "kind", "company", "period", "published")


@dataclass(frozen=True, slots=True)
class Said:
    """Fields of a subject; None where nothing is said. ``empty`` are the fields that are said to be unknown."""

    title: str | None = None
    kind: DocumentKind | None = None
    company: str | None = None
    period: Period | None = None
    published: str | None = None
    empty: frozenset[str] = frozenset()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that something is said about."""
        return tuple(f for f in FIELDS if getattr(self, f) is not None or f in self.empty)

    def over(self, other: Said) -> Said:
        """Return this with the other's fields where this says nothing."""
        taken = {f: getattr(self if f in self.fields else other, f) for f in FIELDS}
        return Said(**taken, empty=self.empty | {f for f in other.empty if f not in self.fields})


@dataclass(frozen=True, slots=True)
class Statement:
    """All that is said of one file.

    ``parts`` are (piece of a title, what is said of the documents within the file whose titles hold it);
    ``companies`` are usual names with further names, for this corpus.
    """

    said: Said = Said()
    encoding: str | None = None
    parts: tuple[tuple[str, Said], ...] = ()
    companies: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def digest(self) -> str:
        """Eight hex digits that change with what is said."""
        told = (
            [(f, str(getattr(self.said, f))) for f in self.said.fields], self.encoding,
            [(part, [(f, str(getattr(said, f))) for f in said.fields]) for part, said in self.parts],
            self.companies,
        )  # fmt: skip
        return hashlib.sha256(repr(told).encode()).hexdigest()[:8]

    @property
    def names(self) -> CompanyNames:
        """The project's names of companies and this corpus's own."""
        return built_in().with_added(dict(self.companies))

    def applied(self, subject: Subject, text: str) -> Subject:
        """Return what a file with this text is about: as said, else as read, with the corpus's companies known."""
        named = name_company(subject, text, self.names) if self.companies else subject
        return apply(self.said, named, self.names)

    def applied_to_part(self, subject: Subject, text: str) -> Subject:
        """Return what a document within the file is about, likewise."""
        named = name_company(subject, text, self.names) if self.companies else subject
        return apply(self.of_part(subject.title), named, self.names)

    def of_part(self, title: str) -> Said:
        """Return what is said of a document within the file, by its title in either script."""
        folded = fold(title)
        found = Said()
        for piece, said in self.parts:
            if fold(piece) in folded:
                found = found.over(said)
        return found


def apply(said: Said, subject: Subject, names: CompanyNames | None = None) -> Subject:
    """Return a subject with what is said in place of what was read; its evidence names ``corpus.toml``."""
    if not said.fields:
        return subject
    values = {f: getattr(said, f) for f in said.fields}
    if values.get("company"):
        values["company"] = (names or built_in()).usual(values["company"])
    kept = tuple(e for e in subject.evidence if e.field not in values)
    own = tuple(Evidence(f, SOURCE) for f in said.fields)
    return replace(subject, **values, evidence=kept + own)

"""What the user restricts a search to: passages that do not fit are not found at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.globs import fits
from corpus.subject import DocumentKind, Period
from corpus.types import Passage

# How many files a message names.
_FILES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Filters:
    """What passages must be of; None restricts nothing.

    ``company`` is a usual name, folded; ``period`` holds that of the passage: a year its quarters; ``file`` is a glob
    over cited paths, over the last name alone where it has no slash.
    """

    company: str | None = None
    period: Period | None = None
    kind: DocumentKind | None = None
    file: str | None = None

    def __bool__(self) -> bool:
        return any(value is not None for value in (self.company, self.period, self.kind, self.file))

    def holds(self, passage: Passage) -> bool:
        """Tell whether a passage may be found. One whose company, period or kind is unknown fits no filter on it."""
        subject = passage.subject
        return (
            (self.company is None or subject.company == self.company)
            and (self.period is None or (subject.period is not None and self.period.holds(subject.period)))
            and (self.kind is None or subject.kind is self.kind)
            and (self.file is None or fits(self.file, passage.file))
        )


def no_match(filters: Filters, passages: Sequence[Passage]) -> str:
    """Return the message for filters that nothing fits: what was asked for, and what the index has of each."""
    subjects = {p.subject for p in passages}
    files = sorted({p.file for p in passages})
    rows = (
        ("company", "companies", filters.company, sorted({s.company for s in subjects if s.company})),
        ("period", "periods", filters.period, sorted({str(s.period) for s in subjects if s.period})),
        ("kind", "kinds", filters.kind, sorted({s.kind.value for s in subjects if s.kind})),
        (
            "file",
            "files",
            filters.file,
            [*files[:_FILES_SHOWN], *(["…"] if len(files) > _FILES_SHOWN else [])],
        ),
    )
    named = [(one, many, asked, there) for one, many, asked, there in rows if asked is not None]
    wanted = " and ".join(f"{one} {asked}" for one, _, asked, _ in named)
    held = "; ".join(f"{many}: {', '.join(there) or 'none known'}" for _, many, _, there in named)
    return f"nothing in the index is of {wanted}. It has {held}."

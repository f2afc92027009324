"""Companies that an index knows besides those of the project's table: what its questions may name."""

from __future__ import annotations

from corpus.about import built_in
from corpus.files import ReadFiles


def companies_of(read: ReadFiles) -> dict[str, list[str]]:
    """Return the companies that documents are about or a ``corpus.toml`` names, those of the usual table left out.

    The usual name, folded, leads to further names in any script, sorted.
    """
    known = set(built_in().table.values())
    subjects = [d.subject for d in read.documents] + [p.subject for d in read.documents for p in d.parts]
    named = {s.company: set[str]() for s in subjects if s.company and s.company not in known}
    for name, aliases in {c for s in read.sources if s.said for c in s.said.companies}:
        named.setdefault(built_in().usual(name), set()).update((name, *aliases))
    return {name: sorted(aliases) for name, aliases in sorted(named.items())}

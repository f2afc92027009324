"""What a reader gives: the decoded source that citations point into, and how it was read."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.reading import Reading


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file as text.

    ``text`` is the decoded source: of text formats the file's own characters, of others lines that the reader draws
    from it in a fixed form (headings behind ``#``, one paragraph a line, tables as rows of ``|`` cells). The same bytes
    always give the same text: offsets in citations point into it.
    """

    text: str
    reading: Reading


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with what it counts, for a remark.

    >>> counted(1, "hidden element"), counted(3, "hidden element")
    ('1 hidden element', '3 hidden elements')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"

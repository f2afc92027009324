"""Dates compared: which is earlier, as far as both are known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.comparison.quantity import plain
from rag.comparison.types import Asked

_DATE = re.compile(r"((?:19|20)\d\d) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?日)?)?")


def date_of(text: str) -> tuple[int, ...] | None:
    """Return the year, month and day of a date as far as it says them, None for what is no full date.

    >>> date_of("2020年6月18日"), date_of("2013年")
    ((2020, 6, 18), (2013,))
    """
    match = _DATE.search(plain(text))
    return tuple(int(part) for part in match.groups() if part) if match else None


def chosen_of(asked: Asked, dates: Sequence[str]) -> int | None:
    """Return the number of the earliest (or latest) date, -1 when all are the same, None when it cannot be told.

    2020年 and 2020年6月 cannot be told apart.
    """
    known = [date_of(text) for text in dates]
    if len(known) < 2 or any(date is None for date in known):
        return None
    full = [date for date in known if date is not None]
    for i, one in enumerate(full):
        for other in full[i + 1 :]:
            if one != other and (one[: len(other)] == other or other[: len(one)] == one):
                return None
    best = (max if asked is Asked.LATER else min)(full)
    if all(date == best for date in full):
        return -1
    return full.index(best) if full.count(best) == 1 else None

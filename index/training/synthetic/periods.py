"""Periods and how texts and questions call them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from index.training.synthetic.choice import table

# The share of a year's amount that falls in a part of it: lowest and highest.
SHARES = {
    "": (1.0, 1.0), "H1": (0.45, 0.52), "H2": (0.48, 0.55), "9M": (0.7, 0.78),
    "Q1": (0.2, 0.25), "Q2": (0.22, 0.27), "Q3": (0.23, 0.28), "Q4": (0.24, 0.3),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or a ``part`` of it by its id in the tables (H1, Q3, 9M); for a balance, the end of it."""

    year: int
    part: str = ""

    @property
    def id(self) -> str:
        """The period's name in the keys of facts."""
        return f"{self.year}{self.part}"

    def shifted(self, years: int) -> Period:
        """Return the same part of another year."""
        return Period(self.year + years, self.part)


def parts(nature: str) -> list[str]:
    """Return the parts of a year, the whole first, that texts report for a nature of metric."""
    return list(table("wording")[f"time_{nature}"])


def told(period: Period, nature: str, rng: random.Random) -> str:
    """Return the period as a text writes it.

    >>> told(Period(2023, "H2"), "flow", random.Random(0))
    '2023年下半年'
    """
    return str(rng.choice(table("wording")[f"time_{nature}"][period.part])).format(y=period.year)


def asked(period: Period, nature: str, rng: random.Random) -> str:
    """Return the period as a question names it; of a rate as of an amount over a period."""
    forms = table("wording")["ask_stock" if nature == "stock" else "ask_flow"]
    return str(rng.choice(forms[period.part])).format(y=period.year)

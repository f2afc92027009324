"""Names of companies: a table of usual names with what else they are called, and how a text names them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib import resources

from corpus.script import fold

# A company is certain when it is named this often, and this many times as often as the next.
_FEWEST_NAMINGS, _LEAD = 3, 3.0


class CompanyNames:
    """Usual names of companies, folded, and the names, short names and English names that stand for them.

    >>> names = built_in().with_added({"山海邮递": ["山海邮政"]})
    >>> names.found_in("山海邮政与中国移动")
    ['山海邮递', '中国移动']
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        """Take a table from every name, folded and in lower case, to the usual name."""
        self.table = dict(table)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Match any name in folded, lower-case text, longest first."""
        names = sorted(self.table, key=len, reverse=True)
        # No \b around English names: Han characters are word characters, 与China Mobile合作 has none.
        return re.compile(
            "|".join(
                rf"(?<![a-z0-9]){re.escape(n)}(?![a-z0-9])" if n.isascii() else re.escape(n) for n in names
            )
            or r"(?!)"
        )

    def found_in(self, folded: str) -> list[str]:
        """Return the companies named in folded text, each naming once, in order (repeats kept)."""
        return [self.table[m.group(0)] for m in self.pattern.finditer(folded.lower())]

    def usual(self, name: str) -> str:
        """Return the usual name of a company, folded; one that the table lacks is its own."""
        folded = fold(name).strip()
        return self.table.get(folded.lower(), folded)

    def with_added(self, companies: Mapping[str, Sequence[str]]) -> CompanyNames:
        """Return these names and others: usual name to further names, in any script."""
        if not companies:
            return self
        added = {
            fold(alias).lower(): self.usual(name)
            for name, aliases in companies.items()
            for alias in (name, *aliases)
            if alias.strip()
        }
        return CompanyNames({**self.table, **added})


@cache
def built_in() -> CompanyNames:
    """Return the names of the project's own table."""
    table: dict[str, list[str]] = json.loads(
        resources.files("corpus").joinpath("data/companies.json").read_text("utf-8")
    )
    return CompanyNames({alias.lower(): name for name, all_ in table.items() for alias in (name, *all_)})


def company_names() -> dict[str, str]:
    """Map every folded name and short name of the table to the company's usual name, itself folded."""
    return built_in().table


def company_pattern() -> re.Pattern[str]:
    """Match any name of the table in folded, lower-case text, longest first."""
    return built_in().pattern


def companies_in(folded: str) -> list[str]:
    """Return the companies named in folded text, each naming once, in order (repeats kept)."""
    return built_in().found_in(folded)


def main_company(folded: str) -> str | None:
    """Return the company a text is about, named far more often than any other; None when unsure."""
    return most_named(companies_in(folded))


def most_named(namings: Sequence[str]) -> str | None:
    """Return the company that is named far more often than any other; None when unsure."""
    ranked = Counter(namings).most_common(2)
    if not ranked or ranked[0][1] < _FEWEST_NAMINGS:
        return None
    runner_up = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked[0][1] >= _LEAD * runner_up else None

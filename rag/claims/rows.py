"""Rows of a table held against a sentence: the row of the very name, the column of the greatest value, a change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.claims.figures import Figure
from rag.claims.patterns import pattern
from rag.claims.quantities import same_value
from rag.claims.support import Case
from rag.claims.words import Said, worth

_ASIDE = re.compile(r"其中[:：]?|[(（][^()（）]*[)）]|[:：\s]|^[一二三四五六七八九十\d]+[、.]")
_HALF_SAID = 0.3
_GREAT = "多高大强快长"


def label_of(figure: Figure) -> tuple[str, str]:
    """Return the label of a cell's row, bare, and of its column; "" where a figure is of no cell."""
    row, mark, column = figure.before.partition("|")
    return (_ASIDE.sub("", row), column) if mark else ("", "")


def of_narrower_row(figure: Figure, best: Figure, around: Sequence[Figure], case: Case) -> bool:
    """Tell whether a sentence names one row and gives the figure of another, whose longer name it does not say.

    净利润 is not 归属于股东的扣除非经常性损益的净利润 where the table has both.
    """
    row, column = label_of(best)
    if not row or row in case.text:
        return False
    said = Said(f"{case.sentence} {case.question}")
    for other in around:
        name, its = label_of(other)
        if not name or name == row or its != column or name not in case.text or not row.endswith(name):
            continue
        if same_value(figure.quantity, other.quantity):
            return False
        more = case.vocabulary.content(row[: -len(name)])
        if more and all(worth(word, said) < _HALF_SAID for word in more):
            return True
    return False


def wrong_extreme(clause: str, case: Case) -> str:
    """Return the words by which a plain clause says that a column has the most or least of a row that has it elsewhere.

    "" where no row is named, or the column is right.
    """
    most = pattern("rows extreme").search(clause)
    if not most:
        return ""
    for figures in _rows_named(clause, case):
        columns = [label_of(figure)[1] for figure in figures]
        keys = [_key(column) for column in columns]
        named = [n for n, key in enumerate(keys) if key and key in _numbered(clause)]
        if len(named) != 1 or len(set(keys)) < len(keys):
            continue
        best = max if most.group(1) in _GREAT else min
        if figures[named[0]].quantity.value != best(f.quantity.value for f in figures):
            return most.group()
        return ""
    return ""


def _rows_named(clause: str, case: Case) -> Iterator[list[Figure]]:
    """Yield the cells of rows of which a clause, or the question, says most of the name; the best named first."""
    said = Said(f"{clause} {case.sentence} {case.question}")
    scored: list[tuple[float, list[Figure]]] = []
    for rest in case.all_units():
        figures = [f for f in rest.unit.figures if label_of(f)[0]]
        if len(figures) < 2 or len({label_of(f)[0] for f in figures}) > 1:
            continue
        words = case.vocabulary.content(label_of(figures[0])[0])
        if words and (share := sum(worth(word, said) for word in words) / len(words)) >= _HALF_SAID * 2:
            scored.append((share, figures))
    yield from (figures for _, figures in sorted(scored, key=lambda one: -one[0]))


_ORDER = re.compile(r"(?:第)?([一二三四1-4])季度?|((?:19|20)\d\d)年?|([上下])半年")


def _key(column: str) -> str:
    found = _ORDER.search(column)
    return next((group for group in found.groups() if group), "") if found else ""


def _numbered(clause: str) -> set[str]:
    return {group for match in _ORDER.finditer(clause) for group in match.groups() if group}


def change_of(clause: str, case: Case) -> str:
    """Return the word for how a row that a plain clause names changed, by its column of changes; "" for none."""
    for figures in _rows_named(clause, case):
        for figure in figures:
            if pattern("source change column").search(label_of(figure)[1]):
                value = figure.quantity.value
                return "下降" if value < 0 else "增长" if value > 0 else ""
        return ""
    return ""

"""Two runs over the same questions: which is better, by how much, how sure that is, and where they differ.

The wordings of one question and the turns of a conversation are not independent of each other, so a family or a
conversation is one unit of chance: its differences are flipped and drawn together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.measures import ALL_RIGHT, DEFINITIONS, FALLING, SAME, all_right, same
from eval.resample import confidence_interval, sign_flip_p
from eval.score import families_of
from eval.types import Row
from rag.types import JsonObject, JsonValue

METHOD = (
    "p: two-sided paired randomisation test (signs of the differences flipped; 10,000 draws with a fixed seed, exact "
    "for few pairs; Smucker et al. 2007). Interval: 95 %, percentile bootstrap of the difference, 10,000 draws (Efron "
    "and Tibshirani 1993). A family or conversation is flipped and drawn as a whole. Several measures are tested at "
    "once; p is not corrected for that."
)
_OF_FAMILIES = {SAME: same, ALL_RIGHT: all_right}


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure over the questions to which it applies in both runs: ``before`` and ``after`` are its means.

    ``change`` is their difference and ``low`` to ``high`` its interval; ``better`` and ``worse`` count questions (of
    ``same`` and ``all_right`` families). All are None, and the counts 0, where the measure applies to no question.
    """

    name: str
    count: int
    before: float | None = None
    after: float | None = None
    change: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    better: int = 0
    worse: int = 0

    def to_json(self) -> JsonObject:
        """Return the difference as an object."""
        return {
            "count": self.count, "before": self.before, "after": self.after, "difference": self.change,
            "interval": None if self.low is None else [self.low, self.high], "p": self.p,
            "better": self.better, "worse": self.worse,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changed:
    """A question whose scores differ: ``moved`` holds name, value before and value after of each measure that does."""

    before: Row
    after: Row
    moved: tuple[tuple[str, float | None, float | None], ...]

    @property
    def gain(self) -> float:
        """How much righter the answer became, -1 to 1: by what it says, or by refusing where nothing can be said."""
        return _rightness(self.after) - _rightness(self.before)

    def to_json(self) -> JsonObject:
        """Return the change as an object with both answers."""
        moved: dict[str, JsonValue] = {name: [before, after] for name, before, after in self.moved}
        case, before, after = self.after.case, self.before.outcome, self.after.outcome
        return {
            "id": case.id, "question": case.question, "gain": self.gain, "measures": moved,
            "before": {"abstained": before.abstained, "short_answer": before.short_answer, "answer": before.answer},
            "after": {"abstained": after.abstained, "short_answer": after.short_answer, "answer": after.answer},
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run against an earlier one, ``name``: each measure's difference, and the questions that changed.

    ``changed`` begins with those that lost most of their rightness and ends with those that won most.
    """

    name: str
    differences: tuple[Difference, ...]
    changed: tuple[Changed, ...]

    def to_json(self) -> JsonObject:
        """Return the comparison as an object."""
        changed: list[JsonValue] = [c.to_json() for c in self.changed]
        measures: dict[str, JsonValue] = {d.name: d.to_json() for d in self.differences}
        return {"against": self.name, "method": METHOD, "measures": measures, "changed": changed}


def compare(before: Sequence[Row], after: Sequence[Row], name: str) -> Comparison:
    """Compare two runs over the same questions in the same order; ``name`` is what the earlier one is called.

    Raises ValueError when the questions differ.
    """
    if [row.case.id for row in before] != [row.case.id for row in after]:
        raise ValueError("the runs are over different questions")
    differences = tuple(_difference(d.name, before, after) for d in DEFINITIONS)
    changed = [c for pair in zip(before, after, strict=True) if (c := _changed(*pair)) is not None]
    return Comparison(name, differences, tuple(sorted(changed, key=lambda c: c.gain)))


def _difference(name: str, before: Sequence[Row], after: Sequence[Row]) -> Difference:
    """Test one measure over the pairs that have a value in both runs."""
    pairs = _families(name, before, after) if name in _OF_FAMILIES else _questions(name, before, after)
    if not pairs:
        return Difference(name, 0)
    deltas = [b - a for _, a, b in pairs]
    groups = [group for group, _, _ in pairs]
    low, high = confidence_interval(deltas, groups)
    sign = -1.0 if name in FALLING else 1.0
    old, new = (sum(values) / len(pairs) for values in zip(*(pair[1:] for pair in pairs), strict=True))
    return Difference(
        name, len(pairs), old, new, new - old, low, high, sign_flip_p(deltas, groups),
        better=sum(sign * d > 0 for d in deltas), worse=sum(sign * d < 0 for d in deltas),
    )  # fmt: skip


def _questions(name: str, before: Sequence[Row], after: Sequence[Row]) -> list[tuple[str, float, float]]:
    """Return group, value before and value after of each question that the measure applies to in both runs."""
    both = ((b.case.group, a.values[name], b.values[name]) for a, b in zip(before, after, strict=True))
    return [(group, a, b) for group, a, b in both if a is not None and b is not None]


def _families(name: str, before: Iterable[Row], after: Iterable[Row]) -> list[tuple[str, float, float]]:
    """Return the same for a measure of families, a family at a time."""
    old, new, of = families_of(before), families_of(after), _OF_FAMILIES[name]
    both = ((family, of([old[family]]), of([new[family]])) for family in new if family in old)
    return [(family, a, b) for family, a, b in both if a is not None and b is not None]


def _changed(before: Row, after: Row) -> Changed | None:
    moved = tuple(
        (name, value, after.values[name])
        for name, value in before.values.items()
        if value != after.values[name]
    )
    return Changed(before, after, moved) if moved else None


def _rightness(row: Row) -> float:
    return (row.values["right"] if row.case.answerable else row.values["abstained_rightly"]) or 0.0

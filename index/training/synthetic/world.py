"""The invented state of affairs that one text tells of: who, which metrics, and their values over the years."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from index.training.synthetic.choice import table
from index.training.synthetic.periods import SHARES, Period
from index.training.synthetic.quantities import Style, any_style, counted

_YEARS = (2009, 2026)
# How far a year's value may lie from the last one's.
_LOWEST_GROWTH, _HIGHEST_GROWTH = -0.18, 0.45
# The subject of a text and others that it may be compared with.
_SUBJECTS = 6
# In so many texts the subject is only 公司, 本行 or 全市.
_GENERIC = 0.3


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is told of: by the full name and by a short one."""

    full: str
    short: str
    kind: str


@dataclass(frozen=True, slots=True)
class Metric:
    """A thing that is counted: see the comment of ``data/domains.json``."""

    name: str
    nature: str
    unit: str
    low: float
    high: float
    asked: tuple[str, ...]
    own: tuple[str, ...]


def metrics(domain: str) -> list[Metric]:
    """Return the metrics of a domain."""
    rows = table("domains")[domain]["metrics"]
    return [Metric(r[0], r[1], r[2], r[3], r[4], tuple(r[5]), tuple(r[6])) for r in rows]


def subject(kind: str, rng: random.Random) -> Subject:
    """Return an invented subject of a kind."""
    names = table("names")
    full, short = rng.choice(names["kinds"][kind])
    known = {"h": rng.choice(names["heads"]), "c": rng.choice(names["cities"])}
    return Subject(full.format(**known), short.format(**known), kind)


def person(rng: random.Random) -> str:
    """Return an invented person's name."""
    names = table("names")
    return str(rng.choice(names["surnames"]) + rng.choice(names["given"]))


@dataclass(slots=True)
class World:
    """One text's state of affairs. ``generic``: the text never names its subject. ``call`` is then its word for it."""

    rng: random.Random
    domain: str
    subject: Subject
    peers: list[Subject]
    metrics: list[Metric]
    period: Period
    generic: bool
    call: str
    style: Style
    explicit: bool = False
    mentioned: bool = False
    last: Period | None = None
    _values: dict[tuple[str, str, str], float] = field(default_factory=dict)

    def value(self, of: Subject, metric: Metric, period: Period) -> float:
        """Return the metric's value; the years follow from one another, the parts of a year from the year."""
        key = (of.full, metric.name, period.id)
        if key not in self._values:
            self._values[key] = self._made(of, metric, period)
        return self._values[key]

    def _made(self, of: Subject, metric: Metric, period: Period) -> float:
        rng = self.rng
        if period.part:
            whole = self.value(of, metric, Period(period.year))
            if metric.nature == "flow":
                return self._fit(metric, whole * rng.uniform(*SHARES[period.part]))
            return self._fit(metric, whole * rng.uniform(0.94, 0.995))
        # The years known are without gaps: each is made from its neighbour.
        known = [int(k[2]) for k in self._values if k[:2] == (of.full, metric.name) and k[2].isdigit()]
        if known:
            step = 1 if period.year > max(known) else -1
            return self._moved(metric, self.value(of, metric, period.shifted(-step)), step)
        if metric.nature == "rate":
            return rng.uniform(metric.low, metric.high)
        low = max(metric.low, metric.high / 3000)
        return self._fit(metric, low * (metric.high / low) ** rng.random())

    def _moved(self, metric: Metric, value: float, step: int) -> float:
        if metric.nature == "rate":
            reach = (metric.high - metric.low) * 0.07
            return min(metric.high, max(metric.low, value + self.rng.uniform(-reach, reach) * step))
        growth = 1 + self.rng.uniform(_LOWEST_GROWTH, _HIGHEST_GROWTH)
        moved = value * growth if step > 0 else value / growth
        return self._fit(metric, moved)

    @staticmethod
    def _fit(metric: Metric, value: float) -> float:
        """Return the value as what the metric counts can have it: whole, and one at least."""
        return max(1.0, float(round(value))) if counted(metric.unit) else value


def any_world(rng: random.Random) -> World:
    """Return a new state of affairs, one field with a subject that has it and others of the subject's kind."""
    domains = [name for name in table("domains") if name != "comment"]
    domain = rng.choice(domains)
    kind = rng.choice(table("domains")[domain]["kinds"])
    subjects = list[Subject]()
    while len(subjects) < _SUBJECTS:
        found = subject(kind, rng)
        if not any(found.short in other.short or other.short in found.short for other in subjects):
            subjects.append(found)
    known = metrics(domain)
    rng.shuffle(known)
    year = rng.randint(*_YEARS)
    generic = rng.random() < _GENERIC
    call = rng.choice(table("wording")["generic"][kind])
    parts = [""] * 7 + ["H1", "Q1", "Q3"]
    return World(
        rng,
        domain,
        subjects[0],
        subjects[1:],
        known,
        Period(year, rng.choice(parts)),
        generic,
        call,
        any_style(rng),
    )

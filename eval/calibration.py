"""Is the stated confidence true? Calibration, separation, and what refusing more would gain.

The event that a confidence speaks of is "the answer given is right". So only answers given count: no refusals, no
errors, no gaps. An answer to a question that the documents do not answer is wrong. Of a list, an answer with at
least half of the items counts as right: the event is yes or no, as in the fit of the confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eval.measures import Definition
from eval.types import Row
from rag.types import JsonObject, JsonValue

Floats = npt.NDArray[np.float64]

BINS = 10
LIST_RIGHT = 0.5
# What a perfect confidence would score is simulated: with a few hundred answers its error is not nought.
SEED, DRAWS = 20261121, 1000

ECE, ECE_MASS, ECE_CHANCE = "ece", "ece_equal_mass", "ece_by_chance"
BRIER, AUROC, AUROC_ANSWERABLE = "brier", "auroc_right", "auroc_answerable"
AURC, AURC_BEST = "aurc", "aurc_best"
_ECE_SOURCE = "Expected calibration error (Naeini et al. 2015; Guo et al. 2017)"
_AURC_SOURCE = "Area under the risk-coverage curve (El-Yaniv and Wiener 2010; Geifman et al. 2019)"

DEFINITIONS = (
    Definition(
        ECE,
        "ece",
        f"Gap between mean confidence and share right, averaged over {BINS} bins of equal width by their answers.",
        f"{_ECE_SOURCE}.",
        falling=True,
    ),
    Definition(
        ECE_MASS,
        "ecem",
        f"The same over {BINS} bins of about as many answers each; equal confidences are never parted.",
        f"{_ECE_SOURCE}, with the adaptive bins of Nguyen and O'Connor 2015.",
        falling=True,
    ),
    Definition(
        ECE_CHANCE,
        "ece0",
        "The error over bins of equal width that these confidences would show if they were perfect: mean of "
        f"{DRAWS:,} draws with a fixed seed. An error of this size cannot be told from none.",
        "Ours, after consistency resampling (Bröcker and Smith 2007).",
        falling=True,
    ),
    Definition(
        BRIER,
        "brier",
        "Mean squared difference of confidence and rightness (1 or 0).",
        "Brier 1950.",
        falling=True,
    ),
    Definition(
        AUROC,
        "auroc",
        "Chance that a right answer is given with more confidence than a wrong one; ties count half.",
        "Area under the receiver operating characteristic (Hanley and McNeil 1982).",
    ),
    Definition(
        AUROC_ANSWERABLE,
        "auroca",
        "Chance that a question with an answer gets more confidence than one without; refusals count too.",
        "Area under the receiver operating characteristic (Hanley and McNeil 1982).",
    ),
    Definition(
        AURC,
        "aurc",
        "Mean share of wrong answers among the most confident ones, over all numbers of answers given.",
        f"{_AURC_SOURCE}.",
        falling=True,
    ),
    Definition(
        AURC_BEST,
        "aurc0",
        "The least area that these answers allow: every right one before every wrong one.",
        f"{_AURC_SOURCE}: the optimum that its excess (E-AURC) is taken over.",
        falling=True,
    ),
)
"""What is said of the confidence, in the order in which it is printed."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies from ``low`` to ``high``: how many, mean confidence, share right.

    Both are None in a bin without answers.
    """

    low: float
    high: float
    count: int
    confidence: float | None
    right: float | None

    def to_json(self) -> JsonObject:
        """Return the bin as an object."""
        return {
            "low": self.low,
            "high": self.high,
            "count": self.count,
            "confidence": self.confidence,
            "right": self.right,
        }


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the confidences of a run are worth. ``values`` by name, None where nothing can be told.

    ``answers`` are the answers given with a confidence, ``asked`` all questions with one, refusals with them.
    ``curve`` are points of coverage (share of the answers that would be given) and risk (share of these that is
    wrong), from the most confident on; a point ends a run of equal confidences.
    """

    values: dict[str, float | None]
    answers: int
    asked: int
    bins: tuple[Bin, ...]
    mass_bins: tuple[Bin, ...]
    curve: tuple[tuple[float, float], ...]

    def to_json(self) -> JsonObject:
        """Return the calibration as an object, the bins of the reliability diagram and the curve included."""
        bins: list[JsonValue] = [b.to_json() for b in self.bins]
        mass: list[JsonValue] = [b.to_json() for b in self.mass_bins]
        curve: list[JsonValue] = [{"coverage": coverage, "risk": risk} for coverage, risk in self.curve]
        return {
            "answers": self.answers, "asked": self.asked, "measures": dict(self.values),
            "bins": bins, "mass_bins": mass, "risk_coverage": curve,
        }  # fmt: skip


def calibrate(rows: Sequence[Row]) -> Calibration:
    """Judge the confidences of scored answers; answers without one do not count."""
    told = [row for row in rows if row.outcome.confidence is not None and row.error is None]
    events = [(row.outcome.confidence or 0.0, event) for row in told if (event := _event(row)) is not None]
    confidence = np.array([c for c, _ in events], dtype=np.float64)
    right = np.array([r for _, r in events], dtype=np.float64)
    everyone = np.array([row.outcome.confidence for row in told], dtype=np.float64)
    answerable = np.array([row.case.answerable for row in told], dtype=np.float64)
    bins = binned(confidence, right, equal_width(confidence), np.linspace(0.0, 1.0, BINS + 1))
    mass = binned(confidence, right, equal_mass(confidence))
    curve = risk_coverage(confidence, right)
    values = {
        ECE: calibration_error(bins),
        ECE_MASS: calibration_error(mass),
        ECE_CHANCE: chance_error(confidence),
        BRIER: float(np.mean((confidence - right) ** 2)) if len(right) else None,
        AUROC: auroc(confidence, right),
        AUROC_ANSWERABLE: auroc(everyone, answerable),
        AURC: aurc(curve),
        AURC_BEST: aurc(risk_coverage(right, right)),
    }
    points = tuple((float(count / len(right)), float(wrong / count)) for count, wrong in curve)
    return Calibration(values, len(events), len(told), bins, mass, points)


def _event(row: Row) -> float | None:
    """Return 1 for an answer given that is right, 0 for one that is wrong, None when none was given or judged."""
    if row.outcome.abstained:
        return None
    if not row.case.answerable:
        return 0.0
    right = row.values["right"]
    return None if right is None else float(right >= LIST_RIGHT)


def equal_width(confidence: Floats) -> npt.NDArray[np.intp]:
    """Return for each confidence the number of its bin; 1 falls into the last.

    >>> equal_width(np.array([0.0, 0.099, 0.3, 1.0])).tolist()
    [0, 0, 3, 9]
    """
    # 0.3 * 10 is 3, but 0.29 * 100 is 28.999…: edges are compared as the same numbers that are printed.
    edges = np.linspace(0.0, 1.0, BINS + 1).round(10)
    return np.clip(np.searchsorted(edges, confidence, side="right") - 1, 0, BINS - 1)


def equal_mass(confidence: Floats) -> npt.NDArray[np.intp]:
    """Return for each confidence the number of its bin of about a tenth of all; equal ones share theirs."""
    if not len(confidence):
        return np.zeros(0, dtype=np.intp)
    before = np.searchsorted(np.sort(confidence), confidence, side="left")
    return before * BINS // len(confidence)


def binned(
    confidence: Floats, right: Floats, bins: npt.NDArray[np.intp], edges: Floats | None = None
) -> tuple[Bin, ...]:
    """Return the bins; without ``edges`` each spans what it holds, and bins that hold nothing are left out."""
    found = []
    for number in range(BINS):
        held = bins == number
        inside = confidence[held]
        count = len(inside)
        if not count and edges is None:
            continue
        low, high = (inside.min(), inside.max()) if edges is None else (edges[number], edges[number + 1])
        means = (float(inside.mean()), float(right[held].mean())) if count else (None, None)
        found.append(Bin(round(float(low), 10), round(float(high), 10), count, *means))
    return tuple(found)


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the gap of confidence and rightness over the bins, weighted by their answers; None over none."""
    total = sum(b.count for b in bins)
    gaps = sum(b.count * abs((b.confidence or 0.0) - (b.right or 0.0)) for b in bins)
    return gaps / total if total else None


def chance_error(confidence: Floats) -> float | None:
    """Return the mean calibration error, in bins of equal width, of answers right exactly as often as stated."""
    if not len(confidence):
        return None
    draw = np.random.default_rng(SEED)
    member = np.eye(BINS)[equal_width(confidence)]
    gaps = []
    # A hundred draws at a time bound the memory to a hundred rows of answers.
    for _ in range(DRAWS // 100):
        excess = (draw.random((100, len(confidence))) < confidence) - confidence
        gaps.append(np.abs(excess @ member).sum(axis=1) / len(confidence))
    return float(np.mean(gaps))


def auroc(scores: Floats, labels: Floats) -> float | None:
    """Return the chance that a positive has the higher score, ties half; None without both kinds.

    >>> auroc(np.array([0.9, 0.5, 0.5, 0.1]), np.array([1.0, 1.0, 0.0, 0.0]))
    0.875
    """
    positive, negative = scores[labels > 0], np.sort(scores[labels <= 0])
    if not len(positive) or not len(negative):
        return None
    below = np.searchsorted(negative, positive, side="left")
    up_to = np.searchsorted(negative, positive, side="right")
    return float((below + up_to).sum() / (2 * len(positive) * len(negative)))


def risk_coverage(confidence: Floats, right: Floats) -> list[tuple[int, int]]:
    """Return, from the most confident answers on, how many they are and how many of them wrong.

    Equal confidences enter together: which of them came first would be chance.
    """
    points, count, wrong = [], 0, 0
    for value in np.unique(confidence)[::-1]:
        held = right[confidence == value]
        count, wrong = count + len(held), wrong + int((held <= 0).sum())
        points.append((count, wrong))
    return points


def aurc(points: Sequence[tuple[int, int]]) -> float | None:
    """Return the mean risk over every number of answers given; within equal confidences in an average order.

    >>> aurc([(1, 0), (3, 1)])  # risks 0, 1/4 (half a wrong one of two), 1/3
    0.194...
    """
    risks: list[float] = []
    last, missed = 0, 0
    for count, wrong in points:
        step = (wrong - missed) / (count - last)
        risks += [(missed + step * i) / (last + i) for i in range(1, count - last + 1)]
        last, missed = count, wrong
    return sum(risks) / len(risks) if risks else None

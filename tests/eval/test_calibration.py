"""Calibration error, Brier score, separation and risk by coverage, on confidences whose figures are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.calibration import (
    AURC,
    AURC_BEST,
    AUROC,
    AUROC_ANSWERABLE,
    BRIER,
    DEFINITIONS,
    ECE,
    ECE_CHANCE,
    ECE_MASS,
    Calibration,
    aurc,
    auroc,
    calibrate,
    equal_mass,
    equal_width,
    risk_coverage,
)
from eval.types import Case, Outcome, Row


def row(confidence: float | None, right: float | None, **fields: object) -> Row:
    known: dict[str, object] = {"answerable": True, "abstained": False, "error": None, **fields}
    case = Case("q", "幾個？", "s", items=(("七個",),) if known["answerable"] else ())
    outcome = Outcome(confidence=confidence, abstained=bool(known["abstained"]))
    return Row(case, {"right": right}, outcome=outcome, error=known["error"])  # type: ignore[arg-type]


def of(*pairs: tuple[float, float]) -> Calibration:
    return calibrate([row(c, r) for c, r in pairs])


def test_a_true_confidence_has_no_error() -> None:
    made = of(*[(0.75, 1.0)] * 3, (0.75, 0.0), *[(0.5, 1.0), (0.5, 0.0)])
    assert made.values[ECE] == pytest.approx(0.0)
    assert made.values[ECE_MASS] == pytest.approx(0.0)
    assert made.values[BRIER] == pytest.approx((3 * 0.0625 + 0.5625 + 2 * 0.25) / 6)


def test_the_error_is_the_gap_by_bin() -> None:
    # Two in the bin of 0.9 (one right), two in that of 0.2 (one right): gaps 0.4 and 0.3.
    made = of((0.9, 1.0), (0.9, 0.0), (0.2, 1.0), (0.2, 0.0))
    assert made.values[ECE] == pytest.approx(0.35)
    counts = [b.count for b in made.bins]
    assert counts == [0, 0, 2, 0, 0, 0, 0, 0, 0, 2]
    assert (made.bins[9].low, made.bins[9].high, made.bins[9].right) == (0.9, 1.0, 0.5)
    assert made.bins[0].right is None


@pytest.mark.parametrize(
    ("counted", "answers", "right"),
    [
        (row(0.8, 1.0), 1, 1.0),
        (row(0.8, 0.5), 1, 1.0),
        (row(0.8, 0.49), 1, 0.0),
        (row(0.8, None, answerable=False), 1, 0.0),
        (row(0.8, None), 0, None),
        (row(0.8, 0.0, abstained=True), 0, None),
        (row(0.8, None, answerable=False, abstained=True), 0, None),
        (row(None, 1.0), 0, None),
        (row(0.8, 1.0, error="broken"), 0, None),
    ],
)
def test_only_answers_given_count(counted: Row, answers: int, right: float | None) -> None:
    made = calibrate([counted])
    assert made.answers == answers
    assert [b.right for b in made.bins if b.count] == ([] if right is None else [right])


def test_whether_there_is_an_answer_is_told_over_refusals_too() -> None:
    refused = [row(0.1, None, answerable=False, abstained=True), row(0.6, 0.0, abstained=True)]
    made = calibrate([row(0.9, 1.0), row(0.8, None, answerable=False), *refused])
    assert (made.answers, made.asked) == (2, 4)
    assert made.values[AUROC_ANSWERABLE] == 0.75
    assert made.values[AUROC] == 1.0


def test_nothing_told_gives_no_figures() -> None:
    made = calibrate([])
    assert set(made.values) == {d.name for d in DEFINITIONS}
    assert set(made.values.values()) == {None}
    assert made.to_json()["risk_coverage"] == []


def test_the_edges_of_bins_belong_to_the_upper_one() -> None:
    confidence = np.array([0.0, 0.1, 0.2, 0.3, 0.6, 0.7, 0.7000000001, 1.0])
    assert equal_width(confidence).tolist() == [0, 1, 2, 3, 6, 7, 7, 9]


def test_equal_confidences_share_a_bin_of_equal_mass() -> None:
    assert equal_mass(np.arange(20) / 20).tolist() == [i // 2 for i in range(20)]
    assert len(set(equal_mass(np.full(17, 0.5)).tolist())) == 1


def test_chance_shrinks_with_more_answers() -> None:
    few, many = of(*[(0.7, 1.0)] * 20), of(*[(0.7, 1.0)] * 2000)
    assert few.values[ECE_CHANCE] == pytest.approx(0.082, abs=0.01)  # sqrt(2 / pi * 0.21 / 20)
    assert many.values[ECE_CHANCE] == pytest.approx(0.0082, abs=0.001)


def test_risk_by_coverage() -> None:
    # By confidence: right, wrong, right. Risks 0, 1/2, 1/3; at best 0, 0, 1/3.
    made = of((0.9, 1.0), (0.8, 0.0), (0.7, 1.0))
    assert made.curve == ((1 / 3, 0.0), (2 / 3, 0.5), (1.0, 1 / 3))
    assert made.values[AURC] == pytest.approx((0.5 + 1 / 3) / 3)
    assert made.values[AURC_BEST] == pytest.approx(1 / 9)


SCORED = st.lists(st.tuples(st.integers(0, 5).map(lambda i: i / 5), st.sampled_from([0.0, 1.0])), min_size=1)


@given(SCORED, st.randoms())
def test_the_order_of_questions_tells_nothing(pairs: list[tuple[float, float]], shuffled: object) -> None:
    mixed = list(pairs)
    shuffled.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = of(*pairs), of(*mixed)
    for name in (ECE, ECE_MASS, BRIER, AUROC, AURC, AURC_BEST):
        assert one.values[name] == pytest.approx(other.values[name]), name
    assert one.curve == other.curve


@given(SCORED)
def test_figures_stay_in_their_ranges(pairs: list[tuple[float, float]]) -> None:
    values = of(*pairs).values
    assert all(value is None or -1e-9 <= value <= 1 + 1e-9 for value in values.values())
    assert (values[AURC_BEST] or 0.0) <= (values[AURC] or 0.0) + 1e-9
    wrong = sum(r == 0 for _, r in pairs) / len(pairs)
    assert of(*pairs).curve[-1] == (1.0, pytest.approx(wrong))


@given(SCORED)
def test_separation_is_its_definition(pairs: list[tuple[float, float]]) -> None:
    positive = [c for c, r in pairs if r]
    negative = [c for c, r in pairs if not r]
    wins = [(p > n) + 0.5 * (p == n) for p in positive for n in negative]
    expected = sum(wins) / len(wins) if wins else None
    found = auroc(np.array([c for c, _ in pairs]), np.array([r for _, r in pairs]))
    assert found == (None if expected is None else pytest.approx(expected))


def test_equal_confidences_enter_the_curve_together() -> None:
    confidence, right = np.array([0.5, 0.5, 0.9]), np.array([0.0, 1.0, 1.0])
    assert risk_coverage(confidence, right) == [(1, 0), (3, 1)]
    assert aurc([(2, 1)]) == 0.5

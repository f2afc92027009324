"""The report's signature and table, and the gate that ratchets over it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.errors import EvalError
from eval.gate import NOISE_FROM, Baseline, check, read_baseline, update, write_baseline
from eval.report import Report, Signature, to_json, to_text
from eval.score import summarise
from eval.text_table import width
from eval.types import Case, Latency, Mean, Row, Scores

SIGNATURE = Signature(
    data="0123abcd", index="feed0001", settings="composer=extractive", version="0.1.0", questions=50
)


def report(right: float = 0.8, wrongly: float = 0.1, *, data: str = "0123abcd", missing: int = 0) -> Report:
    means = {
        "right": Mean(right, 50), "abstained_wrongly": Mean(wrongly, 50), "found@5": Mean(0.9, 50),
        "same": Mean(None, 0),
    }  # fmt: skip
    summary = replace(summarise([]), overall=Scores(50, means), missing=missing)
    return Report(replace(SIGNATURE, data=data), summary)


PINNED = update(report(), None)


def test_the_first_update_pins_what_was_measured() -> None:
    assert Baseline("0123abcd", 50, {"right": 0.8, "abstained_wrongly": 0.1, "found@5": 0.9}) == PINNED


@pytest.mark.parametrize("right", [0.9, 0.8, 0.78])
def test_as_good_or_one_question_worse_passes(right: float) -> None:
    assert check(report(right), PINNED) == []


def test_two_questions_worse_fails_and_says_by_how_much() -> None:
    assert check(report(0.76), PINNED) == ["right: 0.760, pinned floor 0.800, noise 0.020"]


@pytest.mark.parametrize("name", ["same", "all_right"])
def test_a_measure_over_few_families_has_no_noise_to_hide_in(name: str) -> None:
    def families(value: float, count: int = 6) -> Report:
        given = report()
        overall = Scores(50, {name: Mean(value, count)})
        return replace(given, summary=replace(given.summary, overall=overall))

    pinned = update(families(1 / 6), None)
    assert check(families(1 / 6), pinned) == []
    assert check(families(0.0), pinned) == [f"{name}: 0.000, pinned floor 0.167, noise 0.000"]
    assert check(families(0.95, NOISE_FROM), update(families(1.0, NOISE_FROM), None)) == []
    fewer = NOISE_FROM - 1
    assert check(families(1 - 1 / fewer, fewer), update(families(1.0, fewer), None)) != []


def test_where_less_is_better_a_rise_fails() -> None:
    assert check(report(wrongly=0.02), PINNED) == []
    assert check(report(wrongly=0.14), PINNED) == [
        "abstained_wrongly: 0.140, pinned ceiling 0.100, noise 0.020"
    ]


def test_edited_data_fails_until_it_is_pinned_again() -> None:
    edited = report(1.0, data="ffff0000")
    (failure,) = check(edited, PINNED)
    assert "the data changed: pinned 0123abcd, now ffff0000" in failure
    assert "--update-baseline" in failure
    assert check(edited, update(edited, PINNED)) == []


def test_missing_answers_and_vanished_measures_fail() -> None:
    assert check(report(missing=2), PINNED) == ["2 questions have no answer and 0 failed"]
    gone = Baseline("0123abcd", 50, {"same": 0.5, "no such measure": 0.5})
    assert check(report(), gone) == [
        f"{name}: pinned at 0.500 but not measured" for name in ("same", "no such measure")
    ]


def test_an_update_raises_floors() -> None:
    assert update(report(0.9, 0.05), PINNED).floors == {
        "right": 0.9,
        "abstained_wrongly": 0.05,
        "found@5": 0.9,
    }


@pytest.mark.parametrize(
    ("right", "wrongly", "named"), [(0.79, 0.1, "right: 0.800 to 0.790"), (0.9, 0.2, "abstained_wrongly")]
)
def test_an_update_never_lowers_a_floor_unless_told(right: float, wrongly: float, named: str) -> None:
    for data in ("0123abcd", "ffff0000"):
        worse = report(right, wrongly, data=data)
        with pytest.raises(EvalError, match=f"would be lowered .*{named}.*--allow-lower"):
            update(worse, PINNED)
        lowered = update(worse, PINNED, allow_lower=True)
        assert (lowered.data, lowered.floors["right"], lowered.floors["abstained_wrongly"]) == (
            data,
            right,
            wrongly,
        )


def test_an_update_refuses_a_measure_that_vanished_and_missing_answers() -> None:
    with pytest.raises(EvalError, match=r"same: 0\.500 to nothing"):
        update(report(), Baseline("0123abcd", 50, {"same": 0.5}))
    with pytest.raises(EvalError, match="3 questions have no answer"):
        update(report(missing=3), None, allow_lower=True)


def test_a_baseline_reads_back_and_passes_its_own_report(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    thirds = report(2 / 3, 1 / 3)
    write_baseline(path, update(thirds, None))
    read = read_baseline(path)
    assert read is not None
    assert check(thirds, read) == []
    assert update(thirds, read).floors["right"] == 2 / 3
    assert read_baseline(tmp_path / "absent.json") is None
    assert [p.name for p in tmp_path.iterdir()] == ["baseline.json"]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[" * 100_000,
        "[]",
        '{"format": 1}',
        '{"format": 1, "data": "x", "questions": 1, "floors": {"right": "high"}}',
    ],
)
def test_a_damaged_baseline_is_no_baseline(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvalError, match="not a readable baseline"):
        read_baseline(path)


def test_a_baseline_of_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text('{"format": 2}', encoding="utf-8")
    with pytest.raises(EvalError, match="format 2, but this version reads 1"):
        read_baseline(path)


def test_table_and_json_carry_the_signature() -> None:
    line = "data:0123abcd|index:feed0001|settings:composer=extractive|version:0.1.0|questions:50"
    data = to_json(report())
    assert to_text(report()).endswith("\n" + line)
    assert data["signature"] == {
        "line": line,
        **{name: getattr(SIGNATURE, name) for name in SIGNATURE.__slots__},
    }
    assert json.loads(json.dumps(data)) == data


def test_the_table_shows_each_measure_with_its_count() -> None:
    table = to_text(report(missing=1)).splitlines()
    assert table[:5] == [
        "measure                             score  of",
        "right                               0.800  50",
        "abstained_wrongly (less is better)  0.100  50",
        "found@5                             0.900  50",
        "same                                    -   0",
    ]
    assert "1 questions without an answer, 0 errors: scored as empty" in table


def test_columns_align_by_what_characters_take_on_a_terminal() -> None:
    values = dict.fromkeys(summarise([]).overall.means, None)
    cases = [Case(id=name, question="", set=name, type="number") for name in ("移動報告", "sample")]
    summary = summarise([Row(case, values, total_ms=12.0) for case in cases])
    text = to_text(Report(SIGNATURE, summary), slices=True)
    lines = [line for line in text.splitlines() if line.startswith(("slice ", "set ", "type ", "script "))]
    assert len(lines) == 5
    assert len({width(line) for line in lines}) == 1
    assert summary.latency == Latency(12.0, 12.0, 12.0, 2)
    assert "ms per question: mean 12, p50 12, p95 12" in text

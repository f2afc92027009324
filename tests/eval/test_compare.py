"""Two runs over the same questions: means, who won, units of chance, and the list of what changed."""

import json
from collections.abc import Mapping

import pytest

from corpus.types import Span
from eval.compare import Comparison, Difference, compare
from eval.report import Report, Signature, to_json, to_text
from eval.score import score, summarise
from eval.sources import Sources
from eval.types import Case, Cited, Evidence, Outcome, Place, Row

PLACE = Place("a.txt", 0, 10)
SIGNATURE = Signature("0123abcd", "stored", "composer=none;code=stored", "0.1.0", 6)


def case(name: str, **fields: object) -> Case:
    known: dict[str, object] = {
        "items": (("七個",),),
        "single": ("七個",),
        "evidence": (Evidence("a.txt", (Span(0, 10),)),),
    }
    return Case(name, f"{name}有幾個？", "s", **{**known, **fields})  # type: ignore[arg-type]


CASES = [
    case("q1"),
    case("q2"),
    case("u1", items=(), single=(), evidence=()),
    case("p1.0", family="p1"),
    case("p1.1", family="p1"),
    case("c1.0", turn=0),
    case("c1.1", turn=1),
]
GOOD = Outcome("共七個。", "七個", citations=(Cited(PLACE, "七"),), passages=(PLACE,))
WRONG = Outcome("共八個。", "八個")
REFUSED = Outcome("没有找到。", abstained=True)


def rows(**outcomes: Outcome) -> list[Row]:
    given = {name.replace("_", "."): outcome for name, outcome in outcomes.items()}
    return score(CASES, {c.id: given.get(c.id, GOOD) for c in CASES}, Sources())


def by_name(comparison: Comparison) -> Mapping[str, Difference]:
    return {d.name: d for d in comparison.differences}


def test_a_run_against_itself_differs_in_nothing() -> None:
    found = compare(rows(), rows(), "same.jsonl")
    assert found.changed == ()
    for d in found.differences:
        assert (d.change, d.better, d.worse) in ((0.0, 0, 0), (None, 0, 0))
        assert d.p in (1.0, None)


def test_means_and_counts() -> None:
    right = by_name(compare(rows(q1=WRONG, q2=REFUSED), rows(c1_0=WRONG), "a.jsonl"))["right"]
    assert (right.count, right.before, right.after) == (6, pytest.approx(4 / 6), pytest.approx(5 / 6))
    assert right.change == pytest.approx(1 / 6)
    assert (right.better, right.worse) == (2, 1)


def test_less_refusing_is_better_where_there_is_an_answer() -> None:
    found = by_name(compare(rows(q1=REFUSED, u1=REFUSED), rows(), "a.jsonl"))
    assert (found["abstained_wrongly"].change, found["abstained_wrongly"].better) == (
        pytest.approx(-1 / 6),
        1,
    )
    assert (found["abstained_rightly"].change, found["abstained_rightly"].worse) == (-1.0, 1)


def test_a_measure_counts_where_both_runs_have_it() -> None:
    precision = by_name(compare(rows(q1=REFUSED, q2=WRONG), rows(), "a.jsonl"))["citation_precision"]
    assert precision.count == 4
    assert precision.change == 0.0


def test_a_family_and_a_conversation_are_one_unit_each() -> None:
    apart = by_name(compare(rows(q1=WRONG, q2=WRONG), rows(), "a.jsonl"))["right"]
    family = by_name(compare(rows(p1_0=WRONG, p1_1=WRONG), rows(), "a.jsonl"))["right"]
    turns = by_name(compare(rows(c1_0=WRONG, c1_1=WRONG), rows(), "a.jsonl"))["right"]
    assert (apart.p, family.p, turns.p) == (0.5, 1.0, 1.0)
    assert apart.change == family.change == turns.change


def test_sameness_is_compared_by_family() -> None:
    found = by_name(compare(rows(p1_0=WRONG), rows(), "a.jsonl"))
    assert (found["same"].count, found["same"].before, found["same"].after) == (1, 0.0, 1.0)
    assert found["all_right"].better == 1


def test_what_changed_is_listed_the_losses_first() -> None:
    before = rows(q1=WRONG, q2=GOOD, u1=REFUSED)
    unplaced = Outcome("共七個。", "七個")
    found = compare(before, rows(q2=WRONG, u1=GOOD, p1_0=unplaced), "a.jsonl")
    assert [(c.after.case.id, c.gain) for c in found.changed] == [
        ("q2", -1.0), ("u1", -1.0), ("p1.0", 0.0), ("q1", 1.0)
    ]  # fmt: skip
    moved = {name: (a, b) for name, a, b in found.changed[2].moved}
    assert moved == {
        "found@1": (1, 0), "found@5": (1, 0), "found@20": (1, 0), "cited": (1, 0), "citation_precision": (1, None)
    }  # fmt: skip


def test_text_and_json_show_it() -> None:
    after = rows(q2=WRONG, p1_0=Outcome("共七個。", "七個"))
    comparison = compare(rows(q1=WRONG), after, "早前.jsonl")
    report = Report(SIGNATURE, summarise(after), tuple(after), comparison=comparison)
    text = to_text(report)
    assert "against 早前.jsonl" in text
    assert "worse  -1.00  q2  q2有幾個？\n    before: 七個\n    after:  八個\n" in text
    assert "better +1.00  q1  q1有幾個？\n    before: 八個\n    after:  七個\n" in text
    assert "1 questions changed in other measures only" in text
    assert text.endswith(str(SIGNATURE))
    data = json.loads(json.dumps(to_json(report)))["comparison"]
    assert data["against"] == "早前.jsonl"
    assert data["measures"]["right"]["better"] == data["measures"]["right"]["worse"] == 1
    assert data["measures"]["right"]["interval"][0] < 0 < data["measures"]["right"]["interval"][1]
    assert [c["id"] for c in data["changed"]] == ["q2", "p1.0", "q1"]
    assert data["changed"][0]["before"]["short_answer"] == "七個"


def test_where_short_answers_are_alike_the_whole_ones_are_shown() -> None:
    poor = Outcome("見第三頁。", "七個")
    after = rows(q1=poor)
    text = to_text(Report(SIGNATURE, summarise(after), comparison=compare(rows(), after, "a")))
    assert "before: 共七個。\n    after:  見第三頁。" in text


def test_other_questions_are_refused() -> None:
    with pytest.raises(ValueError, match="different questions"):
        compare(rows(), rows()[1:], "a.jsonl")

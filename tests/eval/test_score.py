"""Rows, averages, slices and times; live asking and stored answers go through the same door."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.errors import WenjuError
from corpus.types import Span
from eval.answers import outcome_of, outcomes_of, read_answers
from eval.errors import EvalError
from eval.lines import write_lines
from eval.questions import Asked
from eval.run import ask_all
from eval.score import latency_of, score, summarise
from eval.sources import Sources
from eval.types import Case, Conversation, Evidence, Latency, Mean, Outcome, Scores
from rag.types import JsonObject

EVIDENCE = (Evidence("a.txt", (Span(0, 10),)),)


def case(name: str, **fields: object) -> Case:
    known: dict[str, object] = {
        "question": name,
        "set": "hand",
        "script": "hans",
        "type": "number",
        "items": (("7个",),),
    }
    return Case(id=name, **{**known, "single": ("7个",), "evidence": EVIDENCE, **fields})  # type: ignore[arg-type]


ASKED: list[Asked] = [
    case("q1"),
    case("q2", script="hant"),
    case("q3", type="unanswerable", items=(), single=(), evidence=()),
    Conversation("c1", "hand", (case("c1.0", turn=0), case("c1.1", turn=1))),
    case("p1.0", family="p1", script=""),
    case("p1.1", family="p1", script=""),
]


def answer(text: str = "共7個。[1]", **fields: object) -> JsonObject:
    place: JsonObject = {"file": "a.txt", "start": 0, "end": 10}
    known: JsonObject = {
        "answer": text,
        "short_answer": "7個",
        "passages": [place],
        "citations": [{**place, "quote": "七"}],
    }
    return {**known, "composer": "extractive", "timings": {"total_ms": 10.0}, **fields}  # type: ignore[dict-item]


def test_a_forgotten_question_is_scored_and_counted() -> None:
    rows = score(ASKED, {"q1": outcome_of(answer())}, Sources())
    summary = summarise(rows)
    assert len(rows) == 7
    assert summary.missing == 6
    assert summary.overall.means["right"] == Mean(1 / 6, 6)
    assert summary.overall.means["abstained_rightly"] == Mean(0.0, 1)
    assert summary.overall.means["quotes_true"] == Mean(None, 0)


def test_an_error_object_is_scored_as_an_empty_answer() -> None:
    outcomes = outcomes_of([{"id": "q1", "error": {"kind": "AskError", "message": "空问题"}}])
    summary = summarise(score([case("q1")], outcomes, Sources()))
    assert (summary.missing, summary.errors) == (0, 1)
    assert summary.overall.means["right"] == Mean(0.0, 1)


def test_every_slice_averages_its_own_questions() -> None:
    outcomes = outcomes_of(ask_all(ASKED, lambda turns: [answer() for _ in turns]))
    summary = summarise(score(ASKED, outcomes, Sources()))
    counts = {name: scores.questions for name, scores in summary.slices.items()}
    assert counts == {
        "set hand": 7, "type number": 4, "type turn": 1, "type turn0": 1, "type unanswerable": 1,
        "script hans": 4, "script hant": 1, "script ?": 2, "family p1": 2, "turn 0": 1, "turn 1": 1,
        "unanswerable": 1, "year not stated": 7,
    }  # fmt: skip
    assert summary.slices["family p1"].means["same"] == Mean(1.0, 1)
    assert summary.slices["script hant"].means["same"] == Mean(None, 0)
    assert summary.slices["type unanswerable"].means["right"] == Mean(None, 0)
    assert summary.overall.means["found@1"] == Mean(1.0, 6)


def test_no_questions_give_no_numbers() -> None:
    assert summarise([]).overall == Scores(0, {name: Mean(None, 0) for name in summarise([]).overall.means})


@pytest.mark.parametrize(
    ("times", "latency"),
    [
        ([], Latency(None, None, None, 0)),
        ([5.0], Latency(5.0, 5.0, 5.0, 1)),
        ([30.0, 10.0, 20.0], Latency(20.0, 20.0, 30.0, 3)),
        ([float(i) for i in range(1, 101)], Latency(50.5, 50.0, 95.0, 100)),
    ],
)
def test_percentiles_are_times_of_real_questions(times: list[float], latency: Latency) -> None:
    assert latency_of(times) == latency


def test_asking_keeps_the_order_and_the_contracts_shape() -> None:
    seen: list[Sequence[str]] = []
    done: list[int] = []

    def ask(turns: Sequence[str]) -> list[JsonObject]:
        seen.append(turns)
        if turns == ["q2"]:
            raise WenjuError("q2: cannot be searched. Ask something else.")
        return [{"answer": turn} for turn in turns]

    records = ask_all(ASKED[:4], ask, on_asked=done.append)
    assert seen == [["q1"], ["q2"], ["q3"], ["c1.0", "c1.1"]]
    assert done == [1, 2, 3, 4]
    assert records == [
        {"id": "q1", "answer": "q1"},
        {
            "id": "q2",
            "error": {"kind": "WenjuError", "message": "q2: cannot be searched. Ask something else."},
        },
        {"id": "q3", "answer": "q3"},
        {"id": "c1", "turns": [{"answer": "c1.0"}, {"answer": "c1.1"}]},
    ]


def test_a_defect_is_not_taken_for_an_answer() -> None:
    def ask(turns: Sequence[str]) -> list[JsonObject]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask_all(ASKED[:1], ask)


def test_stored_answers_score_like_live_ones(tmp_path: Path) -> None:
    records = ask_all(ASKED, lambda turns: [answer() for _ in turns])
    write_lines(tmp_path / "answers.jsonl", records)
    assert outcomes_of(read_answers(tmp_path / "answers.jsonl")) == outcomes_of(records)
    assert "個" in (tmp_path / "answers.jsonl").read_text(encoding="utf-8")


def test_too_few_turns_leave_the_rest_missing() -> None:
    outcomes = outcomes_of([{"id": "c1", "turns": [answer()]}])
    summary = summarise(score([ASKED[3]], outcomes, Sources()))
    assert (summary.missing, summary.overall.means["right"]) == (1, Mean(0.5, 2))


def test_absent_fields_are_the_defaults() -> None:
    assert outcome_of({"answer": None, "short_answer": None, "citations": None, "timings": None}) == Outcome()
    assert outcome_of({"citations": [{}]}).citations[0].place.end == 0


@pytest.mark.parametrize(
    "odd",
    [{"answer": 3}, {"citations": "x"}, {"citations": [1]}, {"passages": [{"start": []}]}, {"timings": 1}],
)
def test_a_record_of_another_shape_is_named(odd: JsonObject) -> None:
    with pytest.raises(EvalError, match="the answer with id 'q9' is not in the contract's format"):
        outcomes_of([{"id": "q9", **odd}])


@pytest.mark.parametrize(
    "odd",
    [
        '"citations": [{"start": 1e999}]',
        '"passages": [{"end": -1e999}]',
        '"citations": [{"start": NaN}]',
        '"timings": {"total_ms": 1' + "0" * 400 + "}",
        '"turns": [{"citations": [{"start": 1e999}]}]',
        '"answer": ' + "[" * 100_000,
        '"answer": ' + "9" * 5000,
    ],
)
def test_a_stored_answer_that_cannot_be_read_is_named_with_file_and_line(tmp_path: Path, odd: str) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text('{"id": "q1"}\n{"id": "q2", ' + odd + "}\n", encoding="utf-8")
    with pytest.raises(EvalError, match=r"answers\.jsonl, line 2: "):
        outcomes_of(read_answers(path))


def test_stored_answers_need_an_id(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [{"answer": "无"}])
    with pytest.raises(EvalError, match="line 1: 'id' must be a text"):
        read_answers(tmp_path / "a.jsonl")
    with pytest.raises(EvalError, match="cannot be read"):
        read_answers(tmp_path / "absent.jsonl")
    with pytest.raises(EvalError, match="cannot be written"):
        write_lines(tmp_path / "absent" / "a.jsonl", [])

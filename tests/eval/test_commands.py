"""The command ``rag eval``, over stored answers and over a session that answers from a table."""

import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from corpus.errors import WenjuError
from corpus.types import Script
from eval.commands import evaluate
from eval.errors import EvalError
from eval.sources import code_digest
from rag.errors import AskError
from rag.places import sample_index, sample_sources
from rag.session import Session, open_session
from rag.types import Answer, Citation, RetrievedPassage, Timings
from tests.fakes import HashEncoder
from tests.models import tiny_model

SOURCE = "到2024年底，累計開通5G基站240萬個。"
SET = [
    {"id": "q1", "question": "基站有多少？", "script": "hans", "type": "number", "answers": ["240万个"],
     "evidence": [{"file": "a.txt", "start": 8, "end": 22}]},
    {"id": "c1", "turns": [{"question": "你是谁？", "answers": [], "evidence": []},
                           {"question": "天氣如何？", "answers": [], "evidence": []}]},
]  # fmt: skip


def made(question: str, **fields: object) -> Answer:
    known: dict[str, object] = {
        "answer": "文件中没有。",
        "short_answer": None,
        "abstained": True,
        "citations": (),
        "passages": (),
    }
    timings = Timings(1.0, 2.0, 3.0)
    return Answer(
        question=question,
        script=Script.HANS,
        confidence=0.5,
        composer="table",
        timings=timings,
        **{**known, **fields},
    )  # type: ignore[arg-type]


class TableSession:
    """A whole session that knows one answer."""

    fingerprint = "feed0001"
    engine = SimpleNamespace(reader=None, reranker=None)

    def __init__(self, root: Path) -> None:
        self.roots = (root,)

    def ask(self, question: str) -> Answer:
        if question != "基站有多少？":
            return made(question)
        cited = Citation(1, "a.txt:8-22", "a.txt", "題", (), None, 2024, 1, None, 8, 22, SOURCE[8:22])
        passage = RetrievedPassage("a.txt:0-23", "a.txt", 0, 23, 0.9)
        said = "共240万个。[1]"
        return made(
            question,
            answer=said,
            short_answer="240万个",
            abstained=False,
            citations=(cited,),
            passages=(passage,),
        )

    def ask_turns(self, turns: Sequence[str]) -> list[Answer]:
        return [self.ask(turn) for turn in turns]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text(SOURCE, encoding="utf-8")
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in SET)
    (tmp_path / "set.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Opener:
    """Opens a table session on a folder, whatever index is asked for, and remembers which was."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.opened: list[Path | None] = []

    def __call__(self, index: Path | None) -> TableSession:
        self.opened.append(index)
        return TableSession(self.root)


def call(*arguments: str, opener: Opener | None = None) -> Result:
    result = CliRunner().invoke(evaluate, list(arguments), obj=opener or Opener(Path("documents")))
    if result.exception is not None and not isinstance(result.exception, WenjuError):
        raise result.exception
    return result


def test_the_table_is_printed_with_its_signature(here: Path) -> None:
    result = call("set.jsonl", "--slices")
    assert result.exit_code == 0
    assert "right                               1.000   1" in result.stdout
    assert "quotes_true                         1.000   1" in result.stdout
    assert "abstained_rightly                   1.000   2" in result.stdout
    assert "script hans" in result.stdout
    assert f"|index:feed0001|settings:composer=table;code={code_digest()}|" in result.stdout
    assert result.stdout.endswith("|questions:3\n")
    assert result.stderr == ""


def test_json_and_stored_answers_give_the_same_scores(here: Path) -> None:
    live = json.loads(call("set.jsonl", "--json", "--save", "answers.jsonl").stdout)
    stored = json.loads(
        call("set.jsonl", "--json", "--answers", "answers.jsonl", "--root", "documents").stdout
    )
    assert stored["overall"] == live["overall"]
    assert stored["slices"] == live["slices"]
    assert stored["signature"]["data"] == live["signature"]["data"]
    assert (live["signature"]["index"], stored["signature"]["index"]) == ("feed0001", "stored")
    assert stored["signature"]["settings"] == "composer=table;code=stored"
    assert live["total_ms"] == {"mean": 3.0, "p50": 3.0, "p95": 3.0, "count": 3}


def test_absent_sources_are_said_and_quotes_not_judged(here: Path) -> None:
    call("set.jsonl", "--save", "answers.jsonl")
    result = call("set.jsonl", "--json", "--answers", "answers.jsonl")
    assert "warning: no source file was found (a.txt" in result.stderr
    assert json.loads(result.stdout)["overall"]["measures"]["quotes_true"] == {"value": None, "count": 0}


@pytest.mark.parametrize("sets", [(), ("sample",), ("sample", "sample")])
def test_the_sample_questions_are_asked_of_the_sample(here: Path, sets: tuple[str, ...]) -> None:
    (here / ".rag").mkdir()
    opener = Opener(sample_sources())
    # A set named twice is an error of its own, but of the same index.
    call(*sets, opener=opener)
    assert opener.opened == [sample_index()]
    call(*sets, "--index", "other", opener=opener)
    assert opener.opened[1:] == [Path("other")]


def test_other_questions_are_asked_of_the_nearest_index(here: Path) -> None:
    opener = Opener(here / "documents")
    call("set.jsonl", opener=opener)
    call("sample", "set.jsonl", opener=opener)
    assert opener.opened == [None, None]


def test_an_index_without_the_sets_sources_is_warned_about(here: Path) -> None:
    wrong = call("sample", "--index", "other", opener=Opener(here / "documents"))
    assert "warning: no source file was found" in wrong.stderr
    assert "wrong index, or --root?" in wrong.stderr
    assert call("sample", opener=Opener(sample_sources())).stderr == ""


@pytest.mark.parametrize(
    "option", ["--index", "--answers", "--save", "--root", "--baseline", "--against", "--html"]
)
def test_an_empty_path_is_refused(here: Path, option: str) -> None:
    result = call("set.jsonl", option, "")
    assert isinstance(result.exception, AskError)
    assert "the path is empty" in str(result.exception)
    assert option in str(result.exception)


def test_the_gate_pins_passes_and_fails(here: Path) -> None:
    pin = ("--baseline", "floors.json")
    unpinned = call("set.jsonl", "--gate", *pin)
    assert isinstance(unpinned.exception, EvalError)
    assert "no baseline yet" in str(unpinned.exception)
    assert call("set.jsonl", "--update-baseline", *pin).exit_code == 0
    assert call("set.jsonl", "--gate", *pin).exit_code == 0
    (here / "documents" / "a.txt").write_text(SOURCE + "。", encoding="utf-8")
    failed = call("set.jsonl", "--gate", *pin)
    assert failed.exit_code == 1
    assert "the data changed" in str(failed.exception)
    assert "found@1" in failed.stdout


def test_lowering_needs_its_own_flag(here: Path) -> None:
    call("set.jsonl", "--update-baseline", "--baseline", "floors.json")
    (here / "none.jsonl").write_text(
        "".join(json.dumps({"id": name, "answer": ""}) + "\n" for name in ("q1", "c1.0", "c1.1")),
        encoding="utf-8",
    )
    worse = (
        "set.jsonl",
        "--answers",
        "none.jsonl",
        "--root",
        "documents",
        "--update-baseline",
        "--baseline",
        "floors.json",
    )
    assert "would be lowered" in str(call(*worse).exception)
    assert call(*worse, "--allow-lower").exit_code == 0
    assert json.loads((here / "floors.json").read_text(encoding="utf-8"))["floors"]["right"] == 0.0


def test_a_bad_set_is_told_before_anything_is_asked(here: Path) -> None:
    (here / "bad.jsonl").write_text("{", encoding="utf-8")
    result = call("set.jsonl", "bad.jsonl")
    assert isinstance(result.exception, EvalError)
    assert "bad.jsonl, line 1: not JSON" in str(result.exception)
    assert result.stdout == ""


def test_a_run_is_set_against_a_stored_one(here: Path) -> None:
    call("set.jsonl", "--save", "now.jsonl")
    wrong = [{"id": "q1", "answer": "共九個。", "short_answer": "九個"}, {"id": "c1", "turns": [{}, {}]}]
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in wrong)
    (here / "before.jsonl").write_text(lines, encoding="utf-8")
    live = call("set.jsonl", "--against", "before.jsonl")
    assert "against before.jsonl" in live.stdout
    assert "better +1.00  q1  基站有多少？\n    before: 九個\n    after:  240万个" in live.stdout
    opener = Opener(here / "documents")
    stored = call(
        "set.jsonl",
        "--answers",
        "now.jsonl",
        "--against",
        "before.jsonl",
        "--root",
        "documents",
        "--json",
        opener=opener,
    )
    assert opener.opened == []
    measures = json.loads(stored.stdout)["comparison"]["measures"]
    assert (measures["right"]["before"], measures["right"]["after"]) == (0.0, 1.0)
    assert measures["abstained_rightly"]["better"] == 2


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (None, "before.jsonl: cannot be read"),
        ([{"id": "z1"}], "no answer to any of the 3 questions (it holds z1; asked are q1, c1.0, c1.1)"),
        ([{"id": "q1"}], "no answer to 2 of 3 questions: c1.0, c1.1"),
        (
            [{"id": "q1", "question": "別的？"}, {"id": "c1", "turns": [{}, {}]}],
            "other questions under the ids q1",
        ),
    ],
)
def test_a_run_that_cannot_be_compared_is_told_before_anything_is_asked(
    here: Path, monkeypatch: pytest.MonkeyPatch, stored: list[object] | None, said: str
) -> None:
    if stored is not None:
        lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in stored)
        (here / "before.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.setattr(TableSession, "ask", lambda *_: pytest.fail("asked"))
    result = call("set.jsonl", "--against", "before.jsonl", "--html", "page.html")
    assert isinstance(result.exception, EvalError)
    assert said in str(result.exception)
    assert result.stdout == ""
    assert not (here / "page.html").exists()


def test_answers_to_another_set_are_refused(here: Path) -> None:
    (here / "other.jsonl").write_text('{"id": "z1", "answer": "無"}\n', encoding="utf-8")
    result = call("set.jsonl", "--answers", "other.jsonl")
    assert "other.jsonl: no answer to any of the 3 questions" in str(result.exception)


def test_both_sides_of_a_comparison_are_whole(here: Path) -> None:
    call("set.jsonl", "--save", "now.jsonl")
    (here / "part.jsonl").write_text('{"id": "q1", "answer": "無"}\n', encoding="utf-8")
    assert call("set.jsonl", "--answers", "part.jsonl").exit_code == 0
    result = call("set.jsonl", "--answers", "part.jsonl", "--against", "now.jsonl")
    assert "part.jsonl: no answer to 2 of 3 questions: c1.0, c1.1" in str(result.exception)


def test_the_page_is_written_beside_the_table(here: Path) -> None:
    call("set.jsonl", "--save", "now.jsonl")
    plain = call("set.jsonl").stdout
    result = call("set.jsonl", "--html", "page.html", "--against", "now.jsonl")
    page = (here / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "基站有多少？" in page
    assert "Comparison" in page
    assert result.stdout.startswith(plain.split("\n\n")[0])
    refused = call("set.jsonl", "--html", "absent/page.html")
    assert "absent/page.html: cannot be written" in str(refused.exception)
    # The questions were asked: what they gave is not lost with the page.
    assert refused.stdout == plain


def test_confidence_is_judged_with_the_scores(here: Path) -> None:
    shown = call("set.jsonl").stdout
    assert "ece (less is better)             0.500   1" in shown
    data = json.loads(call("set.jsonl", "--json").stdout)["calibration"]
    assert (data["answers"], data["asked"], len(data["bins"])) == (1, 3, 10)
    assert data["measures"]["brier"] == 0.25


def test_every_measure_has_a_definition_and_a_source(here: Path) -> None:
    opener = Opener(here / "documents")
    shown = call("--measures", opener=opener).stdout
    told = json.loads(call("--measures", "--json", opener=opener).stdout)
    data = json.loads(call("set.jsonl", "--json").stdout)
    assert opener.opened == []
    assert set(told) == {*data["overall"]["measures"], *data["calibration"]["measures"]}
    assert all(entry["meaning"] and entry["source"] for entry in told.values())
    assert all(entry["meaning"] in shown and entry["source"] in shown for entry in told.values())
    assert told["abstained_wrongly"]["less_is_better"]


def test_half_a_surrogate_pair_in_an_answer_is_stored_as_it_came(here: Path) -> None:
    (here / "odd.jsonl").write_text('{"id": "q1", "answer": "\\ud800"}\n', encoding="utf-8")
    call("set.jsonl", "--answers", "odd.jsonl", "--save", "kept.jsonl", "--html", "page.html")
    assert json.loads((here / "kept.jsonl").read_text(encoding="utf-8"))["answer"] == "\ud800"


@pytest.mark.parametrize("mode", [("--ablate",), ("--squad", "set.json"), ("--measures",)])
@pytest.mark.parametrize("option", ["--against", "--html"])
def test_what_does_not_go_together_is_refused(here: Path, mode: tuple[str, ...], option: str) -> None:
    result = CliRunner().invoke(evaluate, [*mode, option, "a.jsonl"], obj=Opener(here / "documents"))
    assert result.exit_code == 2
    assert f"{option} does not go with {mode[0]}" in result.stderr


def test_a_cross_encoder_goes_with_asking_only(here: Path) -> None:
    for mode in (("--ablate",), ("--squad", "set.json"), ("--measures",), ("--answers", "a.jsonl")):
        result = CliRunner().invoke(
            evaluate, [*mode, "--reranker", "someone"], obj=Opener(here / "documents")
        )
        assert result.exit_code == 2
        assert f"--reranker does not go with {mode[0]}" in result.stderr


def test_a_cross_encoder_is_named_in_the_signature(small_index: Path, here: Path) -> None:
    folder = str(tiny_model(here / "讀者"))

    def small(_: Path | None) -> Session:
        return open_session(small_index, encoder=HashEncoder(), reader=False)

    told = [
        CliRunner().invoke(evaluate, ["set.jsonl", "--root", "documents", *more], obj=small).stdout
        for more in ((), ("--reranker", folder))
    ]
    assert "settings:composer=extractive;code=" in told[0]
    assert "settings:composer=extractive;reranker=cross-encoder:讀者/" in told[1]

"""Sets to trials, rows and what is printed, on a small index without a model."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.script import detect
from corpus.types import Script, Span
from eval.bench.command import bench
from eval.bench.index import digest_of, open_bench
from eval.bench.report import BenchRow, rows_of, to_text
from eval.bench.run import Trial, ask_sets, rank_of, sampled, scripts_of
from eval.bench.squad import SquadQuestion, SquadSet, read_squad
from eval.report import Signature
from rag.session import Session
from rag.types import Answer, RetrievedPassage
from tests.fakes import HashEncoder

QUESTION = SquadQuestion("a", "誰？", ("林海山",), (Span(10, 20),))
SIGNED = Signature("d", "i", "s", "v", 2)


def answered(*places: tuple[str, int, int]) -> Answer:
    found = tuple(RetrievedPassage(f"{f}:{a}-{b}", f, a, b, 0.5) for f, a, b in places)
    return Answer("誰？", Script.HANT, "", None, True, 0.0, (), found, "table")


@pytest.fixture
def opened(files: tuple[Path, Path], tmp_path: Path) -> tuple[list[SquadSet], Session]:
    sets = [read_squad(path) for path in files]
    say = lambda *_: None  # noqa: E731
    session = open_bench(sets, progress=say, announce=say, folder=tmp_path / "index", encoder=HashEncoder())
    return sets, session


def test_a_rank_is_of_the_first_passage_that_overlaps_in_the_right_file() -> None:
    answer = answered(("b", 10, 20), ("a", 0, 10), ("a", 20, 30), ("a", 19, 25), ("a", 10, 20))
    assert rank_of(answer, "a", [Span(10, 20)]) == 4
    assert rank_of(answer, "a", [Span(50, 60), Span(0, 3)]) == 2
    assert rank_of(answer, "c", [Span(10, 20)]) is None


def test_each_question_is_asked_in_both_scripts(opened: tuple[list[SquadSet], Session]) -> None:
    sets, session = opened
    trials = list(ask_sets(sets, session))
    assert [(t.set, t.script.value, t.own) for t in trials] == [
        *[("燈塔.json", "hant", True)] * 3, *[("燈塔.json", "hans", False)] * 3,
        *[("盐湖.json", "hans", True)] * 2, *[("盐湖.json", "hant", False)] * 2,
    ]  # fmt: skip
    assert all(t.rank == 1 and t.error is None and t.ms is not None for t in trials)


def test_what_is_asked_is_converted(opened: tuple[list[SquadSet], Session]) -> None:
    sets, session = opened
    asked: list[str] = []

    class Heard(Session):
        def ask(self, question: str, *, search_as: str | None = None) -> Answer:
            asked.append(question)
            return super().ask(question, search_as=search_as)

        def with_threshold(self, threshold: float | None) -> Session:
            return session.with_threshold(threshold)

    list(ask_sets(sets, Heard(session.searcher, session.engine)))
    assert asked[0] == "東港燈塔是誰設計的？"
    assert asked[3] == "东港灯塔是谁设计的？"
    assert [detect(q).value for q in asked] == ["hant"] * 3 + ["hans"] * 5 + ["hant"] * 2


def test_refusing_is_told_and_the_answer_without_it_kept(opened: tuple[list[SquadSet], Session]) -> None:
    sets, session = opened
    refused = list(ask_sets(sets, session.with_threshold(1.0)))
    never = list(ask_sets(sets, session.with_threshold(0.0)))
    assert all(t.abstained and not t.short for t in refused)
    assert not any(t.abstained for t in never)
    assert [t.unrefused for t in refused] == [t.short for t in never] == [t.unrefused for t in never]
    assert "1902年" in [t.short for t in never]


def test_a_question_that_fails_counts_as_nothing(opened: tuple[list[SquadSet], Session]) -> None:
    sets, session = opened
    bad = replace(sets[0], questions=(replace(sets[0].questions[0], question="？！"),))
    own, other = ask_sets([bad], session)
    assert own.error and other.error
    assert (own.rank, own.short, own.ms) == (None, "", None)
    row = rows_of([own])[0]
    assert (row.errors, row.means["recall@20"], row.means["f1"], row.ms) == (1, 0, 0, None)
    assert "1 questions failed" in to_text([row], SIGNED, paragraphs=2, left_out=0)


def test_the_sample_is_always_the_same_in_order() -> None:
    many = tuple(replace(QUESTION, id=str(i)) for i in range(100))
    given = SquadSet(Path("a.json"), "字", (), (), many, 0, "0")
    some = sampled(given, 10)
    assert some == sampled(given, 10)
    assert len(some.questions) == 10
    assert [q for q in many if q in some.questions] == list(some.questions)
    assert some.questions != many[:10]
    assert sampled(given, None) is sampled(given, 100) is given


@pytest.mark.parametrize(
    ("text", "own"), [("東港燈塔", Script.HANT), ("东港灯塔", Script.HANS), ("ABC", Script.HANS)]
)
def test_a_set_has_one_script_and_another(text: str, own: Script) -> None:
    scripts = scripts_of(SquadSet(Path("a.json"), text, (), (), (), 0, "0"))
    assert scripts[0] is own
    assert set(scripts) == {Script.HANS, Script.HANT}


def test_rows_average_by_set_and_script() -> None:
    first = Trial("a", Script.HANT, True, QUESTION, rank=1, short="林海山", unrefused="林海山", ms=10.0)
    second = replace(first, rank=4, short="", unrefused="海山", abstained=True, ms=30.0)
    lost = replace(first, script=Script.HANS, own=False, rank=None, short="x", unrefused="x")
    own, other = rows_of([first, second, lost])
    assert own.means == pytest.approx(
        {
            "recall@1": 0.5, "recall@5": 1, "recall@20": 1, "mrr@20": 0.625, "em": 0.5, "f1": 0.5,
            "em_unrefused": 0.5, "f1_unrefused": 0.9, "short": 0.5, "abstained": 0.5,
        }
    )  # fmt: skip
    assert (own.ms, own.questions, other.questions) == (20.0, 2, 1)
    assert other.means["recall@20"] == other.means["mrr@20"] == other.means["f1"] == 0


def test_the_table_is_aligned_and_marks_the_converted() -> None:
    means = dict.fromkeys(rows_of([Trial("a", Script.HANT, True, QUESTION)])[0].means, 0.5)
    rows = [BenchRow("長名.json", Script.HANT, own, 7, means, None, 0) for own in (True, False)]
    lines = to_text(rows, SIGNED, paragraphs=9, left_out=3).splitlines()
    assert len({len(line) for line in lines[1:3]}) == 1
    assert "hant " in lines[1]
    assert "hant*" in lines[2]
    assert "9 paragraphs" in lines[4]
    assert "3 questions without words or without an answer" in lines[-2]
    assert lines[-1] == str(SIGNED)


def test_the_digest_knows_contents_not_places(files: tuple[Path, Path]) -> None:
    one, other = (read_squad(path) for path in files)
    assert digest_of([one, other]) == digest_of([other, replace(one, path=Path("/x/燈塔.json"))])
    assert digest_of([one]) != digest_of([one, other])
    assert digest_of([one]) != digest_of([replace(one, sha256="0")])


def test_the_whole_run_is_the_same_twice_and_builds_once(files: tuple[Path, Path], tmp_path: Path) -> None:
    said: list[str] = []

    def run(as_json: bool) -> str:
        return bench(
            files, most=2, as_json=as_json, version="1", announce=said.append, folder=tmp_path / "index",
            encoder=HashEncoder(),
        )  # fmt: skip

    first = json.loads(run(True))
    place = (tmp_path / "index" / "current").read_text(encoding="utf-8")
    again = json.loads(run(True))
    assert place == (tmp_path / "index" / "current").read_text(encoding="utf-8")
    for told in (first, again):
        for row in told["sets"]:
            assert row.pop("ms") > 0
    assert first == again
    assert [(r["set"], r["script"], r["converted"], r["questions"]) for r in first["sets"]] == [
        ("燈塔.json", "hant", False, 2), ("燈塔.json", "hans", True, 2),
        ("盐湖.json", "hans", False, 2), ("盐湖.json", "hant", True, 2),
    ]  # fmt: skip
    assert first["paragraphs"] == 4
    assert first["signature"] in run(False)
    assert "|questions:8" in first["signature"]

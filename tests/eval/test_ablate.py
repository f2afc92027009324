"""What a run without a stage looks like beside the run with all: in numbers, in the table, in JSON."""

from pathlib import Path

import pytest

from eval.ablate import Ablated, Remembering, ablate, to_json, to_text
from eval.questions import read_sets
from eval.report import Signature
from eval.sources import Sources
from eval.stages import Stage
from eval.types import Case, Conversation
from rag.session import Session, open_session
from tests.fakes import CountingEncoder, HashEncoder

SIGNED = Signature("d", "i", "s", "v", 2)
SET = """\
{"id": "a", "question": "山海邮局2023年新建网点多少个？", "answers": ["120个"], "evidence": [{"file": "郵局/山海邮局.md", "quote": "新建网点120个"}]}
{"id": "b", "question": "山海郵局2023年營業收入是多少？", "answers": ["5.8亿元"], "evidence": [{"file": "郵局/山海邮局.md", "quote": "全年营业收入5.8亿元"}]}
{"id": "c", "question": "海灣巴士2022年投放電動巴士多少輛？", "answers": ["85輛"], "evidence": [{"file": "海灣巴士.md", "quote": "投放電動巴士85輛"}]}
{"id": "d", "question": "海湾巴士每日载客量是多少？", "answers": ["46萬人次"], "evidence": [{"file": "海灣巴士.md", "quote": "每日載客量達46萬人次"}]}
{"id": "e", "question": "雲山書店2021年開設門市多少家？", "answers": ["15家"], "evidence": [{"file": "雲山書店.txt", "quote": "開設門市15家"}]}
{"id": "f", "question": "云山书店全台门市共有多少家？", "answers": ["210家"], "evidence": [{"file": "雲山書店.txt", "quote": "全台門市共有210家"}]}
{"id": "g", "turns": [{"question": "海灣巴士的登記用戶有多少名？", "answers": ["72萬名"], "evidence": [{"file": "海灣巴士.md", "quote": "登記用戶有72萬名"}]}, {"question": "行政總裁是誰？", "answers": ["陳國強"], "evidence": [{"file": "海灣巴士.md", "quote": "行政總裁陳國強"}]}]}
"""
NOTHING = Stage("nothing", "leaves all as it is", lambda s: s)
ANSWERS = Stage("answers", "says anything at all", lambda s: s.with_threshold(2.0))


@pytest.fixture(scope="module")
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture(scope="module")
def runs(
    small_documents: Path,
    small_index: Path,
    encoder: CountingEncoder,
    tmp_path_factory: pytest.TempPathFactory,
) -> list[Ablated]:
    sources = Sources((small_documents,))
    asked = read_sets([written(tmp_path_factory.mktemp("set"))], sources)
    session = open_session(small_index, encoder=encoder).with_threshold(0.0)
    told: list[tuple[int, int]] = []
    found = list(
        ablate(asked, session, sources, stages=(NOTHING, ANSWERS), on_asked=lambda *n: told.append(n))
    )
    # The encoder's memory is filled first, then come the whole run and the two stages.
    assert told == [(n, 4 * 7) for n in range(1, 4 * 7 + 1)]
    return found


def written(folder: Path) -> Path:
    (folder / "set.jsonl").write_text(SET, encoding="utf-8")
    return folder / "set.jsonl"


def test_runs_come_in_order_over_the_same_questions(runs: list[Ablated]) -> None:
    assert [run.stage for run in runs] == [None, NOTHING, ANSWERS]
    assert [[row.case.id for row in run.rows] for run in runs] == [[*"abcdef", "g.0", "g.1"]] * 3
    assert not any(row.error or row.missing for run in runs for row in run.rows)


def test_each_question_is_encoded_once(runs: list[Ablated], encoder: CountingEncoder) -> None:
    assert len(encoder.queries) == len(set(encoder.queries)) == 8


def test_a_stage_that_does_nothing_changes_nothing(runs: list[Ablated]) -> None:
    assert not runs[1].comparison.changed
    assert {d.change for d in runs[1].differences.values()} <= {0.0, None}


def test_a_stage_that_is_needed_is_told_with_its_p(runs: list[Ablated]) -> None:
    lost = runs[2].differences["abstained_wrongly"]
    # Seven units of chance, a conversation being one: 2 of 2 ** 7 flips are as far off.
    assert (lost.change, lost.count, lost.p) == (1.0, 8, 2 / 128)
    assert len(runs[2].comparison.changed) == 8


def test_the_table_shows_scores_then_differences(runs: list[Ablated]) -> None:
    lines = to_text(runs, SIGNED).splitlines()
    assert len({len(line) for line in lines[1:4]}) == 1
    assert lines[1].startswith("all stages ")
    assert " 0.000 " in lines[1]
    assert lines[2].startswith("without nothing ")
    assert lines[2].count("·") == 9
    assert "+1.000*" in lines[3]
    assert "nothing: leaves all as it is" in lines
    assert lines[-1] == str(SIGNED)


def test_json_has_every_run_with_its_differences(runs: list[Ablated]) -> None:
    told = to_json(runs, SIGNED)
    whole, nothing, answers = told["runs"]
    assert (whole["stage"], "differences" in whole) == (None, False)
    assert (nothing["stage"], nothing["changed"]) == ("nothing", 0)
    assert answers["differences"]["abstained_wrongly"]["p"] == 2 / 128
    assert answers["means"]["abstained_wrongly"] == 1.0
    assert answers["ms"] > 0
    assert told["signature"] == str(SIGNED)


def test_remembered_vectors_are_the_encoders_own() -> None:
    inner = CountingEncoder()
    kept = Remembering(inner)
    first = kept.encode_queries(["甲", "乙", "甲"])
    assert (first == HashEncoder().encode_queries(["甲", "乙", "甲"])).all()
    assert (kept.encode_queries(["乙"]) == first[1:2]).all()
    assert inner.queries == ["甲", "乙"]
    assert kept.encode_queries([]).shape == (0, inner.dim)
    assert (kept.name, kept.dim) == (inner.name, inner.dim)
    assert (kept.encode_passages(["丙"]) == inner.encode_passages(["丙"])).all()


def test_a_question_that_fails_in_all_runs_differs_in_none(small: Session) -> None:
    cases = [Case("x", "？！", "s", items=(("字",),)), Conversation("y", "s", (Case("y.0", "…", "s"),))]
    whole, without = ablate(cases, small, Sources(()), stages=(NOTHING,))
    assert [row.error is not None for row in whole.rows] == [True, False]
    assert whole.ms is None
    assert not without.comparison.changed

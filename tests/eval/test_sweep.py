"""Sweeps: one weight at a time over the questions that have evidence, every text encoded once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.types import Script
from eval import sweep as module
from eval.questions import read_sets
from eval.sources import Sources
from eval.sweep import GRIDS, Found, Search, changed, current, main, ranks, searches, sweep, to_text
from index.search import SearchSettings
from rag.session import Session, open_session
from tests.fakes import CountingEncoder

_LINES = [
    {
        "id": "a", "question": "山海邮局2023年新建了几个网点？", "script": "hans", "type": "number", "answers": ["120个"],
        "evidence": [{"file": "郵局/山海邮局.md", "quote": "新建网点120个"}],
    },
    {
        "id": "b", "question": "雲山書店有幾家門市？", "script": "hant", "type": "number", "answers": ["210家"],
        "evidence": [{"file": "雲山書店.txt", "quote": "全台門市共有210家"}],
    },
    {"id": "c", "question": "食堂几点开门？", "script": "hans", "type": "unanswerable", "answers": [], "evidence": []},
    {
        "id": "d",
        "turns": [
            {
                "question": "海灣巴士的車隊總數是多少？", "script": "hant", "type": "number", "answers": ["1,230輛"],
                "evidence": [{"file": "海灣巴士.md", "quote": "車隊總數增至1,230輛"}],
            },
        ],
    },
    {
        "id": "e", "question": "How many outlets did 山海 build, and 雲山?", "script": "en", "type": "list",
        "answers": [["120"], ["15"]], "needs": "all",
        "evidence": [
            {"file": "郵局/山海邮局.md", "quote": "新建网点120个"}, {"file": "雲山書店.txt", "quote": "開設門市15家"}
        ],
    },
]  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sets") / "own.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in _LINES), encoding="utf-8")
    return path


@pytest.fixture
def asked(written: Path, small: Session, small_documents: Path) -> list[Search]:
    return searches(small, read_sets([written], Sources((small_documents,))))


def test_what_is_searched_is_what_the_pipeline_searches(asked: list[Search]) -> None:
    assert [one.case.id for one in asked] == ["a", "b", "d.0", "e"]
    assert asked[0].query.years == {2023}


def test_ranks_count_from_one_and_need_all_evidence_where_it_is_needed(
    asked: list[Search], small: Session
) -> None:
    found = ranks(small.searcher, asked)
    assert [f.rank for f in found[:3]] == [1, 1, 1]
    assert found[3].rank >= 2  # two files
    assert [f.script for f in found[:3]] == [Script.HANS, Script.HANT, Script.HANT]


@pytest.mark.parametrize("name", GRIDS)
def test_every_weight_can_be_changed_alone(name: str) -> None:
    settings = SearchSettings()
    other = changed(settings, name, 0.875)
    assert current(other, name) == 0.875 != current(settings, name)
    assert changed(other, name, current(settings, name)) == settings


def test_an_unknown_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="no weight 'reworded'; there are dense_weight"):
        changed(SearchSettings(), "reworded", 1)


def test_a_sweep_leaves_the_searcher_as_it_was(asked: list[Search], small: Session) -> None:
    before = small.searcher.settings
    done: list[float] = []
    runs = sweep(small.searcher, asked, "dense_weight", (0.0, 1.0), done.append)
    assert list(runs) == done == [0.0, 1.0]
    assert small.searcher.settings == before


def test_the_table_stars_the_committed_value() -> None:
    found = [Found(Script.HANS, 1), Found(Script.HANT, 2), Found(Script.NONE, 0), Found(Script.MIXED, 6)]
    heads, first, second = to_text("dense_weight", 0.5, {0.75: found, 0.5: found}).splitlines()
    assert heads.split()[:5] == ["n", "found@1", "found@5", "found@20", "mrr"]
    assert first.split() == [
        "dense_weight", "0.5*", "4", "0.250", "0.500", "0.750", "0.417", "1.000", "1.000", "0.000", "1.000", "0.000",
        "0.000",
    ]  # fmt: skip
    assert "*" not in second


def test_the_command_encodes_each_question_once(
    written: Path, small_index: Path, small_documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = CountingEncoder()
    monkeypatch.setattr(module, "open_session", lambda folder: open_session(folder, encoder=encoder))
    run = CliRunner().invoke(
        main,
        [
            str(written), "--index", str(small_index), "--root", str(small_documents), "--setting", "dense_weight",
            "--setting", "expansion.bigram", "--values", "0,0.5,1",
        ],
    )  # fmt: skip
    assert run.exit_code == 0, run.output
    assert run.output.count("dense_weight ") == run.output.count("expansion.bigram ") == 3
    assert len(encoder.queries) == len(set(encoder.queries))


def test_wrong_use_is_said(written: Path, small_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        module, "open_session", lambda folder: open_session(folder, encoder=CountingEncoder())
    )
    run = CliRunner().invoke(main, [str(written), "--index", str(small_index), "--values", "0,a"])
    assert (run.exit_code, "parted by commas" in run.output) == (2, True)
    run = CliRunner().invoke(main, [str(written), "--index", str(small_index.parent)])
    assert (run.exit_code, "no index here" in run.output) == (1, True)

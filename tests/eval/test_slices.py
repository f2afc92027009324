"""Groups of questions: by the year they state, and by their script over their source's."""

from pathlib import Path

import pytest

from corpus.types import Span
from eval.score import score, summarise
from eval.slices import slices_of, sourced_slices_of
from eval.sources import Sources
from eval.types import Case, Evidence
from tests.cases.load import golden


@pytest.mark.parametrize(("given", "expected"), golden("slices"))
def test_year_and_scripts(given: dict[str, str], expected: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(given["source"], encoding="utf-8")
    at = given["source"].find(given["quote"])
    spans = (Span(at, at + len(given["quote"])),) if given["quote"] else ()
    evidence = (Evidence("a.txt", spans),) if spans else ()
    case = Case("q", given["question"], "s", given["script"], items=(("x",),), evidence=evidence)
    found = [*slices_of(case), *sourced_slices_of(case, Sources((tmp_path,)))]
    assert [name for name in found if name.startswith("year") or " over " in name] == expected


def test_evidence_in_two_scripts_is_over_both(tmp_path: Path) -> None:
    texts = {"a.txt": "投递员每天送信两次。", "b.txt": "投遞員每天送信三次。"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    evidence = tuple(Evidence(name, (Span(0, len(text)),)) for name, text in texts.items())
    case = Case(
        "q", "兩地各送幾次？", "s", "hant", items=(("两次",), ("三次",)), evidence=evidence, needs="all"
    )
    assert sourced_slices_of(case, Sources((tmp_path,))) == ["hant over both"]


def test_unanswerable_family_and_turn() -> None:
    case = Case("c.1", "誰說的？", "hand", "hant", "entity", family="f", turn=1)
    assert slices_of(case) == [
        "set hand", "type turn", "script hant", "year not stated", "unanswerable", "family f", "turn 1"
    ]  # fmt: skip


def test_a_slice_told_by_the_source_is_averaged(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("投遞員每天送信三次。", encoding="utf-8")
    evidence = (Evidence("a.txt", (Span(0, 10),)),)
    case = Case("q", "每天送信几次？", "s", "hans", items=(("三次",),), evidence=evidence)
    summary = summarise(score([case], {}, Sources((tmp_path,))))
    assert summary.slices["hans over hant"].questions == 1

"""Our numbers against the independent scorer's, on made-up answers to the shared questions."""

import importlib.util
import json
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from eval.answers import outcomes_of, read_answers
from eval.questions import Asked, cases_of, read_sets
from eval.score import score, summarise
from eval.sources import Sources
from eval.types import Case, Conversation, Mean, Scores

SHARED = Path(__file__).resolve().parents[3] / "shared"
NAMES = {
    "r1": "found@1", "r5": "found@5", "r20": "found@20", "cited": "cited", "citeprec": "citation_precision",
    "quote": "quotes_true", "contains": "right", "f1": "short_f1", "abst_ok": "abstained_rightly",
    "false_abst": "abstained_wrongly", "family_same": "same", "family_all_right": "all_right",
}  # fmt: skip

pytestmark = [
    pytest.mark.reports,
    # The scorer leaves closing its files to the interpreter.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    path = SHARED / "questions" / "score.py"
    if not path.is_file():
        pytest.skip(f"no independent scorer at {path}")
    spec = importlib.util.spec_from_file_location("independent_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources((SHARED / "reports",))


@pytest.fixture(scope="module")
def asked(scorer: ModuleType, sources: Sources) -> list[Asked]:
    return read_sets(sorted((SHARED / "questions").glob("*.jsonl")), sources)


class Invented:
    """Answers good, bad and odd, drawn with a seed: right and wrong places, quotes, texts, abstentions, gaps."""

    def __init__(self, seed: int, sources: Sources) -> None:
        self.draw = random.Random(seed)
        self.sources = sources

    def place(self, case: Case) -> dict[str, object]:
        if case.evidence and self.draw.random() < 0.5:
            evidence = self.draw.choice(case.evidence)
            span = self.draw.choice(evidence.spans)
            reach = max(4, len(span))
            start = max(0, span.start + self.draw.randint(-reach, reach))
            end = start + self.draw.randint(1, 2 * reach)
            file = evidence.file if self.draw.random() < 0.8 else f"reports/{evidence.file}"
        else:
            file, start = "004_dbc9e43ec5d96c8b.txt", self.draw.randint(0, 70000)
            end = start + self.draw.randint(0, 300)
        return {"file": file, "start": start, "end": end}

    def citation(self, case: Case) -> dict[str, object]:
        place = self.place(case)
        text = self.sources.text(str(place["file"])) or ""
        quote = text[int(str(place["start"])) : int(str(place["end"]))]
        wrong = self.draw.choice(["", "沒有這句話", None])
        return {**place, "number": 1, "quote": quote if self.draw.random() < 0.7 else wrong}

    def answer(self, case: Case) -> dict[str, object]:
        said = [self.draw.choice(item) for item in case.items if self.draw.random() < 0.6]
        padding = "无关的话，" * self.draw.choice([0, 1, 30, 140])
        return {
            "answer": self.draw.choice(
                [padding + "、".join(said) + "。[1]", None, "不知道"] if said else ["无", ""]
            ),
            "short_answer": self.draw.choice([said[0] if said else None, "约100 家", "**240萬站**", None]),
            "abstained": self.draw.random() < 0.2,
            "citations": [self.citation(case) for _ in range(self.draw.randint(0, 4))],
            "passages": [self.place(case) for _ in range(self.draw.randint(0, 25))],
            "timings": {"total_ms": self.draw.random() * 100},
        }

    def record(self, one: Asked) -> dict[str, object] | None:
        luck = self.draw.random()
        if luck < 0.05:
            return None
        if luck < 0.1:
            return {"id": one.id, "error": {"kind": "AskError", "message": "made up"}}
        if isinstance(one, Conversation):
            turns = one.turns[: self.draw.randint(0, len(one.turns))]
            return {"id": one.id, "turns": [self.answer(turn) for turn in turns]}
        return {"id": one.id, **self.answer(one)}


def perfect(sources: Sources) -> Callable[[Asked], dict[str, object]]:
    def answer(case: Case) -> dict[str, object]:
        places = [{"file": e.file, "start": e.spans[0].start, "end": e.spans[0].end} for e in case.evidence]
        quoted = [{**p, "quote": (sources.text(p["file"]) or "")[p["start"] : p["end"]]} for p in places]
        said = "；".join(item[0] for item in case.items)
        short = case.single[0] if case.single else None
        return {
            "answer": said,
            "short_answer": short,
            "abstained": not case.items,
            "citations": quoted,
            "passages": places,
        }

    def record(one: Asked) -> dict[str, object]:
        if isinstance(one, Conversation):
            return {"id": one.id, "turns": [answer(turn) for turn in one.turns]}
        return {"id": one.id, **answer(one)}

    return record


def compare(
    scorer: ModuleType, asked: list[Asked], sources: Sources, records: list[object], work: Path
) -> Scores:
    stored = work / "answers.jsonl"
    stored.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    theirs = scorer.score(str(SHARED / "questions"), str(work), as_json=True)
    summary = summarise(score(asked, outcomes_of(read_answers(stored)), sources))
    ours = {name.replace("script ?", "script "): scores for name, scores in summary.slices.items()}
    ours["all"] = summary.overall
    compared = 0
    for group, table in theirs.items():
        assert ours[group].questions == table["n"], group
        for key, (value, count) in ((k, v) for k, v in table.items() if k != "n"):
            assert ours[group].means[NAMES[key]] == Mean(value, count), (group, key)
            compared += 1
    assert compared > 200
    return summary.overall


@pytest.mark.parametrize("seed", range(5))
def test_every_number_equals_the_independent_scorers(
    scorer: ModuleType, asked: list[Asked], sources: Sources, tmp_path: Path, seed: int
) -> None:
    invented = Invented(seed, sources)
    records = [r for one in asked if (r := invented.record(one)) is not None]
    overall = compare(scorer, asked, sources, records, tmp_path)
    # The made-up answers must reach the measures: all nought or all one would agree too easily.
    reached = {name: mean.value or 0.0 for name, mean in overall.means.items() if name != "all_right"}
    assert all(0.0 < value < 1.0 for value in reached.values()), reached


def test_perfect_answers_score_one_in_both(
    scorer: ModuleType, asked: list[Asked], sources: Sources, tmp_path: Path
) -> None:
    overall = compare(scorer, asked, sources, [perfect(sources)(one) for one in asked], tmp_path)
    values = {name: mean.value for name, mean in overall.means.items()}
    assert values.pop("abstained_wrongly") == 0.0
    # One passage cannot meet all the evidence of a question that needs several.
    assert 0.8 < (values.pop("found@1") or 0.0) < 1.0
    assert set(values.values()) == {1.0}


def test_no_answers_at_all_score_nought_in_both(
    scorer: ModuleType, asked: list[Asked], sources: Sources, tmp_path: Path
) -> None:
    overall = compare(scorer, asked, sources, [], tmp_path)
    assert overall.means["right"] == Mean(0.0, overall.means["right"].count)
    assert overall.questions == len(cases_of(asked))


def test_our_own_copy_of_the_questions_scores_the_same(asked: list[Asked], sources: Sources) -> None:
    (path,) = (Path(__file__).resolve().parents[2] / "eval" / "sets").glob("reports.jsonl")
    own = {case.id: case for case in cases_of(read_sets([path], Sources()))}
    for case in cases_of(asked):
        copy = own[case.id]
        assert (copy.question, copy.items, copy.evidence, copy.needs) == (
            case.question,
            case.items,
            case.evidence,
            case.needs,
        )

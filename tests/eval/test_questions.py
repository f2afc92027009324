"""Question sets: the three forms of a line, the three forms of evidence, and what a bad line says."""

import json
from pathlib import Path

import pytest

from corpus.types import Span
from eval.errors import EvalError
from eval.questions import cases_of, find_sets, read_sets
from eval.sources import Sources, code_digest, digest
from eval.types import Case, Conversation, Evidence

SOURCE = "序言\n累計開通 5G\n基站 194 萬個。\n又：累計開通5G基站194萬個。\n"
QUOTE = "累計開通 5G 基站 194 萬個"
SPANS = ((3, 20), (24, 37))


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text(SOURCE, encoding="utf-8")
    return Sources((folder,))


def write(tmp_path: Path, *lines: object, name: str = "set.jsonl") -> Path:
    path = tmp_path / name
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def question(**fields: object) -> dict[str, object]:
    return {"id": "q1", "question": "5G基站有多少？", "answers": ["194萬個"], **fields}


def read_one(path: Path, sources: Sources) -> Case:
    (case,) = cases_of(read_sets([path], sources))
    return case


def test_a_quote_is_found_in_every_place_whatever_its_white_space(tmp_path: Path, sources: Sources) -> None:
    case = read_one(write(tmp_path, question(evidence=[{"file": "a.txt", "quote": QUOTE}])), sources)
    assert case.evidence == (Evidence("a.txt", tuple(Span(*s) for s in SPANS)),)
    assert [SOURCE[start:end] for start, end in SPANS] == [
        "累計開通 5G\n基站 194 萬個",
        "累計開通5G基站194萬個",
    ]


@pytest.mark.parametrize(
    ("evidence", "spans"),
    [
        ({"file": "a.txt", "start": 4, "end": 9}, (Span(4, 9),)),
        ({"file": "a.txt", "spans": [[4, 9], [20, 30]]}, (Span(4, 9), Span(20, 30))),
    ],
)
def test_evidence_as_spans_needs_no_sources(
    tmp_path: Path, evidence: object, spans: tuple[Span, ...]
) -> None:
    case = read_one(write(tmp_path, question(evidence=[evidence])), Sources())
    assert case.evidence == (Evidence("a.txt", spans),)


def test_a_conversation_is_one_case_of_numbered_turns(tmp_path: Path) -> None:
    path = write(
        tmp_path, {"id": "c1", "turns": [question(), question(question="那2023年呢？", type="number")]}
    )
    (talk,) = read_sets([path], Sources())
    assert isinstance(talk, Conversation)
    assert [(t.id, t.turn, t.kind) for t in talk.turns] == [("c1.0", 0, "turn0"), ("c1.1", 1, "turn")]


def test_a_family_becomes_one_case_a_wording(tmp_path: Path) -> None:
    variants = ["基站有多少", {"question": "基地台有幾座", "script": "hant"}, {"text": "How many?"}]
    path = write(tmp_path, {"id": "p1", "answers": ["194萬個"], "evidence": [], "variants": variants})
    cases = cases_of(read_sets([path], Sources()))
    assert [c.id for c in cases] == ["p1.0", "p1.1", "p1.2"]
    assert [c.question for c in cases] == ["基站有多少", "基地台有幾座", "How many?"]
    assert {(c.family, c.type) for c in cases} == {("p1", "paraphrase")}
    assert [c.script for c in cases] == ["", "hant", ""]


def test_answers_are_one_item_of_variants_or_a_list_of_items(tmp_path: Path) -> None:
    plain = read_one(write(tmp_path, question(answers=["甲", "乙"])), Sources())
    listed = read_one(write(tmp_path, question(answers=[["甲", "乙"], ["丙"]])), Sources())
    mixed = read_one(write(tmp_path, question(answers=[["甲", "乙"], "丙"])), Sources())
    none = read_one(write(tmp_path, question(answers=[])), Sources())
    assert (plain.items, plain.single) == ((("甲", "乙"),), ("甲", "乙"))
    assert (listed.items, listed.single) == ((("甲", "乙"), ("丙",)), ())
    assert (mixed.items, mixed.single) == ((("甲", "乙"), ("丙",)), ("丙",))
    assert not none.answerable


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: not JSON"),
        ("[" * 100_000, "line 2: not JSON .*Each line holds one JSON object"),
        ('{"id": ' + "9" * 5000 + "}", "line 2: not JSON .*Each line holds one JSON object"),
        ("[1]", "line 2: a list instead of an object"),
        ({"question": "甲"}, "line 2: 'id' must be a text, got nothing"),
        ({"id": "q2", "question": 3}, "line 2: 'question' must be a text, got a number"),
        (question(id="q2", answers="甲"), "line 2: 'answers' must be a list, got a text"),
        (question(id="q2", answers=[3]), "line 2: 'answers' must hold texts"),
        (question(id="q2", needs="most"), "line 2: 'needs' must be any or all, got 'most'"),
        (question(id="q2", evidence=["x"]), "line 2: an evidence must be an object, got a text"),
        (
            question(id="q2", evidence=[{"file": "a.txt"}]),
            "line 2: 'start' must be a whole number, got nothing",
        ),
        (
            question(id="q2", evidence=[{"file": "a.txt", "start": 9, "end": 9}]),
            "needs 0 <= start < end, got 9 and 9",
        ),
        (
            question(id="q2", evidence=[{"file": "a.txt", "spans": [[1, 2, 3]]}]),
            r"a span must be \[start, end\]",
        ),
        (
            question(id="q2", evidence=[{"file": "a.txt", "quote": "沒有的話"}]),
            "the quote does not stand in a.txt",
        ),
        (
            question(id="q2", evidence=[{"file": "b.txt", "quote": "序言"}]),
            "the source b.txt is not there. .*--root",
        ),
        ({"id": "c2", "turns": []}, "line 2: a conversation without turns"),
        ({"id": "p2", "answers": [], "variants": []}, "line 2: a family without wordings"),
        (question(), "line 2: id 'q1' was already used in .*line 1"),
    ],
)
def test_a_bad_line_says_where_what_and_what_to_do(
    tmp_path: Path, sources: Sources, line: object, message: str
) -> None:
    path = write(tmp_path, question(), line)
    with pytest.raises(EvalError, match=message) as error:
        read_sets([path], sources)
    assert str(path) in str(error.value)


def test_a_set_without_questions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="no questions"):
        read_sets([write(tmp_path, "", "")], Sources())


def test_sets_are_found_by_name_file_and_folder(tmp_path: Path) -> None:
    (built_in,) = find_sets(["reports"])
    b, a = write(tmp_path, question(), name="b.jsonl"), write(tmp_path, question(), name="a.jsonl")
    assert built_in.name == "reports.jsonl"
    assert find_sets([str(tmp_path)]) == [a, b]
    assert find_sets([str(b)]) == [b]
    with pytest.raises(EvalError, match=r"no such question set\. Give .*sample, reports"):
        find_sets(["nowhere"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(EvalError, match=r"no \.jsonl file"):
        find_sets([str(tmp_path / "empty")])


def test_the_digest_changes_with_questions_and_sources_but_not_with_their_place(
    tmp_path: Path, sources: Sources
) -> None:
    path = write(tmp_path, question())
    first = digest([path], ["a.txt"], sources)
    moved = tmp_path / "moved"
    moved.mkdir()
    (moved / "a.txt").write_text(SOURCE, encoding="utf-8")
    assert digest([path], ["a.txt"], Sources((moved,))) == first
    assert len(first) == 8
    (moved / "a.txt").write_text(SOURCE + "。", encoding="utf-8")
    assert digest([path], ["a.txt"], Sources((moved,))) != first
    assert digest([path], ["a.txt"], Sources()) != first
    write(tmp_path, question(question="另一問"))
    assert digest([path], ["a.txt"], sources) != first


def test_the_digest_of_the_code_changes_with_programs_and_data_only(tmp_path: Path) -> None:
    folder = tmp_path / "stage"
    (folder / "data").mkdir(parents=True)
    (folder / "inner").mkdir()

    def changed(name: str, text: str) -> bool:
        before = code_digest([folder])
        (folder / name).write_text(text, encoding="utf-8")
        return code_digest([folder]) != before

    assert changed("a.py", "A = 0.35")
    assert changed("a.py", "A = 0.36")
    assert changed("inner/b.py", "")
    assert changed("data/confidence.json", "{}")
    assert not changed("notes.md", "x")
    assert not changed("data/c.txt", "x")
    assert len(code_digest()) == 8
    assert code_digest() == code_digest() != code_digest([folder])


def test_a_name_never_leads_out_of_its_folder(tmp_path: Path, sources: Sources) -> None:
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    assert sources.text("../secret.txt") is None
    assert sources.text(str(tmp_path / "secret.txt")) is None
    assert sources.text("elsewhere/a.txt") == SOURCE

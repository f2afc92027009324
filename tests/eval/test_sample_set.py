"""The sample documents and the known-answer questions on them agree with each other."""

import json
import unicodedata
from pathlib import Path

import opencc
import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "corpus" / "sample"
QUESTIONS = ROOT / "eval" / "sets" / "sample.jsonl"
T2S = opencc.OpenCC("t2s")
S2T = opencc.OpenCC("s2t")

QUESTION_FIELDS = {"id", "question", "script", "type", "answers", "evidence", "needs", "hard"}
FAMILY_FIELDS = {"id", "answers", "evidence", "needs", "variants"}
SCRIPTS = {"hans", "hant", "en"}
TYPES = {
    "number",
    "entity",
    "date",
    "list",
    "definition",
    "how",
    "why",
    "yesno",
    "compare",
    "table",
    "footnote",
}
TYPES |= {"unanswerable"}
IN_EVIDENCE = {"number", "date", "entity", "table"}


def read_documents():
    paths = sorted(path for path in DOCUMENTS.iterdir() if path.suffix in {".md", ".txt"})
    return {path.name: path.read_bytes().decode("utf-8") for path in paths}


DOCS = read_documents()
LINES = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
SINGLES = [line for line in LINES if "question" in line]
FAMILIES = [line for line in LINES if "variants" in line]
CONVERSATIONS = [line for line in LINES if "turns" in line]
OBJECTS = SINGLES + [turn for line in CONVERSATIONS for turn in line["turns"]]


def fold(text):
    folded = T2S.convert(unicodedata.normalize("NFKC", text))
    return "".join(char for char in folded if not char.isspace() and char not in "*|")


def flat(answers):
    return [word for item in answers for word in (item if isinstance(item, list) else [item])]


def slices(item):
    return [fold(DOCS[span["file"]][span["start"] : span["end"]]) for span in item["evidence"]]


def is_traditional(text):
    changed = [
        sum(a != b for a, b in zip(text, convert(text), strict=False))
        for convert in (T2S.convert, S2T.convert)
    ]
    return changed[0] > changed[1]


def width(line):
    return sum(1 if unicodedata.east_asian_width(char) in "WF" else 0.5 for char in line)


def is_double_spaced(text):
    """Whether a blank line follows every line."""
    return text.count("\n\n") == len([line for line in text.splitlines() if line.strip()]) - 1


def paragraphs(name, text):
    """How many paragraphs a document has, headings left out."""
    blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    if name.endswith(".md"):
        return sum(not block.startswith("#") for block in blocks)
    body = [block for block in blocks[1:] if block.endswith(("。", "："))]
    if is_double_spaced(text):  # a blank line after every line: only a short last line ends a paragraph
        return sum(width(line) < 36 for line in body)
    return len(body)


def test_every_line_is_one_of_the_three_kinds():
    assert len(SINGLES) + len(FAMILIES) + len(CONVERSATIONS) == len(LINES)
    for family in FAMILIES:
        assert set(family) == FAMILY_FIELDS
        assert all(set(variant) == {"question", "script"} for variant in family["variants"])
    for conversation in CONVERSATIONS:
        assert set(conversation) == {"id", "turns"}
    for item in OBJECTS:
        assert set(item) == QUESTION_FIELDS
        assert item["script"] in SCRIPTS
        assert item["type"] in TYPES


def test_ids_are_unique():
    ids = [line["id"] for line in LINES] + [turn["id"] for line in CONVERSATIONS for turn in line["turns"]]
    assert len(set(ids)) == len(ids)


def test_no_question_is_asked_twice():
    asked = [item["question"] for item in SINGLES]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("item", OBJECTS + FAMILIES, ids=lambda item: item["id"])
def test_evidence(item):
    assert item["needs"] in {"any", "all"}
    if item.get("type") == "unanswerable":
        assert item["answers"] == []
        assert item["evidence"] == []
        return
    assert item["answers"]
    assert item["evidence"]
    for span in item["evidence"]:
        assert set(span) == {"file", "start", "end"}
        text = DOCS[span["file"]]
        assert 0 <= span["start"] < span["end"] <= len(text)
        piece = text[span["start"] : span["end"]]
        assert piece == piece.strip()
    found = slices(item)
    nested = [isinstance(answer, list) for answer in item["answers"]]
    assert all(nested) or not any(nested)
    if all(nested):  # every required item stands somewhere in the evidence
        for variants in item["answers"]:
            assert any(fold(word) in piece for word in variants for piece in found), variants
    elif item.get("type", "number") in IN_EVIDENCE:
        assert any(fold(word) in piece for word in flat(item["answers"]) for piece in found)


def test_documents():
    assert len(DOCS) >= 12
    assert sum(paragraphs(name, text) for name, text in DOCS.items()) >= 150
    assert sum(is_traditional(text) for text in DOCS.values()) * 2 == len(DOCS)
    assert sum(name.endswith(".md") for name in DOCS) >= 7
    assert sum(name.endswith(".txt") for name in DOCS) >= 3
    assert any(is_double_spaced(text) for name, text in DOCS.items() if name.endswith(".txt"))
    tables = sum(line.startswith("| --- |") for text in DOCS.values() for line in text.splitlines())
    assert tables >= 5


def test_counts():
    asked = OBJECTS + [variant for family in FAMILIES for variant in family["variants"]]
    assert len(asked) >= 120
    assert len(asked) - len(SINGLES) >= 40
    assert len(FAMILIES) >= 6
    assert len(CONVERSATIONS) >= 5
    assert all(4 <= len(family["variants"]) <= 7 for family in FAMILIES)
    assert sum(item["type"] == "unanswerable" for item in OBJECTS) >= 25
    chinese = [item["script"] for item in asked if item["script"] != "en"]
    assert chinese.count("hans") >= 0.4 * len(chinese)
    assert chinese.count("hant") >= 0.4 * len(chinese)
    assert any(item["script"] == "en" for item in asked)
    assert {item["type"] for item in OBJECTS} == TYPES


def test_every_document_is_asked_about():
    used = {span["file"] for item in OBJECTS + FAMILIES for span in item["evidence"]}
    assert used == set(DOCS)


def test_half_of_the_questions_are_in_the_other_script():
    traditional = {name for name, text in DOCS.items() if is_traditional(text)}
    answered = [item for item in OBJECTS if item["evidence"] and item["script"] != "en"]
    crossed = sum(
        (item["script"] == "hant") != (item["evidence"][0]["file"] in traditional) for item in answered
    )
    assert 0.35 <= crossed / len(answered) <= 0.65


def test_the_cumulative_total_of_2024_stands_in_one_paragraph():
    blocks = [fold(block) for text in DOCS.values() for block in text.split("\n\n")]
    hits = [block for block in blocks if "累计建成" in block and "240万" in block]
    assert len(hits) == 1
    assert "46.7万个" in hits[0]

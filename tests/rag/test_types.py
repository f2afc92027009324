"""Answers as JSON: exactly the contract's fields, and values that survive a round trip."""

import json

import pytest

from corpus.types import Script
from rag.types import Answer, Citation, Derivation, RetrievedPassage, Timings

# The contract's lists; `understood` and `reading` are ours, `id` is added by batches, `derivation` stands only where there is one.
ANSWER = {
    "question", "script", "answer", "short_answer", "abstained", "confidence", "citations", "passages", "composer",
    "timings", "understood", "reading",
}  # fmt: skip
CITATION = {
    "number", "id", "file", "title", "section", "company", "year", "paragraph", "page", "start", "end", "quote",
    "kind", "period", "published", "also",
}  # fmt: skip


@pytest.mark.parametrize(
    "question", ["山海郵局2023年新建了多少個網點？", "火星上的量子望遠鏡多重？", "How many buses?"]
)
def test_the_fields_are_the_contracts(small, question):
    data = small.ask(question).to_json()
    assert set(data) - {"derivation"} == ANSWER
    assert all(set(cited) == CITATION for cited in data["citations"])
    assert all(set(passage) == {"file", "start", "end", "id", "score"} for passage in data["passages"])
    assert set(data["timings"]) == {"retrieve_ms", "compose_ms", "total_ms"}
    assert data["script"] in {"hans", "hant", "mixed", "none"}
    assert len(data["passages"]) <= 20
    assert json.loads(json.dumps(data, ensure_ascii=False, allow_nan=False)) == data


def test_values_are_plain_and_rounded():
    cited = Citation(1, "a.md:0-2", "a.md", "摘要", ("財務",), None, None, 1, None, 0, 2, "網點")
    found = RetrievedPassage("a.md:0-2", "a.md", 0, 2, 0.123456)

    answer = Answer(
        question="網點？", script=Script.HANT, answer="「網點」 [1]", short_answer="40個", abstained=False,
        confidence=0.98765, citations=(cited,), passages=(found,), composer="extractive",
        derivation=Derivation("difference", ("120", "80"), "個"), timings=Timings(1.234, 2.345, 3.579),
    )  # fmt: skip
    data = answer.to_json()
    assert (data["confidence"], data["passages"][0]["score"], data["timings"]["total_ms"]) == (
        0.988,
        0.1235,
        3.6,
    )
    assert data["derivation"] == {"op": "difference", "operands": ["120", "80"], "unit": "個"}
    assert (data["script"], data["citations"][0]["section"]) == ("hant", ["財務"])


@pytest.mark.parametrize(
    ("question", "script"),
    [("What does 破风 mean?", "hans"), ("What does 破風 mean?", "hant"), ("How many outlets?", "none")],
)
def test_an_english_question_that_names_things_in_chinese_is_of_their_script(question, script):
    answer = Answer(
        question=question, script=Script.NONE, answer="", short_answer=None, abstained=True, confidence=0.0,
        citations=(), passages=(), composer="extractive",
    )  # fmt: skip
    assert answer.to_json()["script"] == script

"""Whatever is asked, the answer keeps the contract or is a plain refusal to read the question."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import WenjuError
from rag.batch import answer_line
from rag.conversation import complete
from rag.errors import AskError
from rag.question import LONGEST
from rag.render import terminal_answer
from rag.verify import Sources, problems_of

_WORDS = [
    "山海郵局", "山海邮局", "海灣巴士", "雲山書店", "网点", "網點", "門市", "多少", "幾個", "哪一年", "有沒有", "为什么", "谁",
    "是什么意思", "2023年", "2022", "聯通", "移动", "占比", "收入", "還是", "、", "？", "?", "[1]", "[9]", "<b>", "5G", "how many",
    "when", "，", " ", "%", "臺", "么", "乾", "后", "裡", "𠮷", "😀", "\x00", "\u200b", "İ", "１２", "٣", "附图[3]",
]  # fmt: skip
_ANY = st.text(st.characters(), max_size=300)
_LIKE_OURS = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=3)), max_size=40).map("".join)
questions = st.one_of(_ANY, _LIKE_OURS)
_calm = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def keeps_the_contract(answer, sources):
    data = answer.to_json()
    assert json.loads(json.dumps(data, ensure_ascii=False, allow_nan=False)) == data
    json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
    assert list(problems_of(data, sources)) == []
    assert 0 <= answer.confidence <= 1
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert terminal_answer(answer)


@_calm
@given(questions)
def test_any_text_is_answered_or_refused(small, question):
    try:
        answer = small.ask(question)
    except AskError as error:
        assert "question" in str(error)
    else:
        keeps_the_contract(answer, Sources.of(small.searcher.manifest))


@_calm
@given(st.lists(_LIKE_OURS, min_size=1, max_size=4))
def test_any_conversation_is_answered_or_refused(small, turns):
    try:
        answers = small.ask_turns(turns)
    except AskError:
        return
    assert len(answers) == len(turns)
    for answer in answers:
        keeps_the_contract(answer, Sources.of(small.searcher.manifest))


@_calm
@given(
    st.one_of(
        _ANY, st.recursive(st.none() | st.booleans() | st.floats() | _LIKE_OURS, st.lists).map(json.dumps)
    )
)
def test_any_line_of_a_batch_gives_one_object(small, line):
    row = answer_line(line, 1, small)
    assert "id" in row
    json.dumps(row, ensure_ascii=False, allow_nan=False)


@_calm
@given(_LIKE_OURS, st.lists(_LIKE_OURS, max_size=3))
def test_a_completed_turn_is_no_longer_than_a_question_unless_one_part_is(turn, earlier):
    full = complete(turn, earlier)
    assert len(full) <= max(LONGEST, len(turn), *(len(e) + 20 for e in [*earlier, ""]))


@_calm
@given(questions)
def test_any_answer_object_can_be_verified(small, text):
    cited = {"number": text, "file": text, "start": 0, "end": len(text), "quote": text}
    for answer in (
        {"answer": text, "citations": [cited, text]},
        {"answer": text, "short_answer": text, "citations": text},
    ):
        list(problems_of(answer, Sources.of(small.searcher.manifest)))
    assert issubclass(AskError, WenjuError)

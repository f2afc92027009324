"""A first question that names nothing is asked back; one that names anything is searched."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.script import detect
from corpus.types import Script
from rag.conversation import Conversation, reply
from rag.decline import declined
from rag.question import LONGEST, Unfit, names_nothing
from tests.cases.load import golden


@pytest.mark.parametrize(("question", "expected"), golden("vague", both=True))
def test_golden_cases(question, expected):
    assert names_nothing(question) is expected


@pytest.mark.parametrize(
    ("question", "script"),
    [("是谁说的？", Script.HANS), ("是誰說的？", Script.HANT), ("Who said that?", Script.NONE)],
)
def test_it_is_asked_back_in_the_questions_language(question, script):
    answer = declined(question, Unfit.VAGUE, composer="none")
    assert (answer.abstained, answer.citations, answer.passages) == (True, (), ())
    assert detect(answer.answer) is script
    assert answer.answer.endswith(("？", "?"))


def test_it_is_not_leant_upon_by_what_is_asked_next():
    def ask(turn, full):
        assert turn == full
        return declined(turn, Unfit.VAGUE, composer="none")

    _, after = reply("是誰說的？", Conversation(), ask)
    assert after.last is None
    _, after = reply("網點有多少個？", after, ask)
    assert after.last.question == "網點有多少個？"


@given(
    st.sampled_from(["基站", "網點", "收入", "員工", "董事長"]),
    st.sampled_from(["呢？", "有多少？", "是什麼？", "在哪？"]),
)
def test_whatever_names_a_thing_is_searched(thing, asked):
    assert not names_nothing(thing + asked)


@pytest.mark.parametrize("piece", ["那", "那个", "多少几个", "what is "])
def test_hostile_text_is_told_at_once(piece):
    started = time.perf_counter()
    names_nothing((piece * LONGEST)[:LONGEST])
    assert time.perf_counter() - started < 0.2

"""为什么 behind another question: found, completed, and answered only where a sentence tells a reason."""

import time
from dataclasses import replace

import pytest

from corpus.types import Span
from rag.compose import Claim
from rag.several.why import bare_why, split_why, telling, why_of


@pytest.mark.parametrize(
    "typed", ["为什么？", "為什麼呢？", "點解？", "and why?", "那原因是什么？", "Why?", "how come?"]
)
def test_a_bare_why_names_nothing(typed):
    assert bare_why(typed)


@pytest.mark.parametrize("typed", ["为什么增长？", "點解收入少咗？", "why did it grow?", "多少？", ""])
def test_a_why_of_something_is_none(typed):
    assert not bare_why(typed)


SPLIT = [
    ("收入是多少，為什麼？", ("收入是多少", "為什麼？")), ("收入是多少？为什么？", ("收入是多少？", "为什么？")),
    ("How large was the fee, and why?", ("How large was the fee", "why?")), ("为什么？", None), ("收入为什么少？", None),
    ("為什麼收入是多少，點解", ("為什麼收入是多少", "點解")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), SPLIT)
def test_a_why_at_the_end_is_split_off(text, parts):
    assert split_why(text) == parts


def test_an_english_why_is_asked_of_the_whole():
    assert why_of("How much did the fee rise?") == "Why did the fee rise?"
    assert why_of("Which shop closed first?") == "Which shop closed first: why?"
    assert why_of("收入多少？") is None


@pytest.fixture
def passage(small):
    return small.searcher.passages[0]


def _claims(passage, *texts):
    whole = replace(passage, text="".join(texts))
    at, found = 0, []
    for text in texts:
        found.append(Claim(whole, Span(at, at + len(text))))
        at += len(text)
    return found


def test_a_reason_is_told_by_the_best_sentence_or_the_one_beside_it(passage, small):
    assert telling(_claims(passage, "班次少了。", "這是因為路面維修。")) == [1]
    assert telling(_claims(passage, "由于路面维修，班次少了。", "票价没有变。")) == [0]
    assert telling(_claims(passage, "班次少了两成。", "票价没有变。")) == []
    other = small.searcher.passages[-1]
    apart = [*_claims(passage, "班次少了。"), Claim(replace(other, text="因为下雪。"), Span(0, 5))]
    assert telling(apart) == []


def test_what_the_documents_give_no_reason_for_is_said(sample):
    answer = sample.ask("联通2022年云收入增长了多少，为什么？")
    assert answer.answer.split("\n")[0] == "没有找到“为什么”的答案；121% [1]"
    answer = sample.ask("聯通2022年雲收入增長了多少？為什麼？")
    assert answer.answer.split("\n")[0] == "沒有找到「為什麼」的答案；121% [1]"


def test_a_reason_that_is_told_is_quoted(sample):
    answer = sample.ask("中国移动2020年人均培训费用降到多少？为什么？")
    assert "疫情" in answer.citations[0].quote
    assert "没有找到" not in answer.answer


def test_an_english_question_of_two_parts_is_answered_twice(sample):
    answer = sample.ask("How much did China Unicom's cloud revenue reach in 2022, and how fast did it grow?")
    assert answer.answer.split("\n")[0] == "361亿元 [1]; 121% [1]"


def test_hostile_text_is_read_in_linear_time():
    began = time.perf_counter()
    for unit in ("为什么", "，为什么", "？ ", " and why", "why? "):
        split_why((unit * 2000)[:2000])
        bare_why((unit * 2000)[:2000])
    assert time.perf_counter() - began < 1

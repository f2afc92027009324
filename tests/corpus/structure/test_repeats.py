"""Repeats: the same words, in whatever script and however cut; one passage names all places."""

import pytest

from corpus.passages import passages
from corpus.structure.repeats import find_repeats
from corpus.types import Span
from tests.cases.load import golden
from tests.cases.texts import document

LONG = "各地的門店都在春天完成了改造，客人比去年多了一成，利潤持平，員工也比去年多了三十位，他們都在夏天之前完成了訓練。今年打算再開三間，地點還沒有定下來。"


@pytest.mark.parametrize(("texts", "expected"), golden("repeats"))
def test_golden_cases(texts, expected):
    assert find_repeats(texts) == {int(place): first for place, first in expected.items()}


def test_a_repeat_is_one_passage_with_two_places():
    source = f"{LONG}\n\n另外一段文字。\n\n{LONG}\n"
    (passage,) = passages(document(source))
    assert passage.text == f"{LONG}\n另外一段文字。"
    again = source.index(LONG, 10)
    assert passage.also == (Span(again, again + len(LONG)),)


def test_a_short_repeat_under_another_heading_stays():
    line = "截至年底，本項工作已經全部完成，並且通過了驗收。"
    found = passages(document(f"# 年報\n\n## 甲縣\n\n{line}\n\n## 乙縣\n\n{line}\n"))
    assert [(p.text, p.headings[-1]) for p in found] == [(line, "甲縣"), (line, "乙縣")]


def test_many_alike_sentences_take_no_longer():
    texts = ["各地的门店都在春天完成了改造，客人多了一成。" * 3] * 3000
    assert len(find_repeats(texts)) == 2999

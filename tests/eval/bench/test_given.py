"""The reader alone: each question with its own paragraph, in both scripts."""

from __future__ import annotations

import pytest

from corpus.types import Script, Span
from eval.bench.given import read_given
from eval.bench.squad import read_squad
from index.reader.types import Read
from tests.fakes import SharedWordsReader


class Marking(SharedWordsReader):
    """Marks the words it is told to where a text holds them, else nothing."""

    def __init__(self, *words):
        super().__init__()
        self._words = words

    def read(self, question, texts):
        self.asked.append((question, tuple(texts)))
        return [self._mark(shown.text) for shown in texts]

    def _mark(self, text):
        words = next((words for words in self._words if words in text), "")
        at = text.find(words)
        return Read(1.0, Span(at, at + len(words)) if words else None, 1.0, 1.0)


def test_each_question_is_read_with_its_own_paragraph_in_both_scripts(files):
    reader = SharedWordsReader()
    own, other = read_given(read_squad(files[0]), reader)
    assert (own.set, own.script, own.own, own.questions) == ("燈塔.json", Script.HANT, True, 3)
    assert (other.set, other.script, other.own, other.questions) == ("燈塔.json", Script.HANS, False, 3)
    questions = [question for question, _ in reader.asked]
    assert questions[0] == "東港燈塔是誰設計的？" and questions[3] == "东港灯塔是谁设计的？"
    shown = [texts for _, texts in reader.asked]
    assert all(len(texts) == 1 for texts in shown) and shown[:3] == shown[3:]
    assert [texts[0].text[:4] for texts in shown[:3]] == ["東港燈塔", "東港燈塔", "燈塔旁的"]
    assert shown[0][0].header == "東港燈塔"


def test_a_set_in_simplified_characters_is_asked_in_traditional_too(files):
    reader = SharedWordsReader()
    own, other = read_given(read_squad(files[1]), reader)
    assert (own.script, other.script) == (Script.HANS, Script.HANT)
    assert reader.asked[0][0] == "白盐湖沿岸的村民以什么为生？"
    assert reader.asked[2][0].startswith("白鹽湖沿岸的村民以")


def test_both_measures_are_means_over_the_questions(files):
    # Two of three answers to the letter, of the third (林海山) nothing.
    for row in read_given(read_squad(files[0]), Marking("1902年", "秋天")):
        assert row.em == pytest.approx(2 / 3)
    for row in read_given(read_squad(files[0]), Marking("海山設計", "秋")):
        # 海山 of 林海山 and of 海山設計: 2 * 2 / (3 + 4); 秋 of 秋天: 2 * 1 / (1 + 2); no character of 1902年.
        assert row.em == 0
        assert row.f1 == pytest.approx((4 / 7 + 2 / 3 + 0) / 3)


def test_nothing_marked_is_never_right(files):
    for row in read_given(read_squad(files[0]), Marking()):
        assert (row.em, row.f1) == (0, 0)

"""Claims made by rule: truths with their lies, folded, over texts in either script."""

from __future__ import annotations

import random

import pytest

from corpus.script import fold, to_script
from corpus.types import Script
from index.training.claims.made import asked_of, elsewhere, kind_of, made
from index.training.claims.sentences import softened, swapped, told_in
from index.training.examples import Example

TEXT = (
    "東港燈塔建於1902年，由林海山設計，塔高三十二公尺。1931年燈塔重修，耗資320萬元。"
    "白盐湖位于高原北部，湖水含盐量为百分之二十六。"
)


def examples(text=TEXT):
    def asked(question, answer):
        start = -1 if answer is None else text.index(answer)
        return Example(question, text, None if start < 0 else (start, start + len(answer)), "test", "燈塔")

    return [
        asked("東港燈塔建於哪一年？", "1902年"),
        asked("燈塔哪一年重修？", "1931年"),
        asked("誰設計了燈塔？", "林海山"),
        asked("燈塔有多少人看守？", None),
    ]


def groups(sentences=0, seed=1):
    (asked,) = asked_of(examples())
    return list(made(asked, "made:test", seed, sentences=sentences))


def test_a_question_with_its_answer_is_true_and_its_lie_stands_beside_it():
    found = [group for group in groups() if group[0].source == "made:test:answer"]
    assert [group[0].words for group in found] == ["东港灯塔建于1902年", "灯塔1931年重修", "林海山设计了灯塔"]
    for group in found:
        assert group[0].holds and len(group) == 2
        assert not group[1].holds and group[1].words != group[0].words


def test_another_answer_of_its_kind_is_a_lie():
    told = {
        group[1].words
        for seed in range(20)
        for group in groups(seed=seed)
        if group[0].holds and group[1].lie == "answer"
    }
    assert {"东港灯塔建于1931年", "灯塔1902年重修"} <= told


def test_what_the_text_does_not_answer_is_a_lie_whatever_is_put_in():
    texts = [
        *examples(),
        Example("塔高多少？", TEXT, (TEXT.index("三十二"), TEXT.index("。")), "test", "燈塔"),
    ]
    (asked,) = asked_of(texts)
    (group,) = (g for g in made(asked, "made:test", 1) if g[0].source == "made:test:silent")
    assert [(claim.lie, claim.words) for claim in group] == [("silent", "灯塔有三十二人看守")]


def test_sentences_are_true_said_a_little_otherwise():
    found = [group for group in groups(sentences=9) if group[0].source == "made:test:sentence"]
    truths = [group[0].words for group in found if group[0].holds]
    assert len(truths) == 3
    assert any("位于" in truth or "坐落在" in truth for truth in truths)


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
def test_all_is_folded_and_the_same_of_either_script(script):
    told = [
        Example(to_script(e.question, script), to_script(e.text, script), e.span, "test", "燈塔")
        for e in examples()
    ]
    (asked,) = asked_of(told)
    found = list(made(asked, "made:test", 1, sentences=9))
    assert [[c.words for c in group] for group in found] == [[c.words for c in group] for group in groups(9)]
    for claim in (claim for group in found for claim in group):
        assert fold(claim.words) == claim.words and claim.text == fold(TEXT) and claim.heading == "灯塔"


def test_what_is_made_of_a_text_does_not_hang_on_the_texts_before_it():
    other = Example("何時開門？", "茶館秋天開門。", (2, 4), "test", "茶館")
    first, second = asked_of([other, *examples()])
    assert first.text == "茶馆秋天开门。"
    assert list(made(second, "made:test", 1)) == groups()


def test_of_another_text_nothing_is_true():
    asked = asked_of([*examples(), Example("茶館何時開門？", "茶館秋天開門。", (2, 4), "test", "茶館")])
    found = list(elsewhere(asked, 20, 1))
    assert found and all(not claim.holds for group in found for claim in group)
    over = {(claim.heading, claim.words) for group in found for claim in group}
    assert ("灯塔", "茶馆秋天开门") in over and ("灯塔", "东港灯塔建于1902年") not in over
    assert list(elsewhere(asked[:1], 20, 1)) == []


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("1902年", "date"), ("去年初年", "date"), ("三百座", "amount"), ("35%", "amount"), ("林海山", "text")],
)
def test_kinds_of_answers(answer, kind):
    assert kind_of(answer) == kind


def test_a_softened_sentence_says_no_more():
    sentence = "灯塔位于东港（见图），高三十二公尺，由林海山设计，目前停用"
    for seed in range(30):
        said = softened(sentence, random.Random(seed))
        assert said and "见图" not in said
        plain = said.replace("坐落在", "位于").replace("现在", "目前").replace("第一次", "首次")
        assert sentence.replace("（见图）", "").startswith(plain)


def test_short_sentences_and_long_ones_make_no_claim():
    assert told_in("好。灯塔位于东港的南岸边。" + "很" * 120 + "。") == ["灯塔位于东港的南岸边"]


def test_the_predicate_of_another_is_swapped_in():
    assert swapped(["东港灯塔是南岸的地标", "白盐湖在高原的北部边上"]) == "东港灯塔在高原的北部边上"
    assert swapped(["东港灯塔是南岸的地标"]) is None
    assert swapped(["东港灯塔是南岸的地标", "东港灯塔在高原的北部边上"]) is None

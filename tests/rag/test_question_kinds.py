"""Kinds of answers: a table of named rules, read alike in both scripts and in the words of every region."""

import re

import pytest

from rag.question import FIGURES, NAMES, AnswerKind, read_question
from rag.question.kinds import kind_rule, kind_rules
from tests.cases.load import golden

_CASES = golden("question_kinds")


def read(question):
    reading = read_question(question)
    return {"kind": reading.kind.value, "count": reading.count}


@pytest.mark.parametrize(("question", "expected"), golden("question_kinds", both=True, text_expected=False))
def test_golden_cases(question, expected):
    assert read(question) == expected


def test_every_kind_has_cases_in_both_scripts_and_english():
    by_kind = {}
    for case in _CASES:
        question, expected = case.values
        by_kind.setdefault(expected["kind"], set()).add(read_question(question).script.value)
    assert {kind: {"hans", "hant", "none"} <= scripts for kind, scripts in by_kind.items()} == {
        kind.value: True for kind in AnswerKind
    }


def test_every_rule_tells_some_case():
    told = {read_question(case.values[0]).rule for case in _CASES}
    assert {rule.name for rule in kind_rules()} - told == set()


def test_rules_have_names_of_their_own_and_no_pattern_repeats_without_bound():
    names = [rule.name for rule in kind_rules()]
    assert len(names) == len(set(names))
    for rule in kind_rules():
        assert not re.search(r"[^\\][*+](?![?)])", rule.pattern.pattern), rule.name


def test_the_first_rule_decides():
    assert kind_rule("为什么2022年比2021年多了多少").kind is AnswerKind.COMPARISON
    assert kind_rule("没有问的") is None


@pytest.mark.parametrize("text", ["旁边个别网点", "这边年年下雪", "双边家电贸易"])
def test_words_that_only_look_cantonese(text):
    assert kind_rule(text) is None


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("是哪三個？", 3), ("是哪两个？", 2), ("哪十二個月？", 12), ("哪3个城市？", 3), ("哪幾個？", None),
        ("“五化”是哪五化？", 5), ("Which four islands have depots?", 4), ("三家分局分別是哪三家？", 3),
        ("四大分局分别是东、西、南和哪一个？", None), ("第十六張郵票叫什麼？", None), ("有多少个？", None),
        ("前五名是哪些分局？", 5), ("除了两家分局外，还有哪些？", None),
    ],
)  # fmt: skip
def test_how_many_are_asked(question, count):
    assert read_question(question).count == count


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("走了多少公里？", {"公里", "千米", "米"}),
        ("走了多少公里？為什麼？", set()),
        ("女員工佔百分之幾？", {"%", "％", "个百分点"}),
    ],
)
def test_units_are_read_where_a_figure_is_asked(question, units):
    assert read_question(question).units == units


def test_groups_of_kinds():
    assert AnswerKind.MONEY in FIGURES
    assert AnswerKind.ORGANISATION in NAMES
    assert not FIGURES & NAMES

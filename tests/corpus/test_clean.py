"""Cleaning of one line: golden cases, and what no step may do."""

import pytest
from hypothesis import given

from corpus.clean import STEPS, clean_line
from corpus.mapped import from_source
from tests.cases.load import golden
from tests.cases.texts import HAN_OR_DIGIT, texts


@pytest.mark.parametrize(("line", "expected"), golden("clean"))
def test_golden_cases(line, expected):
    cleaned = clean_line(from_source(line))
    assert cleaned.text == expected


@pytest.mark.parametrize(("line", "expected"), [case for case in golden("clean") if not case.marks])
def test_cleaning_twice_changes_nothing_more(line, expected):
    assert clean_line(from_source(expected)).text == expected


@given(texts)
def test_what_is_left_are_characters_of_the_source_in_its_order(line):
    cleaned = clean_line(from_source(line))
    offsets = cleaned.offsets.tolist()
    assert offsets == sorted(set(offsets))
    for char, at in zip(cleaned.text, offsets, strict=True):
        assert char == line[at] or char == " "


@given(texts)
def test_no_han_character_or_digit_is_lost_but_by_a_footnote_mark_or_a_tag(line):
    cleaned = clean_line(from_source(line))
    kept = set(cleaned.offsets.tolist())
    lost = "".join(c if i not in kept else " " for i, c in enumerate(line))
    without_marks = STEPS[1].pattern.sub("", line)
    if "<" not in line:
        assert not HAN_OR_DIGIT.search(lost)
    assert len(HAN_OR_DIGIT.findall(without_marks)) - len(HAN_OR_DIGIT.findall(cleaned.text)) <= (
        0 if "<" not in line else len(line)
    )


def test_every_step_has_its_own_name():
    names = [step.name for step in STEPS]
    assert len(set(names)) == len(names)


@given(texts)
def test_a_line_without_anything_to_clean_is_only_stripped(line):
    cleaned = from_source(line)
    for step in STEPS:
        cleaned = step.apply(cleaned)
    assert clean_line(from_source(line)).text == cleaned.strip().text

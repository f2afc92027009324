"""English questions of several parts over the sample."""

import pytest

from rag.several.english import counted_in, lead_of

FIRST_LINES = [
    ("How much did China Unicom's cloud revenue grow in 2022, and why?", "no answer found for “why”; 121% [1]"),
    ("What was Unicom Cloud revenue in 2022?", "361亿元 [1]"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "first"), FIRST_LINES)
def test_each_part_is_told(question, first, sample):
    assert sample.ask(question).answer.split("\n")[0] == first


LEADS = [
    ("How much did the fee come to?", "what share of sales is that?", False, "the fee come to"),
    ("How many shops did Haiwan open?", "how many people do they employ?", True, "shops"),
    ("How many shops did Haiwan open?", "how much did it earn?", True, ""),
    ("When did Haiwan open its shop?", "who paid?", False, ""),
]  # fmt: skip


@pytest.mark.parametrize(("first", "part", "company", "lead"), LEADS)
def test_what_a_part_points_to(first, part, company, lead):
    assert lead_of(first, part, company=company) == lead


def test_a_part_that_names_what_it_counts_is_left():
    assert counted_in("How many shops are there?", "how many staff are there?") == "how many staff are there?"
    assert counted_in("Where is it?", "how many are there?") == "how many are there?"

"""Companies by their names, short names where a company can stand, and groups of companies."""

import pytest

from corpus.about import built_in
from corpus.types import Script
from rag.question import companies_of, read_question
from rag.question.companies import said_in
from tests.cases.load import golden


def read(question):
    reading = read_question(question)
    return {"companies": list(reading.companies), "groups": [g.words for g in reading.groups]}


@pytest.mark.parametrize(
    ("question", "expected"), golden("question_companies", both=True, text_expected=False)
)
def test_golden_cases(question, expected):
    assert read(question) == expected


def test_a_group_names_its_members_and_restricts_nothing():
    reading = read_question("三大運營商的門市一共多少？")
    assert reading.companies == ()
    assert reading.groups[0].companies == ("中国移动", "中国联通", "中国电信")
    assert reading.understood == ("三大運營商",)


def test_companies_of_the_index_beside_short_names():
    names = built_in().with_added({"山海邮递": ["山海邮政"]})
    assert companies_of("移动和山海邮政谁的门店多", names) == ("中国移动", "山海邮递")


@pytest.mark.parametrize(
    ("company", "english"),
    [
        ("中国移动", "China Mobile"),
        ("中国银行", "Bank of China"),
        ("中兴通讯", "ZTE"),
        ("山海邮递", "山海邮递"),
    ],
)
def test_names_in_english_where_there_are_any(company, english):
    assert said_in(Script.NONE, company, built_in()) == english

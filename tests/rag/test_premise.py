"""What a question takes for granted and the text contradicts: corrected where it is sure."""

import time

import pytest

from corpus.subject import Period, Subject
from corpus.types import Passage, Span
from rag.compose import Claim
from rag.premise import false_premise
from rag.presumed import contraries, premises, turned
from rag.question import read_question
from tests.cases.load import golden


def claim(text, year=None, company=None):
    subject = Subject("山海邮局摘要", company=company, period=Period(year) if year else None)
    given = Passage(
        file="甲.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, subject=subject,
        headings=(), paragraph=1, runs=((0, 0),),
    )  # fmt: skip
    return Claim(given, Span(0, len(text)))


@pytest.mark.parametrize(("given", "expected"), golden("premise"))
def test_a_false_premise_is_found_where_it_is_sure(given, expected):
    question, text = given
    found = false_premise(read_question(question), [claim(text)])
    said = found and [found.word.of(text), found.span.of(text)]
    assert said == expected


def test_one_sentence_that_bears_the_question_out_ends_the_matter():
    claims = [claim("2022年收入增长3%。"), claim("2022年收入下降3%。")]
    reading = read_question("2022年收入为什么下降？")
    assert false_premise(reading, claims) is None
    assert false_premise(reading, claims[:1]).claim == 0


@pytest.mark.parametrize(("company", "found"), [("中国联通", True), ("中国移动", False)])
def test_the_sentence_is_of_the_asked_company(company, found):
    reading = read_question("聯通2022年收入為什麼下降？")
    assert (false_premise(reading, [claim("2022年收入增长3%。", company=company)]) is not None) == found


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("山海邮局2023年收入为什么下降？", "山海邮局2023年收入增长"),
        ("山海郵局2023年收入為什麼下降？", "山海郵局2023年收入增长"),
        ("2024年为什么关闭海岛网点？", "2024年建成海岛网点"),
        ("Why did China Unicom's revenue decline in 2022?", "中国联通2022年收入增长"),
        ("2023年收入是多少？", None),
        ("2023年收入下降了吗？", None),
    ],
)
def test_the_contrary_can_be_searched_for(question, expected):
    assert turned(read_question(question)) == expected


def test_no_row_of_the_table_contradicts_itself():
    for row in contraries():
        words = row.contrary.pattern.split("|")
        assert not any(row.claim.search(word) for word in words if "." not in word), row.name


def test_hostile_text_is_read_in_linear_time():
    began = time.perf_counter()
    assert not list(premises(read_question("为什么" + "收入" * 900 + "？")))
    assert false_premise(read_question("收入为什么下降？"), [claim("收入3亿，" * 6000 + "用户增长")]) is None
    assert time.perf_counter() - began < 3

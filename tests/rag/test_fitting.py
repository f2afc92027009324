"""Which figures of a sentence may answer: changes, ordinals, marks of footnotes, rows of tables and lists of values."""

import pytest

from corpus.script import fold
from corpus.subject import Subject
from corpus.types import Cell, Passage, Span
from index.types import Hit
from rag.evidence import Candidate, Weighting
from rag.fitting import fitting, is_panel
from rag.question import content_of, read_question
from rag.short import short_answer


def candidate(text, cells=()):
    """Make a candidate of a whole text; ``cells`` are (value, row, column, unit), each found behind the one before."""
    found, at = [], 0
    for value, row, column, unit in cells:
        start = text.index(value, at)
        at = start + len(value)
        found.append(Cell(Span(start, at), row, column, unit))
    passage = Passage(
        file="a.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, subject=Subject("摘要"), headings=(),
        paragraph=1, runs=((0, 0),), cells=tuple(found),
    )  # fmt: skip
    hit = Hit(passage, 0, 1, 0.5, 1.0, 0.5)
    return Candidate(hit, Span(0, len(text)), fold(text), 0.5, 0.5, 1.0, 0.0, 0.0, 1.0, frozenset())


def find(small, question, text, cells=()):
    reading, expander = read_question(question), small.searcher.expander
    worth = Weighting.of(expander.terms(content_of(reading.text)), expander.lexical).worth
    found = short_answer(reading, [candidate(text, cells)], worth, [()])
    return found and found.span and found.span.of(text)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("网点覆盖率是多少？", "网点覆盖率由上年底的41.5%变化至42.7%。", "42.7%"),
        ("網點覆蓋率是多少？", "網點覆蓋率由2022年的41.5%變為42.7%。", "42.7%"),
        ("網點數量是多少個？", "網點數量從120個增加到180個。", "180個"),
        ("门店满意度是多少？", "门店满意度由81.5%上升到92.7%。", "92.7%"),
        ("上年底網點覆蓋率是多少？", "網點覆蓋率由上年底的41.5%變化至42.7%。", "41.5%"),
        ("网点覆盖率原来是多少？", "网点覆盖率由41.5%增至42.7%。", "41.5%"),
    ],
)
def test_the_result_of_a_change_is_given_unless_its_beginning_is_asked(small, question, text, expected):
    assert find(small, question, text) == expected


@pytest.mark.parametrize(
    ("question", "text", "shown"),
    [
        ("召开了多少次会议？", "审议了第四次会议的议案", []),
        ("召開了多少次會議？", "審議了第4次會議的議案", []),
        ("排名第几位？", "网点排名第4位。", ["4位"]),
        ("网点收入是多少？", "网点收入3人民币268.7亿元。", ["268.7亿元"]),
        ("網點收入是多少？", "網點收入8，達268.7億元。", ["268.7億元"]),
        ("网点有多少？", "网点5家。", ["5家"]),
        ("股東總數是多少戶？", "股東總數（戶）553,063年度報告", ["553,063"]),
        ("召开了多少次会议？", "会议有12次数据不全", ["12"]),
    ],
)
def test_only_what_counts_something_is_a_figure(question, text, shown):
    found = fitting(fold(question), candidate(text))
    assert [figure.span.of(text) for figure in found] == shown


TEXT = "用水量（萬噸）7.58.25用電量（億度）4.674.17項"
CELLS = (
    ("7.5", "用水量（萬噸）", "2022", "萬噸"),
    ("8.25", "用水量（萬噸）", "2023", "萬噸"),
    ("4.67", "用電量（億度）", "2022", "億度"),
    ("4.17", "用電量（億度）", "2023", "億度"),
)


@pytest.mark.parametrize("script", [str, fold])
def test_glued_values_are_parted_and_counted_in_the_unit_of_their_table(script):
    found = fitting("用电量是多少？", candidate(script(TEXT), CELLS if script is str else [(v, fold(r), c, fold(u)) for v, r, c, u in CELLS]))  # fmt: skip
    assert [(f.number, f.scale, f.unit) for f in found if f.number[0] == "4"] == [
        ("4.67", "亿", "度"),
        ("4.17", "亿", "度"),
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("2023年用電量是多少億度？", "4.17"),
        ("2022年用电量是多少亿度？", "4.67"),
        ("2023年門店租金是多少？", None),
        ("2023年门店租金是多少？", None),
    ],
)
def test_a_value_of_a_row_that_the_question_does_not_name_is_none(small, question, expected):
    assert find(small, question, TEXT, CELLS) == expected


PANEL = "員工總數\n女性比例\n簽訂率\n5,405人\n51.9%\n100%"


@pytest.mark.parametrize("script", [str, fold])
def test_a_list_of_labels_before_their_values_gives_the_cell_or_none(small, script):
    text = script(PANEL)
    cells = [
        ("5,405人", script("員工總數"), "", None),
        ("51.9%", script("女性比例"), "", None),
        ("100%", script("簽訂率"), "", None),
    ]
    question = script("員工中女性比例是多少？")
    assert is_panel(candidate(text))
    assert find(small, question, text) is None
    assert not is_panel(candidate(text, cells))
    assert find(small, question, text, cells) == "51.9%"


def test_one_value_under_its_label_is_no_panel(small):
    assert not is_panel(candidate("全年匯總\n累計門店\n210家"))
    assert find(small, "累计门店有多少家？", "全年匯總\n累計門店\n210家") == "210家"


@pytest.mark.parametrize("question", ["2023年用電量", "2023年用电量（亿度）"])
def test_a_row_said_as_a_whole_gives_its_cell_without_being_asked_for_a_figure(small, question):
    assert find(small, question, TEXT, CELLS) == "4.17"
    assert find(small, "2023年用電情況說明", TEXT, CELLS) is None


YEARS = "門店總數（家）//39"
YEAR_CELLS = (
    ("/", "門店總數（家）", "2018", "家"),
    ("/", "門店總數（家）", "2019", "家"),
    ("39", "門店總數（家）", "2020", "家"),
)


@pytest.mark.parametrize("script", [str, fold])
@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("2019年門店有多少家？", None),
        ("2020年門店有多少家？", "39"),
        ("2018年門店", None),
        ("2019年的門店", None),
    ],
)
def test_a_value_under_another_year_is_none(small, question, expected, script):
    cells = [(v, script(r), c, u) for v, r, c, u in YEAR_CELLS]
    assert find(small, script(question), script(YEARS), cells) == expected


RATES = "員工總數 全體員工中女性比例 5,405人 51.9%"
RATE_CELLS = (("5,405人", "員工總數", "", None), ("51.9%", "全體員工中女性比例", "", None))


@pytest.mark.parametrize("script", [str, fold])
@pytest.mark.parametrize(
    ("question", "expected"),
    [("女性員工佔比是多少？", "51.9%"), ("員工總數有多少人？", "5,405人"), ("新員工佔比是多少？", None)],
)
def test_a_cell_is_counted_in_what_is_asked(small, question, expected, script):
    cells = [(v, script(r), c, u) for v, r, c, u in RATE_CELLS]
    assert find(small, script(question), script(RATES), cells) == expected

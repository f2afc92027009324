"""The pickers by themselves: open places, terms that are defined, counts of lists, denials, names."""

import time

import pytest

from corpus.script import fold
from corpus.types import Span
from index.segment import labelled
from rag.polarity import denies
from rag.question import AnswerKind, read_question
from rag.short.asked import Asked
from rag.short.date import has_date
from rag.short.definition import definition, terms
from rag.short.listing import count_asked, enumerations
from rag.short.name import likely
from rag.short.yes_no import denial


@pytest.mark.parametrize(
    ("question", "kind", "head"),
    [
        ("新線由哪家公司建設？", "which", "公司"),
        ("新线由哪家公司建设？", "which", "公司"),
        ("誰是站長？", "who", ""),
        ("书店的店名是什么？", "what", "店名"),
        ("有多少座城市参加？", "count", "城市"),
        ("為什麼停駛？", "why", ""),
        ("通車日期是哪天？", "when", ""),
        ("总部在哪座城市？", "where", ""),
        ("旅客是怎么进站的？", "how", ""),
        ("首任站長為？", "what", ""),
        ("Who opened the line?", "who", ""),
        ("介绍一下新线", "other", "新线"),
    ],
)
def test_the_open_place_of_a_question(question, kind, head):
    asked = Asked.of(read_question(question))
    assert asked.kind == kind
    assert asked.head == head or not head


def test_the_words_beside_the_open_place_come_nearest_first():
    asked = Asked.of(read_question("新线由哪家公司建设？"))
    assert asked.left[0] == "由"
    assert asked.right[:2] == ("公司", "建设")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("什么是云书？", "云书"),
        ("“夜书”指的是什么？", "夜书"),
        ("SBP 是什么意思？", "sbp"),
        ("What is SBP?", "sbp"),
    ],
)
def test_the_word_that_is_to_be_defined(question, expected):
    assert expected in terms(question)


def test_nothing_is_defined_where_the_word_does_not_stand():
    assert definition("什么是云书？", "夜书是指夜里送的书。") is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("新增了哪兩項服務？", 2),
        ("哪三个原因？", 3),
        ("有哪些措施？", None),
        ("Which three lines were opened?", 3),
        ("哪十二个城市？", None),
    ],
)
def test_how_many_items_are_asked(question, expected):
    assert count_asked(fold(question)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("深化全過程、全方位、全員的服務。", ["全過程", "全方位", "全員"]),
        ("在山海市和云海市先后开店。", []),
        ("一是票價低；二是班次多。", ["票價低", "班次多"]),
        ("在表中的“存货、资产、支出”三个项目下列出。", ["存货", "资产", "支出"]),
        ("班次多，票价低。", []),
    ],
)
def test_enumerations(text, expected):
    folded = fold(text)
    found = enumerations(folded, "有哪些", [], "")
    best = max(found, key=lambda items: len(items.spans), default=None)
    assert ([s.of(text) for s in best.spans] if best else []) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("還能退票嗎？", "不能"),
        ("会涨价吗？", "不会"),
        ("有沒有延誤？", "没有"),
        ("发生过事故吗？", "没有"),
        ("是不是國有公司？", "不是"),
        ("属于内陆吗？", "否"),
    ],
)
def test_a_denial_takes_up_the_question(question, expected):
    assert denial(fold(question)) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "no"),
    [
        ("客流是不是減少了？", "客流同比增長8%。", True),
        ("客流減少了嗎？", "客流同比減少8%，票價上漲。", False),
        ("成本低于去年吗？", "成本高于去年。", True),
        ("退票可以嗎？", "車票售出後不得退換。", True),
        ("退票不可以吗？", "车票售出后不得退换。", False),
    ],
)
def test_what_denies_a_claim(question, sentence, no):
    assert denies(fold(question), fold(sentence)) is no


@pytest.mark.parametrize(
    ("kind", "question", "text", "expected"),
    [
        (AnswerKind.PERSON, "站长是谁？", "站长周建国致歉。", "周建国"),
        (AnswerKind.PLACE, "总部在哪？", "总部设在成都。", "成都"),
        (AnswerKind.ORGANISATION, "由哪家单位承建？", "由云山铁路集团承建。", "集团"),
        (AnswerKind.NAME, "平台叫什么？", "平台取名“山海通”。", "山海通"),
    ],
)
def test_names_of_the_asked_kind(kind, question, text, expected):
    assert any(expected in span.of(text) for span in likely(kind, question, text, labelled(text)))


def test_a_name_that_the_question_says_is_no_answer():
    text = "平台取名“山海通”。"
    assert not likely(AnswerKind.NAME, "“山海通”叫什么？", text, labelled(text))


@pytest.mark.parametrize(("text", "expected"), [("2024年6月", True), ("去年年底", True), ("山海公司", False)])
def test_what_holds_a_date(text, expected):
    assert has_date(text) is expected


@pytest.mark.parametrize("text", ["是指" * 3000, "、山" * 3000, "“" * 4000, "一是山；" * 1500])
def test_hostile_text_takes_no_time(text):
    began = time.perf_counter()
    definition("“山”是什么意思？", text)
    enumerations(text, "有哪些", [(0, 2, 0.5)], "山")
    denies("山是不是减少了？", text)
    assert time.perf_counter() - began < 2.0


def test_the_words_of_a_text_with_their_tags():
    words = labelled("由陈建国负责")
    assert [(span.of("由陈建国负责"), tag) for span, tag in words] == [
        ("由", "p"),
        ("陈建国", "nr"),
        ("负责", "v"),
    ]
    assert Span(0, 1) == words[0][0]

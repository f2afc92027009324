"""What a refusal shows: paragraphs that are worth it, real words that are missing."""

import pytest

from corpus.subject import Period, Subject
from corpus.types import ParagraphKind, Passage, Span
from index.types import Hit
from rag.compose import Claim, Draft, ShortAnswer
from rag.nearest import MOST, is_caption, missing_words, nearest, unmet, without_captions
from rag.question import read_question
from tests.cases.load import golden


def claim(text, kind=ParagraphKind.TEXT, year=None):
    given = Passage(
        file="甲.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, kind=kind,
        subject=Subject("摘要", period=Period(year) if year else None), headings=(), paragraph=1, runs=((0, 0),),
    )  # fmt: skip
    return Claim(given, Span(0, len(text)))


def shown(question, *claims, answerable=0.1, hits=()):
    return nearest(read_question(question), Draft(claims, 0.1, answerable), hits)


@pytest.mark.parametrize(("given", "expected"), golden("nearest"))
def test_a_paragraph_is_shown_where_it_is_near(given, expected):
    question, text = given
    assert bool(shown(question, claim(text))) == expected


def test_what_the_model_thinks_answerable_is_near_but_a_caption_is_not():
    other = claim("各地累计出动巡检人员9,320人次。")
    assert shown("山洞里有几只蝙蝠？", other, answerable=0.5) == [other]
    assert shown("山洞里有几只蝙蝠？", claim("图1 蝙蝠"), answerable=0.5) == []


def test_the_next_one_is_shown_for_one_that_is_not_worth_it():
    caption, one, two, three = (
        claim("网点分布示意图"),
        *(claim(f"新建网点{n}个，遍布各地。") for n in (1, 2, 3)),
    )
    assert shown("网点有几个？", caption, one, two, three) == [one, two]
    assert MOST == 2


def test_without_sentences_the_hits_are_looked_at():
    hits = [
        Hit(c.passage, 0, 1, 0.5, 1.0, 0.5)
        for c in (claim("红豆生南国，春来发几枝。"), claim("新建网点3个。" * 20))
    ]
    found = shown("网点有几个？", hits=hits)
    assert [(c.passage.text[:4], len(c.span)) for c in found] == [("新建网点", 60)]


@pytest.mark.parametrize("kind", [ParagraphKind.HEADING, ParagraphKind.CONTENTS, ParagraphKind.CAPTION])
def test_headings_contents_and_captions_are_never_shown(kind):
    assert shown("网点有几个？", claim("新建网点3个，遍布各地。", kind)) == []


@pytest.mark.parametrize(
    ("question", "missing", "expected"),
    [
        ("火星上有多少个网点？", ("火星", "星上"), ["火星"]),
        ("火星上有多少個網點？", ("火星",), ["火星"]),
        ("咪咕快由月活用户多少", ("咕快",), []),
        ("How many moons does Pluto have?", ("pluto", "火星"), ["pluto"]),
        ("火星上有多少个网点？", ("有多",), []),
    ],
)
def test_missing_words_are_real_words_of_the_question(question, missing, expected):
    assert missing_words(read_question(question), missing) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("聯通2019年的網點？", ["中國聯通", "2019年"]),
        ("联通2019年的网点？", ["中国联通", "2019年"]),
        ("China Unicom's offices in 2019?", ["China Unicom", "2019"]),
        ("2023年的网点？", []),
    ],
)
def test_what_does_not_fit_is_said_as_the_question_writes_it(question, expected):
    assert unmet(read_question(question), [claim("新建网点3个。", year=2023)]) == expected


def test_captions_beside_a_figure_are_dropped_and_the_short_answer_follows():
    draft = Draft(
        (claim("图1 网点"), claim("新建网点3个。")),
        0.9,
        0.9,
        ShortAnswer(1, Span(4, 6), items=((1, Span(4, 6)),)),
    )
    kept = without_captions(read_question("新建网点多少个？"), draft)
    assert [c.passage.text for c in kept.claims] == ["新建网点3个。"]
    assert (kept.short.claim, kept.short.items) == (0, ((0, Span(4, 6)),))
    assert without_captions(read_question("为什么新建网点？"), draft) is draft


def test_a_caption_that_all_rests_on_stays():
    draft = Draft((claim("图1 网点3个"), claim("新建网点。")), 0.9, 0.9, ShortAnswer(0, Span(5, 7)))
    reading = read_question("网点有多少个？")
    assert without_captions(reading, draft) is draft
    alone = Draft((claim("图1 网点"),), 0.9, 0.9)
    assert without_captions(reading, alone) is alone
    assert is_caption(alone.claims[0])

"""From chosen sentences to quotations."""

import pytest

from corpus.subject import Subject
from corpus.types import Cell, Passage, Span
from index.types import Hit
from rag.compose import Claim
from rag.evidence import Candidate
from rag.quotes import counted_on, quotations

LONG = "海灣區的網點遍佈各個大小島嶼，最遠的一個要坐三小時渡輪才能到達，船票由公司補貼給居民，郵差每天來回一趟，風雨不改，逢年過節還會加開班次，方便離島的居民寄送各種包裹和信件。"


def passage(text, paragraphs=(), cells=()):
    return Passage(
        file="a.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, subject=Subject("摘要"), headings=(),
        paragraph=1, runs=((0, 0),), paragraphs=paragraphs, cells=cells,
    )  # fmt: skip


def quote(text, *parts, **given):
    one = passage(text, **given)
    hit = Hit(one, 0, 1, 0.5, 1.0, 0.5)
    spans = [Span(text.index(p), text.index(p) + len(p)) for p in parts]
    chosen = [Candidate(hit, s, s.of(text), 0.5, 0.5, 1.0, 0.0, 0.0, 1.0, frozenset()) for s in spans]
    claims, numbers = quotations(chosen)
    return [claim.span.of(text) for claim in claims], numbers


def test_neighbours_are_quoted_as_one():
    text = f"{LONG}網點共120個。{LONG}"
    found, numbers = quote(text, LONG, "網點共120個。")
    assert found == [f"{LONG}網點共120個。"]
    assert numbers == [0, 0]


def test_what_stands_far_apart_is_quoted_apart():
    text = f"{LONG}网点共120个。{LONG}巴士共85辆。" + LONG
    found, numbers = quote(text, "网点共120个。" + LONG, "巴士共85辆。" + LONG)
    assert len(found) == 1
    found, numbers = quote(text, LONG, "巴士共85辆。")
    assert len(found) == 2
    assert numbers == [0, 1]


@pytest.mark.parametrize(
    ("text", "chosen", "expected"),
    [
        ("網點。共有120個，遍佈各島。", "網點。", "網點。共有120個，遍佈各島。"),
        ("各岛都有网点。共有120个。", "共有120个。", "各岛都有网点。共有120个。"),
        (f"{LONG}網點共120個。", "網點共120個。", "網點共120個。"),
    ],
)
def test_a_short_sentence_takes_its_neighbours_along(text, chosen, expected):
    assert quote(text, chosen)[0] == [expected]


def test_no_quotation_crosses_a_paragraph():
    text = "網點共120個。巴士共85輛。"
    assert quote(text, "網點共120個。", paragraphs=((0, 1), (8, 2)))[0] == ["網點共120個。"]
    found, _ = quote(text, "網點共120個。", "巴士共85輛。", paragraphs=((0, 1), (8, 2)))
    assert found == ["網點共120個。", "巴士共85輛。"]


def test_rows_of_a_table_stay_apart():
    text = "| 網點 | 120 |\n| 巴士 | 85 |"
    cells = (Cell(Span(7, 10), "網點", ""), Cell(Span(20, 22), "巴士", ""))
    assert quote(text, "| 網點 | 120 |", cells=cells)[0] == ["| 網點 | 120 |"]


def listed(*texts, paragraphs=()):
    """Return what a claim of the first sentence of consecutive passages goes on to quote."""
    passages = [passage(text, paragraphs=paragraphs if i == 0 else ()) for i, text in enumerate(texts)]
    first = Claim(passages[0], Span(0, texts[0].index("；") + 1))
    return [claim.span.of(claim.passage.text) for claim in counted_on(first, passages[1:])]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ["服務分三種：一是寄送包裹；二是代收各種帳單費用；三是送餐到各個離島居民家中。另有巴士。"],
            ["服務分三種：一是寄送包裹；二是代收各種帳單費用；三是送餐到各個離島居民家中。"],
        ),
        (
            ["服务分三种：一是寄送包裹到各岛；", "二是代收各种账单和费用；三是送餐上门。另有巴士。"],
            ["服务分三种：一是寄送包裹到各岛；", "二是代收各种账单和费用；三是送餐上门。"],
        ),
        (["服務分兩種：一是寄送包裹到各島；網點遍佈各島。"], ["服務分兩種：一是寄送包裹到各島；"]),
        (["服务分两种：一是寄送包裹到各岛；", "巴士85辆。"], ["服务分两种：一是寄送包裹到各岛；"]),
    ],
)
def test_items_are_quoted_as_far_as_they_are_counted(texts, expected):
    assert listed(*texts) == expected


def test_items_of_other_paragraphs_are_claims_of_their_own():
    text = "服務分兩種：一是寄送包裹到各島；二是代收帳單。"
    assert listed(text, paragraphs=((0, 1), (16, 2))) == [text[:16], text[16:]]


def test_a_list_is_quoted_up_to_a_length():
    items = [
        f"{n}是把包裹送到各個島嶼的居民手裡，風雨不改，逢年過節也是如此；" for n in "二三四五六七八九十" * 4
    ]
    assert sum(map(len, listed("服務很多：一是寄送；", *items))) <= 420

"""Measures against cases worked out by hand, in both scripts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Span
from eval import measures
from eval.measures import normalise, short_form_f1
from eval.sources import Sources
from eval.types import Case, Cited, Evidence, Outcome, Place

EVIDENCE = Evidence("a.txt", (Span(100, 120),))
CASE = Case(
    id="q1",
    question="2024年底中國移動的5G基站有幾個？",
    set="hand",
    items=(("240万站", "240万个"),),
    single=("240万站", "240万个"),
    evidence=(EVIDENCE,),
)
UNANSWERABLE = Case(id="q2", question="台北101有多高？", set="hand")
# Whole words: folding is not compositional, so only texts that keep their words are sure to fold to the same form twice.
TEXTS = st.lists(
    st.sampled_from(
        ["240万站", "240萬站", "中國移動", "中国移动", "**", "，", " ", "%", "5G", "ｅ", "Ａ1", "3.5", "頭髮"]
    )
)


def cited(*places: tuple[str, int, int], quote: str = "") -> tuple[Cited, ...]:
    return tuple(Cited(Place(*place), quote) for place in places)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("**240 萬站**", "240万站"),
        ("「中國移動」（北京）", "中国移动北京"),
        ("７，８９０ 個", "7890个"),
        ("RedCap", "redcap"),
        ("九天·客服", "九天客服"),
    ],
)
def test_what_differs_in_script_width_case_and_punctuation_is_equal(left: str, right: str) -> None:
    assert normalise(left) == normalise(right)


@pytest.mark.parametrize(("left", "right"), [("96%", "96"), ("3.5", "35"), ("軟體", "软件")])
def test_what_differs_in_value_or_word_stays_different(left: str, right: str) -> None:
    assert normalise(left) != normalise(right)


@given(TEXTS)
def test_normalising_twice_changes_nothing(parts: list[str]) -> None:
    once = normalise(" ".join(parts))
    assert normalise(once) == once


@given(TEXTS, TEXTS)
def test_f1_is_a_symmetric_share(left: list[str], right: list[str]) -> None:
    one, other = short_form_f1("".join(left), "".join(right)), short_form_f1("".join(right), "".join(left))
    assert 0.0 <= one <= 1.0
    assert one == other


@given(TEXTS)
def test_f1_with_itself_is_one_unless_nothing_is_left(parts: list[str]) -> None:
    text = "".join(parts)
    assert short_form_f1(text, text) == (1.0 if normalise(text) else 0.0)


def test_f1_worked_by_hand() -> None:
    # 240万 against 240万站: four of four and four of five characters shared, 2*4/9.
    assert short_form_f1("240萬", "240万站") == pytest.approx(8 / 9)
    assert short_form_f1("", "240万站") == 0.0


@pytest.mark.parametrize(
    ("start", "end", "meets"),
    [
        (100, 120, True),
        (0, 110, True),
        (0, 109, False),
        (110, 111, True),
        (111, 400, False),
        (120, 140, False),
    ],
)
def test_a_place_meets_evidence_by_half_of_the_shorter(start: int, end: int, meets: bool) -> None:
    assert measures.meets(Place("a.txt", start, end), EVIDENCE) is meets


def test_leading_folders_of_a_reported_file_do_not_matter_but_its_name_does() -> None:
    assert measures.meets(Place("deep/below/a.txt", 100, 120), EVIDENCE)
    assert not measures.meets(Place("b.txt", 100, 120), EVIDENCE)
    assert not measures.meets(Place("x/a.txt", 100, 120), Evidence("y/a.txt", EVIDENCE.spans))


def test_found_looks_at_the_first_k_passages_only() -> None:
    far = [Place("b.txt", 0, 50)] * 4
    outcome = Outcome(passages=(*far, Place("a.txt", 90, 130)))
    assert [measures.found_at(CASE, outcome, k=k) for k in (1, 4, 5)] == [0.0, 0.0, 1.0]


def test_where_all_evidence_is_needed_one_place_is_not_enough() -> None:
    both = Case(
        id="q",
        question="",
        set="",
        items=(("x",),),
        evidence=(EVIDENCE, Evidence("b.txt", (Span(0, 9),))),
        needs="all",
    )
    assert measures.cited(both, Outcome(citations=cited(("a.txt", 100, 120)))) == 0.0
    assert measures.cited(both, Outcome(citations=cited(("a.txt", 100, 120), ("b.txt", 0, 9)))) == 1.0


def test_citation_precision_is_the_share_that_meets_evidence() -> None:
    outcome = Outcome(citations=cited(("a.txt", 100, 120), ("a.txt", 500, 520)))
    assert measures.citation_precision(CASE, outcome) == 0.5
    assert measures.citation_precision(CASE, Outcome()) is None
    abstained = Outcome(citations=outcome.citations, abstained=True)
    assert measures.citation_precision(CASE, abstained) is None


@pytest.mark.parametrize("answer", ["到2024年底共240 萬站。[1]", "共有 **240万个** 基站[1]"])
def test_an_answer_in_either_script_is_right(answer: str) -> None:
    assert measures.right(CASE, Outcome(answer=answer)) == 1.0


def test_an_answer_that_comes_too_late_or_with_an_abstention_is_not_right() -> None:
    assert measures.right(CASE, Outcome(answer="字" * 600 + "240万站")) == 0.0
    assert measures.right(CASE, Outcome(answer="240万站", abstained=True)) == 0.0


def test_a_list_is_right_by_the_share_of_its_items() -> None:
    case = Case(
        id="q",
        question="",
        set="",
        items=(("香港", "将军澳"), ("新加坡",), ("伦敦", "英国")),
        evidence=(EVIDENCE,),
    )
    assert measures.right(case, Outcome(answer="將軍澳和新加坡")) == pytest.approx(2 / 3)
    assert measures.short_f1(case, Outcome(short_answer="香港")) is None


def test_an_answer_of_nothing_but_punctuation_is_not_found_everywhere() -> None:
    case = Case(id="q", question="", set="", items=(("……——",),), single=("……——",), evidence=(EVIDENCE,))
    assert measures.right(Case(**{**_fields(case), "items": (("——",),)}), Outcome(answer="任何话")) == 0.0


def _fields(case: Case) -> dict[str, object]:
    return {name: getattr(case, name) for name in Case.__slots__}


def test_short_f1_takes_the_best_accepted_answer() -> None:
    assert measures.short_f1(CASE, Outcome(short_answer="240萬個")) == 1.0
    assert measures.short_f1(CASE, Outcome(short_answer="240萬個", abstained=True)) == 0.0


def test_abstaining_is_right_or_wrong_by_whether_there_is_an_answer() -> None:
    said, silent = Outcome(answer="508米"), Outcome(abstained=True)
    assert [measures.abstained_rightly(UNANSWERABLE, o) for o in (said, silent)] == [0.0, 1.0]
    assert [measures.abstained_wrongly(CASE, o) for o in (said, silent)] == [0.0, 1.0]
    assert measures.abstained_rightly(CASE, silent) is None
    assert measures.abstained_wrongly(UNANSWERABLE, silent) is None


def test_measures_of_finding_do_not_apply_to_the_unanswerable() -> None:
    names = [m.name for m in measures.MEASURES if m.of(UNANSWERABLE, Outcome()) is not None]
    assert names == ["abstained_rightly"]


def test_a_quote_is_true_when_it_stands_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("序言。累計開通 **5G 基站** 194 萬個，居首。", encoding="utf-8")
    text = (tmp_path / "a.txt").read_text(encoding="utf-8")
    start, end = text.index("累計"), text.index("，居首")
    true = cited(("a.txt", start, end), quote="累計開通 5G 基站 194 萬個")
    elsewhere = cited(("a.txt", 0, 3), quote="累計開通 5G 基站 194 萬個")
    absent = cited(("b.txt", start, end), quote="累計開通")
    empty = cited(("a.txt", start, end), quote="")
    sources = Sources((tmp_path,))
    shares = [
        measures.quotes_true(Outcome(citations=c), sources)
        for c in (true, elsewhere, absent, empty, true + absent)
    ]
    assert shares == [1.0, 0.0, 0.0, 0.0, 0.5]
    assert measures.quotes_true(Outcome(), sources) is None
    assert measures.quotes_true(Outcome(citations=true), Sources()) is None


def test_a_family_is_the_same_when_its_wordings_score_alike() -> None:
    families = [[1.0, 1.0], [0.0, 0.0], [1.0, 0.0], [0.333, 1 / 3]]
    assert measures.same(families) == 0.75
    assert measures.all_right(families) == 0.25
    assert measures.same([]) is None

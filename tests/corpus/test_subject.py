"""What documents are about, read from titles, covers and texts in both scripts; and the values themselves."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.about import subject_of_part
from corpus.documents import read_document
from corpus.subject import DocumentKind, Period, PeriodKind
from tests.cases.load import golden
from tests.cases.texts import texts


def told(subject):
    return {
        "kind": subject.kind and subject.kind.value, "company": subject.company,
        "period": str(subject.period) if subject.period else None, "published": subject.published,
    }  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), golden("subjects"))
def test_golden_cases(given, expected):
    if "source" in given:
        document = read_document(given["source"], file=f"{given['stem']}.md", sha256="0" * 64)
        assert {"title": document.title, **told(document.subject)} == expected
    else:
        kind = DocumentKind(given["kind"]) if given["kind"] else None
        assert told(subject_of_part(given["title"], given["text"], kind)) == expected


periods = st.one_of(
    st.builds(Period, st.integers(1000, 9999)),
    st.builds(Period, st.integers(1000, 9999), st.just(PeriodKind.HALF), st.integers(1, 2)),
    st.builds(Period, st.integers(1000, 9999), st.just(PeriodKind.QUARTER), st.integers(1, 4)),
    st.builds(Period, st.integers(1000, 9999), st.just(PeriodKind.NINE_MONTHS)),
)


@given(periods)
def test_a_period_is_read_back_as_it_is_written(period):
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "2020-",
        "2020-Q",
        "2020-Q5",
        "2020-H3",
        "2020-H0",
        "2020-X1",
        "2020Q3",
        "²020",
        "2020-9",
        "2020-6M",
        "2020-9m",
    ],
)
def test_what_is_no_period_is_an_error(text):
    with pytest.raises(ValueError, match=r"period|number"):
        Period.parse(text)


@given(periods, periods)
def test_a_period_holds_itself_and_its_parts_only(one, other):
    assert one.holds(one)
    assert Period(one.year).holds(one)
    assert not (one.holds(other) and other.holds(one)) or one == other
    assert one.year == other.year or not one.holds(other)


def test_a_half_holds_its_quarters():
    halves = {n: Period(2020, PeriodKind.HALF, n) for n in (1, 2)}
    held = {
        q: [n for n, half in halves.items() if half.holds(Period(2020, PeriodKind.QUARTER, q))]
        for q in (1, 2, 3, 4)
    }
    assert held == {1: [1], 2: [1], 3: [2], 4: [2]}


def test_nine_months_are_no_quarter_but_in_the_third_quarters_report():
    nine, third = Period.parse("2020-9M"), Period.parse("2020-Q3")
    assert nine != third
    assert [str(Period.parse(t).of_report()) for t in ("2020-9M", "2020-Q3", "2020-Q2", "2020-H1", "2020")] == [
        "2020-Q3", "2020-Q3", "2020-Q2", "2020-H1", "2020",
    ]  # fmt: skip
    assert [nine.holds(Period.parse(t)) for t in ("2020-Q3", "2020-H1", "2020-Q4", "2020")] == [
        True, True, False, False,
    ]  # fmt: skip
    with pytest.raises(ValueError, match="number"):
        Period(2020, PeriodKind.NINE_MONTHS, 3)


@pytest.mark.parametrize(
    ("period", "inside", "outside"),
    [
        ("2024", ["2024", "2024-01", "2024-12-31"], ["2023", "2023-12-31"]),
        ("2024-H1", ["2024-06-30", "2024-01"], ["2024", "2024-07-01", "2023-06"]),
        ("2024-9M", ["2024-01", "2024-09-30"], ["2024-10", "2024", "2023-09-30"]),
        ("2024-Q3", ["2024-07", "2024-09-30"], ["2024-06-30", "2024-10", "2024"]),
    ],
)
def test_dates_that_a_period_covers(period, inside, outside):
    assert [d for d in inside + outside if Period.parse(period).covers(d)] == inside


PIECES = [
    "2024年",
    "2019",
    "第三季度",
    "报告",
    "年報",
    "白皮書",
    "山海邮递有限公司",
    "中国移动",
    "截至",
    "底",
    "6月",
    "5日",
    "中期",
    "（",
    "）",
    "Q3",
    "公告",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join), texts, st.sampled_from([None, *DocumentKind])
)
def test_no_year_is_made_up(title, text, kind):
    subject = subject_of_part(title, text, kind)
    years = set(re.findall(r"(?=(20\d\d|19\d\d))", title + " " + text))
    assert subject.year is None or str(subject.year) in years
    assert subject.published is None or subject.published[:4] in years


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), texts)
def test_evidence_stands_in_the_source(title, text):
    squeezed = " ".join(f"{title}\n{text}".split()).lower()
    for evidence in subject_of_part(title, text).evidence:
        assert evidence.field in {"kind", "company", "period", "published"}
        words = evidence.words.partition(" ×")[0].lower()
        assert words
        assert words in squeezed or evidence.field == "kind"

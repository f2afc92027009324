"""Words that date something: periods over which figures are counted, and days that balances are struck at."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates.periods import in_words, narrow, other_years, periods_of, phrases_in, read_date_phrase
from corpus.script import convert
from corpus.subject import Period, PeriodKind
from tests.cases.load import golden
from tests.cases.texts import texts


def told(text):
    found = read_date_phrase(text)
    if found is None:
        return None
    period = str(found.period) if found.period else None
    return {"words": found.span.of(text), "period": period, "date": found.date, "as_at": found.as_at}


@pytest.mark.parametrize(("text", "expected"), golden("periods"))
def test_golden_cases(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), golden("periods"))
def test_the_same_in_the_other_script_and_inside_a_sentence(text, expected):
    wanted = expected and {**expected, "words": convert(expected["words"], "s2t")}
    assert told(convert(text, "s2t")) == wanted
    inside = told(f"公司公布了{text}的收入")
    assert inside == expected


every_part = [Period(2020), Period(2020, PeriodKind.NINE_MONTHS), *(Period(2020, PeriodKind.HALF, n) for n in (1, 2)), *(Period(2020, PeriodKind.QUARTER, n) for n in (1, 2, 3, 4))]  # fmt: skip


@pytest.mark.parametrize("period", every_part)
@pytest.mark.parametrize("chinese", [True, False])
def test_a_period_in_words_is_read_again(period, chinese):
    words = in_words(period, chinese=chinese)
    found = read_date_phrase(words if chinese or " " in words else f"{words}年")
    assert found is not None
    assert found.period == period


@pytest.mark.parametrize(
    ("question", "years", "parts"),
    [
        ("中国联通2020年第三季度的收入是多少？", (2020,), ["2020-Q3"]),
        ("中國聯通2020年公司第三季度的收入是多少？", (2020,), ["2020-Q3"]),
        ("2019年和2020年上半年的利润", (2019, 2020), ["2020-H1"]),
        ("民國109年前三季的營收", (2020,), ["2020-9M"]),
        ("2020年公司前三季度的收入", (2020,), ["2020-9M"]),
        ("2020年公司單季營收，第三季", (2020,), ["2020-Q3"]),
        ("2022年第三季度单季营业收入", (2022,), ["2022-Q3"]),
        ("公司2022年的1-9月收入", (2022,), ["2022-9M"]),
        ("Q3 2020 revenue", (2020,), ["2020-Q3"]),
        ("revenue in the third quarter of 2020", (2020,), ["2020-Q3"]),
        ("2020年底有多少网点", (2020,), []),
        ("2020年的收入", (2020,), []),
        ("第三季度的收入", (), []),
        ("三百个网点", (), []),
        ("113年第三季的營收", (2024,), ["2024-Q3"]),
        ("一一三年公司上半年的營收", (2024,), ["2024-H1"]),
        ("成立113年的公司有幾家", (), []),
        ("2021年与2022年第一季度和上半年", (2021, 2022), ["2022-Q1"]),
    ],
)
def test_what_a_question_names(question, years, parts):
    named, found = periods_of(narrow(question))
    assert (named, [str(p) for p in found]) == (years, parts)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("民国113年与二〇二三年", {2023, 2024}),
        ("113年底与112年9月", {2023, 2024}),
        ("一一三年，公司成立113年", {2024}),
        ("公元113年9月", set()),
        ("第113年度、长达113年", set()),
    ],
)
def test_years_in_other_ways(text, years):
    assert other_years(text) == years


@given(
    st.one_of(
        texts,
        st.lists(
            st.sampled_from([*"〇零一二三十百千2024年月日至-/.第季度底末民国截止前首半期QHqh3 "]), max_size=40
        ).map("".join),
    )
)
def test_any_text_can_be_read(text):
    at = 0
    for phrase in phrases_in(narrow(text)):
        assert at <= phrase.span.start < phrase.span.end <= len(text)
        assert phrase.period is None or phrase.date is None
        assert phrase.year is None or 1900 <= phrase.year < 2100
        at = phrase.span.end


@pytest.mark.parametrize(
    "piece",
    ["2024年", "1", "二〇二四", "2024年1", " ", "民国 ", "一", "截至", "2024/", "for the year ended "],
)
def test_hostile_text_takes_linear_time(piece):
    hostile = piece * (500_000 // len(piece))
    began = time.perf_counter()
    list(phrases_in(hostile))
    assert time.perf_counter() - began < 6

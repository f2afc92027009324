"""Filters leave out what does not fit; halves and quarters of the asked year go before each other as asked."""

import pytest

from corpus.subject import DocumentKind, Period, PeriodKind, Subject
from corpus.types import Passage, Span
from index.errors import NoMatchError
from index.filters import Filters
from index.search import Query, Searcher, SearchSettings
from tests.fakes import HashEncoder

REPORTS = {
    "年/2020年年度報告.md": "# 中國聯通2020年年度報告\n\n全年收入是三千億元。\n",
    "季/2020年第三季度报告.md": "# 中国联通2020年第三季度报告\n\n收入是两千二百亿元。\n",
    "季/2020年第一季度报告.md": "# 中国联通2020年第一季度报告\n\n收入是七百亿元。\n",
    "2019年年度报告.md": "# 中国移动2019年年度报告\n\n全年收入是七千亿元。\n",
    "随笔.md": "# 随笔\n\n收入与日常。\n",
}
Q1, Q3 = (Period(2020, PeriodKind.QUARTER, n) for n in (1, 3))


@pytest.fixture
def searcher(index, documents, folder):
    for old in documents.rglob("*.*"):
        old.unlink()
    for name, text in REPORTS.items():
        (documents / name).parent.mkdir(parents=True, exist_ok=True)
        (documents / name).write_text(text, encoding="utf-8")
    index()
    return Searcher.open(folder, encoder=HashEncoder())


def found(searcher, filters, text="收入"):
    return {h.passage.file for h in searcher.search(Query(text, filters=filters))}


@pytest.mark.parametrize(
    ("filters", "files"),
    [
        (Filters(), set(REPORTS)),
        (Filters(company="中国移动"), {"2019年年度报告.md"}),
        (Filters(period=Period(2020)), {f for f in REPORTS if "2020" in f}),
        (Filters(period=Q3), {"季/2020年第三季度报告.md"}),
        (Filters(period=Period(2020, PeriodKind.HALF, 1)), {"季/2020年第一季度报告.md"}),
        (Filters(kind=DocumentKind.ANNUAL_REPORT), {"年/2020年年度報告.md", "2019年年度报告.md"}),
        (Filters(file="季/*.md"), {f for f in REPORTS if f.startswith("季/")}),
        (Filters(file="2019*"), {"2019年年度报告.md"}),
        (Filters(company="中国联通", kind=DocumentKind.ANNUAL_REPORT), {"年/2020年年度報告.md"}),
    ],
)
def test_only_what_fits_is_found(searcher, filters, files):
    assert found(searcher, filters) == files


def test_ranks_and_scores_are_those_of_what_is_left(searcher):
    every = {h.passage.file: h.score for h in searcher.search(Query("收入"))}
    hits = searcher.search(Query("收入", filters=Filters(company="中国联通")), 2)
    assert [h.rank for h in hits] == [1, 2]
    assert all(h.score == every[h.passage.file] for h in hits)
    assert all(searcher.passages[h.position] == h.passage for h in hits)


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(company="华为"), ["company 华为", "companies: 中国移动, 中国联通"]),
        (Filters(period=Period(2018)), ["2019, 2020, 2020-Q1, 2020-Q3"]),
        (Filters(kind=DocumentKind.LAW), ["annual report, quarterly report"]),
        (Filters(file="*.pdf"), ["2019年年度报告.md"]),
        (
            Filters(company="中国移动", period=Period(2020)),
            ["company 中国移动 and period 2020", "companies: ", "; periods: "],
        ),
    ],
)
def test_nothing_fits_is_an_error_that_names_what_there_is(searcher, filters, words):
    with pytest.raises(NoMatchError) as failed:
        searcher.search(Query("收入", filters=filters))
    assert [w for w in words if w not in str(failed.value)] == []


def first(searcher, years, periods=()):
    query = Query("收入是多少", years=frozenset(years), periods=frozenset(periods))
    return next(h.passage.subject.period for h in searcher.search(query))


def test_the_asked_period_goes_before_another_of_the_year(searcher):
    searcher.settings = SearchSettings(dense_weight=0.0, year_weight=1.0, period_weight=2.0, part_weight=2.0)
    assert first(searcher, [2020], [Q3]) == Q3
    assert first(searcher, [2020], [Q1]) == Q1
    assert first(searcher, [2020]) == Period(2020)


def test_what_a_period_adds_and_takes(searcher):
    plain = {
        h.passage.file: h.score
        for h in searcher.search(Query("收入", years=frozenset({2020}), periods=frozenset({Q3})))
    }
    settings = searcher.settings
    searcher.settings = SearchSettings(period_weight=0.0, part_weight=0.0)
    bare = {h.passage.file: h.score for h in searcher.search(Query("收入", years=frozenset({2020})))}
    change = {file: round(plain[file] - bare[file], 4) for file in plain}
    assert change == {
        "年/2020年年度報告.md": 0.0, "季/2020年第三季度报告.md": settings.period_weight,
        "季/2020年第一季度报告.md": -settings.period_weight, "2019年年度报告.md": 0.0, "随笔.md": 0.0,
    }  # fmt: skip


def test_a_passage_of_an_unknown_company_fits_no_filter_on_it():
    passage = Passage("a.md", Span(0, 2), Span(0, 2), "字句", Subject("题"), (), 1, ((0, 0),))
    assert Filters().holds(passage)
    assert not any(
        f.holds(passage)
        for f in (Filters(company="中国移动"), Filters(period=Period(2020)), Filters(kind=DocumentKind.NEWS))
    )

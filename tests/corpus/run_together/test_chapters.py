"""Headings and captions of glued texts, with a contents page and without."""

import time

import pytest

from corpus.run_together.chapters import find_chapters, without_overlaps
from corpus.run_together.contents import read_contents
from corpus.run_together.headings import find_headings
from corpus.script import fold
from corpus.types import Span
from tests.cases.load import golden


def by_contents(contents, pages):
    """Return what the contents page names as found in the pages: kind, level, words, page."""
    read = read_contents(fold(contents), Span(0, len(contents)))
    starts = [(sum(map(len, pages[:i])), i + 1) for i in range(len(pages))]
    body = "".join(pages)
    cuts = find_chapters(fold(body), read, fold(contents), starts)
    page = [next(n for at, n in reversed(starts) if at <= cut.span.start) for cut in cuts]
    return [[c.kind.value, c.level, c.span.of(body), n] for c, n in zip(cuts, page, strict=True)]


@pytest.mark.parametrize(("given", "expected"), golden("chapters"))
def test_golden_cases(given, expected):
    if "contents" in given:
        assert by_contents(given["contents"], given["pages"]) == expected
    else:
        text = given["text"]
        assert [[c.level, c.span.of(text)] for c in find_headings(fold(text))] == expected


def test_a_contents_page_without_entries_is_none():
    assert read_contents("目录学是一门学问。", Span(0, 9)) is None


def test_every_list_of_a_contents_page_has_its_place():
    text = "目录一、规模......1图目录图1邮车......1表目录表1驿站......2正文开始"
    read = read_contents(text, Span(0, len(text)))
    assert [span.of(text)[:2] for span in read.lists] == ["目录", "图目", "表目"]
    assert read.span.of(text).endswith("驿站......2")


def test_cuts_do_not_overlap():
    text = "目录一、规模......1一、规模很大......1"
    cuts = by_contents(text, ["一、规模很大的邮路。"])
    assert [words for _, _, words, _ in cuts] == ["一、规模"]
    assert without_overlaps([]) == []


@pytest.mark.parametrize("unit", ["（一）公司", "1.1公司情况", "一、", "1.", "......1", "图1", "目录"])
def test_hostile_text_takes_no_longer_than_its_length_allows(unit):
    text = unit * (300_000 // len(unit))
    started = time.process_time()
    find_headings(text)
    read_contents("目录" + text, Span(0, len(text)))
    assert time.process_time() - started < 4

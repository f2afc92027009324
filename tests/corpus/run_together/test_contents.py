"""Contents pages that are glued; golden cases are in test_chapters."""

import pytest

from corpus.run_together.contents import Listed, read_contents
from corpus.types import Span


def entries(text):
    read = read_contents(text, Span(0, len(text)))
    return [(e.title.of(text), e.page, e.level) for e in read.entries]


@pytest.mark.parametrize("leader", ["......", "……", "······", "..........."])
def test_leaders(leader):
    assert entries(f"目录一、规模{leader}1二、展望{leader}12") == [("一、规模", 1, 2), ("二、展望", 12, 2)]


def test_pages_do_not_fall():
    assert entries("目录一、规模......9（一）邮车......101.新车......112.旧车......12") == [
        ("一、规模", 9, 2),
        ("（一）邮车", 10, 3),
        ("1.新车", 11, 4),
        ("2.旧车", 12, 4),
    ]


def test_lists_count_their_pages_anew():
    text = "目录一、规模......9图目录图1邮车......2表目录表1驿站......3"
    read = read_contents(text, Span(0, len(text)))
    assert [(e.listed, e.page) for e in read.entries] == [
        (Listed.HEADING, 9),
        (Listed.FIGURE, 2),
        (Listed.TABLE, 3),
    ]


def test_text_behind_the_last_entry_is_not_contents():
    text = "目录一、规模......1规模逐年增长。二、展望......可期。"
    assert read_contents(text, Span(0, len(text))).span.of(text) == "目录一、规模......1"

"""Headings of reports without contents; golden cases are in test_chapters."""

from corpus.run_together.chapters import Cut
from corpus.run_together.headings import find_headings, find_minor
from corpus.types import ParagraphKind, Span


def test_a_heading_may_begin_a_page_in_the_middle_of_a_sentence():
    text = "监管部门的要求（一）外部审计工作根据规定，听取汇报。"
    assert find_headings(text) == []
    assert [c.span.of(text) for c in find_headings(text, frozenset({7}))] == ["（一）外部审计工作"]


def test_numbered_headings_below_those_of_the_contents():
    text = "一、立法情况已有进展。1.数据流动规则不断完善一是明确规则。2.平台责任，另行规定一是细化义务。"
    above = [Cut(Span(0, 6), ParagraphKind.HEADING, 2)]
    assert [(c.span.of(text), c.level) for c in find_minor(text, above)] == [("1.数据流动规则不断完善", 3)]

"""Junk and lost bullets."""

import pytest

from corpus.mapped import from_source
from corpus.run_together.prepared import dropped_at, prepare
from corpus.types import Span


@pytest.mark.parametrize("junk", ["????????", "(*&%$^(", "#%$^&*("])
def test_junk(junk):
    ready = prepare(from_source(f"大模型{junk}很大。"))
    assert ready.text.text == "大模型很大。"
    assert [(d.source, d.reason) for d in ready.dropped] == [(Span(3, 3 + len(junk)), "junk")]


@pytest.mark.parametrize("text", ["为什么???", "###联通", "#####", "5G（CPE）", "a(b)*c", "价格$5"])
def test_what_may_say_something_stays(text):
    assert prepare(from_source(text)).text.text == text


def test_lost_bullets_are_remembered_by_their_place():
    assert prepare(from_source("如下：\uf06c修路\uf06c添车")).bullets == {3, 6}


def test_a_span_over_a_gap_is_two_places():
    text = from_source("????页眉????").without([Span(4, 6)])
    assert [d.source for d in dropped_at(text, [Span(0, 8)], "junk")] == [Span(0, 4), Span(6, 10)]

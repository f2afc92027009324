"""Hits as a reader read them, made from what a golden case tells of each; and a ranking by one measure alone."""

from __future__ import annotations

from corpus.subject import Period, Subject
from corpus.types import Cell, Passage, Span
from index.reader.types import Read
from index.types import Hit
from rag.features import Features
from rag.ranker import Ranker


def read_hit(told, position=0):
    """Return the hit of one passage.

    ``text`` are its words, the likeliest ones of an answer in [[ ]] (``marked`` are their places where they are not in
    the text alone); without marks the reader found none. ``lead``, ``relevance`` and ``share`` are as in ``Read``; with
    neither of the first two nothing was read. ``before`` stands in front of the text, ``published`` is the year of its
    document, ``cells`` are the values of a table's row. The search puts each hit 0.01 behind the one before.
    """
    text = told["text"].replace("[[", "").replace("]]", "")
    whole = told.get("before", "") + text
    at = len(whole) - len(text)
    cells = tuple(
        Cell(Span(whole.index(value, at), whole.index(value, at) + len(value)), row, column, unit)
        for value, row, column, unit in told.get("cells", ())
    )
    published = told.get("published")
    passage = Passage(
        file=f"{position}.md", span=Span(0, len(whole)), source=Span(0, len(whole)), text=whole,
        subject=Subject("摘要", period=Period(published) if published else None), headings=(), paragraph=1,
        runs=((0, 0),), cells=cells,
    )  # fmt: skip
    return Hit(passage, position, position + 1, 0.5 - position / 100, 1.0, 0.85, read=_read(told, at))


def read_hits(told):
    """Return the hits of several passages in the order of the search."""
    return [read_hit(one, position) for position, one in enumerate(told)]


def _read(told, at):
    if "lead" not in told and "relevance" not in told:
        return None
    begin = told["text"].find("[[")
    span = Span(at + begin, at + told["text"].index("]]") - 2) if begin >= 0 else None
    span = Span(*told["marked"]) if "marked" in told else span
    return Read(
        float(told.get("relevance", 4.0)), span, float(told.get("lead", 4.0)), float(told.get("share", 0.5))
    )


def by_measure(name):
    """Return a ranking that sees one measure alone, with weight one."""
    count = len(Features.names())
    weights = tuple(float(one == name) for one in Features.names())
    return Ranker((0.0,) * count, (1.0,) * count, weights)

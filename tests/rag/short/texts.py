"""Candidates made by hand, and the bare answer found in them."""

from corpus.script import fold
from corpus.subject import Period, Subject
from corpus.types import Cell, Passage, Span
from index.reader.types import Read
from index.types import Hit
from rag.evidence import Candidate, Weighting
from rag.question import content_of, read_question
from rag.short import short_answer


def candidate(text, score=1.0):
    passage = Passage(
        file="a.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, subject=Subject("摘要"), headings=(),
        paragraph=1, runs=((0, 0),),
    )  # fmt: skip
    hit = Hit(passage, 0, 1, 0.5, 1.0, 0.5)
    return Candidate(hit, Span(0, len(text)), fold(text), 0.5, 0.5, 1.0, 0.0, 0.0, score, frozenset())


def find(small, question, *texts, columns=None):
    reading, expander = read_question(question), small.searcher.expander
    worth = Weighting.of(expander.terms(content_of(reading.text)), expander.lexical).worth
    chosen = [candidate(text) for text in texts]
    return short_answer(reading, chosen, worth, columns or [()] * len(texts))


def read_candidate(told, position=0):
    """Return a sentence whose passage a reader read, from what a golden case tells of it.

    ``text`` marks the likeliest words with [[ ]]; without marks none were found, and without a ``lead`` nothing was
    read; ``marked`` are their places in the passage where they are not in the sentence alone. ``before`` stands before
    the sentence in its passage, ``published`` is the year of its document, ``behind`` how far the sentence is behind the first, ``year`` its fit of the years asked, ``cells`` the values of a
    table's row.
    """
    marked = told["text"]
    text, begin = marked.replace("[[", "").replace("]]", ""), marked.find("[[")
    whole = told.get("before", "") + text
    at, lead = len(whole) - len(text), told.get("lead")
    span = Span(at + begin, at + marked.index("]]") - 2) if begin >= 0 else None
    span = Span(*told["marked"]) if "marked" in told else span
    read = None if lead is None else Read(told.get("relevance", 4.0), span, lead, 0.8)
    cells = tuple(
        Cell(Span(whole.index(value, at), whole.index(value, at) + len(value)), row, column, unit)
        for value, row, column, unit in told.get("cells", ())
    )
    published = told.get("published")
    subject = Subject("摘要", period=Period(published) if published else None)
    passage = Passage(
        file=f"{position}.md", span=Span(0, len(whole)), source=Span(0, len(whole)), text=whole, subject=subject,
        headings=(), paragraph=1, runs=((0, 0),), cells=cells,
    )  # fmt: skip
    hit = Hit(passage, position, position + 1, 0.5, 1.0, 0.5, read=read)
    score = 1.0 - told.get("behind", 0.0)
    return Candidate(
        hit, Span(at, len(whole)), fold(text), 0.5, 0.5, 1.0, told.get("year", 0.0), 0.0, score, frozenset()
    )


def find_read(small, question, told):
    """Return the words of the bare answer over sentences that were read, None where there is none."""
    reading, expander = read_question(question), small.searcher.expander
    worth = Weighting.of(expander.terms(content_of(reading.text)), expander.lexical).worth
    chosen = [read_candidate(one, number) for number, one in enumerate(told)]
    found = short_answer(reading, chosen, worth, [()] * len(chosen))
    if found is None:
        return None
    return found.claim, found.span.of(chosen[found.claim].text) if found.span else found.yes

"""Candidates made by hand, and the bare answer found in them."""

from corpus.script import fold
from corpus.subject import Subject
from corpus.types import Passage, Span
from index.types import Hit
from rag.evidence import Candidate, Weighting
from rag.question import content_of, read_question
from rag.short import short_answer
from tests.rag.read_hits import read_hit


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
    """Return a sentence of a passage that was read, see ``read_hit``: the part behind ``before``.

    ``behind`` is how far it is behind the first in score, ``year`` its fit of the years asked.
    """
    hit = read_hit(told, position)
    text = hit.passage.text
    span = Span(len(told.get("before", "")), len(text))
    score = 1.0 - told.get("behind", 0.0)
    return Candidate(
        hit, span, fold(span.of(text)), 0.5, 0.5, 1.0, told.get("year", 0.0), 0.0, score, frozenset()
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

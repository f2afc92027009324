"""Which of several figures is of the asked year, of what is done, and of the whole: golden cases in both scripts."""

from dataclasses import replace

import pytest

from corpus.script import fold
from corpus.subject import Period, Subject
from index.types import Hit
from rag.constraints import year_fit
from rag.evidence import Weighting
from rag.question import content_of, read_question
from rag.short import short_answer
from tests.cases.load import golden
from tests.rag.short.texts import candidate


def dated(reading, text, report):
    plain = candidate(text)
    subject = Subject("摘要", period=Period.parse(report))
    passage = replace(plain.hit.passage, subject=subject)
    fit = year_fit(reading.years, fold(text), passage, fold(text), reading.periods)
    return replace(plain, hit=Hit(passage, 0, 1, 0.5, 1.0, 0.5), year=fit)


@pytest.mark.parametrize(("given", "expected"), golden("short_times", both=True))
def test_the_figure_that_is_asked(small, given, expected):
    reading, expander = read_question(given["question"]), small.searcher.expander
    worth = Weighting.of(expander.terms(content_of(reading.text)), expander.lexical).worth
    chosen = [dated(reading, text, report) for text, report in given["texts"]]
    found = short_answer(reading, chosen, worth, [()] * len(chosen))
    assert (found.span.of(given["texts"][found.claim][0]) if found else None) == expected

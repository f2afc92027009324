"""A short answer is taken over only where its very words are cited."""

import pytest

from corpus.types import Span
from rag.compose import Claim, Draft, ShortAnswer
from rag.model.mapped import holds, moved_short, overlaps


def claim(passage, words):
    at = passage.text.index(words)
    return Claim(passage, Span(at, at + len(words)))


@pytest.fixture
def bus(small):
    return next(p for p in small.searcher.passages if "電動巴士85輛" in p.text)


@pytest.fixture
def book(small):
    return next(p for p in small.searcher.passages if "門市15家" in p.text)


def draft(one, words=None, *, yes=None):
    span = None if words is None else claim(one.passage, words).span
    return Draft((one,), 0.9, 0.9, ShortAnswer(0, span, yes))


def test_at_its_place_it_stays(bus, book):
    one = claim(bus, "投放電動巴士85輛，車隊總數增至1,230輛")
    other = claim(bus, "車隊總數增至1,230輛，每日載客量達46萬人次")
    short = moved_short(draft(one, "1,230輛"), (claim(book, "門市15家"), other))
    assert short == ShortAnswer(1, claim(bus, "1,230輛").span)


def test_the_same_words_elsewhere_count_but_no_part_of_a_number(bus, book):
    one = claim(book, "門市15家，全台門市共有210家")
    assert moved_short(draft(one, "10"), (claim(bus, "增至1,230輛"),)) is None
    assert moved_short(draft(one, "1"), (claim(bus, "增至1,230輛"),)) is None
    in_both = claim(book, "全台門市")
    assert moved_short(draft(in_both, "門市"), (claim(book, "開設門市15家"),)).claim == 0


def test_words_that_nobody_cites_are_none(bus, book):
    assert moved_short(draft(claim(bus, "投放電動巴士85輛"), "85輛"), (claim(book, "門市15家"),)) is None
    assert moved_short(Draft((claim(bus, "85輛"),), 0.9, 0.9), (claim(bus, "85輛"),)) is None


def test_a_yes_needs_its_own_place(bus, book):
    yes = draft(claim(bus, "投放電動巴士85輛"), yes=True)
    assert moved_short(yes, (claim(book, "門市15家"), claim(bus, "電動巴士85輛，車隊"))) == ShortAnswer(
        1, yes=True
    )
    assert moved_short(yes, (claim(bus, "每日載客量"),)) is None


def test_a_list_needs_all_its_items(bus):
    one = claim(bus, "投放電動巴士85輛，車隊總數增至1,230輛")
    spans = [claim(bus, words).span for words in ("85輛", "1,230輛")]
    listed = Draft((one,), 0.9, 0.9, ShortAnswer(0, items=tuple((0, span) for span in spans)))
    both = (claim(bus, "電動巴士85輛"), claim(bus, "增至1,230輛"))
    assert moved_short(listed, both) == ShortAnswer(0, items=((0, spans[0]), (1, spans[1])))
    assert moved_short(listed, both[:1]) is None


def test_places(bus, book):
    whole, part = claim(bus, "投放電動巴士85輛"), claim(bus, "電動巴士")
    assert (holds(whole, part), holds(part, whole)) == (True, False)
    assert (overlaps(whole, part), overlaps(whole, claim(book, "門市"))) == (True, False)
    assert not overlaps(claim(bus, "投放"), part)

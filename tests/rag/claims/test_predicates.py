"""What a sentence says was done: its source must say it, in a short sentence too, and no question says it instead."""

import json
import re
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.script import fold, to_script
from corpus.types import Script
from index.segment import dictionary_frequency, is_word
from rag.claims import Checker, Strike, sentences_of
from rag.claims.signs import is_sign
from tests.rag.claims.conftest import GLOSSARY, TEXTS, passage_of

TABLE = json.loads(resources.files("rag").joinpath("data/claim_predicates.json").read_text("utf-8"))
ROWS = [row for rows in TABLE["events"].values() for row in rows]
LIGHT = [word for line in TABLE["light"] for word in line.split()]
EVENTS = sorted({word for row in ROWS for word in row.partition("|")[0].split()})
CHECKER = Checker(glossary=GLOSSARY)


def checked(said, text, question=""):
    return CHECKER.check(sentences_of(said)[0], [passage_of(text)], question)


def test_table_is_folded_and_no_deed_is_light():
    assert len(ROWS) >= 70 and len(LIGHT) >= 300
    assert all(fold(word) == word for word in (*EVENTS, *LIGHT))
    assert not set(EVENTS) & set(LIGHT)
    assert len(LIGHT) == len(set(LIGHT))
    for row in ROWS:
        chinese, english, also = row.split("|")
        assert (chinese.split() or english) and re.compile(english.replace(",", "|"))
        assert fold(also) == also


def test_every_light_verb_would_count_without_the_list():
    before, behind = TABLE["before"], TABLE["behind"]
    assert [w for w in LIGHT if len(w) != 2 or is_sign(w) or w[0] in before or w[1] in behind] == []
    assert [w for w in LIGHT if dictionary_frequency(w) >= 5000] == []


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from([word for word in EVENTS if len(word) == 2 and is_word(word)]),
    st.sampled_from([Script.HANS, Script.HANT]),
)
def test_deed_that_the_source_lacks_is_struck(deed, script):
    text = "山海邮局的邮筒是绿的。"
    said = to_script(f"山海邮局的邮筒{deed}了[1]。", script)
    question = to_script(f"山海邮局的邮筒为什么{deed}了？", script)
    assert checked(said, text).strike is not None
    assert checked(said, text, question).strike is not None


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(EVENTS), st.sampled_from([Script.HANS, Script.HANT]))
def test_deed_that_the_source_says_is_shown(deed, script):
    text = f"去年，山海邮局的邮筒{deed}，引人注目。"
    said = to_script(f"山海邮局的邮筒{deed}[1]。", script)
    found = checked(said, text)
    assert found.strike is None, (found.strike, found.over)


@pytest.mark.parametrize(
    ("said", "question", "strike"),
    [
        ("山海邮局解散了[1]。", "山海邮局为什么解散？", Strike.UNSAID),
        ("山海郵局的網點發生了故障[1]。", "山海郵局的網點發生了什麼故障？", Strike.UNSAID),
        ("網點累計3,450個[1]。", "山海郵局有多少網點？", None),
        ("3,450个[1]。", "山海邮局有多少网点？", None),
        ("Outlets caught fire [1].", "When did the outlets catch fire?", Strike.UNSAID),
    ],
)
def test_question_says_no_predicate(said, question, strike):
    found = checked(said, TEXTS["post"], question)
    assert found.strike is strike, found.over


@pytest.mark.parametrize("said", ["這促進了往來，環保意識因此有所加深[1]。", "环保意识因此有所加深[1]。"])
def test_therefore_points_at_nothing_of_the_question(said):
    found = checked(said, TEXTS["reworded"], "新邮筒的电池有多大？寄件市场多大？")
    assert found.strike is None, (found.strike, found.over)

"""What holds for any sentence: quoted words are shown, a changed figure is struck, hostile text takes no long time."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.script import to_script
from corpus.types import Script
from rag.claims import Checker, Strike, sentences_of
from tests.rag.claims.conftest import GLOSSARY, TEXTS, passage_of

CHECKER = Checker(glossary=GLOSSARY)
SENTENCES = [
    (name, sentence)
    for name, text in TEXTS.items()
    for sentence in re.findall(r"[^。]+。", text)
    if "前者" not in sentence
]
# An ordinal is a name: 第18年.
WRONG = {Strike.FIGURE, Strike.UNIT, Strike.TIME, Strike.DIRECTION, Strike.NAME}
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def checked(said, text):
    return CHECKER.check(sentences_of(said)[0], [passage_of(text)])


@pytest.mark.parametrize(("name", "sentence"), SENTENCES)
@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
def test_quoted_sentence_is_shown(name, sentence, script):
    found = checked(f"{to_script(sentence, script)[:-1]}[1]。", TEXTS[name])
    assert found.strike is None, (found.strike, found.over)


FIGURES = [(name, s, m.span()) for name, s in SENTENCES for m in FIGURE.finditer(s)]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FIGURES), st.integers(3, 97), st.sampled_from([Script.HANS, Script.HANT]))
def test_changed_figure_is_struck(figure, factor, script):
    name, sentence, (start, end) = figure
    was = sentence[start:end].replace(",", "")
    now = str(int(was.replace(".", "")) * factor + 1)
    if now in re.sub(r"[,.]", "", TEXTS[name]):
        return
    changed = to_script(f"{sentence[:start]}{now}{sentence[end:-1]}[1]。", script)
    assert checked(changed, TEXTS[name]).strike in WRONG


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="甲乙网点新建不比从到3450.5万亿个%年[]()，。“”abc ", max_size=60))
def test_any_sentence_gets_a_verdict(text):
    for sentence in sentences_of(f"{text}[1]。"):
        CHECKER.check(sentence, [passage_of(TEXTS["post"])])


@pytest.mark.parametrize("piece", ["甲", "3,450个，", "从甲到乙", "不", "(", "“", "2023年", "比", "abc "])
def test_hostile_source_is_read_in_linear_time(piece):
    begun = time.process_time()
    checked("网点累计3,450个[1]。", piece * (12_000 // len(piece)))
    assert time.process_time() - begun < 10

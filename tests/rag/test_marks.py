"""Marks stand where `rag verify` looks for them, whatever a model writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.marks import marks, unmarked, with_marks
from rag.verify import _MARKED_END, _SENTENCE

TEXT = st.text(alphabet="甲a1 \n\t。！？!?.,，「」“”『』（）()\"'[]》…3", max_size=30)


@given(words=TEXT, claims=st.lists(st.integers(0, 30), min_size=1, max_size=3))
def test_every_sentence_bears_them(words, claims):
    line = with_marks(words, claims)
    assert "\n" not in line
    for sentence in filter(None, (s.strip() for s in _SENTENCE.findall(line))):
        assert _MARKED_END.search(sentence), (line, sentence)


@given(words=TEXT)
def test_only_ours_are_marks(words):
    assert not set("[]") & set(with_marks(words.replace("[", "").replace("]", ""), ()))
    assert with_marks(f"甲[3]{words}", (6,)).count("[3]") == 0


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("共有240萬個。", "共有240萬個。 [1]"),
        ("共有240万个", "共有240万个 [1]"),
        ('他說"好！"就走了。', '他說"好！” [1] 就走了。 [1]'),
        ("（见表。)", "（见表。） [1]"),
        ("It has 2.4 million.", "It has 2.4 million. [1]"),
        ("附圖[3]為證。", "附圖［3］為證。 [1]"),
    ],
)
def test_how_it_looks(words, shown):
    assert with_marks(words, (0,)) == shown


def test_the_first_is_one():
    assert marks([0, 11]) == "[1][12]"
    assert unmarked("[x] [12]") == "[x] ［12］"

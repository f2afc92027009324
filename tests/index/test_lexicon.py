"""The lexicon of an index, written and read."""

import pytest

from index.bm25 import LexicalIndex
from index.errors import IndexFolderError
from index.lexicon import Lexicon, build_lexicon, read_lexicon, write_lexicon
from index.segment import BIGRAM_MARK


def test_sounds_come_from_bigrams_and_english_from_words(tmp_path):
    lexical = LexicalIndex.build([["煤矿", BIGRAM_MARK + "基站", "5g"], ["卫星"]])
    lexicon = build_lexicon(lexical)
    assert lexicon.sounds == {"ji'zhan": ("基站",)}
    assert lexicon.glossary["coal mine"] == ("煤矿",)
    write_lexicon(tmp_path / "l.json", lexical)
    assert read_lexicon(tmp_path / "l.json") == lexicon


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"sounds": {}, "glossary": 7}', '{"sounds": {"a": 1}, "glossary": {}}']
)
def test_damage_is_named(text, tmp_path):
    path = tmp_path / "l.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(IndexFolderError, match=r"l\.json: the lexicon is damaged"):
        read_lexicon(path)


def test_a_lexicon_may_be_empty():
    assert Lexicon() == Lexicon({}, {})

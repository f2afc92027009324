"""Terms: golden cases, both scripts alike, user dictionaries."""

import pytest
from hypothesis import given, settings

from corpus.errors import SourceError
from corpus.script import convert, fold
from index.segment import BIGRAM_MARK, STOP_WORDS, Segmenter, bigrams, normalise, place_names
from tests.cases.load import golden
from tests.cases.texts import texts


@pytest.mark.parametrize(("text", "expected"), golden("segment"))
def test_golden_cases(text, expected):
    found = {"words": Segmenter().words(fold(text)), "bigrams": [b[1:] for b in bigrams(fold(text))]}
    assert found == expected


@pytest.mark.parametrize(
    "text", ["公司的网络覆盖率达到多少？", "三百个站点的建设资金来自哪里", "𠮷野家开了几间店"]
)
def test_both_scripts_give_the_same_terms(text):
    assert Segmenter().terms(fold(convert(text, "s2t"))) == Segmenter().terms(fold(text))
    assert Segmenter().terms(fold(convert(text, "s2hk"))) == Segmenter().terms(fold(text))


@given(texts)
@settings(deadline=None)
def test_terms_are_not_empty_and_bigrams_never_meet_words(text):
    words = Segmenter().words(fold(text))
    assert all(word.strip() and BIGRAM_MARK not in word and word not in STOP_WORDS for word in words)
    assert all(len(b) == 3 and b[0] == BIGRAM_MARK for b in bigrams(fold(text)))


@given(texts)
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("１,８６５.２０", "1865.20"),
        ("1,000,000", "1000000"),
        ("2019,2020", "2019,2020"),
        ("5Ｇ，ＡＩ", "5g,ai"),
        ("⼀⼈", "一人"),
    ],
)
def test_normalising(text, plain):
    assert normalise(text) == plain


def test_a_user_dictionary_in_either_script_makes_words(tmp_path):
    word = "云谷数仓枢纽"
    assert word not in Segmenter().words(f"建设{word}项目")
    for script, name in ((word, "hans"), ("雲谷數倉樞紐", "hant")):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"\ufeff{script} 100000 n\n", encoding="utf-8")
        assert word in Segmenter(path).words(f"建设{word}项目")


def test_a_dictionary_changes_the_name_and_its_content_too(tmp_path):
    path = tmp_path / "d.txt"
    path.write_text("云谷 10 n\n", encoding="utf-8")
    first = Segmenter(path).name
    path.write_text("云谷 20 n\n", encoding="utf-8")
    assert len({Segmenter().name, first, Segmenter(path).name}) == 3
    assert (Segmenter().dictionary, Segmenter(path).dictionary) == (None, str(path))


def test_a_dictionary_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"none\.txt: the dictionary cannot be read"):
        _ = Segmenter(tmp_path / "none.txt").name
    path = tmp_path / "big5.txt"
    path.write_bytes("樞紐 10 n\n".encode("big5"))
    with pytest.raises(SourceError, match=r"big5\.txt: no jieba dictionary .*One word a line"):
        Segmenter(path).words("枢纽")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("在廣東省和西藏新建基站", ["广东省", "西藏"]),
        ("2024年能力中台被调用多少次", []),
        ("新增城市的覆盖深度与满意度", []),
        ("上海新建的网点", ["上海"]),
        ("公司上市後關聯交易", []),
    ],
)
def test_places_are_those_of_a_map(text, places):
    folded = fold(text)
    assert [span.of(folded) for span in place_names(folded)] == places

"""Scripts: the fold keeps every length, detection tells both, conversion is for display."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.script import convert, detect, fold, to_script
from corpus.types import Script
from tests.cases.load import golden
from tests.cases.texts import texts


@pytest.mark.parametrize(("text", "expected"), golden("fold"))
def test_golden_cases(text, expected):
    assert fold(text) == expected


@given(st.one_of(st.text(), texts))
def test_folding_keeps_the_length_of_any_text(text):
    assert len(fold(text)) == len(text)


@given(texts)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(exclude_categories=["Lo", "Cs"])))
def test_other_writing_is_left_alone(text):
    assert fold(text) == text


def test_half_a_surrogate_pair_is_no_error():
    assert fold("網\udce7絡") == "网?络"
    assert convert("網\udce7", "tw2sp") == "网?"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("公司的网络覆盖全国", Script.HANS),
        ("公司的網絡覆蓋全國", Script.HANT),
        ("公司的網路涵蓋全臺", Script.HANT),
        ("電話綫裏面", Script.HANT),
        ("公司的网络與網絡覆盖覆蓋", Script.MIXED),
        ("中文", Script.HANS),
        ("皇后在台北的公里", Script.HANS),
        ("Revenue 7.5%", Script.NONE),
        ("", Script.NONE),
        ("𠮷", Script.HANS),
        ("2024年的網絡", Script.HANT),
    ],
)
def test_detection(text, script):
    assert detect(text) is script


def test_a_few_characters_of_the_other_script_do_not_make_a_text_mixed():
    assert detect("網絡覆蓋全國各個門市據點與倉庫設備" + "网") is Script.HANT


@pytest.mark.parametrize(
    ("text", "script", "expected"),
    [
        ("网络", Script.HANT, "網絡"),
        ("網絡", Script.HANS, "网络"),
        ("網絡", Script.MIXED, "網絡"),
        ("abc", Script.NONE, "abc"),
    ],
)
def test_to_script(text, script, expected):
    assert to_script(text, script) == expected


def test_wording_follows_the_region():
    assert convert("内存和软件", "s2twp") == "記憶體和軟體"
    assert convert("裏面", "hk2s") == "里面"

"""When a quotation equals its place in the file."""

import pytest
from hypothesis import given

from corpus.quotes import bare, needs_raw, same_words
from tests.cases.texts import texts


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("累計超 240 萬站", "累計超\n**240 萬**站"),
        ("累计超240万站", "累计超 240\u3000万站<br>"),
        ("做強網絡", "## 做強網絡"),
        ("項目\u200b一", "項目一"),
    ],
)
def test_white_space_and_mark_up_do_not_count(quote, source):
    assert same_words(quote, source)


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("240萬站", "194萬站"),
        ("网络", "網絡"),
        ("", ""),
        ("**", "##"),
        ("約240萬站", "240萬站"),
        ("6.4%", "6.4%3"),
    ],
)
def test_everything_else_does(quote, source):
    assert not same_words(quote, source)


@given(texts)
def test_bare_text_is_bare(text):
    once = bare(text)
    assert not any(c.isspace() for c in once)
    assert same_words(text, text) is bool(once)


def test_raw_is_needed_where_more_than_space_and_emphasis_went():
    assert needs_raw("投资增长", "投资<sup>3</sup>增长")
    assert not needs_raw("投資增長", "**投資**\n增長")

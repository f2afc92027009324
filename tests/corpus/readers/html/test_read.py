"""HTML: the main text of pages like those of press sites in both scripts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.html.read import read_html
from tests.cases.load import golden

A = Path("a.html")


@pytest.mark.parametrize(("case", "expected"), golden("html_pages"))
def test_pages(case, expected):
    decoded = read_html(A, case.encode())
    assert {"text": decoded.text, "remarks": list(decoded.reading.remarks)} == expected


@pytest.mark.parametrize(
    ("declared", "encoding", "said"),
    [
        ("gb2312", "gb18030", "GB18030"),
        ("big5", "big5", "Big5"),
        ("utf-8", "gb18030", "GB18030"),
        ("big5", "utf-8", "UTF-8"),
    ],
)
def test_the_charset_of_a_page_is_taken_when_it_fits(declared, encoding, said):
    page = f'<html><head><meta charset="{declared}"></head><body><p>公司的年報在三月公布。</p></body></html>'
    decoded = read_html(A, page.encode(encoding))
    assert (decoded.text, decoded.reading.encoding) == ("公司的年報在三月公布。\n", said)


TAGS = [
    "p",
    "div",
    "table",
    "tr",
    "td",
    "ul",
    "li",
    "h1",
    "sup",
    "a href='#x'",
    "p id=x",
    "br",
    "form",
    "nav",
    "script",
]
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag.split()[0]}>" for tag in TAGS]),
    st.sampled_from(
        ["公司", "網點。", "&lt;", "&#0;", "\0", "[1]", "\n", "<!--", "-->", "<![CDATA[", "<?xml ?>"]
    ),
)


@given(st.lists(PIECES, max_size=40))
def test_any_mark_up_gives_lines(pieces):
    page = "".join(["年報公布了。" * 700, *pieces])
    text = read_html(A, page.encode()).text
    assert text == "" or text.endswith("\n")
    assert "\0" not in text


def test_a_deep_or_large_page_takes_no_long_time():
    deep = read_html(A, ("<b>" * 1500 + "文字。").encode())
    assert deep.text == "文字。\n"
    rows = "<tr>" + "<td rowspan=60000 colspan=900>x</td>" * 2000 + "</tr>"
    assert len(read_html(A, f"<table>{rows * 3}</table>".encode()).text) < 20_000_000


def test_every_han_character_of_the_body_is_in_the_text_when_nothing_is_hidden():
    han = "新建網點三百個覆蓋全省鄉鎮"
    page = "".join(
        f"<{tag}>{char}</{tag}>"
        for char, tag in zip(han, ["p", "b", "div", "li", "h2", "td"] * 3, strict=False)
    )
    text = read_html(A, f"<html><body>{page}</body></html>".encode()).text
    assert "".join(c for c in text if "\u4e00" <= c <= "\u9fff") == han

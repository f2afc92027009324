"""Of values told in turn each thing has its own."""

import pytest

from corpus.script import to_script
from corpus.types import Script
from tests.rag.short.texts import find

SHARES = "公路客运的前四名依次是山海巴士、云湖客运、东港快车和西岛旅运，份额为41.3%、27.1%、12.8%和9.4%。"
BOTH = "慢邮为456万封，快邮为156万封，两者的增速分别是40.1%和20.8%。"
YEARS = "2021年、2022年和2023年的客运量分别为46万人、47万人和43万人。"


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("云湖客运的份额是多少？", SHARES, "27.1%"),
        ("山海巴士占多少份额？", SHARES, "41.3%"),
        ("西岛旅运的份额有多少？", SHARES, "9.4%"),
        ("慢邮的增速是多少？", BOTH, "40.1%"),
        ("快邮的增速是多少？", BOTH, "20.8%"),
        ("快邮有多少万封？", BOTH, "156万封"),
        ("2022年的客运量是多少人？", YEARS, "47万人"),
    ],
)
def test_each_thing_has_its_own_value(small, question, text, expected, script):
    found = find(small, to_script(question, script), to_script(text, script))
    assert found is not None
    assert found.span is not None
    assert found.span.of(to_script(text, script)) == to_script(expected, script)


@pytest.mark.parametrize(
    "text",
    [
        "山海巴士和云湖客运都涨价，涨幅为41.3%和27.1%不等。",
        "云湖客运的份额为27.1%，比山海巴士的41.3%少。",
    ],
)
def test_without_an_order_nothing_is_moved(small, text):
    found = find(small, "云湖客运的份额是多少？", text)
    assert found is not None
    assert found.span is not None
    assert found.span.of(text) == ("27.1%" if "份额" in text else "41.3%")

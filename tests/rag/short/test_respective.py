"""Of values told in turn each thing has its own."""

import pytest

from corpus.script import fold, to_script
from corpus.types import Script
from rag.figures import figures
from rag.short.respective import Turns, turns
from tests.rag.short.texts import find

SHARES = "公路客运的前四名依次是山海巴士、云湖客运、东港快车和西岛旅运，份额为41.3%、27.1%、12.8%和9.4%。"
BOTH = "慢邮为456万封，快邮为156万封，两者的增速分别是40.1%和20.8%。"
TWICE = "2022年甲车和乙车的份额分别为20%和30%，2023年甲车和乙车的份额分别为25%和35%。"
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
        ("2023年的客運量有多少人？", YEARS, "43万人"),
        ("2023年乙车的份额是多少？", TWICE, "35%"),
        ("2022年乙车的份额是多少？", TWICE, "30%"),
    ],
)
def test_each_thing_has_its_own_value(small, question, text, expected, script):
    found = find(small, to_script(question, script), to_script(text, script))
    assert found is not None
    assert found.span is not None
    assert found.span.of(to_script(text, script)) == to_script(expected, script)


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("云湖客运的涨幅是多少？", "山海巴士和云湖客运都涨价，涨幅为41.3%和27.1%不等。"),
        ("云湖客运的份额是多少？", "云湖客运的份额为27.1%，比山海巴士的41.3%少。"),
        ("海湾巴士的份额是多少？", SHARES),
        ("普及率是多少？", "网点普及率和覆盖率都提高，依次为41.3%、27.1%和12%。"),
    ],
)
def test_without_an_order_or_a_name_nothing_is_moved(question, text, script):
    question, text = fold(to_script(question, script)), fold(to_script(text, script))
    assert turns(text, question, [f.span for f in figures(text)]) == Turns()

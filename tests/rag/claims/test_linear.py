"""Patterns of the check, and the check itself, take linear time: 50,000 characters of one thing pass in a second."""

import json
import re
import time
from importlib.resources import files

import pytest

from rag.claims import check, name_fit, own_lists, reply, sentences_of, stages
from rag.claims.brands import unnamed_brand
from rag.claims.figure_fit import _begins_sentence
from tests.rag.claims.conftest import passage_of

LENGTH = 50_000
# Patterns written or mended with own counts, brands, stages, all for some, clocks and corrected premises.
NAMES = ("bounds", "comparisons to", "corrected", "denials", "everyone", "halves", "own_lists", "polarity", "times other")  # fmt: skip
PIECES = [
    "\n", " ", "1", "1.", "1,", "- ", "·", "甲", "已", "将", "一", "的", "、", ",", "从", "由", "a", "第", "(", "年", "1年",
    "1+", "每", "每个", "全部", "所有", "建议", "试点", "计划", "一是", "①", "没有", "未来", "加快", "推进", "了", "@", "from ",
]  # fmt: skip


def _patterns():
    data = files("rag").joinpath("data")
    table = json.loads(data.joinpath("claim_patterns.json").read_text("utf-8"))
    yield from (pytest.param(re.compile(p), id=n) for n, p in table.items() if n.startswith(NAMES))
    yield from (pytest.param(found, id=f"stages {name}") for name, found in stages._table().items())
    for module in (own_lists, check, name_fit, reply):
        found = [(name, one) for name, one in vars(module).items() if isinstance(one, re.Pattern)]
        yield from (pytest.param(one, id=f"{module.__name__} {name}") for name, one in found)


@pytest.mark.parametrize("pattern", list(_patterns()))
def test_pattern_takes_linear_time(pattern):
    for piece in PIECES:
        text = (piece * LENGTH)[:LENGTH]
        begun = time.process_time()
        for _ in pattern.finditer(text):
            pass
        assert time.process_time() - begun < 1, piece


@pytest.mark.parametrize("piece", ["加快手机", "提高通信能力", "微信", "laws ", "高通信1"])
def test_brands_take_linear_time(piece):
    text = (piece * LENGTH)[:LENGTH]
    # The dictionary is read before the clock runs.
    unnamed_brand("在快手", "加快手机")
    begun = time.process_time()
    unnamed_brand(text, "高通")
    unnamed_brand("在快手与高通用aws", text)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("piece", ["网点累计", " 网点累计", "。网点累计甲"])
def test_quotation_is_looked_for_in_linear_time(piece):
    begun = time.process_time()
    _begins_sentence("网点累计", (piece * LENGTH)[:LENGTH] + "甲")
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("piece", ["\n", "1", "- ", "一是", "①", "全部", "1名员工", "在快手", "试点，"])
@pytest.mark.parametrize(
    "said", ["邮局的三项举措惠及全体员工[1]。", "在快手與高通合作，3個網點全部建成[1]。"]
)
def test_sentence_is_held_against_a_long_source_in_linear_time(checker, said, piece):
    (sentence,) = sentences_of(said)
    checker.check(sentence, [passage_of("邮局加快手机寄件的普及。")])
    begun = time.process_time()
    checker.check(sentence, [passage_of((piece * LENGTH)[:LENGTH])])
    assert time.process_time() - begun < 2

"""Yes or no: denials in both scripts' fold, and sentences that cannot decide."""

import pytest

from corpus.script import fold
from rag.polarity import decides, negation


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("公司嚴禁使用童工。", "严禁"),
        ("2024年未發生重大洩密事件。", "未发生"),
        ("套餐不包括瑞士。", "不包括"),
        ("港澳地区均无代理点。", "均无"),
        ("公司不斷提升服務質量。", None),
        ("服务不满一年的员工也可参加。", None),
    ],
)
def test_a_denial_is_found_and_a_word_that_only_looks_like_one_is_not(sentence, denied):
    folded = fold(sentence)
    found = negation(folded)
    assert (found.of(folded) if found else None) == denied


@pytest.mark.parametrize(
    ("question", "sentence", "can"),
    [
        ("建成了500萬個5G基站嗎？", "累計建成5G基站240萬個。", False),
        ("建成了240萬個5G基站嗎？", "累计建成5G基站超过240万个。", True),
        ("2024年建成了基站吗？", "公司建成了基站。", True),
        ("收入超過1,865萬元嗎？", "收入為1865萬元。", True),
    ],
)
def test_a_sentence_decides_only_when_it_holds_every_figure_asked_about(question, sentence, can):
    assert decides(fold(question), fold(sentence)) is can

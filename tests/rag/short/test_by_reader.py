"""The bare answer where a reader read: what it marks is taken where the rules have none, in the asked form, if sure."""

from __future__ import annotations

import pytest

from tests.cases.load import golden
from tests.rag.short.texts import find_read


def unread(told):
    """Return the same sentences as nobody read them."""
    return [{key: value for key, value in one.items() if key != "lead"} for one in told]


@pytest.mark.parametrize(("given", "expected"), golden("reader_heard", both=True))
def test_the_bare_answer_over_what_was_read(small, given, expected):
    assert find_read(small, given["question"], given["told"]) == tuple(expected)


@pytest.mark.parametrize(("given", "marked"), golden("reader_unheard", both=True))
def test_what_the_reader_marks_in_a_wrong_form_or_unsurely_changes_nothing(small, given, marked):
    found = find_read(small, given["question"], given["told"])
    assert found is None or found[1] != marked
    assert found == find_read(small, given["question"], unread(given["told"]))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("慢邮网站由谁承建？", "慢邮网站已经验收，[[星河工作室]]派人到场。"),
        ("慢郵館設在哪裡？", "慢郵館設在[[舊碼頭三號倉庫]]前。"),
        ("新码头什么时候启用？", "新码头是[[去年年底]]启用的。"),
    ],
)
def test_the_lead_over_no_answer_decides_from_nothing_on(small, question, told):
    words = told[told.index("[[") + 2 : told.index("]]")]
    found = [find_read(small, question, [{"text": told, "lead": lead}]) for lead in (-0.01, 0.0, 0.01, 9.0)]
    assert found[1:] == [(0, words)] * 3
    assert found[0] == find_read(small, question, [{"text": told}])


@pytest.mark.parametrize(
    ("question", "text", "words", "read"),
    [
        (
            "东港剧院小厅共演出多少场？",
            "两个厅合计演出548场，当中小厅占[[294场]]，大厅占254场。",
            "548场",
            "294场",
        ),
        (
            "東港劇院小廳共演出多少場？",
            "兩個廳合計演出548場，當中小廳佔[[294場]]，大廳佔254場。",
            "548場",
            "294場",
        ),
        (
            "能裝寬頻的家庭有幾戶？",
            "網線鋪到的家庭超過64萬戶，其中[[39萬戶]]可以申裝寬頻。",
            "64萬戶",
            "39萬戶",
        ),
    ],
)
def test_of_the_figures_of_one_sentence_the_reader_is_heard_where_it_is_sure(
    small, question, text, words, read
):
    leads = (None, 2.9, 3.0, 9.0)
    plain = text.replace("[[", "").replace("]]", "")
    told = [{"text": plain} if lead is None else {"text": text, "lead": lead} for lead in leads]
    assert [find_read(small, question, [one]) for one in told] == [(0, words)] * 2 + [(0, read)] * 2


def test_a_sure_figure_of_another_measure_needs_words_too(small):
    text = "2023年，东港进出口总额突破5660亿元，位居全省第一，同比增长[[18.2%]]。"
    assert find_read(small, "东港2023年进出口总额突破多少？", [{"text": text, "lead": 9.0}]) == (
        0,
        "5660亿元",
    )

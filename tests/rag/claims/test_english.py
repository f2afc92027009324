"""English sentences held against Chinese paragraphs of our own, in either script: what is shown, why the rest is struck."""

import pytest

from corpus.types import Script
from index.glossary import stemmed
from rag.claims import Checker
from rag.claims.english import ends_first, money_behind, says_scope, techniques, terms
from rag.claims.quantities import quantities
from tests.cases.load import golden
from tests.rag.claims.conftest import GLOSSARY, held_against

TEXTS = {
    "stock": "2023年，山海邮局新建智能柜3.6万个。把历年所建的算在内，到2023年底，累计开通的智能柜超过24万个，占全国的三成以上。",
    "kinds": "2023年底，邮局开通的4G手持机39万台，同期5G手持机为8万台。投递员18,400人，其中城区投递员11,200人。",
    "income": "全年营业收入7,716亿元，比2022年增长8.3%。其中包裹业务收入3,193亿元，增长7.8%。每股股息1.2美元。",
    "fell": "信件用户3.06亿户，比2022年底的3.18亿户少，收件箱净增5,200万个。投诉7.6万件，比上年少32.2%。",
    "home": "2023年头十个月，国内智能柜出货1.88亿台，比上年同期多8.9%。",
    "routes": "邮路覆盖259个城市的627家企业。无人机邮路已有53条，完成的订单累计超过45万单。",
    "costs": "机场用它监视跑道，检测准确率达99%。与雷达相比，建设费用低了50%。噪声不超过60分贝。",
    "double": "快运收入361亿元，增长121%，等于翻了一番还多。信件收入86亿元，增长42%。",
    "share": "女性占全体员工的53.18%，在高级管理层中占16.55%。农村网民3.26亿人，宽带用户1.92亿户。",
    "rules": "2020年11月12日，邮政总局发布第13959号通告。2024年3月起，用户可以自选套餐。大部分省份已开通夜间投递。",
    "world": "中国移动全球网点330个，其中“一带一路”沿线195个。中国移动国内用户10亿户。",
    "rescue": "2024年1月，邮局调动车辆42辆次、人员123人次前往灾区。",
    "some": "部分省份已开通夜间投递。女性占全体员工的53.75%。",
    "watch": "邮局对网点实行7X24小时监控。新邮路的运营在2023-12-08开始。",
    "years": "2019年营业收入7498亿元，2020年营业收入7716亿元。",
    "village": "柳河县一些村升级了水库，为农村居民提供清洁饮用水。3月，工信部肯定了这一做法。水管从哈尔滨运来。"
    "成立抢修队维护水泵。6月3日，暴雨使供水中断。水务局等六部门印发方案。当地已连续举办三届大赛。"
    "水泵22时至次日6时停用。新水表减少了员工的工作量。乡镇以上饮用水每年检测一次。建成容量300万升的水箱。",
    "design": "集邮馆因自助导览、夜间开放等创新设施受到欢迎，总计接待游客约200万人次。",
}

WORDS = {
    "post office": "邮局", "smart locker": "智能柜", "handheld": "手持机", "parcel": "包裹", "dividend": "股息",
    "mail user": "信件用户", "inbox": "收件箱", "outlet": "网点", "mail route": "邮路", "route": "邮路",
    "drone": "无人机", "order": "订单", "noise": "噪声", "radar": "雷达", "express": "快运", "museum": "馆",
    "stamp museum": "集邮馆", "service": "邮路", "received": "接待",
    "notice": "通告", "postal bureau": "邮政总局",
}  # fmt: skip
CHECKER = Checker(glossary=GLOSSARY | {stemmed(english): (word,) for english, word in WORDS.items()})


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT], ids=["source hans", "source hant"])
@pytest.mark.parametrize(("given", "expected"), golden("claims_english"))
def test_an_english_sentence_against_either_script(given, expected, script):
    found = held_against(CHECKER, given["said"], TEXTS[given["of"]], script)
    assert (found.strike and found.strike.value) == expected, found.over


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("rmb 77.1 billion", 77_100_000_000, "元"),
        ("us$5.2 million", 5_200_000, "美元"),
        ("hk$ 30", 30, "港元"),
        ("12 yuan", 12, "元"),
    ],
)
def test_a_currency_before_its_figure_is_its_unit(text, value, unit):
    (found,) = quantities(money_behind(text))
    assert (found.value, found.unit) == (value, unit)


def test_chinese_text_is_left_as_it_is():
    assert money_behind("收入 rmb 5 元") == "收入 rmb 5 元"
    assert techniques("4g基站39万个") == []


def test_words_that_english_says_otherwise():
    assert ends_first("fell to 306 million from 318 million")
    assert not ends_first("rose from 306 million to 318 million")
    assert says_scope("sold in china", "国内")
    assert not says_scope("sold in chinatown", "国内")
    assert techniques("390000 4g and 80000 5g devices") == [("4g",), ("5g",)]
    assert "网民" in terms()["internet user"]

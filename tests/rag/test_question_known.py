"""What a question asks that the index lacks: companies and years; and how a reading is explained."""

import json

import pytest

from rag.question import Known, Lacking, read_question

KNOWN = Known.of(
    documents=[("中国移动", 2020), ("中国移动", 2023), ("中国联通", 2022), (None, None)],
    companies=["中国移动", "中国电信"],
    years=[2019, 2020, 2023, 2021],
)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("中国移动2020年的收入？", Lacking()),
        ("中國移動2020年的營收？", Lacking()),
        ("特斯拉2020年的收入？", Lacking(companies=("特斯拉",))),
        ("特斯拉2020年的營收？", Lacking(companies=("特斯拉",))),
        ("中国电信2020年的收入？", Lacking(unreported=(), reported=())),
        ("中国移动2021年的收入？", Lacking(unreported=(2021,), reported=(2020, 2023))),
        ("中國移動2022年的營收？", Lacking(years=(), unreported=(2022,), reported=(2020, 2023))),
        ("中国移动2035年的收入？", Lacking(years=(2035,))),
        ("2035年的收入？", Lacking(years=(2035,))),
        ("2019年的收入？", Lacking(unreported=(2019,), reported=(2020, 2022, 2023))),
        ("移动和联通2021年谁的收入多？", Lacking()),
        ("去年的收入？", Lacking()),
        ("有多少网点？", Lacking()),
    ],
)
def test_what_the_index_lacks(question, lacking):
    found = KNOWN.lacking(read_question(question))
    assert found == lacking
    assert bool(found) is (lacking != Lacking())


def test_an_index_of_which_nothing_is_known_lacks_nothing():
    assert not Known().lacking(read_question("特斯拉2035年的收入？"))


def test_a_reading_is_explained_as_plain_data():
    data = read_question("中國移動去年第三季哪三個門市的營收最高？").to_json()
    assert json.loads(json.dumps(data)) == data
    assert data["relative"] == [{"words": "去年第三季", "first": -1, "last": -1, "part": "Q3"}]
    assert data["companies"] == ["中国移动"]
    assert data["understood"] == ["中國移動", "去年第三季"]
    assert data["script"] == "hant"


@pytest.mark.parametrize(
    ("question", "wording"),
    [
        ("中移動起咗幾多個基站？", "hong kong"), ("打完熱線都搞唔掂點算？", "hong kong"), ("蓋了幾座基地台？", "taiwan"),
        ("企業寬頻的品質如何？", "taiwan"), ("有多少个基站？", "mainland"), ("有多少個網點？", "unsaid"),
        ("How many depots are there?", "english"), ("寄咗幾多封簡訊？", "hong kong"),
    ],
)  # fmt: skip
def test_the_region_of_the_wording(question, wording):
    assert read_question(question).to_json()["wording"] == wording


def test_a_question_is_read_in_no_time():
    import time

    read_question("中國移動2023年底有幾座5G基地台？")
    started = time.perf_counter()
    for _ in range(50):
        read_question("中國移動2023年底有幾座5G基地台？")
    assert (time.perf_counter() - started) / 50 < 0.01

"""Questions are read alike in both scripts: script, kind, years, companies; what is no question is refused."""

import time

import pytest

from corpus.about import built_in
from corpus.script import convert, fold
from rag.errors import AskError
from rag.question import LONGEST, AnswerKind, content_of, kind_of, lowered, read_question, tidy
from tests.cases.load import golden


def read(question):
    reading = read_question(question)
    return {
        "script": reading.script.value,
        "kind": reading.kind.value,
        "years": list(reading.years),
        "companies": list(reading.companies),
    }


@pytest.mark.parametrize(("question", "expected"), golden("questions"))
def test_golden_cases(question, expected):
    assert read(question) == expected


@pytest.mark.parametrize(("question", "expected"), golden("questions"))
def test_the_other_scripts_question_reads_the_same(question, expected):
    for wording in ("t2s", "s2t", "s2hk"):
        # Tidied first: OpenCC's chained conversions end at a NUL.
        other = read(convert(tidy(question), wording))
        assert {**other, "script": ""} == {**expected, "script": ""}


def test_every_kind_has_a_golden_case():
    kinds = {case.values[1]["kind"] for case in golden("questions")}
    assert kinds == {kind.value for kind in AnswerKind}


@pytest.mark.parametrize(
    "question",
    ["", " \n\t\u3000", "？！…——", "，。、；：「」", "😀🎉", "\x00\x1b\u200b", "\ufeff", "+-*/=<>"],
)
def test_what_holds_no_word_is_refused(question):
    with pytest.raises(AskError, match=r"the question is empty.*for example: 5G基站有多少个？"):
        tidy(question)


@pytest.mark.parametrize("length", [LONGEST + 1, 100_000])
def test_what_is_too_long_is_refused_with_both_lengths(length):
    with pytest.raises(AskError, match=rf"{length:,} characters, 2,000 at most"):
        tidy("長" * length)


def test_the_longest_question_is_read_at_once():
    # ﷺ grows eighteenfold when it is normalised.
    for piece in ("哪多少比", "\ufdfa", "İ", "(((", "2024年", "and "):
        started = time.perf_counter()
        read_question((piece * LONGEST)[: LONGEST - 1] + "吗")
        assert time.perf_counter() - started < 2


def test_tidy_drops_controls_and_squeezes_white_space():
    assert tidy("  中國\u200b移動\u3000 有\x1b[31m多少\r\n基站？ ") == "中國 移動 有 [31m多少 基站？"


def test_content_keeps_the_script_and_drops_what_only_asks():
    assert "寬帶用戶" in content_of("請問一共有多少戶寬帶用戶？")
    assert "請問" not in content_of("請問一共有多少戶寬帶用戶？")
    assert content_of("多少？")


def test_a_letter_that_grows_in_lower_case_moves_nothing():
    assert "計劃" in content_of("İİ請問計劃有多少？")
    assert read_question("İİ聯通的計劃有多少？").companies == ("中国联通",)


def test_lower_case_keeps_the_length():
    text = "İSTANBUL İ 中國 ẞ"
    assert len(lowered(text)) == len(text)
    assert lowered("5G NR") == "5g nr"


def test_a_question_without_chinese_is_foreign():
    assert read_question("What is RedCap?").foreign
    assert not read_question("RedCap是什么？").foreign


def test_what_was_understood_is_said_in_the_questions_script():
    assert read_question("中國聯通2022年的收入是多少？").understood == ("中國聯通", "2022年")
    assert read_question("中国联通2022年的收入是多少？").understood == ("中国联通", "2022年")


def test_a_quantity_without_a_question_word_is_a_figure():
    assert kind_of(fold("雲電腦的用戶規模")) is AnswerKind.FIGURE


@pytest.mark.parametrize(
    ("question", "years", "periods", "understood"),
    [
        ("中国联通2020年第三季度的收入是多少？", (2020,), ["2020-Q3"], ("中国联通", "2020年第三季度")),
        ("中國聯通2020年上半年的收入是多少？", (2020,), ["2020-H1"], ("中國聯通", "2020年上半年")),
        ("聯通民國109年前三季的營收是多少？", (2020,), ["2020-9M"], ("中國聯通", "2020年前三季度")),
        ("二〇二〇年的收入是多少？", (2020,), [], ("2020年",)),
        ("2019年和2020年第一季度的收入", (2019, 2020), ["2020-Q1"], ("2020年第一季度", "2019年")),
        ("China Unicom Q3 2020 revenue", (2020,), ["2020-Q3"], ("China Unicom", "2020 Q3")),
        ("第三季度的收入是多少？", (), [], ("第三季度",)),
        ("去年三大營運商的營收？", (), [], ("去年",)),
        ("三大運營商近三年的營收？", (), [], ("三大運營商", "近三年")),
        ("第三季的營收是多少？", (), [], ("第三季",)),
        ("截至2020年9月30日的总资产", (2020,), [], ("2020年",)),
    ],
)
def test_halves_and_quarters(question, years, periods, understood):
    reading = read_question(question)
    assert (reading.years, [str(p) for p in reading.periods]) == (years, periods)
    assert reading.understood == understood


def test_companies_that_only_the_index_knows():
    names = built_in().with_added({"山海邮递": ["山海邮政"]})
    assert read_question("山海郵政2020年的收入？", names).companies == ("山海邮递",)
    assert read_question("山海郵政2020年的收入？").companies == ()

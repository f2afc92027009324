"""English questions: endings, phrases, our own terms."""

import pytest

from index.glossary import _stem, build_glossary, in_chinese, translations


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("station stations", "station"), ("city cities", "city"), ("service services", "service"),
        ("mine mines", "mine"), ("device devices", "device"), ("release released releases", "release"),
        ("charge charging charged", "charge"), ("reduce reducing reduced", "reduce"), ("box boxes", "box"),
        ("class classes", "class"), ("company companies", "company"), ("launch launched launches", "launch"),
        ("use uses", "use"), ("business businesses", "business"), ("status", "status"), ("is", "is"), ("5g", "5g"),
    ],
)  # fmt: skip
def test_endings_of_number_and_tense_go(words, stem):
    assert {_stem(word) for word in words.split()} == {stem}


def test_the_glossary_holds_only_words_of_the_index():
    glossary = build_glossary({"煤矿": 0.1, "卫星": 0.2, "5g": 0.3, "的": 0.9})
    assert glossary["coal mine"] == ("煤矿",)
    assert glossary["satellite"] == ("卫星",)
    assert {word for words in glossary.values() for word in words} == {"煤矿", "卫星"}
    assert build_glossary({}) == {}


def test_the_commonest_words_come_first_three_at_most():
    glossary = build_glossary({"公司": 0.5, "企业": 0.3, "厂商": 0.2, "商号": 0.1, "字号": 0.05})
    assert all(len(words) <= 3 for words in glossary.values())
    assert glossary["company"][0] == "公司"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many coal mines?", [("coal mines", ("煤矿",))]),
        ("COAL!", [("coal", ("煤炭",))]),
        ("the of in", []),
        ("", []),
        ("China Unicom's coal", [("coal", ("煤炭",))]),
    ],
)
def test_the_longest_phrase_wins(question, expected):
    found = translations(question, {"coal mine": ("煤矿",), "coal": ("煤炭",), "the": ("这",)})
    assert [pair for pair in found if "coal" in pair[0]] == expected


def test_companies_are_known_by_their_english_names():
    assert ("china mobile", ("中国移动",)) in translations("What did China Mobile build?", {})


@pytest.mark.parametrize("question", ["China Mobile's site", "China Mobile\u2019s site"])
def test_what_belongs_to_a_company_names_it(question):
    assert translations(question, {})[0] == ("china mobile", ("中国移动",))


def test_phrases_that_begin_or_end_with_words_of_grammar_are_not_looked_up():
    assert translations("At the end of it", {"at the end": ("到底",), "end of": ("底",), "the": ("这",)}) == [
        ("end of", ("底",))
    ]


@pytest.mark.parametrize(
    ("question", "keywords"),
    [
        ("How many coal mines used 5G in 2024?", "煤矿 5g 2024"),
        ("What of it?", ""),
        ("Who runs Frobnitz?", ""),
        ("3.5% of the coal", "3.5 煤炭"),
    ],
)
def test_keywords_are_what_has_chinese_and_the_figures(question, keywords):
    assert in_chinese(question, {"coal mine": ("煤矿", "矿山"), "coal": ("煤炭",)}) == keywords

"""A bare figure is the one that the rules found in the paragraph it cites, or it is not shown."""

import pytest

from rag.claims import Checker
from rag.model.bare_figure import bare_figure
from rag.model.composer import LLMComposer
from rag.model.settings import ModelSettings
from tests.fakes import ScriptedModel

# Mainland, Taiwan and Hong Kong wording: the question, its figure as several models write it, and a neighbour's.
ASKED = [
    ("山海邮局2023年新建了多少个网点？", ["120个。[1]", "共120个网点。[1]", "120[1]。"], ["3,450个。[1]", "3450个网点[1]。"]),
    ("山海邮局2023年累计有多少个网点？", ["3,450个[1]。", "累计3450个。[1]", "约3,450个。[1]"], ["120个。[1]", "共120个[1]。"]),
    ("山海郵局2023年淨利潤是多少？", ["4,200萬元。[1]", "0.42億元。[1]"], ["5.8億元。[1]", "5.8亿[1]。"]),
    ("雲山書店2021年全台有幾家門市？", ["210家。[1]", "共有210家門市。[1]"], ["15家。[1]", "一共15家門市。[1]"]),
    ("雲山書店2021年新開了幾家門市？", ["15家。[1]"], ["210家。[1]"]),
    ("海灣巴士車隊總共有幾多輛車？", ["1,230輛。[1]", "總共1230輛車。[1]"], ["85輛。[1]", "85輛車。[1]"]),
    ("海灣巴士2022年投放咗幾多輛電動巴士？", ["85輛。[1]"], ["1,230輛。[1]"]),
]  # fmt: skip
RIGHT = [(question, said) for question, right, _ in ASKED for said in right]
OTHERS = [(question, said) for question, _, others in ASKED for said in others]


@pytest.fixture
def replied(small):
    expander = small.searcher.expander
    checker = Checker(expander.segmenter, names=small.searcher.names, glossary=expander.glossary)

    def ask(question, reply):
        plain = small.ask(question)
        settings = ModelSettings("openai:scripted")
        writer = LLMComposer(ScriptedModel([reply]), checker, settings, short=small.composer.short_in)
        return plain, small.with_writer(writer).ask(question)

    return ask


@pytest.mark.parametrize(("question", "said"), RIGHT)
def test_the_figure_of_the_rules_is_shown_on_their_words(question, said, replied):
    plain, answer = replied(question, said)
    assert answer.struck == ()
    assert answer.composer.startswith("llm:")
    assert answer.short_answer == plain.short_answer
    assert answer.citations[0].file == plain.citations[0].file


@pytest.mark.parametrize(("question", "said"), OTHERS)
def test_the_figure_of_a_neighbour_is_not(question, said, replied):
    plain, answer = replied(question, said)
    assert [struck.reason for struck in answer.struck] == ["figure"]
    assert answer.answer == plain.answer


def test_a_sentence_with_words_of_its_own_is_left_to_the_check(replied):
    _, answer = replied("山海邮局2023年新建了多少个网点？", "到2023年，网点累计达到3,450个。[1]")
    assert answer.struck == ()
    assert "3,450个" in answer.answer


@pytest.mark.parametrize(
    "said", ["新建46.7万个。", "46.7万个，累计240万个。", "基站遍布全国所有地区。", "比上年多46.7万个。", ""]
)
def test_what_says_more_or_no_figure_is_not_bare(said):
    assert bare_figure(said, "建成多少个基站？") is None

"""The second opinion: it may spare what is said in other words, and strike what the words let pass."""

import numpy as np
import pytest

from rag.claims import Strike, sentences_of
from rag.model.composer import LLMComposer
from rag.model.nli import OWN, PARDONABLE, SecondOpinion
from rag.model.settings import ModelSettings
from tests.fakes import ScriptedModel, SharedWordsEntailer
from tests.rag.model.test_composer import QUESTION, checker_of

TRADITIONAL = "山海郵局2023年新建了多少個網點？"


class Sure:
    """An ``Entailer`` that finds everything as likely as it is told, and keeps what it was asked."""

    name = "sure"

    def __init__(self, likely):
        self.likely = likely
        self.asked = []

    def entailed(self, pairs):
        self.asked.extend(pairs)
        return np.full(len(pairs), self.likely, dtype=np.float32)


@pytest.mark.parametrize("question", [QUESTION, TRADITIONAL])
@pytest.mark.parametrize(
    ("least", "kept", "reasons"),
    [(0.0, True, ["figure"]), (None, True, ["figure"]), (1.1, False, ["second opinion", "figure"])],
)
def test_it_strikes_what_the_check_has_kept(question, least, kept, reasons, small):
    entailer = SharedWordsEntailer()
    model = ScriptedModel(["山海邮局2023年新建网点120个[1]。新建网点130个[1]。"])
    writer = LLMComposer(
        model, checker_of(small), ModelSettings("openai:scripted"), second=SecondOpinion(entailer, least)
    )
    said = []
    answer = small.with_writer(writer).ask(question, say=said.append)
    assert len(said) == kept
    assert len(answer.struck) == len(reasons)
    assert (Strike.SECOND_OPINION in [one.reason for one in answer.struck]) == (not kept)
    if least is None:
        assert entailer.asked == []
        return
    ((premise, told),) = entailer.asked
    assert premise.startswith("山海邮局2023年经营摘要")
    assert "\n" in premise
    assert "新建网点120个" in premise
    assert told == "山海邮局2023年新建网点120个。"


@pytest.fixture
def passage(small):
    return next(p for p in small.searcher.passages if "新建网点120个" in p.text)


def checked(small, passage, text, entailer, spared=0.9):
    (sentence,) = sentences_of(text)
    return SecondOpinion(entailer, None, spared).check(checker_of(small), sentence, [passage], QUESTION)


@pytest.mark.parametrize(
    "text", ["全年多了一批服务窗口供居民排队[1]。", "全年多了一批服務窗口供居民排隊[1]。"]
)
def test_what_is_said_in_other_words_is_spared_where_it_surely_follows(text, small, passage):
    (sentence,) = sentences_of(text)
    by_words = checker_of(small).check(sentence, [passage], QUESTION)
    assert by_words.strike in PARDONABLE
    assert checked(small, passage, text, Sure(0.89)) == by_words
    spared = checked(small, passage, text, Sure(0.95))
    assert spared.strike is None
    assert [claim.passage for claim in spared.claims] == [passage]


@pytest.mark.parametrize(
    "text",
    [
        "全年多了130个服务窗口供居民排队[1]。",
        "全年多了一批服务窗口供居民排队，新建网点130个[1]。",
        "2021年多了一批服务窗口供居民排队[1]。",
        "全年多了一批服务窗口供居民排队[2]。",
        "全年多了一批服务窗口供居民排队。",
    ],
)
def test_no_opinion_spares_a_figure_a_time_or_a_mark(text, small, passage):
    assert checked(small, passage, text, Sure(1.0)).strike is not None


def test_the_own_model_spares_and_does_not_strike():
    assert OWN.least is None
    assert OWN.spared is not None
    assert 0.5 < OWN.spared < 1


def test_a_flag_names_it_and_goes_with_a_model(ask, tmp_path):
    status, _, err = ask(QUESTION, "--nli", "somewhere")
    assert status == 2
    assert "--nli goes with --model" in err
    pytest.importorskip("langchain_openai")
    status, _, err = ask(
        QUESTION, "--nli", "a b", "--model", "openai:x", "--base-url", "http://127.0.0.1:9/v1"
    )
    assert (status, "no model folder 'a b'" in err) == (1, True)


def test_none_leaves_the_words_alone(small, monkeypatch):
    pytest.importorskip("langchain_openai")
    settings = ModelSettings("openai:x", base_url="http://127.0.0.1:9/v1")
    by_words = small.with_model(settings, by_words_only=True).engine.writer
    assert by_words._second is None
    assert small.with_model(settings).engine.writer._second is OWN

"""The second opinion only strikes, and sees what the sentence rests on."""

import pytest

from rag.claims import Strike
from rag.model.composer import LLMComposer
from rag.model.nli import SecondOpinion
from rag.model.settings import ModelSettings
from tests.fakes import ScriptedModel, SharedWordsEntailer
from tests.rag.model.test_composer import QUESTION, checker_of


@pytest.mark.parametrize(
    ("least", "kept", "reasons"),
    [(0.0, ["山海邮局2023年新建网点120个。 [1]"], ["figure"]), (1.1, [], ["second opinion", "figure"])],
)
def test_it_strikes_what_the_check_has_kept(least, kept, reasons, small):
    entailer = SharedWordsEntailer()
    model = ScriptedModel(["山海邮局2023年新建网点120个[1]。新建网点130个[1]。"])
    writer = LLMComposer(
        model, checker_of(small), ModelSettings("openai:scripted"), second=SecondOpinion(entailer, least)
    )
    said = []
    answer = small.with_writer(writer).ask(QUESTION, say=said.append)
    assert said == kept
    assert len(answer.struck) == len(reasons)
    assert (Strike.SECOND_OPINION in [one.reason for one in answer.struck]) == (not kept)
    ((premise, told),) = entailer.asked
    assert premise.startswith("山海邮局2023年经营摘要")
    assert "新建网点120个" in premise
    assert told == "山海邮局2023年新建网点120个。"


def test_a_flag_names_it_and_goes_with_a_model(ask, tmp_path):
    status, _, err = ask(QUESTION, "--nli", "somewhere")
    assert status == 2
    assert "--nli goes with --model" in err
    pytest.importorskip("langchain_openai")
    status, _, err = ask(
        QUESTION, "--nli", "a b", "--model", "openai:x", "--base-url", "http://127.0.0.1:9/v1"
    )
    assert (status, "no model folder 'a b'" in err) == (1, True)

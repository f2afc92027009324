"""A model that is silent for a while: one line says so, in the question's script, and only where somebody watches."""

import threading
import time

import pytest

from rag.claims import Checker
from rag.commands.model import in_words_of
from rag.model.awaited import AwaitedWriter, Wait
from rag.model.composer import LLMComposer
from rag.model.settings import ModelSettings
from tests.contracts import writer as contract
from tests.fakes import ScriptedModel
from tests.model_server import ModelServer, says, stalls
from tests.rag.model.wires import model_at, on_openai

HANS, HANT = "山海邮局2023年新建了多少个网点？", "山海郵局2023年新建了多少個網點？"
REPLY = "新建网点120个[1]。"


def composer_of(session, model):
    expander = session.searcher.expander
    checker = Checker(expander.segmenter, names=session.searcher.names, glossary=expander.glossary)
    return LLMComposer(model, checker, ModelSettings(model.name), short=session.composer.short_in)


@pytest.fixture
def told(small):
    """Ask with a model and little patience; return the answer and the lines of waiting."""

    def ask(question, model, patience_s=0.1):
        lines = []
        writer = AwaitedWriter(composer_of(small, model), lines.append, longest_s=20, patience_s=patience_s)
        return small.with_writer(writer).ask(question), lines

    return ask


@on_openai
@pytest.mark.parametrize(
    ("question", "line"),
    [(HANS, "还在等 openai:qwen3 回答，最多等 20 秒……"), (HANT, "還在等 openai:qwen3 回答，最多等 20 秒……")],
)
def test_a_server_that_is_silent_is_told_of_once(question, line, wire, plain_environment, told):
    with ModelServer(stalls(seconds=1.0)) as server:
        answer, lines = told(question, model_at(server, wire, silence_s=0.6))
    assert lines == [line]
    assert answer.notice.kind == "slow"


@on_openai
def test_a_server_that_answers_in_time_is_not(wire, plain_environment, told):
    with ModelServer(says(REPLY)) as server:
        answer, lines = told(HANS, model_at(server, wire), patience_s=5)
    assert (lines, answer.composer) == ([], "llm:openai:qwen3")


def test_nothing_is_told_behind_the_answer(told):
    _, lines = told(HANS, ScriptedModel([REPLY]), patience_s=0.3)
    time.sleep(0.5)
    assert lines == []


class SlowModel(ScriptedModel):
    """A scripted model that is silent for a while before some parts of its reply."""

    def __init__(self, *parts, before):
        super().__init__(parts)
        self._before = before

    def stream(self, prompt):
        for number, part in enumerate(super().stream(prompt)):
            time.sleep(self._before.get(number, 0))
            yield part


LIES = {HANS: "新建网点130个[1]。", HANT: "新建網點130個[1]。"}


@pytest.mark.parametrize("question", [HANS, HANT])
def test_a_model_whose_first_sentences_are_struck_is_not_silent(question, told):
    model = SlowModel("新建", LIES[question][2:], LIES[question], REPLY, before={1: 0.2, 2: 0.2, 3: 0.2})
    answer, lines = told(question, model, patience_s=0.15)
    assert (lines, answer.composer, len(answer.struck)) == ([], "llm:openai:scripted", 2)


def test_blanks_are_silence(told):
    _, lines = told(HANS, SlowModel("", "\n", REPLY, before={2: 0.4}), patience_s=0.15)
    assert lines == ["还在等 openai:scripted 回答，最多等 20 秒……"]


def test_an_answer_that_is_made_waits_for_the_line_and_no_line_comes_behind():
    said = []

    def tell():
        began.set()
        time.sleep(0.2)
        said.append("line")

    began = threading.Event()
    wait = Wait(tell, 0.01)
    assert began.wait(5)
    wait.end()
    said.append("answer")
    wait.end()
    # As where the clock has run out at the very moment at which the wait is ended.
    wait._told()
    assert said == ["line", "answer"]


@pytest.mark.parametrize("check", contract.CHECKS, ids=lambda check: check.__name__)
def test_it_is_a_writer(check, small):
    def make(reply):
        return AwaitedWriter(composer_of(small, ScriptedModel(reply)), print, longest_s=20)

    check(small, make)


@on_openai
@pytest.mark.parametrize("watched", [True, False])
def test_only_where_somebody_watches(watched, wire, plain_environment, small, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: watched, raising=False)
    monkeypatch.setattr("rag.commands.model.given_flags", dict)
    with ModelServer() as server:
        settings = ModelSettings("openai:qwen3", base_url=server.url)
        writer = in_words_of(small, settings).engine.writer
    assert isinstance(writer, AwaitedWriter) is watched

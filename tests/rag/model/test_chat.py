"""A model is asked within its limits, again where that may help, and every failure is one of ours."""

import time

import pytest

from rag.model.chat import Chat, Part
from rag.model.settings import ModelSettings
from rag.model.types import Failure, ModelError, Prompt

PROMPT = Prompt("只用編號的段落回答。", "海灣巴士2022年有多少輛電動巴士？")


class Script:
    """Sends what it is told to, one request after another; an exception is raised."""

    def __init__(self, *replies):
        self.replies = list(replies)
        self.prompts = []
        self.closed = 0

    def __call__(self, prompt):
        self.prompts.append(prompt)
        try:
            for item in self.replies.pop(0):
                if isinstance(item, Exception):
                    raise item
                if isinstance(item, float):
                    time.sleep(item)
                else:
                    yield item if isinstance(item, Part) else Part(item)
        finally:
            self.closed += 1


class ServerError(Exception):
    def __init__(self, status, wait="0"):
        super().__init__(f"error {status} for sk-secret-1")
        self.status_code = status
        self.response = self
        self.headers = {"retry-after": wait}


def chat(script, model="other:qwen3", **settings):
    return Chat(ModelSettings(model, **settings), "http://127.0.0.1:8000/v1", script, hidden=("sk-secret-1",))


def failed(model):
    said = []
    with pytest.raises(ModelError) as error:
        said.extend(model.stream(PROMPT))
    return "".join(said), error.value


@pytest.mark.parametrize("parts", [["電動巴士有85輛。", "[1]"], ["电动巴士有85辆。", "[1]"]])
def test_a_reply_comes_part_by_part(parts):
    script = Script([*parts, Part("", "stop")])
    assert list(chat(script).stream(PROMPT)) == parts
    assert script.prompts == [PROMPT]


def test_it_says_who_it_is_and_where_and_shows_no_key():
    model = chat(Script(), model="openai:qwen3")
    assert (model.name, model.where) == ("openai:qwen3", "http://127.0.0.1:8000/v1")
    assert repr(model) == "Chat('openai:qwen3', where='http://127.0.0.1:8000/v1')"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_is_busy_or_failed_is_asked_again(status):
    script = Script([ServerError(status)], [Part(""), ServerError(status)], ["好。"])
    assert list(chat(script, retries=2).stream(PROMPT)) == ["好。"]
    assert script.closed == 3


@pytest.mark.parametrize(("retries", "asked"), [(0, 1), (1, 2), (3, 4)])
def test_it_is_asked_as_often_as_the_settings_say(retries, asked):
    script = Script(*[[ServerError(429)]] * 5)
    said, error = failed(chat(script, retries=retries))
    assert (said, error.failure, len(script.prompts)) == ("", Failure.BUSY, asked)


def test_it_is_not_asked_again_once_it_spoke():
    script = Script(["電動巴士有", ServerError(500)], ["不應該問。"])
    said, error = failed(chat(script))
    assert (said, error.failure, len(script.prompts)) == ("電動巴士有", Failure.BROKEN, 1)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413])
def test_what_another_attempt_cannot_mend_is_not_tried_again(status):
    script = Script(*[[ServerError(status)]] * 3)
    failed(chat(script))
    assert len(script.prompts) == 1


@pytest.mark.parametrize(
    "fault", [IndexError("list index out of range"), TypeError("no"), RuntimeError("no")]
)
def test_what_no_server_said_is_not_tried_again(fault):
    script = Script([fault], ["好。"])
    said, error = failed(chat(script))
    assert (said, len(script.prompts)) == ("", 1)
    assert type(fault).__name__ in str(error)


def test_who_asks_for_a_longer_wait_than_there_is_time_is_not_waited_for():
    began = time.perf_counter()
    _, error = failed(chat(Script([ServerError(429, wait="3600")], ["好。"]), timeout_s=5))
    assert error.failure is Failure.BUSY
    assert time.perf_counter() - began < 3


def test_no_message_holds_the_key_and_no_error_holds_the_request():
    _, error = failed(chat(Script([ServerError(500)]), retries=0))
    assert "sk-secret-1" not in str(error)
    assert (error.__cause__, error.__context__) == (None, None)


def test_silence_and_slowness_are_told_apart():
    said, error = failed(chat(Script(["電動", 1.0, "巴士"]), silence_s=0.3))
    assert (said, error.failure) == ("電動", Failure.SLOW)
    assert "no word for 0.3 s" in str(error)
    said, error = failed(chat(Script(["慢", 0.1] * 20), timeout_s=0.6))
    assert error.failure is Failure.SLOW
    assert 1 <= len(said) < 10
    assert "not done in 0.6 s" in str(error)


@pytest.mark.parametrize(
    ("end", "said"),
    [("length", "max_tokens = 700"), ("max_tokens", "Raise max_tokens"), ("content_filter", "by its filter")],
)
def test_a_reply_that_stopped_short_was_cut(end, said):
    reply, error = failed(chat(Script(["電動巴士有8", Part("", end)])))
    assert (reply, error.failure) == ("電動巴士有8", Failure.CUT)
    assert said in str(error)


@pytest.mark.parametrize("model", ["openai:qwen3", "ollama:qwen3"])
def test_who_always_says_why_he_ends_and_did_not_was_cut(model):
    assert failed(chat(Script(["電動巴士有8"]), model=model))[1].failure is Failure.CUT
    assert list(chat(Script(["有85輛。"])).stream(PROMPT)) == ["有85輛。"]


@pytest.mark.parametrize(
    "reply", [[], [""], ["  \n", ""], ["<think>電動巴士</think>", "\n"], ["<think>沒有想完"]]
)
def test_a_reply_without_a_word_is_empty(reply):
    said, error = failed(chat(Script([*reply, Part("", "stop")]), model="openai:qwen3"))
    assert (said, error.failure) == ("", Failure.EMPTY)


def test_who_does_not_keep_to_the_limit_is_stopped():
    script = Script(["很長" * 100] * 1000)
    said, error = failed(chat(script, max_tokens=10))
    assert error.failure is Failure.CUT
    assert len(said) <= 400
    assert script.closed == 1


def test_closing_ends_the_request():
    script = Script(["一", *["二", 0.02] * 500])
    coming = chat(script).stream(PROMPT)
    assert next(coming) == "一"
    coming.close()
    until = time.monotonic() + 5
    while not script.closed and time.monotonic() < until:
        time.sleep(0.01)
    assert script.closed == 1


def test_one_prompt_keeps_nothing_for_the_next():
    script = Script(["甲。"], ["乙。"])
    model = chat(script)
    assert ["".join(model.stream(PROMPT)) for _ in range(2)] == ["甲。", "乙。"]

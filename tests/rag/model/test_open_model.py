"""Models behind the real wires, with the libraries that users have, and every way to fail."""

import socket
import time

import pytest

from rag.langchain import open_model
from rag.model.settings import ModelSettings
from rag.model.types import Failure
from tests.model_server import (
    ModelServer,
    busy,
    cuts,
    empty,
    fades,
    fails,
    refuses,
    says,
    sends,
    stalls,
    too_long,
    unknown_model,
)
from tests.model_wires import Reply
from tests.rag.model.wires import PROMPT, failed, model_at, on_each_wire, on_openai

pytestmark = pytest.mark.usefixtures("plain_environment")


@on_each_wire
@pytest.mark.parametrize("parts", [["電動巴士", "有85輛。", "[1]"], ["电动巴士", "有85辆。", "[1]"]])
def test_a_reply_comes_part_by_part(wire, parts):
    with ModelServer(says(*parts)) as server:
        model = model_at(server, wire)
        assert list(model.stream(PROMPT)) == parts
        (request,) = server.requests
    assert (model.name, model.where) == (f"{wire}:qwen3", server.url if wire == "openai" else server.origin)
    assert (request.text("system"), request.text("user")) == (PROMPT.system, PROMPT.user)
    assert (request.body["model"], request.body["stream"]) == ("qwen3", True)


@on_each_wire
def test_the_first_word_is_here_before_the_last_is_said(wire):
    with ModelServer(says(*"電動巴士有85輛", pause_s=0.1)) as server:
        times = [time.perf_counter() for _ in model_at(server, wire).stream(PROMPT)]
    assert len(times) == 8
    assert times[-1] - times[0] > 0.5


@on_each_wire
def test_no_tool_is_offered_and_limits_are_sent(wire):
    with ModelServer(says("好。")) as server:
        list(model_at(server, wire, temperature=0.3, max_tokens=123, context_chars=6000).stream(PROMPT))
        body = server.requests[0].body
    assert not body.get("tools")
    assert not body.get("functions")
    if wire == "openai":
        assert (body["temperature"], body["max_tokens"]) == (0.3, 123)
        assert set(body) == {"model", "stream", "messages", "temperature", "max_tokens"}
    else:
        # Room for the paragraphs, the reply, the instructions and the longest question: Ollama drops what does not fit in silence.
        assert body["options"] == {"temperature": 0.3, "num_predict": 123, "num_ctx": 11264}


@on_each_wire
@pytest.mark.parametrize(
    ("reply", "said", "expected"),
    [
        (refuses(401), "", Failure.REFUSED),
        (refuses(403), "", Failure.REFUSED),
        (unknown_model("qwen3"), "", Failure.UNKNOWN),
        (busy(), "", Failure.BUSY),
        (fails(500, "out of memory"), "", Failure.BROKEN),
        (too_long(), "", Failure.TOO_LONG),
        (fails(400, "輸入內容過長"), "", Failure.TOO_LONG),
        (cuts(), "", Failure.CUT),
        (cuts("電動巴士有8"), "電動巴士有8", Failure.CUT),
        (fades("電動巴士有8"), "電動巴士有8", Failure.CUT),
        (Reply(("電動巴士有8",), ending="length"), "電動巴士有8", Failure.CUT),
        (Reply(("電動巴士有8",), ending="error"), "電動巴士有8", Failure.BROKEN),
        (empty(), "", Failure.EMPTY),
        (says(" ", "\n"), "", Failure.EMPTY),
        (says("<think>還沒想完"), "", Failure.EMPTY),
        (sends("data: {nonsense\n\n"), "", Failure.MALFORMED),
        (sends("<html>欢迎</html>", "text/html"), "", Failure.MALFORMED),
        (sends("data: []\n\n"), "", Failure.MALFORMED),
        (sends("", "application/json"), "", Failure.MALFORMED),
    ],
    ids=lambda value: value.value if isinstance(value, Failure) else None,
)
def test_every_failure_is_told(wire, reply, said, expected):
    with ModelServer(reply) as server:
        got, error = failed(model_at(server, wire))
        assert len(server.requests) == 1
    assert (got, error.failure) == (said, expected)


@on_each_wire
@pytest.mark.parametrize("reply", [stalls(), stalls("電動巴士"), Reply(("電動",), first_pause_s=30)])
def test_a_server_that_stalls_is_left(wire, reply):
    with ModelServer(reply) as server:
        _, error = failed(model_at(server, wire, silence_s=0.3))
    assert error.failure is Failure.SLOW
    assert "no word for 0.3 s" in str(error)


@on_openai
def test_servers_of_ones_own_are_asked_for_chat_completions_only(wire, plain_environment):
    # By this variable LangChain asks another interface, which such servers seldom have.
    plain_environment.setenv("LC_OUTPUT_VERSION", "responses/v1")
    with ModelServer(says("好。")) as server:
        assert list(model_at(server, wire).stream(PROMPT)) == ["好。"]
        assert server.requests[0].path == "/v1/chat/completions"


@on_openai
def test_comments_that_keep_the_line_open_are_no_words(wire):
    with ModelServer(stalls("電動巴士", seconds=20, comments=400)) as server:
        _, error = failed(model_at(server, wire, silence_s=0.4))
    assert error.failure is Failure.SLOW


@on_each_wire
def test_a_reply_that_takes_too_long_is_left(wire):
    with ModelServer(says(*"慢" * 200, pause_s=0.05)) as server:
        said, error = failed(model_at(server, wire, timeout_s=1.5))
        assert server.gone.wait(10), "the request went on although nobody read"
    assert error.failure is Failure.SLOW
    assert "not done in 1.5 s" in str(error)
    assert 0 < len(said) < 40


@on_each_wire
def test_closing_ends_the_request(wire):
    with ModelServer(says(*"電動巴士" * 200, pause_s=0.02)) as server:
        coming = model_at(server, wire).stream(PROMPT)
        assert next(coming) == "電"
        coming.close()
        assert server.gone.wait(10)


@on_each_wire
def test_a_busy_server_is_asked_again(wire):
    with ModelServer(busy(), fails(503, retry_after_ms="1"), says("好。")) as server:
        assert list(model_at(server, wire, retries=2).stream(PROMPT)) == ["好。"]
        assert len(server.requests) == 3
    with ModelServer(busy(), busy(), says("好。")) as server:
        assert failed(model_at(server, wire, retries=1))[1].failure is Failure.BUSY
        assert len(server.requests) == 2


@on_each_wire
def test_where_nothing_listens_it_is_unreachable(wire):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        began = time.perf_counter()
        _, error = failed(open_model(ModelSettings(f"{wire}:qwen3", base_url=address)))
    assert error.failure is Failure.UNREACHABLE
    assert "refused" in str(error).lower()
    assert time.perf_counter() - began < 10


@on_openai
def test_a_wrong_path_is_pointed_at(wire):
    with ModelServer() as server:
        _, error = failed(open_model(ModelSettings("openai:qwen3", base_url=server.origin)))
    assert error.failure is Failure.UNKNOWN
    assert "/v1" in str(error)


@on_each_wire
@pytest.mark.parametrize("thought", ["<think>先看第一段。</think>\n\n", "<think>\n\n</think>\n\n"])
def test_thinking_is_not_part_of_the_reply(wire, thought):
    with ModelServer(says(*thought, "電動巴士", "有85輛。[1]")) as server:
        assert list(model_at(server, wire).stream(PROMPT)) == ["電動巴士", "有85輛。[1]"]


@on_openai
def test_of_blocks_only_text_is_taken(wire, plain_environment):
    # The variable makes LangChain give lists of blocks instead of text.
    plain_environment.setenv("LC_OUTPUT_VERSION", "v1")
    with ModelServer(says("電動巴士", "有85輛。")) as server:
        assert list(model_at(server, wire).stream(PROMPT)) == ["電動巴士", "有85輛。"]


@on_openai
@pytest.mark.parametrize(
    ("reply", "said", "expected"),
    [
        (says("電動巴士", "有85輛。"), "電動巴士有85輛。", None),
        (Reply(("電動巴士有8",), ending="length"), "電動巴士有8", "(after max_tokens = 700)"),
        (Reply(("電動巴士有8",), ending="content_filter"), "電動巴士有8", "by its filter"),
        (fades("電動巴士有8"), "電動巴士有8", "broke off"),
        (cuts("電動巴士有8"), "電動巴士有8", "broke off"),
    ],
)
def test_models_of_the_responses_interface_end_too(wire, reply, said, expected, plain_environment):
    # LangChain asks it, at the provider's own address, for models of certain names.
    plain_environment.setenv("OPENAI_API_KEY", "sk-secret-1")
    with ModelServer(reply) as server:
        plain_environment.setenv("OPENAI_BASE_URL", server.url)
        model = open_model(ModelSettings("openai:gpt-5-pro", timeout_s=20, silence_s=10, retries=0))
        if expected is None:
            assert "".join(model.stream(PROMPT)) == said
        else:
            got, error = failed(model)
            assert (got, error.failure) == (said, Failure.CUT)
            assert expected in str(error)
        assert [request.path for request in server.requests] == ["/v1/responses"]
    assert server.requests[0].text("user") == PROMPT.user

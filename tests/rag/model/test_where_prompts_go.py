"""A prompt holds documents: it goes where the settings say, the key with it, and nowhere else."""

import importlib.util
import logging

import pytest

from rag.langchain import open_model
from rag.model.settings import ModelSettings
from rag.model.types import Failure, ModelError
from tests.environment import forget
from tests.model_server import ModelServer, cuts, fails, refuses, says
from tests.rag.model.wires import PROMPT, WIRES, failed, model_at, on_each_wire, on_openai

pytestmark = pytest.mark.usefixtures("plain_environment")


@on_each_wire
def test_the_key_goes_where_it_is_said_to_go(wire, plain_environment):
    plain_environment.setenv("GATEWAY_KEY", " sk-secret-1\n")
    with ModelServer(says("好。")) as server:
        list(model_at(server, wire, key_env="GATEWAY_KEY").stream(PROMPT))
        assert server.requests[0].headers["authorization"] == "Bearer sk-secret-1"


@on_each_wire
def test_a_providers_key_does_not_go_to_another_address(wire, plain_environment):
    for name in ("OPENAI_API_KEY", "OLLAMA_API_KEY", "LANGSMITH_API_KEY"):
        plain_environment.setenv(name, "sk-secret-1")
    with ModelServer(says("好。")) as server:
        list(model_at(server, wire).stream(PROMPT))
        assert "sk-secret-1" not in str(server.requests[0].headers)


@on_each_wire
@pytest.mark.parametrize(
    "reply", [refuses(), fails(500, "sk-secret-1 is fine"), fails(429, "sk-secret-1"), cuts()]
)
def test_the_key_is_in_no_message_and_no_log(wire, reply, plain_environment, caplog):
    plain_environment.setenv("GATEWAY_KEY", "sk-secret-1")
    caplog.set_level(logging.DEBUG)
    with ModelServer(reply) as server:
        model = model_at(server, wire, key_env="GATEWAY_KEY")
        _, error = failed(model)
    assert "sk-secret-1" not in f"{error} {error!r} {model!r} {caplog.text}"
    assert (error.__cause__, error.__context__) == (None, None)


@pytest.mark.parametrize("settings", [{"key_env": "GATEWAY_KEY"}, {}])
def test_a_missing_key_is_said_before_anything_is_sent(settings):
    name = settings.get("key_env", "OPENAI_API_KEY")
    with pytest.raises(ModelError, match=f"the environment variable {name} holds no key") as error:
        open_model(ModelSettings("openai:qwen3", **settings))
    assert error.value.failure is Failure.REFUSED


def test_an_unknown_provider_is_said_with_those_there_are():
    with pytest.raises(
        ModelError, match=r"^qwen:8b: there is no provider qwen\. Known are .*ollama, openai"
    ) as error:
        open_model(ModelSettings("qwen:8b"))
    assert error.value.failure is Failure.UNKNOWN
    assert "\n" not in str(error.value)


@pytest.mark.skipif(
    importlib.util.find_spec("langchain_xai") is not None, reason="langchain-xai is installed"
)
def test_a_missing_package_is_named_with_the_command_that_installs_it(plain_environment):
    plain_environment.setenv("XAI_API_KEY", "sk-secret-1")
    with pytest.raises(ModelError, match=r"Install it: pip install langchain-xai$"):
        open_model(ModelSettings("xai:grok"))


@pytest.mark.parametrize(
    ("wire", "variable", "where"),
    [
        pytest.param("openai", None, "https://api.openai.com/v1", marks=WIRES[0].marks),
        pytest.param("openai", ("OPENAI_BASE_URL", "http://u:p@gate.example/v1/"), "http://gate.example/v1", marks=WIRES[0].marks),
        pytest.param("openai", ("LANGSMITH_GATEWAY", "true"), "https://gateway.smith.langchain.com/openai/v1", marks=WIRES[0].marks),
        pytest.param("ollama", None, "http://127.0.0.1:11434", marks=WIRES[1].marks),
        pytest.param("ollama", ("OLLAMA_HOST", "10.0.0.1:8080"), "http://10.0.0.1:8080", marks=WIRES[1].marks),
    ],
)  # fmt: skip
def test_where_prompts_go_is_told_also_when_the_environment_says_it(wire, variable, where, plain_environment):
    plain_environment.setenv("OPENAI_API_KEY", "sk-secret-1")
    if variable:
        plain_environment.setenv(*variable)
    assert open_model(ModelSettings(f"{wire}:qwen3")).where == where


@on_each_wire
@pytest.mark.parametrize("prefix", ["LANGSMITH_", "LANGCHAIN_"])
def test_no_trace_of_a_prompt_is_sent_though_the_environment_asks_for_it(wire, prefix, plain_environment):
    from langchain_core.language_models import GenericFakeChatModel
    from langchain_core.tracers.langchain import LangChainTracer

    traced = []

    def trace(*args, **kwargs):
        traced.append(kwargs)
        raise RuntimeError("LangChain goes on without a tracer")

    plain_environment.setattr(LangChainTracer, "__init__", trace)
    with ModelServer(says("好。")) as server:
        for name, value in {"TRACING_V2": "true", "API_KEY": "ls", "ENDPOINT": server.origin}.items():
            plain_environment.setenv(f"{prefix}{name}", value)
        forget()
        assert list(model_at(server, wire).stream(PROMPT)) == ["好。"]
        assert traced == []
        assert len(server.requests) == 1
    # The same environment traces whatever else is asked: the test can fail.
    list(GenericFakeChatModel(messages=iter(["好"])).stream("問"))
    assert traced


@on_each_wire
@pytest.mark.parametrize("variable", ["LANGCHAIN_TRACING", "LANGCHAIN_HANDLER"])
def test_a_variable_that_langchain_cannot_work_with_is_named(wire, variable, plain_environment):
    plain_environment.setenv(variable, "true")
    with pytest.raises(ModelError, match=f"{variable} is set. Unset it"):
        open_model(ModelSettings(f"{wire}:qwen3", base_url="http://127.0.0.1:9/v1"))


@on_openai
def test_nothing_counts_tokens_which_would_download_a_table(wire, plain_environment):
    import tiktoken

    def never(*args):
        raise AssertionError("a table of tokens was asked for")

    for name in ("get_encoding", "encoding_for_model"):
        plain_environment.setattr(tiktoken, name, never)
    with ModelServer(says("好。")) as server:
        assert list(model_at(server, wire).stream(PROMPT)) == ["好。"]

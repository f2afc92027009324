"""An exception of any library becomes one line that says what happened, where, and what to do."""

import json

import pytest

from rag.model.failures import failure, failure_of, retry_after, status_of
from rag.model.types import Failure, ModelError
from tests.cases.load import golden

NAME, WHERE = "openai:qwen3", "http://127.0.0.1:8000/v1"


class Response:
    def __init__(self, status, headers=()):
        self.status_code = status
        self.headers = dict(headers)


class StatusError(Exception):
    """As the libraries of OpenAI, Anthropic, Mistral and Groq raise them."""

    def __init__(self, status, message="", code=None, headers=()):
        super().__init__(f"Error code: {status} - {message}")
        self.response = Response(status, headers)
        self.body = {"message": message, "code": code}


class PlainError(Exception):
    """As Ollama's library raises them."""

    def __init__(self, status, message="", code=None):
        super().__init__(f"{message} (status code: {status})")
        self.status_code = status


@pytest.mark.parametrize("kind", [StatusError, PlainError])
@pytest.mark.parametrize(("case", "expected"), golden("model_failures"))
def test_a_status_and_its_words_tell_the_failure(kind, case, expected):

    told = failure_of(kind(case["status"], case["message"], case["code"]), NAME, WHERE)
    assert told.failure is Failure(expected)
    line = str(told)
    assert line.startswith(f"{NAME} at {WHERE} ")
    assert "\n" not in line
    assert str(case["status"]) in line
    assert line.count("status code") == 0


def named(name, *bases):
    return type(name, bases or (Exception,), {})


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (named("ConnectError")("[Errno 111] Connection refused"), Failure.UNREACHABLE),
        (ConnectionRefusedError(111, "Connection refused"), Failure.UNREACHABLE),
        (ConnectionError("Failed to connect to Ollama."), Failure.UNREACHABLE),
        (named("ConnectTimeout", named("TimeoutException"))("timed out"), Failure.UNREACHABLE),
        (named("ReadTimeout", named("TimeoutException"))("timed out"), Failure.SLOW),
        (TimeoutError("timed out"), Failure.SLOW),
        (named("RemoteProtocolError", named("ProtocolError"))("peer closed"), Failure.CUT),
        (ConnectionResetError(104, "Connection reset by peer"), Failure.CUT),
        (json.JSONDecodeError("Expecting value", "x", 0), Failure.MALFORMED),
        (named("ValidationError")("1 validation error, input_value='…'"), Failure.MALFORMED),
        (TypeError("Received response with null value for `choices`."), Failure.MALFORMED),
        (ValueError("No generation chunks were returned"), Failure.MALFORMED),
        (named("OpenAIContextOverflowError")("too much"), Failure.TOO_LONG),
        (named("AuthenticationError")("sk-1"), Failure.REFUSED),
        (ValueError("Did not find openai_api_key, add an environment variable"), Failure.REFUSED),
        (named("ResourceExhausted")("quota"), Failure.BUSY),
        (named("APIError")("The server had an error while processing your request"), Failure.BROKEN),
        (named("ResponseError")("out of memory"), Failure.BROKEN),
        (named("InternalServerError", named("APIError"))("no"), Failure.BROKEN),
        (RuntimeError("something else"), Failure.UNEXPECTED),
        (IndexError("list index out of range"), Failure.UNEXPECTED),
        (named("ConnectError", named("APIError"))("no"), Failure.UNREACHABLE),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_class_of_exception_tells_the_failure(error, expected):
    assert failure_of(error, NAME, WHERE).failure is expected


def test_a_stream_of_nothing_may_mean_that_the_prompt_does_not_fit():
    told = str(failure_of(ValueError("No generation chunks were returned"), NAME, WHERE))
    assert "Check base_url." in told
    assert "lower context_chars" in told
    assert "context_chars" not in str(
        failure_of(json.JSONDecodeError("Expecting value", "x", 0), NAME, WHERE)
    )


def test_the_cause_goes_before_the_wrapper():
    def raised(cause):
        error = named("APIConnectionError")("Connection error.")
        error.__cause__ = cause
        return failure_of(error, NAME, WHERE)

    assert raised(named("ConnectError")("no")).failure is Failure.UNREACHABLE
    assert raised(named("RemoteProtocolError")("no")).failure is Failure.CUT
    assert raised(named("ReadTimeout")("no")).failure is Failure.SLOW


def test_an_exception_that_causes_itself_is_read_once():
    first, second = RuntimeError("one"), RuntimeError("two")
    first.__cause__, second.__cause__ = second, first
    assert failure_of(first, NAME, WHERE).failure is Failure.UNEXPECTED


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (IndexError("list index out of range"), "(IndexError: list index out of range)"),
        (ZeroDivisionError(), "(ZeroDivisionError)"),
        (TypeError("sk-secret-1 is no list"), "(TypeError)"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_no_server_said_is_told_by_its_class(error, said):
    told = str(failure_of(error, NAME, WHERE, hidden=("sk-secret-1",)))
    assert said in told
    assert "server's log" not in told
    assert "sk-secret" not in told


@pytest.mark.parametrize("status", [400, 429, 500])
def test_what_is_hidden_is_not_said(status):
    told = failure_of(
        StatusError(status, "the key sk-secret-1 is fine"), NAME, WHERE, hidden=("sk-secret-1",)
    )
    assert "sk-secret" not in str(told)
    assert "the key … is fine" in str(told)


@pytest.mark.parametrize("status", [401, 403])
def test_of_a_refused_key_the_servers_words_are_not_repeated(status):
    assert "sk-" not in str(
        failure_of(StatusError(status, "Incorrect API key provided: sk-ab***yz"), NAME, WHERE)
    )


def test_a_servers_words_become_one_short_line_without_control_characters():
    told = str(failure_of(StatusError(500, "first\nsecond\x1b[31m\u202e red " + "很長" * 300), NAME, WHERE))
    assert "first second [31m red" in told
    assert told.isprintable()
    assert len(told) < 400


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"retry-after": "2"}, 2.0), ({"retry-after-ms": "250"}, 0.25), ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None), ({"retry-after": "inf"}, None), ({"retry-after": "nan"}, None), ({}, None),
    ],
)  # fmt: skip
def test_how_long_a_server_asks_to_wait(headers, expected):
    assert retry_after(StatusError(429, headers=headers)) == expected


def test_only_a_status_is_a_status():
    class CodedError(Exception):
        code = True
        status = 200
        http_status = "500"

    assert status_of(CodedError()) is None
    assert status_of(PlainError(503)) == 503


@pytest.mark.parametrize("kind", list(Failure))
def test_each_failure_says_what_where_and_what_to_do(kind):
    told = failure(kind, NAME, WHERE)
    assert isinstance(told, ModelError)
    assert told.failure is kind
    what, _, advice = str(told).partition(". ")
    assert what.startswith(f"{NAME} at {WHERE} ")
    assert advice.endswith(".")


def test_a_base_address_without_its_path_is_pointed_at():
    assert str(failure(Failure.UNKNOWN, NAME, "http://127.0.0.1:8000")).endswith("It often ends in /v1.")
    assert not str(failure(Failure.UNKNOWN, NAME, WHERE)).endswith("/v1.")
    assert "/v1" not in str(failure(Failure.UNKNOWN, "ollama:qwen3", "http://127.0.0.1:11434"))

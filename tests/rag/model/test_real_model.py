"""A real model on a real server: the wire, its limits, and that nothing unchecked is shown. See ``real_server``."""

import json
import time

import pytest

from rag.claims import Checker
from rag.langchain import open_model
from rag.model.composer import LLMComposer
from rag.model.settings import ModelSettings
from rag.model.types import Failure, ModelError, Prompt
from rag.verify import Sources, problems_of
from tests.rag.model import real_server
from tests.rag.model.wires import WIRES

pytestmark = [pytest.mark.usefixtures("plain_environment"), pytest.mark.timeout(900), *WIRES[0].marks]
TALK = Prompt("You tell stories.", "Tell me of a harbour, its ships and the people who work there.")
SETTINGS = {"timeout_s": 300, "silence_s": 250, "retries": 0, "max_tokens": 60}


@pytest.fixture(scope="session")
def url(tmp_path_factory):
    """The address of the real model."""
    place = real_server.found()
    if isinstance(place, str):
        pytest.skip(place)
    with real_server.served(*place, tmp_path_factory.mktemp("server") / "log") as url:
        yield url


@pytest.fixture
def model(url):
    return lambda **settings: open_model(
        ModelSettings("openai:smollm2", base_url=url, **{**SETTINGS, **settings})
    )


def heard(model, prompt):
    """Return the parts with the seconds at which they came, and the failure that ended them, if any."""
    began, parts = time.perf_counter(), []
    try:
        parts.extend((time.perf_counter() - began, part) for part in model.stream(prompt))
    except ModelError as error:
        return parts, error
    return parts, None


def test_words_come_one_by_one_and_the_limit_of_tokens_is_kept(model):
    parts, error = heard(model(max_tokens=24), TALK)
    assert 12 <= len(parts) <= 30
    assert parts[0][0] < parts[len(parts) // 2][0] < parts[-1][0]
    assert "".join(part for _, part in parts).isprintable()
    assert error.failure is Failure.CUT
    assert "after max_tokens = 24" in str(error)


def test_who_has_heard_enough_ends_the_request(model):
    stream = model(max_tokens=400).stream(TALK)
    next(stream)
    stream.close()
    began = time.perf_counter()
    again, _ = heard(model(max_tokens=1), TALK)
    assert len(again) <= 2
    assert time.perf_counter() - began < 60


def test_a_prompt_that_does_not_fit_is_said(model):
    long = Prompt(TALK.system, "harbour " * 3 * real_server.CONTEXT_TOKENS)
    parts, error = heard(model(), long)
    # It does not say so where it streams: status 200, and not a word.
    assert (parts, error.failure) == ([], Failure.MALFORMED)
    assert "where a prompt does not fit: lower context_chars" in str(error)


def test_another_address_of_the_server_is_said(url):
    wrong = open_model(ModelSettings("openai:smollm2", base_url=url.removesuffix("/v1"), **SETTINGS))
    parts, error = heard(wrong, TALK)
    assert (parts, error.failure) == ([], Failure.UNKNOWN)
    assert str(error).endswith("It often ends in /v1.")


@pytest.mark.parametrize(
    "question",
    [
        "山海邮局2023年新建了多少个网点？",
        "海灣巴士2022年有多少輛電動巴士？",
        "How many 電動巴士 did 海灣巴士 have in 2022?",
    ],
)
def test_only_what_is_borne_out_is_shown(question, model, small):
    expander = small.searcher.expander
    checker = Checker(expander.segmenter, names=small.searcher.names, glossary=expander.glossary)
    settings = ModelSettings("openai:smollm2", context_chars=200, **SETTINGS)
    writer = LLMComposer(model(), checker, settings, short=small.composer.short_in)
    said = []
    plain, answer = small.ask(question), small.with_writer(writer).ask(question, say=said.append)
    assert list(problems_of(answer.to_json(), Sources.of(small.searcher.manifest))) == []
    if answer.composer == "extractive":
        assert said == []
        assert plain.abstained or answer.notice is not None
        assert answer.answer == plain.answer
    else:
        assert answer.answer.split("\n")[: len(said)] == said


def test_the_command_line_asks_it_and_its_answers_verify(url, rag, sample_folder, tmp_path):
    questions = [
        "中国移动2024年累计建成多少个5G基站？",
        "中國移動2024年累計建成多少個5G基站？",
        "How many 5G base stations had China Mobile built by the end of 2024?",
    ]
    lines = (json.dumps({"id": str(n), "question": q}) for n, q in enumerate(questions))
    (tmp_path / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "rag.toml").write_text(
        f'[model]\nmodel = "openai:smollm2"\nbase_url = "{url}"\ncontext_chars = 200\n'
        "max_tokens = 40\nsilence_s = 250\ntimeout_s = 300\n",
        encoding="utf-8",
    )
    status, out, err = rag("ask", "--batch", tmp_path / "questions.jsonl", "--index", sample_folder)
    answers = [json.loads(line) for line in out.splitlines()]
    assert (status, len(answers), err.count("\n")) == (0, 3, 1)
    for answer in answers:
        assert not answer["abstained"]
        assert answer["composer"] == "llm:openai:smollm2" or answer["notice"]["kind"] in {
            "cut",
            "struck",
            "empty",
        }
        assert "240" in answer["answer"]
    (tmp_path / "stored.jsonl").write_text(out, encoding="utf-8")
    assert rag("verify", tmp_path / "stored.jsonl", "--index", sample_folder)[0] == 0

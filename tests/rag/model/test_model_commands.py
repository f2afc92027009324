"""The command line with a language model: who speaks, what is said on standard error, what goes wrong."""

import io
import json
import os
import re
import subprocess
import sys
import threading
import time

import pytest

from rag.commands.prompt import _Talk
from rag.commands.screen import Screen
from rag.types import Answer
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
)  # fmt: skip
from tests.rag.model.wires import WIRES

pytestmark = [pytest.mark.usefixtures("plain_environment"), *WIRES[0].marks]

HANT, HANS = "中國移動2024年累計建成多少個5G基站？", "中国移动2024年累计建成多少个5G基站？"
SENT = {
    HANT: "由 openai:scripted（URL）作答：問題和段落會送到那裡",
    HANS: "由 openai:scripted（URL）作答：问题和段落会发到那里",
}
FAITHFUL = "到2024年底，中國移動累計建成的5G基站超過240萬個[1]。"
LIE = "其中五十萬個在月球上[1]。"
STRUCK = re.compile(r"^已刪（.+）：其中五十萬個在月球上。$", re.MULTILINE)


@pytest.fixture
def spoken(ask):
    """Ask the sample with a server that gives these replies; return status, standard output and error, and requests."""

    def run(question, *replies, flags=(), **given):
        with ModelServer(*replies) as server:
            named = (
                "--model",
                "openai:scripted",
                "--base-url",
                server.url,
                "--timeout",
                "8",
                "--retries",
                "0",
            )
            status, out, err = ask(question, *named, *flags, **given)
        return status, out, err.replace(server.url, "URL"), server.requests

    return run


@pytest.mark.parametrize(("question", "sentence", "quote"), [
    (HANT, "到2024年底，中國移動累計建成的5G基站超過240萬個。 [1]", "    「中國移動在2024年新建5G基站46.7萬個。把歷年所建的"),
    (HANS, "到2024年底，中国移动累计建成的5G基站超过240万个。 [1]", "    “中國移動在2024年新建5G基站46.7萬個。把歷年所建的"),
])  # fmt: skip
def test_an_answer_in_a_models_words(question, sentence, quote, spoken):
    status, out, err, requests = spoken(question, says(*FAITHFUL))
    assert status == 0
    assert out.startswith(sentence + "\n")
    assert quote in out.split("[1] ")[-1]
    assert err == f"{SENT[question]}。\n"
    assert requests[0].text("user").count(question) == 2


@pytest.mark.parametrize("question", [HANT, HANS])
def test_json_says_who_spoke_and_what_was_struck(question, spoken, rag, sample_folder, tmp_path):
    status, out, _, _ = spoken(question, says(FAITHFUL, LIE), flags=["--json"])
    assert status == 0
    assert out.count("\n") == 1
    answer = json.loads(out)
    assert answer["composer"] == "llm:openai:scripted"
    assert [one["text"] for one in answer["struck"]] == [LIE.replace("[1]", "")]
    assert answer["notice"] is None
    assert answer["short_answer"] in ("240萬個", "240万个")
    (tmp_path / "stored.jsonl").write_text(out, encoding="utf-8")
    assert rag("verify", tmp_path / "stored.jsonl", "--index", sample_folder)[0] == 0


FAILURES = {
    "slow": stalls(seconds=1.2), "cut": cuts(FAITHFUL[:8]), "refused": refuses(), "busy": busy(),
    "broken": fails(500), "malformed": sends("data: {nonsense\n\n"), "malformed ": sends(""), "empty": empty(), "too-long": too_long(),
    "unknown-model": unknown_model(),
}  # fmt: skip


@pytest.mark.parametrize("kind", FAILURES)
@pytest.mark.parametrize("question", [HANT, HANS])
def test_a_failure_is_one_line_and_the_documents_answer(question, kind, spoken, ask):
    reply = FAILURES[kind]
    flags = ("--timeout", "0.5") if kind == "slow" else ()
    status, out, err, _ = spoken(question, reply, flags=flags)
    assert status == 0
    assert (out, len(err.splitlines())) == (ask(question)[1], 2)
    assert "openai:scripted（URL）" in err.splitlines()[1]
    assert err.endswith("現改為顯示文件原文。\n" if question == HANT else "现改为显示文档原文。\n")
    _, out, _, _ = spoken(question, reply, flags=(*flags, "--json"))
    answer = json.loads(out)
    assert (answer["composer"], answer["notice"]["kind"]) == ("extractive", kind.strip())
    assert answer["notice"]["message"].endswith("The documents' own words are shown instead.")


def test_a_server_that_is_not_there(ask):
    status, out, err = ask(
        HANT, "--model", "openai:scripted", "--base-url", "http://127.0.0.1:9/v1", "--json"
    )
    assert status == 0
    assert json.loads(out)["notice"]["kind"] == "unreachable"
    assert err.count("\n") == 1


def test_a_stream_that_is_cut_keeps_what_was_borne_out(spoken):
    status, out, err, _ = spoken(HANT, fades(FAITHFUL, "而且還"))
    assert status == 0
    assert out.startswith("到2024年底，中國移動累計建成的5G基站超過240萬個。 [1]")
    assert "說到一半斷了" in err


def test_a_model_that_ignores_the_format(spoken):
    status, out, err, _ = spoken(
        HANT,
        says("# 回答\n\n| 年 | 數 |\n|---|---|\n| 2024 | 很多 |\n\n希望對您有幫助！"),
        flags=["--struck"],
    )
    assert status == 0
    assert out.startswith("理解為：中國移動、2024年\n240萬個 [1]\n")
    assert "已刪（沒有標出處）：希望對您有幫助！" in out
    assert "沒有段落可以依據" in err


def test_an_abstention(spoken):
    status, out, _, _ = spoken(HANS, says("NO_ANSWER"), flags=["--json"])
    answer = json.loads(out)
    assert (status, answer["abstained"], answer["composer"]) == (0, True, "llm:openai:scripted")
    assert answer["notice"]["kind"] == "abstained"
    assert answer["notice"]["message"].endswith(
        "Without it (--no-model) the documents' own words are an answer."
    )


def test_struck_sentences_are_shown_on_request(spoken):
    assert "struck" not in spoken(HANT, says(FAITHFUL + LIE))[1]
    assert STRUCK.search(spoken(HANT, says(FAITHFUL + LIE), flags=["--struck"])[1])
    assert "沒有刪去的句子" in spoken(HANT, says(FAITHFUL), flags=["--struck"])[1]


@pytest.mark.parametrize("question", ["寫一首詩", "写一首诗"])
def test_that_a_model_was_not_asked_is_told_as_data_only(question, spoken, ask):
    _, out, err, requests = spoken(question, says(FAITHFUL))
    assert (out, err.count("\n"), requests) == (ask(question)[1], 1, [])
    assert "not asked" not in err
    notice = json.loads(spoken(question, says(FAITHFUL), flags=["--json"])[1])["notice"]
    assert notice["kind"] == "not asked"
    assert notice["message"] == "openai:scripted was not asked: this is no question to documents."


def test_a_batch_prints_whole_objects_only(spoken):
    lines = "\n".join(json.dumps({"id": n, "question": q}) for n, q in enumerate([HANT, HANS, "寫一首詩"]))
    status, out, _, requests = spoken("--batch=-", says(FAITHFUL), says(LIE), stdin=lines.encode())
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["composer"] for row in rows] == ["llm:openai:scripted", "extractive", "extractive"]
    assert ["struck" in row for row in rows] == [True, True, False]
    assert len(requests) == 2
    assert status == 0


def test_rag_toml_names_a_model_and_no_model_overrules_it(ask, tmp_path):
    with ModelServer(says(FAITHFUL)) as server:
        (tmp_path / "rag.toml").write_text(f'[model]\nmodel = "openai:scripted"\nbase_url = "{server.url}"\n')
        assert ask(HANT, "--no-model")[2] == ""
        assert server.requests == []
        assert ask(HANT)[1].startswith("到2024年底")
        assert len(server.requests) == 1


def test_the_variable_of_the_key_is_said(spoken, monkeypatch):
    monkeypatch.setenv("GATEWAY_KEY", "sk-secret-1")
    _, _, err, requests = spoken(HANT, says(FAITHFUL), flags=("--key-env", "GATEWAY_KEY"))
    assert err == f"{SENT[HANT]}，連同 GATEWAY_KEY 裡的金鑰。\n"
    assert requests[0].headers["authorization"] == "Bearer sk-secret-1"


def test_a_file_that_came_with_a_folder_sends_no_key_elsewhere(ask, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", "sk-secret-1")
    (tmp_path / "rag.toml").write_text(
        '[model]\nmodel = "openai:x"\nbase_url = "https://gateway.invalid/v1"\nkey_env = "GITHUB_TOKEN"\n'
    )
    status, out, err = ask(HANT)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.endswith("say --key-env GITHUB_TOKEN, or put the file into your home folder.\n")
    assert "sk-secret-1" not in err
    assert ask(HANT, "--no-model")[0] == 0


@pytest.mark.parametrize(
    ("flags", "status", "said"),
    [
        (["--base-url", "http://127.0.0.1:9/v1"], 2, "--base-url http://127.0.0.1:9/v1 goes with --model"),
        (["--timeout", "3"], 2, "--timeout 3.0 goes with --model"),
        (["--no-model", "--model", "openai:x"], 2, "--no-model does not go with --model"),
        (["--model", "x"], 1, "provider:name"),
        (["--model", "openai:x", "--temperature", "9"], 1, "a number from 0 to 2"),
        (["--model", "openai:x", "--timeout", "0"], 1, "--timeout: timeout_s = 0.0 cannot be used"),
        (["--model", "openai:x", "--max-tokens", "many"], 2, "not a valid integer"),
        (["--model", "nobody:x"], 1, "there is no provider nobody"),
        (["--model", "openai:x", "--key-env", "NO_SUCH_KEY"], 1, "NO_SUCH_KEY holds no key"),
    ],
)
def test_flags_that_cannot_be_used(flags, status, said, ask):
    got, out, err = ask(HANT, *flags)
    assert (got, out) == (status, "")
    assert said.replace(" http://127.0.0.1:9/v1", "").replace(" 3.0", "") in err


def test_flags_of_the_prompt_do_not_go_before_a_command(rag):
    status, out, err = rag("--model", "openai:x", "ask", HANT)
    assert (status, out) == (2, "")
    assert "rag ask … --model openai:x" in err


def test_the_prompt_speaks_with_the_model(rag, sample_folder):
    lines = f"{HANT}\n/struck\n那2023年呢？\n/quit\n".encode()
    with ModelServer(says(FAITHFUL + LIE), otherwise=lambda request: says("NO_ANSWER")) as server:
        status, out, err = rag(
            "--index", sample_folder, "--model", "openai:scripted", "--base-url", server.url, stdin=lines
        )
    assert status == 0
    assert out.startswith("到2024年底，中國移動累計建成的5G基站超過240萬個。 [1]\n理解為：")
    assert STRUCK.search(out)
    assert err.count("questions and paragraphs are sent there") == 1
    assert "沒有找到答案" in err


def test_nothing_was_asked_yet(rag, sample_folder):
    status, out, _ = rag("--index", sample_folder, stdin=b"/struck\n")
    assert (status, out) == (0, "nothing was asked yet\n")


def test_the_first_sentence_is_on_screen_before_the_model_has_finished(sample, capsys):
    from rag.model.settings import ModelSettings

    shown = threading.Event()
    screen = Screen()

    def say(sentence):
        screen.say(sentence)
        shown.set()

    with ModelServer(says(FAITHFUL, "而且還", "有別的。", pause_s=0.4)) as server:
        session = sample.with_model(ModelSettings("openai:scripted", base_url=server.url))
        answers: list[Answer] = []
        thread = threading.Thread(target=lambda: answers.append(session.ask(HANT, say=say)))
        thread.start()
        assert shown.wait(20)
        assert answers == []
        assert capsys.readouterr().out == "到2024年底，中國移動累計建成的5G基站超過240萬個。 [1]\n"
        thread.join(20)
    screen.show(answers[0])
    assert "到2024年底，中國移動" not in capsys.readouterr().out.split("[1]")[0]


def test_a_runnable_streams_the_first_sentence_before_the_model_has_finished(sample):
    from rag.langchain import as_runnable
    from rag.model.settings import ModelSettings

    with ModelServer(says(FAITHFUL, "而且還", "有別的。", pause_s=0.4)) as server:
        session = sample.with_model(ModelSettings("openai:scripted", base_url=server.url))
        pieces = as_runnable(session).stream(HANT)
        first = next(pieces)
        began = time.perf_counter()
        whole = list(pieces)[-1]
        took = time.perf_counter() - began
    assert first == {"said": "到2024年底，中國移動累計建成的5G基站超過240萬個。 [1]\n"}
    assert f"{whole['answer']}\n".startswith(first["said"])
    assert took > 0.3
    assert first + whole == whole


def test_the_prompt_shows_the_first_words_while_the_model_still_speaks(sample_folder, tmp_path):
    words = [*FAITHFUL, *"而且還有別的話慢慢地說而且還有別的話慢慢地說"]
    with ModelServer(says(*words, pause_s=0.06)) as server:
        flags = [
            "--index",
            sample_folder,
            "--no-reader",
            "--model",
            "openai:scripted",
            "--base-url",
            server.url,
        ]
        prompt = subprocess.Popen(
            [sys.executable, "-c", "from rag.cli import main; main()", *map(str, flags)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        with prompt:
            prompt.stdin.write(f"{HANT}\n".encode())
            prompt.stdin.close()
            first = prompt.stdout.readline().decode()
            began = time.perf_counter()
            rest = prompt.stdout.read().decode()
            took = time.perf_counter() - began
    assert first == "到2024年底，中國移動累計建成的5G基站超過240萬個。 [1]\n"
    assert rest.startswith("理解為：")
    # Some twenty words of 60 ms each were still to come.
    assert took > 0.7


class Stopped:
    """A writer at whose sentence somebody presses Ctrl-C."""

    name, where = "llm:slow", "nowhere"

    def write(self, reading, hits, draft, say=None):
        say("半句")
        raise KeyboardInterrupt


def test_ctrl_c_at_the_prompt_stops_the_answer_and_not_the_program(small, monkeypatch, capsys):
    question = "山海邮局2023年新建了多少个网点？"
    talk = _Talk(small.with_writer(Stopped()), struck=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(KeyboardInterrupt):
        talk.asked(question)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    talk.asked(question)
    assert "stopped" in capsys.readouterr().err
    talk.told("/struck")
    assert capsys.readouterr().out == "nothing was asked yet\n"

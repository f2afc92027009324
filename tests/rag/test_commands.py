"""The commands in this process: what they print, where, and the status they end with."""

from __future__ import annotations

import json
import re

import pytest

from corpus.types import Script
from rag.cli import COMMANDS
from tests.cases.load import golden

GOOD = "中國移動2024年累計建成多少個5G基站？"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(rag, name):
    status, out, _ = rag(name, "--help")
    assert status == 0
    assert out.startswith(f"Usage: rag {name}")


def test_help_lists_the_commands(rag):
    status, out, _ = rag("--help")
    assert status == 0
    assert [
        line.split()[0] for line in out.split("Commands:\n")[1].splitlines() if line[2:3].strip()
    ] == list(COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ("frob",), ("--frob",), ("ask",), ("ask", "a", "b"), ("ask", "a", "--batch", "f"), ("index",), ("show",), ("verify",),
        ("ask", "a", "--index"), ("--index", "x", "ask", "a"),
    ],
)  # fmt: skip
def test_wrong_usage_is_two(rag, arguments):
    status, out, err = rag(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith(("Usage:", "Error: Option '--index' requires an argument"))


def test_an_answer_for_reading(ask):
    status, out, err = ask(GOOD)
    assert (status, err) == (0, "")
    assert "240萬個 [1]" in out
    assert "mobile-2024-network.md:" in out
    assert "\x1b" not in out


def test_json_is_one_object_with_chinese_unescaped(ask):
    status, out, _ = ask(GOOD, "--json")
    assert status == 0
    assert out.count("\n") == 1
    assert "中國移動" in out
    assert json.loads(out)["short_answer"] == "240萬個"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "the question is empty"),
        ("   ", "the question is empty"),
        ("？！。……", "the question is empty"),
        ("😀🎉", "the question is empty"),
        ("\u200b\x07", "the question is empty"),
        ("長" * 100_000, "the question has 100,000 characters, 2,000 at most"),
    ],
)
def test_what_is_no_question_is_one_with_a_message(ask, question, said):
    status, out, err = ask(question)
    assert (status, out) == (1, "")
    assert err.startswith("rag: ")
    assert said in err


@pytest.mark.parametrize(
    ("question", "script"),
    [
        ("How many 5G base stations has China Mobile built by 2024?", Script.NONE),
        ("5G基站有多少個？😀", Script.HANT),
        ("中国移动\x1b[31m有多少\x00基站？", Script.HANS),
        ("中國移動的网络和联通的網絡", Script.MIXED),
        ("5", Script.NONE),
        ("𠮷𨋢㐂", Script.HANT),
        ("長" * 2000, Script.HANT),
    ],
)
def test_odd_questions_get_an_answer_or_a_refusal(ask, question, script):
    status, out, err = ask(question, "--json")
    assert (status, err) == (0, "")
    data = json.loads(out)
    assert data["script"] == script.value
    assert data["answer"]


def test_a_question_from_standard_input(ask):
    status, out, _ = ask("-", "--json", stdin=GOOD.encode() + b"\n")
    assert (status, json.loads(out)["short_answer"]) == (0, "240萬個")


def test_standard_input_that_is_not_utf8_is_read_as_far_as_it_goes(ask):
    status, out, _ = ask("-", "--json", stdin=b"\xff\xfe" + GOOD.encode() + b"\xe4")
    assert (status, json.loads(out)["short_answer"]) == (0, "240萬個")
    assert ask("-", stdin=b"")[0] == 1


@pytest.mark.parametrize("arguments", [("ask", GOOD), ("show", "a.md:1-2"), ("verify", "a.jsonl"), ()])
def test_no_index_is_one_and_says_how_to_make_one(rag, arguments, tmp_path):
    status, out, err = rag(*arguments, "--index", tmp_path / "沒有")
    assert (status, out) == (1, "")
    assert "no index here. Make one: rag index PATH... --index" in err


@pytest.mark.parametrize(
    "arguments", [("ask", GOOD, "--index", ""), ("ask", "--batch", ""), ("index", ""), ("verify", "")]
)
def test_an_empty_path_is_not_the_current_folder(rag, arguments, tmp_path):
    (tmp_path / "文.md").write_text("網點120個。", encoding="utf-8")
    status, _, err = rag(*arguments)
    assert status == 1
    assert "the path is empty. Name a file or folder" in err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["文.md"]


def damaged(small_index, tmp_path):
    import shutil

    return shutil.copytree(small_index, tmp_path / "damaged")


@pytest.mark.parametrize("name", ["vectors.faiss", "passages.jsonl", "manifest.json", "keys.npy"])
@pytest.mark.parametrize("how", ["cut", "changed", "gone"])
def test_a_damaged_index_is_one_and_says_how_to_mend_it(rag, small_index, tmp_path, name, how):
    folder = damaged(small_index, tmp_path)
    (file,) = folder.glob(f"generation-*/{name}")
    data = file.read_bytes()
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(data[: len(data) // 2] if how == "cut" else b"\x00" + data[1:])
    status, out, err = rag("ask", GOOD, "--index", folder)
    assert (status, out) == (1, "")
    assert name in err
    assert "Rebuild it: rag index PATH... --index" in err


def test_an_index_of_another_encoder_is_one_with_both_names(rag, small_index):
    status, _, err = rag("ask", GOOD, "--index", small_index)
    assert status == 1
    assert re.search(r"made with the encoder hash-ngrams/64 .*multilingual-e5-small.*Rebuild it", err)


def test_a_batch_goes_on_behind_bad_lines_in_order(rag, sample_folder, tmp_path):
    lines = [json.dumps({"id": label, "question": case["hant"]}) for case, label in (
        (case.values[0], case.id) for case in golden("answers")[:3]
    )]  # fmt: skip
    file = tmp_path / "questions.jsonl"
    file.write_bytes(
        b"\xef\xbb\xbf" + "\r\n".join([lines[0], "{", lines[1], '{"id": "x"}', "", lines[2]]).encode()
    )
    status, out, err = rag("ask", "--batch", file, "--index", sample_folder)
    assert (status, err) == (0, "")
    rows = [json.loads(line) for line in out.splitlines()]
    wanted = [case.id for case in golden("answers")[:3]]
    assert [row["id"] for row in rows] == [wanted[0], None, wanted[1], "x", wanted[2]]
    assert ["error" in row for row in rows] == [False, True, False, True, False]
    assert "中國移動" in out


def test_a_batch_from_standard_input(ask):
    line = json.dumps({"id": 1, "question": GOOD}).encode()
    status, out, _ = ask("--batch", "-", stdin=line + b"\n\xff\n")
    assert status == 0
    assert [("error" in json.loads(row)) for row in out.splitlines()] == [False, True]


@pytest.mark.parametrize("name", ["沒有.jsonl", "."])
def test_a_missing_batch_is_one(ask, name):
    status, out, err = ask("--batch", name)
    assert (status, out) == (1, "")
    assert "cannot be read" in err
    assert "--batch takes a file of JSON lines" in err


def test_show_prints_the_paragraph_with_the_asked_words_marked(rag, sample_folder, sample):
    cited = sample.ask(GOOD).citations[0]
    status, out, _ = rag("show", cited.id, "--index", sample_folder)
    assert status == 0
    assert cited.title in out
    assert "累計建成的5G基站超過240萬個" in out
    status, out, _ = rag("show", f"{cited.file}:{cited.start}-{cited.end}", "--index", sample_folder)
    assert f"»{cited.quote}«" in out
    status, out, _ = rag("show", cited.id, "--index", sample_folder, "--json")
    assert json.loads(out)["id"] == cited.id


@pytest.mark.parametrize(
    "name", ["胡說", "沒有.md:1-2", "mobile-2024-network.md:99999-100000", "a:" + "1" * 5000 + "-2", ""]
)
def test_show_of_nothing_is_one(rag, sample_folder, name):
    status, out, err = rag("show", name, "--index", sample_folder)
    assert (status, out) == (1, "")
    assert err.startswith("rag: ")


def test_verify_is_zero_for_what_was_answered_and_one_for_what_was_changed(rag, ask, sample_folder, tmp_path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        "\n".join(json.dumps({"question": case.values[0]["hans"]}) for case in golden("answers"))
    )
    _, out, _ = ask("--batch", questions)
    answers = tmp_path / "answers.jsonl"
    answers.write_text(out, encoding="utf-8")
    status, said, err = rag("verify", answers, "--index", sample_folder)
    assert (status, err) == (0, "")
    assert said.endswith("every promise holds\n")
    answers.write_text(out.replace("240", "241"), encoding="utf-8")
    status, said, err = rag("verify", answers, "--index", sample_folder)
    assert status == 1
    assert re.search(r"line 2: citation \d: the quote does not stand at", err)


def test_verify_of_nothing_is_one(rag, sample_folder):
    status, _, err = rag("verify", "沒有.jsonl", "--index", sample_folder)
    assert status == 1
    assert "cannot be read" in err


def test_the_prompt_answers_piped_lines_and_follow_ups(rag, sample_folder):
    lines = "中国联通2022年的资产负债率是多少？\n\n？？\n/new\n中國聯通2021年的總資產是多少億元？\n那2020年呢？\n/quit\n收入？\n"
    status, out, err = rag("--index", sample_folder, stdin=lines.encode())
    assert status == 0
    assert "46.1% [1]" in out
    assert "5,932.8億元 [1]" in out
    assert "理解為：中國聯通、2020年、「中國聯通2020年的總資產是多少億元？」" in out
    assert out.count("[1] ") >= 3
    assert "passages, index" in err
    assert "the question is empty" in err
    assert "收入？" not in out


@pytest.mark.parametrize("leave", ["quit", "EXIT", "退出", "/q", ":q"])
def test_words_that_leave_the_prompt_are_no_question(rag, sample_folder, leave):
    status, out, err = rag("--index", sample_folder, stdin=f":help\n:save\n{leave}\n{GOOD}\n".encode())
    assert (status, out.strip()) == (0, "")
    assert err.count("/new forgets the conversation") == 3
    assert ":save: no such command" in err


def test_the_prompt_reads_on_behind_bytes_that_are_not_utf8(rag, sample_folder):
    status, out, _ = rag("--index", sample_folder, stdin=b"\xff\xfe\n" + GOOD.encode() + b"\n")
    assert status == 0
    assert "240萬個 [1]" in out


def test_an_answer_from_documents_that_are_asked_for_only(ask):
    question = "中国移动有多少5G基站？"
    for arguments, files in (
        (("--year", "2020"), "2020"),
        (("--period", "2024", "--file", "*network*"), "2024-network"),
        (("--company", "聯通"), "unicom"),
    ):
        status, out, _ = ask(question, "--json", *arguments)
        found = {passage["file"] for passage in json.loads(out)["passages"]}
        assert status == 0
        assert found
        assert all(files in file for file in found)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--company", "华为"), ["nothing in the index is of company 华为", "中国移动", "中国联通"]),
        (("--year", "2031"), ["2020", "2024"]),
        (("--file", "*.pdf"), ["mobile-2020-data.txt"]),
        (("--kind", "law"), ["kinds: none known"]),
    ],
)
def test_a_filter_that_nothing_fits_names_what_there_is(ask, arguments, words):
    status, out, err = ask("有多少5G基站？", *arguments)
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert [w for w in words if w not in err] == []


@pytest.mark.parametrize("arguments", [("--year", "20"), ("--period", "2020-Q5"), ("--kind", "novel")])
def test_a_filter_that_is_none_is_wrong_usage(ask, arguments):
    status, out, err = ask("有多少5G基站？", *arguments)
    assert (status, out) == (2, "")
    assert "--year" in err or "--kind" in err


def test_filters_hold_for_a_batch(ask, tmp_path):
    lines = tmp_path / "q.jsonl"
    lines.write_text('{"id": 1, "question": "有多少5G基站？"}\n', encoding="utf-8")
    _, out, _ = ask("--batch", lines, "--company", "中国联通")
    assert {p["file"][:7] for p in json.loads(out)["passages"]} == {"unicom-"}
    _, out, _ = ask("--batch", lines, "--company", "华为")
    assert json.loads(out)["error"]["kind"] == "bad_question"

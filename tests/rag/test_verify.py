"""Every broken promise is found, and an untouched answer passes."""

import json
from pathlib import Path

import pytest

from rag.errors import AskError
from rag.verify import Sources, problems_of, verify_file

QUESTION = "山海郵局2023年新建了多少個網點？"


@pytest.fixture
def answer(small):
    data = small.ask(QUESTION).to_json()
    assert data["short_answer"] == "120個"
    return data


@pytest.fixture
def sources(small):
    return Sources.of(small.searcher.manifest)


def cite(answer, **changes):
    first, *rest = answer["citations"]
    return {**answer, "citations": [{**first, **changes}, *rest]}


def test_an_untouched_answer_passes(answer, sources):
    assert list(problems_of(answer, sources)) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"quote": "山海邮局2023年新建网点121个。"}, "citation 1: the quote does not stand at"),
        ({"quote": ""}, "citation 1: the quote does not stand at"),
        ({"start": 0}, "citation 1: the quote does not stand at"),
        ({"end": 10**9}, "citation 1: the quote does not stand at"),
        ({"start": 9, "end": 9}, "citation 1: no place 9-9"),
        ({"start": -3}, "citation 1: no place -3-"),
        ({"start": "0"}, "citation 1: no place 0-"),
        ({"file": "別的.md"}, "別的.md: not a source of this index"),
        ({"number": 9}, "marks without a citation: [1]"),
        ({"number": [1]}, "marks without a citation: [1]"),
    ],
)
def test_a_tampered_citation_is_found(answer, sources, changes, said):
    problems = list(problems_of(cite(answer, **changes), sources))
    assert any(p.startswith(said) for p in problems), problems


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"answer": "新建網點120個。"}, "a sentence without a mark: '新建網點120個。'"),
        ({"answer": "120個 [1]\n新建網點120個。"}, "a sentence without a mark: '新建網點120個。'"),
        ({"answer": "120個 [1][77]"}, "marks without a citation: [77]"),
        ({"answer": f"120個 [1] [{'7' * 6000}]"}, "marks without a citation: [777777777]"),
        ({"answer": ""}, 'no text under "answer"'),
        ({"answer": None}, 'no text under "answer"'),
        ({"answer": 5}, 'no text under "answer"'),
        ({"citations": None}, "marks without a citation: [1]"),
        ({"short_answer": "121個"}, "the short answer '121個' stands in no quote"),
        ({"short_answer": "*"}, "the short answer '*' stands in no quote"),
    ],
)
def test_a_tampered_answer_is_found(answer, sources, changes, said):
    problems = list(problems_of({**answer, **changes}, sources))
    assert any(p.startswith(said) for p in problems), problems


DERIVED = ("120個", "3,450個")


COMPUTED = [
    ("difference", "少3,330個", "個", []),
    ("ratio", "0.03倍", "倍", []),
    ("sum", "3,570個", "個", []),
    ("growth", "-96.5%", "%", []),
    ("trend", "逐年上升", "", []),
    ("greater", "乙", "", ["甲", "乙"]),
    ("lesser", "甲", "", ["甲", "乙"]),
]


@pytest.mark.parametrize(("op", "short", "unit", "sides"), COMPUTED)
def test_a_derivation_stands_for_a_short_answer_that_no_quote_holds(answer, sources, op, short, unit, sides):
    derivation = {"op": op, "operands": list(DERIVED), "unit": unit, "sides": sides}
    assert list(problems_of({**answer, "short_answer": short, "derivation": derivation}, sources)) == []


@pytest.mark.parametrize(("op", "short", "unit", "sides"), COMPUTED)
def test_a_derivation_that_gives_something_else_is_found(answer, sources, op, short, unit, sides):
    derivation = {"op": op, "operands": list(reversed(DERIVED)), "unit": "站", "sides": sides[:1]}
    problems = list(problems_of({**answer, "short_answer": f"{short}9", "derivation": derivation}, sources))
    assert any("is not the" in problem for problem in problems)


@pytest.mark.parametrize(
    ("derivation", "said"),
    [
        (True, "the short answer '3,330個' stands in no quote and has no derivation"),
        ("difference", "the short answer '3,330個' stands in no quote and has no derivation"),
        ({}, "the short answer '3,330個' stands in no quote and has no derivation"),
        ({"op": "guess", "operands": list(DERIVED)}, "a derivation by 'guess'"),
        ({"op": ["sum"], "operands": list(DERIVED)}, "a derivation by ['sum']"),
        ({"op": "difference"}, "a derivation without operands"),
        (
            {"op": "cell", "operands": list(DERIVED)},
            "the short answer '3,330個' is not its operands together",
        ),
        ({"op": "difference", "operands": []}, "a derivation without operands"),
        ({"op": "difference", "operands": "120"}, "a derivation without operands"),
        ({"op": "difference", "operands": ["120個", "80個"]}, "the operand '80個' stands in no quote"),
        ({"op": "difference", "operands": ["120個", 3450]}, "the operand 3450 stands in no quote"),
        ({"op": "difference", "operands": ["120個", " "]}, "the operand ' ' stands in no quote"),
        ({"op": "denial", "operands": ["120個"]}, "the short answer '3,330個' is no denial"),
        (
            {"op": "list", "operands": ["120個", "3,450個"]},
            "the short answer '3,330個' is not its operands one",
        ),
        (
            {"op": "joined", "operands": ["120個", "3,450個"]},
            "the short answer '3,330個' is not its operands one after another in a quote",
        ),
        ({"op": "affirmation", "operands": ["120個"]}, "the short answer '3,330個' is no yes"),
        (
            {"op": "affirmation", "operands": ["山海郵局關閉網點120個"]},
            "the operand '山海郵局關閉網點120個' stands",
        ),
    ],
)
def test_a_derivation_of_something_else_is_found(answer, sources, derivation, said):
    problems = list(problems_of({**answer, "short_answer": "3,330個", "derivation": derivation}, sources))
    assert any(p.startswith(said) for p in problems), problems


def test_an_affirmation_rests_on_quoted_words_whatever_cleaning_dropped(tmp_path):
    text = "全年营业收入5.8亿元<sup>1</sup>，同比\n增长7.7%。"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    cited = {"number": 1, "file": "a.md", "start": 0, "end": len(text), "quote": text}
    given = {
        "answer": "是 [1]\n“全年营业收入5.8亿元，同比增长7.7%。” [1]",
        "short_answer": "是",
        "citations": [cited],
        "derivation": {"op": "affirmation", "operands": ["全年营业收入5.8亿元，同比增长7.7%。"], "unit": ""},
    }
    assert list(problems_of(given, Sources.below(tmp_path))) == []


QUOTE = "全年收入5.8亿元！净利润4,200万元。网点120个。"


@pytest.mark.parametrize(
    ("text", "unmarked"),
    [
        (f"“{QUOTE}” [1]", []),
        (f"「{QUOTE}」[1]", []),
        (f"5.8亿元 “{QUOTE}” [1]", []),
        ("5.8亿元 [1]", []),
        ("收入是5.8亿元[1]。利润是4,200万元。[1]", []),
        ("收入是5.8亿元 [1]，利润是4,200万元 [1][1]", []),
        ("收入是5.8亿元。利润是4,200万元。[1]", ["收入是5.8亿元。"]),
        ("收入是5.8亿元。[1]利润是4,200万元。", ["利润是4,200万元。"]),
        ("收入是5.8亿元 [1]，利润是4,200万元", ["收入是5.8亿元 [1]，利润是4,200万元"]),
        ("[1] 收入是5.8亿元", ["[1] 收入是5.8亿元"]),
        ("收入是5.8亿元？是的！[1]", ["收入是5.8亿元？"]),
        (f"“{QUOTE}”", [f"“{QUOTE}”"]),
        ("“全年收入5.8亿元！” 我们很好。“网点120个。” [1]", ["“全年收入5.8亿元！”", " 我们很好。"]),
        (f"我们认为。“{QUOTE}” [1]", ["我们认为。", "“全年收入5.8亿元！", "净利润4,200万元。"]),
        (f"“{QUOTE}” [1] 我们很好。", ["“全年收入5.8亿元！", "净利润4,200万元。", " 我们很好。"]),
    ],
)
def test_every_sentence_ends_with_a_mark(tmp_path, text, unmarked):
    (tmp_path / "a.md").write_text(QUOTE, encoding="utf-8")
    cited = {"number": 1, "file": "a.md", "start": 0, "end": len(QUOTE), "quote": QUOTE}
    given = {"answer": text, "short_answer": "5.8亿元", "citations": [cited]}
    problems = list(problems_of(given, Sources.below(tmp_path)))
    assert [p.split(": ", 1)[1] for p in problems] == [repr(u.strip()[:40]) for u in unmarked]
    assert all(p.startswith("a sentence without a mark: ") for p in problems)


def test_a_refusals_marks_and_quotes_are_held_to_the_sources(small, sources):
    refusal = small.with_threshold(1.0).ask(QUESTION).to_json()
    assert refusal["abstained"]
    assert list(problems_of(refusal, sources)) == []
    extra = {**refusal, "answer": refusal["answer"] + " [77]"}
    assert list(problems_of(extra, sources)) == ["marks without a citation: [77]"]
    changed = cite(refusal, quote="海灣巴士沒有說過的話")
    assert any("the quote does not stand at" in p for p in problems_of(changed, sources))


def test_a_short_answer_may_be_converted_and_its_quote_marked_up(tmp_path):
    text = "| 覆蓋率 | **96**<b>%</b> |"
    (tmp_path / "表.md").write_text(text, encoding="utf-8")
    cited = {"number": 1, "file": "表.md", "start": 0, "end": len(text), "quote": text}
    given = {
        "answer": "“覆蓋率96%” [1]",
        "abstained": False,
        "short_answer": "覆盖率|96％",
        "citations": [cited],
    }
    assert list(problems_of(given, Sources.below(tmp_path))) == []


def test_a_refusal_need_not_mark_its_own_words(small, sources):
    refusal = small.ask("火星上的量子望遠鏡有多重？").to_json()
    assert list(problems_of({**refusal, "abstained": True, "answer": "没有。"}, sources)) == []


def test_a_changed_or_missing_file_is_found(answer, tmp_path, small):
    (tmp_path / "郵局").mkdir()
    file = tmp_path / "郵局" / "山海邮局.md"
    manifest = small.searcher.manifest
    original = next(Path(f.path) for f in manifest.files if f.file == "郵局/山海邮局.md")
    digests = {f.file: f.sha256 for f in manifest.files}

    def check():
        moved = {name: tmp_path / name for name in digests}
        return list(problems_of(cite(answer), Sources(moved, digests)))

    assert any("cannot be read" in p for p in check())
    file.write_bytes(original.read_bytes() + b" ")
    assert any("has changed since it was indexed. Run `rag index` again" in p for p in check())
    file.write_bytes(b"\xff\x00" * 9)
    assert any("not a text file" in p for p in check())


def test_a_file_of_answers_is_counted(answer, sources, tmp_path):
    lines = [
        answer,
        {"id": "c", "turns": [answer, answer]},
        {"id": "e", "error": {"kind": "bad_json", "message": ""}},
    ]
    file = tmp_path / "answers.jsonl"
    file.write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in lines) + "\n\n", encoding="utf-8"
    )
    report = verify_file(file, sources)
    assert (report.answers, report.citations, report.problems) == (3, 3 * len(answer["citations"]), ())
    assert report.summary == f"3 answers, {3 * len(answer['citations'])} citations: every promise holds"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no answers"),
        ("{", "line 1: not JSON"),
        ("[" * 100_000, "line 1: not JSON"),
        ("3", "line 1: not an answer object"),
        ('{"question": "有多少網點？"}', 'line 1: no text under "answer"'),
        ('{"turns": [3]}', "holds no answers"),
    ],
)
def test_a_file_of_something_else_is_a_problem(text, said, sources, tmp_path):
    file = tmp_path / "answers.jsonl"
    file.write_text(text, encoding="utf-8")
    report = verify_file(file, sources)
    assert any(said in p for p in report.problems), report.problems
    assert "problems" in report.summary


@pytest.mark.parametrize("data", [None, b"\xff\xff"])
def test_a_file_that_cannot_be_read_is_said(data, sources, tmp_path):
    file = tmp_path / "answers.jsonl"
    if data:
        file.write_bytes(data)
    with pytest.raises(AskError, match=r"cannot be read .*It takes the JSON lines of `rag ask --batch`"):
        verify_file(file, sources)


@pytest.mark.parametrize(("text", "encoding"), [("网点开门。", "utf-7"), ("據點開門。", "utf-7")])
def test_below_a_root_a_corpus_toml_names_the_encoding(tmp_path, text, encoding):
    (tmp_path / "年").mkdir()
    (tmp_path / "年" / "a.txt").write_bytes(text.encode(encoding))
    (tmp_path / "corpus.toml").write_text(
        f'[[document]]\nfile = "a.txt"\nencoding = "{encoding}"\n', encoding="utf-8"
    )
    assert Sources.below(tmp_path).text("年/a.txt") == text


def test_a_root_is_a_folder(tmp_path):
    with pytest.raises(AskError, match=r"no such folder\. --root takes the folder"):
        Sources.below(tmp_path / "沒有")

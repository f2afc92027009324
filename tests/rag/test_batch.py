"""Batches: in order, one line for one line, whatever the lines hold."""

import json

import pytest

from rag.batch import answer_lines


def run(small, *lines):
    return list(answer_lines(lines, small))


def test_good_and_bad_lines_keep_their_order(small):
    rows = run(
        small,
        '{"id": "a", "question": "山海郵局2023年新建了多少個網點？"}',
        "{",
        "",
        "  ",
        '{"id": "b", "question": "？？"}',
        '{"id": "c", "turns": ["雲山書店有多少家門市？", "那2023年呢？"]}\r',
        '{"id": 4, "question": "海湾巴士有多少辆车？"}',
    )
    assert [row["id"] for row in rows] == ["a", None, "b", "c", 4]
    assert [row["error"]["kind"] for row in rows if "error" in row] == ["bad_json", "bad_question"]
    assert [len(row["turns"]) for row in rows if "turns" in row] == [2]
    assert rows[0]["short_answer"] == "120個"


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        ("{", "bad_json", "line 1 is not JSON"),
        ("不是JSON", "bad_json", "line 1 is not JSON"),
        ("[" * 100_000, "bad_json", "line 1 is not JSON"),
        ('{"id": NaN, "question": "有多少網點？"}', "bad_json", "NaN is no JSON value"),
        ("[]", "bad_line", "line 1 is not an object"),
        ('"有多少網點？"', "bad_line", "line 1 is not an object"),
        ("null", "bad_line", "line 1 is not an object"),
        ("{}", "bad_line", 'no text under "question"'),
        ('{"question": 5}', "bad_line", 'no text under "question"'),
        ('{"question": null}', "bad_line", 'no text under "question"'),
        ('{"turns": []}', "bad_line", '"turns" must be a list of questions, at least one'),
        ('{"turns": "有多少網點？"}', "bad_line", '"turns" must be a list'),
        ('{"turns": ["有多少網點？", 5]}', "bad_line", '"turns" must be a list'),
        (
            '{"question": "有多少網點？", "turns": ["有多少門市？"]}',
            "bad_line",
            'line 1 has both "question" and "turns"',
        ),
        ('{"question": ""}', "bad_question", "line 1: the question is empty"),
        ('{"turns": ["有多少網點？", "。"]}', "bad_question", "line 1: the question is empty"),
        (
            json.dumps({"question": "長" * 100_000}),
            "bad_question",
            "line 1: the question has 100,000 characters",
        ),
    ],
)
def test_a_bad_line_is_an_error_object(small, line, kind, said):
    (row,) = run(small, line)
    assert list(row) == ["id", "error"]
    assert row["error"]["kind"] == kind
    assert said in row["error"]["message"]


@pytest.mark.parametrize("given", ["1e999", "-1e999", "[1e999]", '{"k": [1, -1e999]}'])
@pytest.mark.parametrize(
    "asked", ['"question": "有多少網點？"', '"turns": ["有多少網點？"]', '"question": 5']
)
def test_an_id_that_json_cannot_write_back_is_a_bad_line(small, given, asked):
    (row,) = run(small, f'{{"id": {given}, {asked}}}')
    assert (row["id"], row["error"]["kind"]) == (None, "bad_line")
    assert "line 1" in row["error"]["message"]
    json.dumps(row, allow_nan=False)


def test_the_id_comes_back_as_given(small):
    for given in ("問題一", 7, 1.5, None, True, ["a"], {"k": 1}):
        (row,) = run(small, json.dumps({"id": given, "question": "有多少網點？"}))
        assert row["id"] == given
        (row,) = run(small, json.dumps({"id": given, "question": "？"}))
        assert row["id"] == given


def test_half_a_surrogate_pair_and_controls_are_no_error(small):
    rows = run(
        small,
        r'{"question": "有多少\ud800網點\u0000？"}',
        r'{"turns": ["有多少網點？", "那2023\u0000年\udc00呢？"]}',
    )
    assert all("error" not in row for row in rows)

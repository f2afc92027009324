"""Words set one character a line."""

import pytest

from corpus.layout.labels import join_labels
from corpus.layout.lines import split_lines


@pytest.mark.parametrize(
    ("source", "texts", "labels"),
    [
        ("維\n護\n\n新\n建\n站\n", ["維護", "新建站"], [True, True]),
        ("维\n\n护\n", ["维", "护"], [False, False]),
        ("正文一句。\n运\n维\n下一句。\n", ["正文一句。", "运维", "下一句。"], [False, True, False]),
        ("1\n2\n3\n", ["1", "2", "3"], [False] * 3),
        ("𠮷\n野\n家\n", ["𠮷野家"], [True]),
    ],
)
def test_runs_of_one_character_lines_are_words(source, texts, labels):
    lines = join_labels(split_lines(source)).lines
    assert [line.text for line in lines] == texts
    assert [line.label for line in lines] == labels

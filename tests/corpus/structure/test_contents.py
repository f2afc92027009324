"""Tables of contents and imprints, told from tables of figures by the rise of their pages."""

import pytest

from corpus.layout.blocks import to_blocks
from corpus.layout.lines import split_lines
from corpus.passages import passages
from corpus.structure.contents import name_contents
from corpus.types import ParagraphKind
from tests.cases.load import golden
from tests.cases.texts import document


@pytest.mark.parametrize(("source", "expected"), golden("contents"))
def test_golden_cases(source, expected):
    blocks = name_contents(to_blocks(split_lines(source)))
    assert [b.text for b in blocks if b.kind is ParagraphKind.CONTENTS] == expected


def test_contents_give_no_passages():
    read = document("目錄\n\n總則……1\n門市……4\n倉庫……12\n\n去年開了三間門市。\n")
    assert [p.text for p in passages(read)] == ["去年開了三間門市。"]
    assert "倉庫……12" in read.text

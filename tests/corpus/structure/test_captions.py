"""Captions: by their words, and by where they stand in Markdown."""

import pytest

from corpus.layout.blocks import to_blocks
from corpus.layout.lines import split_lines
from corpus.structure.captions import name_captions
from corpus.types import ParagraphKind
from tests.cases.load import golden


@pytest.mark.parametrize(("source", "expected"), golden("captions"))
def test_golden_cases(source, expected):
    blocks = name_captions(to_blocks(split_lines(source)))
    assert [b.text for b in blocks if b.kind is ParagraphKind.CAPTION] == expected

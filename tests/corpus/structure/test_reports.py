"""The steps on real reports, where they lie beside the project."""

from bisect import bisect_right
from functools import cache
from pathlib import Path

import pytest

from corpus.documents import read_document

REPORTS = Path(__file__).resolve().parents[4] / "shared" / "reports"


@cache
def report(number):
    found = sorted(REPORTS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("the reports are not beside the project")
    return read_document(found[0].read_text(encoding="utf-8"), file=found[0].name, sha256="0" * 64)


def lines(read):
    starts = [0, *(i + 1 for i, char in enumerate(read.source) if char == "\n")]
    return [
        bisect_right(starts, int(read.source_map.offsets[paragraph.span.start]))
        for paragraph in read.paragraphs
    ]


@pytest.mark.parametrize(
    ("number", "ties"),
    [
        ("000", {(42, 56), (108, 134), (108, 136), (183, 197)}),
        ("001", {(98, 102), (294, 298), (424, 442)}),
        ("002", {(1168, 1176)}),
    ],
)
def test_every_note_and_no_other_is_tied(number, ties):
    read = report(number)
    at = lines(read)
    found = {
        (at[i], at[note - 1])
        for i, paragraph in enumerate(read.paragraphs)
        if paragraph.kind.value != "footnote"
        for note in paragraph.notes
    }
    assert found == ties


@pytest.mark.parametrize(
    ("number", "first", "values"),
    [
        ("000", range(33, 100), 11),
        ("000", range(565, 572), 2),
        ("000", range(599, 606), 2),
        ("000", range(703, 712), 2),
        ("001", range(450, 457), 2),
        ("001", range(1047, 1082), 9),
    ],
)
def test_call_outs_stand_together(number, first, values):
    read = report(number)
    found = [
        p
        for p, line in zip(read.paragraphs, lines(read), strict=True)
        if line in first and p.kind == "callout"
    ]
    assert len(found) >= values
    assert all(any(char.isdigit() for char in p.span.of(read.text)) for p in found)


def test_scrambled_panels_are_not_paired():
    read = report("004")
    scrambled = [*range(1660, 1679), *range(1683, 1688), *range(1854, 1862), *range(2320, 2325)]
    kinds = {p.kind.value for p, line in zip(read.paragraphs, lines(read), strict=True) if line in scrambled}
    assert "callout" not in kinds


@pytest.mark.parametrize(("number", "stars"), [("000", 34), ("001", 19)])
def test_stars_have_one_rank(number, stars):
    read = report(number)
    starred = [
        p.level
        for p in read.paragraphs
        if p.level and "※" in read.source[max(0, read.source_span(p.span).start - 3) :][:3]
    ]
    assert starred == [3] * stars


def test_copies_are_told():
    read = report("003")
    for first, copy in (
        (89212, 133456),
        (96971, 141215),
        (105477, 179287),
        (117703, 149725),
        (120375, 152397),
    ):
        places = {
            read.source_span(read.paragraphs[p.repeats - 1].span).start - read.source_span(p.span).start
            for p in read.paragraphs
            if p.repeats and copy <= read.source_span(p.span).start < copy + 2000
        }
        assert places == {first - copy}

"""The reading stage: the first hits in rounds, no more than needed, in the order they came."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.subject import Subject
from corpus.types import Passage, Span
from index.reader.types import Read, Shown
from index.types import Hit
from rag.question import read_question
from rag.reading import PassageReader, ReadingSettings
from tests.fakes import SharedWordsReader

QUESTION = read_question("山海郵局有多少個網點？")
CLEAR, NEAR, FAR = "山海邮局有多少个网点？", "山海郵局的網點在南站。", "茶館秋天開門。"


def hits(*texts: str) -> list[Hit]:
    found = []
    for i, text in enumerate(texts):
        passage = Passage(
            file=f"{i}.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text,
            subject=Subject("年報"), headings=("第一節",), paragraph=1, runs=((0, 0),),
        )  # fmt: skip
        found.append(Hit(passage, i, i + 1, 0.9 - i / 100, 1.0, 0.8))
    return found


def reading(texts, *, most=12, at_once=4, clear=2.9):
    reader = SharedWordsReader()
    stage = PassageReader(reader, ReadingSettings(hits=most, round_hits=at_once, clear=clear))
    given = hits(*texts)
    return reader, given, stage.read(QUESTION, given)


def rounds(reader):
    return [len(texts) for _, texts in reader.asked]


def test_hits_are_read_in_rounds_and_keep_their_order():
    reader, given, found = reading([NEAR, FAR] * 5)
    assert rounds(reader) == [4, 4, 2]
    assert [replace(hit, read=None) for hit in found] == given
    assert all(hit.read is not None for hit in found)
    assert all(read is not None and read.read == found[0].read for read in found[::2])


def test_what_is_beyond_the_first_hits_stays_as_it_came():
    reader, given, found = reading([NEAR] * 9, most=6)
    assert rounds(reader) == [4, 2]
    assert [hit.read is not None for hit in found] == [True] * 6 + [False] * 3
    assert found[6:] == given[6:]


def test_a_clear_first_hit_ends_the_reading_after_its_round():
    reader, given, found = reading([CLEAR, *[NEAR] * 8])
    assert rounds(reader) == [4]
    assert found[0].read is not None and found[0].read.relevance >= 2.9
    assert found[4:] == given[4:]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # Clear, but not the first of the search: what follows may be clearer still.
        ([NEAR, CLEAR, *[NEAR] * 7], [4, 4, 1]),
        # The first is clear, but no surer than one behind it until a round is through: a tie is the first's.
        ([CLEAR, CLEAR, *[NEAR] * 7], [4]),
        ([*[FAR] * 4, CLEAR, *[FAR] * 4], [4, 4, 1]),
        ([FAR] * 9, [4, 4, 1]),
        (["", CLEAR, *[FAR] * 7], [4, 4, 1]),
        ([""] * 9, [4, 4, 1]),
    ],
)
def test_only_a_clear_first_hit_ends_the_reading(texts, expected):
    reader, _, _ = reading(texts)
    assert rounds(reader) == expected


def test_nothing_is_clear_enough_for_a_high_bound():
    reader, _, _ = reading([CLEAR] * 9, clear=3.1)
    assert rounds(reader) == [4, 4, 1]


def test_header_and_words_of_a_passage_are_read():
    reader, _, _ = reading([NEAR])
    assert reader.asked == [(QUESTION.text, (Shown("年報 > 第一節", NEAR),))]


def test_no_hits_are_no_reading():
    reader, _, found = reading([])
    assert (found, reader.asked) == ([], [])


@pytest.mark.parametrize("question", ["山海郵局有多少個網點？", "山海邮局有多少个网点？"])
def test_both_scripts_are_read_alike(question):
    stage = PassageReader(SharedWordsReader())
    found = stage.read(read_question(question), hits(NEAR, FAR))
    expected = SharedWordsReader().read(
        "山海邮局有多少个网点？", [Shown("年報 > 第一節", t) for t in (NEAR, FAR)]
    )
    assert [hit.read for hit in found] == expected


def test_a_hit_read_before_is_read_anew():
    stage = PassageReader(SharedWordsReader())
    (old,) = hits(NEAR)
    (found,) = stage.read(QUESTION, [replace(old, read=Read(9.0, None, 9.0, 1.0))])
    assert found.read is not None and found.read.relevance < 3


def test_the_stage_is_called_as_its_reader():
    assert PassageReader(SharedWordsReader()).name == "shared-words"
    assert PassageReader(SharedWordsReader()).settings == ReadingSettings()


@pytest.mark.parametrize(("most", "at_once"), [(0, 0), (4, 0), (4, 5), (-1, -2)])
def test_impossible_settings_are_refused(most, at_once):
    with pytest.raises(ValueError, match="0 < round_hits <= hits"):
        ReadingSettings(hits=most, round_hits=at_once)

"""How much is read for a question, counted without a clock: what an answer costs, and what it must not come to cost."""

from __future__ import annotations

from itertools import pairwise

import pytest

from corpus.script import fold, to_script
from corpus.types import Script
from index.reader.embedded import FOLDER, MANIFEST, VOCABULARY, EmbeddedReader
from index.reader.pieces import PieceCutter
from index.reader.windows import room, stretches
from rag.reading import PassageReader
from tests.fakes import CountingReader

CLEAR, NEVER = 5.0, -5.0
ROUND, MOST = 4, 12
# What one question may read in all, however it is put.
CEILING = 48
committed = pytest.mark.skipif(not (FOLDER / MANIFEST).exists(), reason="no reader is committed")

# A question, how relevant each passage is, and how many passages are read for it: these, or up to these.
EXACTLY = [
    ("plain and clear", "中国移动2024年累计建成多少个5G基站？", CLEAR, ROUND),
    ("plain and clear, Taiwan wording", "中國移動2024年新建了多少個5G基地台？", CLEAR, ROUND),
    ("plain and clear, Hong Kong wording", "流動網絡在2024年覆蓋了幾多條行政村？", CLEAR, ROUND),
    ("who", "中國聯通2020年的董事長是誰？", CLEAR, ROUND),
    ("plain, never clear", "中国移动2024年累计建成多少个5G基站？", NEVER, MOST),
    ("nothing answers", "火星基地的廚師長是誰？", NEVER, MOST),
    ("clear, but of something else", "火星基地的厨师长是谁？", CLEAR, ROUND),
    ("English", "How many 5G base stations did China Mobile have in 2024?", NEVER, 0),
    ("English comparison", "Did China Mobile or China Unicom have the higher revenue in 2020?", NEVER, 0),
    ("a greeting", "你好", NEVER, 0),
    ("an order", "寫一首詩", NEVER, 0),
]
AT_MOST = [
    ("comparison", "中国移动和中国联通2020年谁的营业收入高？", NEVER, CEILING),
    ("comparison of years", "2023年中國移動的5G基站比2020年多了多少個？", NEVER, CEILING),
    ("three years", "中国移动5G基站累计数，2020、2023、2024三年分别是多少？", NEVER, CEILING),
    ("each of two", "2020年中國移動和中國聯通的營業收入各多少？", NEVER, CEILING),
    ("two questions", "神舟十七號哪天發射？移動為它加開幾座基地台？", NEVER, CEILING),
    ("one of two has no answer", "中国移动2024年底有多少5G基站？火星基地的厨师长是谁？", NEVER, CEILING),
    ("taken for granted: its contrary is sought too", "中國移動為什麼取消火星專線？", NEVER, 2 * MOST),
    ("taken for granted", "為什麼中國聯通2020年的營業收入下降？", NEVER, CEILING),
    ("clear comparison", "中国移动和中国联通2020年谁的营业收入高？", CLEAR, CEILING // 2),
    ("clear questions", "神舟十七號哪天發射？移動為它加開幾座基地台？", CLEAR, CEILING // 2),
]


def read_for(session, question, reader):
    session.with_reader(PassageReader(reader)).ask(question)
    return reader


def cases(rows):
    return pytest.mark.parametrize(
        ("question", "relevance", "expected"), [row[1:] for row in rows], ids=[row[0] for row in rows]
    )


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
@cases(EXACTLY)
def test_so_many_passages_are_read(sample, question, relevance, expected, script):
    reader = read_for(sample, to_script(question, script), CountingReader(relevance=relevance))
    assert reader.count == expected


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
@cases(AT_MOST)
def test_no_more_passages_are_read(sample, question, relevance, expected, script):
    reader = read_for(sample, to_script(question, script), CountingReader(relevance=relevance))
    assert ROUND <= reader.count <= expected


@cases(EXACTLY)
def test_nothing_is_read_twice_for_one_question(sample, question, relevance, expected):
    reader = read_for(sample, question, CountingReader(relevance=relevance))
    read = [(asked, shown) for asked, texts in reader.asked for shown in texts]
    assert len(set(read)) == len(read)


def test_a_turn_of_a_conversation_reads_as_much_as_a_question(sample):
    reader = CountingReader(relevance=CLEAR)
    session = sample.with_reader(PassageReader(reader))
    session.ask_turns(["中国移动2024年累计建成多少个5G基站？", "那2023年呢？"])
    assert reader.count == 2 * ROUND
    assert len({asked for asked, _ in reader.asked}) == 2


def test_telling_the_last_answer_in_another_script_reads_nothing_more(sample):
    reader = CountingReader(relevance=CLEAR)
    sample.with_reader(PassageReader(reader)).ask_turns(
        ["中国移动2024年累计建成多少个5G基站？", "请用繁体字"]
    )
    assert reader.count == ROUND


@committed
def test_a_passage_is_one_window(sample):
    """So passages are what is counted: the longest beside the longest question of these is read at once."""
    cut = PieceCutter.open(FOLDER / VOCABULARY).cut
    longest = max((fold(row[1]) for row in EXACTLY + AT_MOST), key=lambda question: len(cut(question)))
    for passage in sample.searcher.passages:
        size = room(cut(longest), cut(fold(passage.header)))
        assert len(list(stretches(len(cut(fold(passage.text))), size))) == 1


@committed
@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("中国移动2024年累计建成多少个5G基站？", ROUND),
        ("中國移動2024年累計建成多少個5G基站？", ROUND),
        ("火星基地的厨师长是谁？", MOST),
        ("火星基地的廚師長是誰？", MOST),
    ],
)
def test_the_committed_reader_stops_after_a_round_where_it_is_sure(sample, question, expected):
    assert read_for(sample, question, CountingReader(EmbeddedReader())).count == expected


@pytest.mark.parametrize(
    ("pieces", "size", "expected"),
    [(0, 200, 1), (1, 200, 1), (200, 200, 1), (201, 200, 2), (336, 200, 2), (337, 200, 3), (472, 200, 3), (473, 200, 4)],
)  # fmt: skip
def test_so_many_windows_are_a_long_text(pieces, size, expected):
    found = list(stretches(pieces, size))
    assert len(found) == expected
    assert all(before[1] - behind[0] >= 64 for before, behind in pairwise(found))

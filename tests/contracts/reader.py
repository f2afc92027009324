"""What every ``Reader`` must do. Each check takes the reader; a test module runs them all by ``CHECKS``."""

from __future__ import annotations

import math
from collections.abc import Callable

from corpus.script import fold
from index.reader.types import Read, Reader, Shown

QUESTION = "東港燈塔是誰設計的？"
TEXTS = [
    Shown("東港燈塔 > 歷史", "東港燈塔建於1902年，由林海山設計，塔高三十二公尺，燈光可達十八海里。"),
    Shown("东港年报", "全年营业收入5.8亿元，同比增长7.7%。\n网点120个。"),
    Shown("", "燈塔旁的茶館每年秋天舉辦石花節。"),
    Shown("Canteen", "The canteen opens at seven."),
    Shown("一", "短"),
]
BLANK = [Shown("東港燈塔", ""), Shown("", " \u3000\n\t")]


def is_a_reader_with_a_name(reader: Reader) -> None:
    assert isinstance(reader, Reader)
    assert reader.name.strip() == reader.name != ""
    assert reader.name == reader.name


def no_texts_give_nothing(reader: Reader) -> None:
    assert reader.read(QUESTION, []) == []


def place_i_is_of_text_i(reader: Reader) -> None:
    found = reader.read(QUESTION, TEXTS + BLANK)
    assert len(found) == len(TEXTS + BLANK)
    assert len(set(found[: len(TEXTS)])) > 1
    for got, backwards in zip(found, reader.read(QUESTION, (TEXTS + BLANK)[::-1])[::-1], strict=True):
        assert_alike(got, backwards)


def a_text_alone_is_read_as_beside_others(reader: Reader) -> None:
    for shown, beside in zip(TEXTS, reader.read(QUESTION, TEXTS), strict=True):
        (alone,) = reader.read(QUESTION, [shown])
        assert_alike(alone, beside)


def the_same_call_gives_the_same(reader: Reader) -> None:
    assert reader.read(QUESTION, TEXTS) == reader.read(QUESTION, TEXTS)


def both_scripts_are_read_alike(reader: Reader) -> None:
    """The fold keeps places, so even the spans are the same."""
    folded = [Shown(fold(shown.header), fold(shown.text)) for shown in TEXTS]
    assert fold(QUESTION) != QUESTION and folded[0] != TEXTS[0] and folded[2] != TEXTS[2]
    given = reader.read(QUESTION, TEXTS)
    assert reader.read(fold(QUESTION), TEXTS) == given
    assert reader.read(QUESTION, folded) == given


def words_are_marked_within_the_text(reader: Reader) -> None:
    for shown, read in zip(TEXTS, reader.read(QUESTION, TEXTS), strict=True):
        assert read.span is not None
        assert 0 <= read.span.start < read.span.end <= len(shown.text)
        assert read.span.of(shown.text).strip()


def measures_lie_in_their_ranges(reader: Reader) -> None:
    for read in reader.read(QUESTION, TEXTS):
        assert math.isfinite(read.relevance) and math.isfinite(read.lead)
        assert 0 <= read.share <= 1


def a_text_without_words_has_no_span(reader: Reader) -> None:
    for read in reader.read(QUESTION, BLANK):
        assert read.span is None
        assert not math.isnan(read.relevance) and not math.isnan(read.lead)
        assert read.relevance < min(other.relevance for other in reader.read(QUESTION, TEXTS))
        assert read.share == 0


def the_question_counts(reader: Reader) -> None:
    assert reader.read(QUESTION, TEXTS) != reader.read("全年的營業收入是多少？", TEXTS)


def odd_code_points_are_no_error(reader: Reader) -> None:
    odd = ["\ud800半", "\x00", "\u200b", "\U00020bb7野家", "<s></s>", "㎡①ﬁ", "\x01", "😀"]
    for question in ("\ud800 half a pair", "\x01", ""):
        for text, read in zip(odd, reader.read(question, [Shown(t, t) for t in odd]), strict=True):
            assert not math.isnan(read.relevance) and not math.isnan(read.lead)
            assert read.span is None or 0 <= read.span.start < read.span.end <= len(text)


def what_is_too_long_is_not_refused(reader: Reader) -> None:
    text = "很長的一段話，重複許多次。" * 60
    (read,) = reader.read(QUESTION * 30, [Shown("標題" * 90, text)])
    assert math.isfinite(read.relevance) and math.isfinite(read.lead) and 0 <= read.share <= 1
    assert read.span is not None and 0 <= read.span.start < read.span.end <= len(text)


def assert_alike(one: Read, other: Read) -> None:
    """The same words, and numbers that differ by no more than the order of additions may make them."""
    assert one.span == other.span
    for left, right in zip(
        (one.relevance, one.lead, one.share), (other.relevance, other.lead, other.share), strict=True
    ):
        assert left == right or math.isclose(left, right, abs_tol=1e-4)


CHECKS: tuple[Callable[[Reader], None], ...] = (
    is_a_reader_with_a_name,
    no_texts_give_nothing,
    place_i_is_of_text_i,
    a_text_alone_is_read_as_beside_others,
    the_same_call_gives_the_same,
    both_scripts_are_read_alike,
    words_are_marked_within_the_text,
    measures_lie_in_their_ranges,
    a_text_without_words_has_no_span,
    the_question_counts,
    odd_code_points_are_no_error,
    what_is_too_long_is_not_refused,
)

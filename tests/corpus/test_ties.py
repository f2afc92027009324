"""What ties passages together: notes to their bearers, copies to the first, years apart."""

from dataclasses import replace

from corpus.passages import passages
from corpus.subject import Period, Subject
from corpus.ties import is_told_before
from corpus.types import Part, Span
from tests.cases.texts import document

LONG = (
    "各地的門店都在春天完成了改造，客人比去年多了一成，利潤持平，員工也比去年多了三十位，他們都在夏天之前完成了訓練。"
    "今年打算再開三間，地點還沒有定下來，預計在秋天動工。"
)


def in_parts(source, *, first, second):
    """Read a text and say that its second half is another document."""
    read = document(source)
    half = len(read.paragraphs) // 2
    spans = [
        Span(read.paragraphs[0].span.start, read.paragraphs[half - 1].span.end),
        Span(read.paragraphs[half].span.start, read.paragraphs[-1].span.end),
    ]
    parts = (Part(first, spans[0]), Part(second, spans[1]))
    paragraphs = tuple(replace(p, part=int(i >= half)) for i, p in enumerate(read.paragraphs))
    return replace(read, paragraphs=paragraphs, parts=parts)


def test_a_repeat_stays_in_the_report_of_another_year():
    source = f"{LONG}\n\n甲縣的門店。\n\n{LONG}\n\n乙縣的門店。\n"
    same = Subject("簡報", period=Period(2022))
    later = Subject("簡報", period=Period(2023))
    alike, apart = (in_parts(source, first=same, second=second) for second in (same, later))
    assert [is_told_before(alike, p) for p in alike.paragraphs] == [False, False, True, False]
    assert not any(is_told_before(apart, p) for p in apart.paragraphs)
    assert sum(LONG in p.text for p in passages(alike)) == 1
    assert sum(LONG in p.text for p in passages(apart)) == 2


def test_a_part_that_repeats_another_is_told_once():
    source = f"{LONG}\n\n甲縣的門店。\n\n{LONG}\n\n乙縣的門店。\n"
    read = in_parts(
        source, first=Subject("甲", period=Period(2022)), second=Subject("乙", period=Period(2023))
    )
    copied = replace(read, parts=(read.parts[0], replace(read.parts[1], repeats=0)))
    assert [is_told_before(copied, p) for p in copied.paragraphs] == [False, False, True, False]


def test_the_copy_of_a_passage_cut_from_a_paragraph_is_its_own_words():
    source = f"{LONG * 4}\n\n另一段。\n\n{LONG * 4}\n"
    for passage in passages(document(source)):
        for place in passage.also:
            assert place.of(source) == passage.text


def test_the_passage_with_the_mark_names_the_note():
    filling = "各地的門店都在春天完成了改造，客人比去年多了一成。" * 14
    source = f"{filling}載波聚合<sup>1</sup>已在本縣開通。\n\n<sup>1</sup> 把幾個載波合在一起使用。\n"
    *body, note = passages(document(source))
    assert len(body) > 1
    assert [bool(p.notes) for p in body] == [False] * (len(body) - 1) + [True]
    assert body[-1].notes == (note.source,)
    assert note.head == "載波聚合"


def test_a_bare_mark_is_found_in_its_sentence():
    source = "先說別的事情。加快“1+3+N”1基地佈局，在 3 個縣設站。\n\n1：“1+3+N”中的“1”為縣城總站。\n"
    bearer, note = passages(document(source))
    assert bearer.head == "1：“1+3+N”中的“1”為縣城總站。"
    assert note.head == "加快“1+3+N”"

"""Running headers and page numbers as lines: golden cases, and the pages that numbers show."""

import pytest

from corpus.layout.blocks import to_blocks
from corpus.layout.furniture import drop_furniture
from corpus.layout.labels import join_labels
from corpus.layout.lines import split_lines
from tests.cases.load import golden


@pytest.mark.parametrize(("source", "expected"), golden("furniture"))
def test_golden_cases(source, expected):
    done = drop_furniture(join_labels(split_lines(source)).lines)
    dropped = [[d.source.of(source), d.reason] for d in done.dropped]
    assert [[b.page, b.text] for b in to_blocks(done.lines)] == expected["paragraphs"]
    assert dropped == expected["dropped"]


PAGE = (
    "本公司去年在沿海各縣市一共新設了四十二處充電站並且把原有的設備\n全部換成可以同時替兩輛車充電的新機型，讓等候的時間縮短了將近一\n半。\n\n"
    * 3
)


def test_numbers_at_the_head_of_pages_name_what_stands_below():
    done = drop_furniture(split_lines("".join(f"- {n} -\n\n{PAGE}" for n in (4, 5, 6))))
    assert [line.page for line in done.lines] == [4] * 9 + [5] * 9 + [6] * 9


def test_a_page_whose_number_is_lost_names_no_page():
    pages = (f"{PAGE}- {n} -\n\n" if n != 3 else PAGE for n in (1, 2, 3, 4, 5))
    done = drop_furniture(split_lines("".join(pages)))
    assert [line.page for line in done.lines] == [1] * 9 + [2] * 9 + [None] * 18 + [5] * 9


def test_a_number_behind_a_page_opening_names_the_rest_of_its_page():
    source = "".join(
        f" 頁首標題第{k}\n{PAGE}{n}\n\n{PAGE}".rstrip() + "\n"
        for k, n in (("甲", 3), ("乙", 4), ("丙", 5), ("丁", 6))
    )
    pages = [line.page for line in drop_furniture(split_lines(source)).lines]
    assert pages == (
        [None] * 10 + [3] * 9 + [None] * 10 + [4] * 9 + [None] * 10 + [5] * 9 + [None] * 10 + [6] * 9
    )


def test_pages_that_the_format_knows_stay():
    source = PAGE + "\f" + PAGE + "\f" + PAGE
    assert {line.page for line in drop_furniture(split_lines(source)).lines} == {1, 2, 3}


def test_a_paragraph_that_repeats_is_no_running_header():
    source = (PAGE + "\n站點一覽\n\n") * 4
    assert not drop_furniture(split_lines(source)).dropped

"""A citation's name leads to its paragraph with neighbours."""

import pytest

from rag.context import find_context
from rag.errors import AskError


@pytest.fixture
def passages(small):
    return small.searcher.passages


def test_an_id_names_its_passage(passages):
    for passage in passages:
        context = find_context(passage.id, passages)
        assert context.passage is passage
        assert (context.start, context.end) == (passage.source.start, passage.source.end)


def test_a_place_within_a_passage_names_it(passages):
    passage = passages[1]
    inside = f" {passage.file}:{passage.source.start + 1}-{passage.source.start + 3}\n"
    assert find_context(inside, passages).passage is passage


def test_neighbours_are_of_the_same_file(passages):
    for passage in passages:
        context = find_context(passage.id, passages)
        for other in (context.before, context.after):
            assert other is None or other.file == passage.file
    files = {p.file for p in passages}
    assert sum(find_context(p.id, passages).before is None for p in passages) == len(files)


def test_json_says_where_and_what(passages):
    data = find_context(passages[0].id, passages).to_json()
    assert list(data) == [
        "id", "file", "title", "section", "company", "year", "paragraph", "page", "start", "end", "text", "before", "after",
    ]  # fmt: skip
    assert (data["id"], data["text"], data["before"]) == (passages[0].id, passages[0].text, None)


@pytest.mark.parametrize(
    "name",
    ["", "郵局", "郵局.md", "郵局.md:1", "郵局.md:a-b", "郵局.md:-1-2", f"a.md:{'1' * 5000}-2", "é:" * 3000],
)
def test_nonsense_is_no_name(name, passages):
    with pytest.raises(AskError, match=r"names no paragraph\. A citation reads FILE:START-END") as caught:
        find_context(name, passages)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("沒有.md:1-9", "that file is not in this index"),
        ("雲山書店.txt:99999-100000", "nothing readable stands at that place"),
        ("雲山書店.txt:5-5", "nothing readable stands at that place"),
        ("雲山書店.txt:9-5", "nothing readable stands at that place"),
    ],
)
def test_a_name_of_nothing_says_what_is_missing(name, said, passages):
    with pytest.raises(AskError, match=said):
        find_context(name, passages)

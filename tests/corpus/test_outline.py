"""Outlines: the tree of a document, for reading and as JSON."""

import json

import pytest
from hypothesis import given, settings

from corpus.documents import read_document
from corpus.outline import outline_of
from corpus.outline_text import outline_json, outline_lines
from tests.cases.texts import document, run_together, texts

HANS = "# 网络\n\n去年的工作。\n\n## 基站\n\n新建 46 个。\n\n### 山区\n\n共 7 个。\n\n## 光纤\n\n铺设 90 公里。\n"
HANT = "# 網絡\n\n去年的工作。\n\n## 基站\n\n新建 46 個。\n\n### 山區\n\n共 7 個。\n\n## 光纖\n\n鋪設 90 公里。\n"


def outlined(source):
    return outline_of(read_document(source, file="a.md", sha256="0" * 64))


def shape(section):
    return [section.heading, len(section.paragraphs), [shape(s) for s in section.sections]]


@pytest.mark.parametrize(
    ("source", "words"),
    [(HANS, ["网络", "基站", "山区", "光纤"]), (HANT, ["網絡", "基站", "山區", "光纖"])],
)
def test_sections_stand_under_their_headings(source, words):
    top, first, deep, second = words
    assert shape(outlined(source).own.root) == [
        "",
        0,
        [[top, 1, [[first, 1, [[deep, 1, []]]], [second, 1, []]]]],
    ]


def test_a_section_reaches_to_the_end_of_what_stands_below_it():
    (top,) = outlined(HANT).own.root.sections
    first, second = top.sections
    assert first.source.of(HANT) == "基站\n\n新建 46 個。\n\n### 山區\n\n共 7 個。"
    assert top.source.of(HANT).endswith("鋪設 90 公里。")
    assert first.source.end < second.source.start


@pytest.mark.parametrize("source", [HANS, HANT])
def test_every_paragraph_is_told_once(source):
    tree = outlined(source)
    told = [p.number for p in tree.own.root.all_paragraphs()]
    assert sorted(told) == [p.number for p in tree.document.paragraphs if p.kind.value != "heading"]
    assert tree.own.root.counts == {"text": 4}


@given(texts | run_together())
@settings(max_examples=40, deadline=None)
def test_any_text_has_an_outline_that_tells_all(source):
    tree = outline_of(document(source))
    told = [p for part in (tree.own, *tree.parts) for p in part.root.all_paragraphs()]
    kept = [p for p in tree.document.paragraphs if p.kind.value != "heading"]
    assert sorted(p.number for p in told) == [p.number for p in kept]
    assert json.loads(json.dumps(outline_json(tree))) == outline_json(tree)
    assert all("\n" not in line for line in outline_lines(tree, paragraphs=True, places=True))


def test_lines_say_format_headings_places_and_what_was_dropped():
    lines = list(outline_lines(outlined(HANT)))
    assert lines[0] == f"a.md  (text, hant, {len(HANT)} characters)"
    assert lines[1:3] == ["  網絡", "  # 網絡  2  (1 paragraph)"]
    assert "      ### 山區  35  (1 paragraph)" in lines
    assert lines[-1] == "  dropped: mark-up 4× (8 characters)"


def test_paragraphs_and_dropped_places_on_demand():
    lines = list(outline_lines(outlined(HANS), paragraphs=True, places=True))
    assert "    ¶2 text 6–12  去年的工作。" in lines
    assert "    0–1  #" in lines


def test_json_carries_places_in_the_source():
    data = outline_json(outlined(HANT))
    (top,) = data["sections"]
    assert (top["heading"], top["level"], top["start"]) == ("網絡", 1, 2)
    (paragraph,) = top["sections"][0]["paragraphs"]
    assert HANT[paragraph["start"] : paragraph["end"]] == paragraph["text"] == "新建 46 個。"
    assert data["dropped"] == [
        {"reason": "mark-up", "count": 4, "places": [[0, 1], [14, 16], [31, 34], [47, 49]]}
    ]

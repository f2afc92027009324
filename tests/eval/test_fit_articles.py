import json
from pathlib import Path

import pytest

from corpus.run_together.press.article_features import NAMES
from corpus.run_together.press.article_model import article_model
from corpus.run_together.press.article_titles import TITLE_NAMES
from corpus.run_together.press.articles import Article
from corpus.types import Span
from eval.fit_articles import Archive, Listed, content_of, own_archives, read_outline, starts_f1, titles_right

ROOT = Path(__file__).resolve().parents[2]
PRESS = ROOT / "tests" / "cases" / "press_fitted.json"
KEPT = ROOT / "corpus" / "data" / "articles.json"


@pytest.mark.parametrize(
    ("found", "listed", "score"),
    [
        ([], [], 1.0),
        ([10], [], 0.0),
        ([100, 500], [110, 500], 1.0),
        ([100, 130], [110], 2 / 3),
        ([100], [140], 0.0),
    ],
)
def test_f1_of_starts(found, listed, score):
    assert starts_f1(found, listed) == pytest.approx(score)


def test_titles_may_be_off_by_two():
    articles = [Article(Span(0, 50), Span(0, 12)), Article(Span(50, 90), Span(50, 63))]
    assert titles_right(articles, [Listed(0, 10), Listed(50, 10)]) == (1, 1)
    assert titles_right(articles, [Listed(0, None)]) == (0, 0)


def test_an_outline_without_parts_and_with_notes(tmp_path):
    text = "甲公司：开工建设新厂房近日，甲公司开工。乙公司：完工"
    rows = [
        "offset\ttitle\tkind",
        "0\t甲公司：开工建设新厂房（二）\tnews",
        "5\t一节\tsection of news",
        "20\t乙公司…工\tnews",
    ]
    path = tmp_path / "outline.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert read_outline(path, text) == [Listed(0, 11), Listed(20, None)]


def test_archives_of_our_own_know_their_articles():
    archives = own_archives(PRESS)
    assert len(archives) >= 8
    titles = {a["title"] for a in json.loads(PRESS.read_text(encoding="utf-8")).values()}
    for archive in archives:
        assert {archive.text[a.start : a.start + (a.title or 0)] for a in archive.listed} <= titles


def test_what_is_hidden_is_not_listed():
    archive = Archive("字" * 100, (Listed(0, 10), Listed(50, 10), Listed(90, 10)), 80, (40, 60))
    assert [a.start for a in archive.listed] == [0]


def test_the_model_is_kept_as_it_is_written():
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    written = content_of(article_model(), kept["fitted"])
    assert written == kept
    assert tuple(kept["title"]["weights"]) == TITLE_NAMES
    assert tuple(kept["start"]["weights"]) == NAMES

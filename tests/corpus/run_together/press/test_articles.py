import csv
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.run_together.press.articles import find_articles, first_story
from corpus.script import convert
from tests.cases.load import golden
from tests.cases.texts import texts

ROOT = Path(__file__).resolve().parents[4]
REPORTS = ROOT.parent / "shared" / "reports"
FILE, OUTLINE = REPORTS / "003_6f3f0f6aae2f01ab.txt", REPORTS / "003-outline.tsv"
PRESS = json.loads((ROOT / "tests" / "cases" / "press.json").read_text(encoding="utf-8"))
needs_reports = pytest.mark.skipif(not FILE.exists(), reason="the shared reports are not there")
NEAR, TITLE_NEAR = 30, 2
# Where the archive ends and the reports begin; up to LISTED the outline lists every article.
ARCHIVE, LISTED = 294_330, 149_725


def glued(entries):
    """Return articles of `press.json` glued together; an entry with a note ends with that one instead of its own."""
    text = ""
    for entry in entries:
        name, note = (entry, PRESS[entry]["note"]) if isinstance(entry, str) else entry
        text += PRESS[name]["title"] + PRESS[name]["body"] + note
    return text


def told(text):
    return [[a.title.of(text), a.kind.value if a.kind else None] for a in find_articles(text)]


@pytest.mark.parametrize(("entries", "expected"), golden("articles"))
def test_golden(entries, expected):
    assert told(glued(entries)) == expected


def test_half_of_the_golden_cases_are_in_traditional_characters():
    cases = json.loads((ROOT / "tests" / "cases" / "articles.json").read_text(encoding="utf-8"))
    text = [glued(case["input"]) for case in cases]
    traditional = sum("的" in t and any(sign in t for sign in "國學說灣") for t in text)
    assert len(cases) >= 25
    assert traditional * 2 >= len(cases) - 1


def covers(text, articles):
    ends = [0, *(a.span.end for a in articles)]
    assert [a.span.start for a in articles] == ends[:-1]
    assert ends[-1] == len(text)
    for article in articles:
        assert article.title.start == article.span.start
        assert article.title.end <= article.span.end
        assert len(article.span) > 0


@given(texts)
def test_articles_cover_any_text_in_order(text):
    covers(text, find_articles(text))


_NAMES = sorted(name for name in PRESS if not name.startswith("essay"))


@settings(max_examples=25)
@given(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=6), st.integers(0, 400))
def test_articles_cover_an_archive_that_begins_anywhere(names, cut):
    text = glued(names)[cut:]
    covers(text, find_articles(text))


def test_the_empty_text_has_no_articles():
    assert find_articles("") == []


@pytest.mark.parametrize("entries", [["port", "village", "keynote"], ["keynote", "welder", "qa"]])
def test_the_same_archive_in_the_other_script(entries):
    text = glued(entries)
    other = convert(text, "s2t")
    assert len(other) == len(text)
    assert find_articles(other) == find_articles(text)


def test_quotes_and_brackets_of_another_form():
    text = glued(["village", "port"])
    other = text.replace("“", "「").replace("”", "」").replace("（", "(").replace("）", ")")
    assert find_articles(other) == find_articles(text)


@pytest.mark.parametrize(
    "text",
    [
        "。" * 10**6,
        "中文。" * 333_333,
        "某公司近日发布消息称业绩很好。" * 66_666,
        "（" * 10**6,
        "撰稿：" * 333_333,
        "甲丨——" * 250_000,
    ],
    ids=["stops", "short", "same", "brackets", "roles", "dashes"],
)
def test_a_megabyte_of_anything_takes_seconds(text):
    start = time.perf_counter()
    covers(text, find_articles(text))
    assert time.perf_counter() - start < 15


def listed():
    with OUTLINE.open(encoding="utf-8", newline="") as lines:
        rows = [(int(r["offset"]), r["title"], r["kind"]) for r in csv.DictReader(lines, delimiter="\t")]
    return [
        (at, title) for at, title, kind in rows if at <= LISTED and not kind.startswith(("part", "section"))
    ]


@pytest.fixture(scope="module")
def archive():
    text = FILE.read_text(encoding="utf-8")[:ARCHIVE]
    return text, [a for a in find_articles(text) if a.span.start <= LISTED + NEAR]


@needs_reports
def test_news_of_the_outline(archive):
    _, found = archive
    left = [at for at, _ in listed()]
    assert len(left) >= 45
    met = 0
    for article in found:
        near = next((at for at in left if abs(at - article.span.start) <= NEAR), None)
        if near is not None:
            left.remove(near)
            met += 1
    assert 2 * met / (len(found) + len(listed())) >= 0.80


@needs_reports
def test_titles_of_the_outline_end_where_the_body_begins(archive):
    text, found = archive
    starts = {a.span.start: a.title for a in found}
    right = wrong = 0
    for at, title in listed():
        # Some titles of the outline are shortened or annotated.
        if at in starts and text.startswith(title, at):
            near = abs(len(starts[at]) - len(title)) <= TITLE_NEAR
            right, wrong = right + near, wrong + (not near)
    assert right + wrong >= 30
    assert right / (right + wrong) >= 0.80


@needs_reports
def test_the_prose_of_the_white_papers_is_not_shattered():
    text = FILE.read_text(encoding="utf-8")[438_460:560_000]
    assert len(find_articles(text)) <= 2


# A report's prose, without any sign of press: sections that look ahead, then a heading that runs into its text.
_REPORT = (
    "本集團持續改善{0}的服務，三百個站點完成{0}的改造，客人比去年多了一成。來年將繼續為美好生活貢獻力量。"
    "{0}的網絡與管理體系建設本集團制定{0}的管理辦法，設立專責小組，檢視各站點的{0}，並且把結果向董事會報告。"
)
_TOPICS = (
    "驛站",
    "郵車",
    "冷鏈",
    "分揀",
    "培訓",
    "節能",
    "安全",
    "採購",
    "投訴",
    "社區",
    "倉庫",
    "義工",
    "環保",
)


@pytest.mark.parametrize("script", [None, "t2s"])
def test_a_report_in_one_line_is_no_archive(script):
    text = "".join(_REPORT.format(topic) * 6 for topic in _TOPICS * 2)
    text = convert(text, script) if script else text
    assert [a.kind for a in find_articles(text)] == [None]


@pytest.mark.parametrize("number", ["五、", "十二、"])
def test_a_numbered_section_begins_no_article(number):
    text = glued(["port", "village"])
    cut = len(glued(["port"]))
    sectioned = text[:cut] + number + text[cut:]
    assert cut not in {a.span.start for a in find_articles(sectioned)}


def test_the_first_certain_story_behind_something_else():
    text = glued(["port", "village", "heat"])
    first = first_story(text)
    assert first is None or first in {a.span.start for a in find_articles(text)}
    assert first_story("") is None

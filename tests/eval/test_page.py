"""The page: everything is there, whatever texts hold is shown as text, and nothing is loaded from anywhere."""

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from corpus.types import Span
from eval.calibration import calibrate
from eval.compare import compare
from eval.page.charts import Bars, bar_chart, reliability_diagram, risk_coverage_curve
from eval.page.markup import Markup, clean, element, words
from eval.page.page import to_html
from eval.page.questions import VERDICTS, verdict
from eval.report import DEFINITIONS, Report, Signature
from eval.score import score, summarise
from eval.sources import Sources
from eval.types import Case, Cited, Evidence, Outcome, Place, Row

SIGNATURE = Signature("0123abcd", "feed0001", "composer=table;code=stored", "0.1.0", 4)
HOSTILE = "</script></style><script>alert(1)</script><img src=x onerror=alert(2)>\" ' & \x00\x1b[31m \ud800 \u202e]]> <!--"
PLACE = Place("a.txt", 0, 10)


def report(text: str = "共有七個。", *, against: bool = False) -> Report:
    known = {
        "set": "手",
        "items": ((text, "七個"),),
        "single": ("七個",),
        "evidence": (Evidence("a.txt", (Span(0, 10),)),),
    }
    cases = [
        Case("q1", f"{text}有幾個？", script="hant", type="number", **known),  # type: ignore[arg-type]
        Case("q2", f"{text}有几个？", script="hans", type="table", **known),  # type: ignore[arg-type]
        Case(f"u<{text}", text, "手", "hant", "unanswerable"),
        Case("p.0", text, script="hans", family=f"f{text}", **known),  # type: ignore[arg-type]
    ]
    good = Outcome(
        text, "七個", citations=(Cited(PLACE, text),), passages=(PLACE,), confidence=0.8, total_ms=3.0
    )
    outcomes = {case.id: good for case in cases} | {
        "q2": replace(good, abstained=True),
        "p.0": Outcome(error=text),
    }
    rows = score(cases, outcomes, Sources())
    earlier = score(cases, {case.id: Outcome(text, text) for case in cases}, Sources())
    made = Report(SIGNATURE, summarise(rows), tuple(rows), calibrate(rows))
    return replace(made, comparison=compare(earlier, rows, text)) if against else made


def parsed(page: str) -> html.HtmlElement:
    return html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))


def test_everything_is_on_the_page() -> None:
    tree = parsed(to_html(report(against=True)))
    text = tree.text_content()
    assert str(SIGNATURE) in text
    for definition in DEFINITIONS:
        assert definition.name in text
        assert definition.meaning in text
        assert definition.source in text
    ids = {node.get("id") for node in tree.iter("section")}
    assert ids == {"measures", "confidence", "charts", "slices", "comparison", "questions"}
    assert {link.get("href")[1:] for link in tree.iter("a")} == ids
    assert len(tree.findall(".//svg")) == 4
    assert [q.find("summary/code").text for q in tree.find_class("question")] == [
        "p.0",
        "u<共有七個。",
        "q2",
        "q1",
    ]
    assert "a.txt:0-10" in text
    assert tree.find_class("words")[0].get("lang") == "zh-Hant"


def test_questions_are_filtered_by_what_they_carry() -> None:
    tree = parsed(to_html(report()))
    for select in tree.iter("select"):
        offered = {option.get("value") for option in select.iter("option")} - {""}
        assert offered == {q.get(f"data-{select.get('name')}") for q in tree.find_class("question")}
    # Without a script there is nothing to filter with, and all questions stand.
    assert tree.find_class("filter")[0].get("hidden") is not None
    assert all(q.get("hidden") is None for q in tree.find_class("question"))


def test_hostile_text_is_text() -> None:
    plain, hostile = to_html(report(against=True)), to_html(report(HOSTILE, against=True))
    assert "<img" not in hostile
    assert "\x00" not in hostile
    assert "\x1b" not in hostile
    hostile.encode("utf-8")
    tree = parsed(hostile)
    # As many elements of each kind as with a harmless text: nothing of it became markup.
    kinds = [sorted(str(node.tag) for node in parsed(page).iter()) for page in (plain, hostile)]
    assert kinds[0] == kinds[1]
    assert "<script>alert(1)</script>" in tree.text_content()
    attributes = {name for node in tree.iter() if isinstance(node.tag, str) for name in dict(node.attrib)}
    assert not {name for name in attributes if name.startswith("on")}


@given(st.text())
def test_any_text_keeps_the_shape_of_the_page(text: str) -> None:
    tree = html.fragment_fromstring(element("p", [words(text), element("i", text, {"title": text})]))
    assert [node.tag for node in tree.iter()] == ["p", "span", "i"]
    assert set(tree[1].keys()) == {"title"}


def test_nothing_is_loaded_and_only_our_script_may_run() -> None:
    page = to_html(report(against=True))
    tree = parsed(page)
    assert not re.search(r"https?:|url\(|@import|//[a-z]", page.replace("http-equiv", ""))
    assert not [node for node in tree.iter() if node.get("src") or node.get("style")]
    policy = tree.find(".//meta[@http-equiv]").get("content")
    assert policy.startswith("default-src 'none'; ")
    for name in ("style", "script"):
        (node,) = tree.findall(f".//{name}")
        digest = base64.b64encode(hashlib.sha256(node.text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert tree.find(".//meta[@name='viewport']") is not None
    assert "prefers-color-scheme: dark" in page


def test_a_report_of_scores_alone_has_no_empty_sections() -> None:
    bare = Report(SIGNATURE, report().summary)
    tree = parsed(to_html(bare))
    assert {node.get("id") for node in tree.iter("section")} == {"measures", "charts", "slices"}
    assert tree.find(".//script") is None


@pytest.mark.parametrize(
    ("answerable", "outcome", "right", "expected"),
    [
        (True, Outcome("x"), 1.0, "right"),
        (True, Outcome("x"), 0.5, "list in part"),
        (True, Outcome("x"), 0.0, "wrong"),
        (True, Outcome("x"), None, "not judged"),
        (True, Outcome(abstained=True), 0.0, "refused, but the documents say"),
        (False, Outcome(abstained=True), None, "refused rightly"),
        (False, Outcome("x"), None, "answered, but the documents do not say"),
        (True, Outcome(error="x"), 0.0, "failed"),
    ],
)
def test_verdicts(answerable: bool, outcome: Outcome, right: float | None, expected: str) -> None:
    case = Case("q", "？", "s", items=(("x",),) if answerable else ())
    assert verdict(Row(case, {"right": right}, error=outcome.error, outcome=outcome)) == expected
    assert expected in VERDICTS


def test_charts_draw_their_figures() -> None:
    chart = html.fragment_fromstring(bar_chart("圖", [Bars("表格", (0.5, None), "表格：2")]))
    bars = [float(node.get("width")) for node in chart.iter("rect")]
    assert bars == [pytest.approx((340 - 132 - 36) / 2), 0.0]
    assert [node.text for node in chart.iter("title")] == ["圖", "表格：2"]
    made = calibrate(report().rows)
    diagram = html.fragment_fromstring(reliability_diagram(made.bins))
    assert len(list(diagram.iter("circle"))) == sum(b.count > 0 for b in made.bins)
    curve = html.fragment_fromstring(risk_coverage_curve(made.curve))
    (line,) = curve.iter("polyline")
    assert len(line.get("points").split()) == len(made.curve)


def test_markup_is_escaped_once() -> None:
    assert clean(clean("a<b")) == "a&lt;b"
    assert element("p", Markup("<b>x</b>")) == "<p><b>x</b></p>"
    assert element("p", "<b>x</b>") == "<p>&lt;b&gt;x&lt;/b&gt;</p>"
    assert words("China") == '<span class="words">China</span>'


def test_evidence_is_quoted_where_its_source_is_at_hand(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("山海<郵>局\n設有七個網點。", encoding="utf-8")
    case = Case("q", "幾個？", "s", items=(("七個",),), evidence=(Evidence("a.txt", (Span(0, 11),)),))
    for roots, shown in (((tmp_path,), "山海<郵>局 設有七個 a.txt:0-11"), ((), " a.txt:0-11")):
        rows = score([case], {}, Sources(roots))
        tree = parsed(to_html(Report(SIGNATURE, summarise(rows), tuple(rows))))
        assert [item.text_content() for item in tree.findall(".//li")] == [shown]

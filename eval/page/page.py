"""A report as one HTML file: no script, style, font or picture from elsewhere, and a policy that forbids any."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence

from eval import calibration, measures
from eval.calibration import LIST_RIGHT, Calibration
from eval.compare import METHOD, Changed, Comparison
from eval.measures import Definition
from eval.page.charts import Bars, bar_chart, reliability_diagram, risk_coverage_curve
from eval.page.markup import Markup, element, join, words
from eval.page.questions import question_list
from eval.page.style import SCRIPT, STYLE
from eval.report import HEADS, Report, brief, difference_cells, label
from eval.text_table import number
from eval.types import Mean, Scores, Summary

_EVENT = (
    "A confidence speaks of the event that the answer given is right. Refusals, errors and gaps do not count; an "
    "answer to a question that the documents do not answer is wrong; of a list, an answer with at least "
    f"{LIST_RIGHT:.0%} of the items counts as right."
)


def to_html(report: Report) -> str:
    """Return the report as a page. Texts of questions, answers and documents are shown as text, whatever they hold."""
    sections = {
        "measures": ("Measures", _measures(report.summary.overall.means)),
        "confidence": ("Confidence", _confidence(report.confidence)),
        "charts": ("By type and by script", _charts(report.summary.slices)),
        "slices": ("Slices", _slices(report.summary.slices)),
        "comparison": ("Comparison", _comparison(report.comparison)),
        "questions": ("Questions", question_list(report.rows) if report.rows else Markup("")),
    }
    held = {name: section for name, section in sections.items() if section[1]}
    links = [join([element("a", title, {"href": f"#{name}"}), " "]) for name, (title, _) in held.items()]
    body = [
        element("h1", "Evaluation"),
        element("p", [element("code", str(report.signature))]),
        _state(report.summary),
        element("nav", links),
        *(
            element("section", [element("h2", title), inside], {"id": name})
            for name, (title, inside) in held.items()
        ),
        element("script", Markup(SCRIPT)) if report.rows else Markup(""),
    ]
    page = element("html", [_head(), element("body", body)], {"lang": "en"})
    return f"<!DOCTYPE html>\n{page}\n"


def _head() -> Markup:
    policy = f"default-src 'none'; style-src '{_hash(STYLE)}'; script-src '{_hash(SCRIPT)}'"
    return element(
        "head",
        [
            element("meta", (), {"charset": "utf-8"}),
            element("meta", (), {"http-equiv": "Content-Security-Policy", "content": policy}),
            element("meta", (), {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
            element("title", "Evaluation"),
            element("style", Markup(STYLE)),
        ],
    )


def _hash(text: str) -> str:
    """Return the name by which a policy allows exactly this inline text."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _state(summary: Summary) -> Markup:
    """Return a line on what is missing and how long answers took."""
    latency = summary.latency
    said = [f"{summary.overall.questions} questions"]
    if summary.missing or summary.errors:
        said.append(f"{summary.missing} without an answer, {summary.errors} errors: scored as empty")
    if latency.p50 is not None and latency.p95 is not None:
        said.append(f"{latency.p50:.0f} ms a question (median), {latency.p95:.0f} ms at most for 95 of 100")
    return element("p", "; ".join(said), {"class": "faint"})


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, texts: int = 1) -> Markup:
    """Return a table that scrolls by itself on a narrow screen; the first ``texts`` columns are no numbers."""
    kinds = ["text"] * texts + ["number"] * (len(heads) - texts)
    head = [
        element("th", name, {"scope": "col", "class": kind}) for name, kind in zip(heads, kinds, strict=True)
    ]
    lines = [element("tr", head)]
    for row in rows:
        cells = [element("td", [cell], {"class": kind}) for cell, kind in zip(row, kinds, strict=True)]
        lines.append(element("tr", cells))
    return element("div", [element("table", lines)], {"class": "scroll"})


def _defined(definition: Definition) -> Markup:
    """Return a measure's name with what it means and where it comes from, to be opened."""
    meaning = element("small", [definition.meaning, element("br"), f"Source: {definition.source}"])
    return element("details", [element("summary", label(definition.name)), meaning])


def _measures(means: Mapping[str, Mean]) -> Markup:
    rows = [
        (_defined(d), number(means[d.name].value), str(means[d.name].count))
        for d in measures.DEFINITIONS
        if d.name in means
    ]
    return _table(("measure", "score", "of"), rows)


def _confidence(confidence: Calibration | None) -> Markup:
    """Return what the confidence is worth, with the reliability diagram and the risk-coverage curve."""
    if confidence is None or not confidence.answers:
        return Markup("")
    rows = [(_defined(d), number(confidence.values[d.name])) for d in calibration.DEFINITIONS]
    charts = [
        _figure(
            "Reliability: dots on the line are true; numbers count answers",
            reliability_diagram(confidence.bins),
        ),
        _figure("Risk and coverage: wrong among the most confident", risk_coverage_curve(confidence.curve)),
    ]
    bins = [
        (f"{b.low:.1f} to {b.high:.1f}", str(b.count), number(b.confidence), number(b.right))
        for b in confidence.bins
    ]
    table = _table(("confidence", "answers", "mean", "right"), bins)
    return join(
        [
            element("p", f"Over {confidence.answers} answers given. {_EVENT}", {"class": "faint"}),
            element("div", charts, {"class": "charts"}),
            _table(("measure", "score"), rows),
            element("details", [element("summary", "The bins of the diagram"), table]),
        ]
    )


def _figure(caption: str, chart: Markup) -> Markup:
    return element("figure", [element("figcaption", caption), chart])


def _charts(slices: Mapping[str, Scores]) -> Markup:
    """Return bars of finding and of answering, by type, by script, and by the scripts of question and source."""
    groups = {
        "By type of question": {
            n.removeprefix("type "): s for n, s in slices.items() if n.startswith("type ")
        },
        "By script of the question": {
            n.removeprefix("script "): s for n, s in slices.items() if n.startswith("script ")
        },
        "By script of question over source": {n: s for n, s in slices.items() if " over " in n},
        "By what the evidence stands in": {
            n.removeprefix("in "): s for n, s in slices.items() if n.startswith("in ")
        },
    }
    charts = [
        _figure(title, bar_chart(title, [_bars(name, scores) for name, scores in held.items()]))
        for title, held in groups.items()
        if held
    ]
    key = [
        element("span", "found@5", {"class": "key first"}), "  ",
        element("span", "right (of unanswerable questions: refused)", {"class": "key second"}),
    ]  # fmt: skip
    return join([element("p", key), element("div", charts, {"class": "charts"})]) if charts else Markup("")


def _bars(name: str, scores: Scores) -> Bars:
    found, right = scores.means["found@5"].value, scores.means["right"].value
    if not scores.means["right"].count:
        right = scores.means["abstained_rightly"].value
    return Bars(
        f"{name} ({scores.questions})", (found, right),
        f"{name}: {scores.questions} questions, found@5 {number(found)}, right {number(right)}",
    )  # fmt: skip


def _slices(slices: Mapping[str, Scores]) -> Markup:
    """Return one row a slice; families, of which there may be many, are folded away."""

    def rows(*, families: bool) -> list[tuple[str, ...]]:
        return [
            (name, str(scores.questions), *(number(scores.means[measure].value) for measure in HEADS))
            for name, scores in slices.items()
            if name.startswith("family ") is families
        ]

    heads = ("slice", "n", *HEADS.values())
    parts = [_table(heads, rows(families=False))]
    if held := rows(families=True):
        parts.append(element("details", [element("summary", f"{len(held)} families"), _table(heads, held)]))
    legend = "; ".join(f"{head}: {name}" for name, head in HEADS.items())
    return join([*parts, element("p", legend, {"class": "faint"})])


def _comparison(comparison: Comparison | None) -> Markup:
    """Return the differences from an earlier run and the questions that changed."""
    if comparison is None:
        return Markup("")
    heads = ("measure", "of", "before", "after", "difference", "95 % interval", "p", "better", "worse")
    rows = [difference_cells(d) for d in comparison.differences if d.count]
    changed = {
        "answered worse": [c for c in comparison.changed if c.gain < 0],
        "answered better": [c for c in comparison.changed if c.gain > 0],
        "changed in other measures only": [c for c in comparison.changed if not c.gain],
    }
    groups = [
        element(
            "details",
            [element("summary", f"{name}: {len(held)}"), *map(_change, held)],
            {"class": "group", **({"open": ""} if held and held[0].gain else {})},
        )
        for name, held in changed.items()
    ]
    return join(
        [
            element("p", ["Against ", words(comparison.name, "code"), "."]),
            _table(heads, rows),
            element("p", METHOD, {"class": "faint"}),
            *groups,
        ]
    )


def _change(one: Changed) -> Markup:
    case = one.after.case
    moved = "; ".join(f"{name} {number(before)} → {number(after)}" for name, before, after in one.moved)
    line = [element("code", case.id), " ", words(case.question)]
    entries = [
        part
        for name, row in (("before", one.before), ("after", one.after))
        for part in (
            element("dt", f"{name}: {brief(row.outcome)}"),
            element("dd", [words(row.outcome.answer)], {"class": "said"}),
        )
    ]
    body = [element("dl", entries), element("small", moved)]
    # Not of the class that the filter looks for: it counts the questions of the run.
    return element("details", [element("summary", line), element("div", body)])

"""Every question of a run with what was answered, what was known, and how it was scored, in groups by verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from eval.measures import meets
from eval.page.markup import Markup, clean, element, join, words
from eval.report import brief
from eval.slices import question_script
from eval.text_table import number
from eval.types import Case, Cited, Evidence, Place, Row

# Verdict -> whether it is a good one. The order is that of the page: what went wrong comes first.
VERDICTS = {
    "failed": False,
    "wrong": False,
    "answered, but the documents do not say": False,
    "refused, but the documents say": False,
    "list in part": False,
    "right": True,
    "refused rightly": True,
    "not judged": True,
}


def verdict(row: Row) -> str:
    """Return how a question went, one of ``VERDICTS``."""
    if row.error is not None or row.missing:
        return "failed"
    if not row.case.answerable:
        return "refused rightly" if row.outcome.abstained else "answered, but the documents do not say"
    if row.outcome.abstained:
        return "refused, but the documents say"
    right = row.values["right"]
    if right is None:
        return "not judged"
    return "right" if right >= 1 else "list in part" if right else "wrong"


def question_list(rows: Sequence[Row]) -> Markup:
    """Return all questions in groups that open and close, with a filter that shows itself where scripts run."""
    groups: dict[str, list[Row]] = {name: [] for name in VERDICTS}
    for row in rows:
        groups[verdict(row)].append(row)
    parts = [_filter(rows)]
    for name, held in groups.items():
        if held:
            heading = element("summary", f"{name}: {len(held)}", {"class": _colour(VERDICTS[name])})
            shown = {"class": "group", **({} if VERDICTS[name] else {"open": ""})}
            parts.append(element("details", [heading, *map(_question, held)], shown))
    return join(parts)


def _colour(good: bool) -> str:
    return "good" if good else "bad"


def _filter(rows: Sequence[Row]) -> Markup:
    """Return the filter, hidden until the script shows it."""
    given: dict[str, Callable[[Row], str]] = {
        "verdict": verdict,
        "type": lambda row: row.case.kind,
        "script": lambda row: question_script(row.case),
        "set": lambda row: row.case.set,
    }
    choices = []
    for name, of in given.items():
        options = [element("option", f"every {name}", {"value": ""})]
        options += [element("option", value, {"value": value}) for value in sorted(set(map(of, rows)))]
        choices.append(element("select", options, {"name": name, "aria-label": name}))
    text = element("input", (), {"type": "search", "placeholder": "words", "aria-label": "words"})
    count = element("span", "", {"id": "shown", "class": "faint", "role": "status"})
    return element("div", [*choices, text, count], {"class": "filter", "hidden": ""})


def _question(row: Row) -> Markup:
    """Return one question: a line to open, and below it all that is known of it."""
    case, name = row.case, verdict(row)
    mark = element("span", "✓" if VERDICTS[name] else "✗", {"class": _colour(VERDICTS[name]), "title": name})
    line = [mark, " ", element("code", case.id), " ", words(case.question), " ", _said(brief(row.outcome))]
    facts = {
        "verdict": name,
        "type": case.kind,
        "script": question_script(case),
        "set": case.set,
    }
    given = {"class": "question", **{f"data-{key}": value for key, value in facts.items()}}
    return element("details", [element("summary", line), element("div", _body(row))], given)


def _said(text: str) -> Markup:
    return element("span", ["→ ", words(text)], {"class": "faint"})


def _body(row: Row) -> Markup:
    case, outcome = row.case, row.outcome
    entries: list[tuple[str, Markup]] = [
        ("set, type, script", clean(f"{case.set}, {case.kind}, {question_script(case)}"))
    ]
    if row.missing:
        entries.append(("answer", element("span", "none", {"class": "bad"})))
    if outcome.error is not None:
        entries.append(("error", words(outcome.error)))
    if outcome.answer:
        entries.append(("answer", element("div", [words(outcome.answer)], {"class": "said"})))
    if outcome.short_answer:
        entries.append(("short answer", words(outcome.short_answer)))
    entries.append(("accepted", _accepted(case)))
    if case.evidence:
        needed = "evidence, all of it needed" if case.needs == "all" else "evidence"
        entries.append((needed, element("ol", _evidence(row))))
    if outcome.citations:
        cited = [_citation(case, one) for one in outcome.citations]
        entries.append(("citations", element("ol", cited)))
    scores = [f"{name} {number(value)}" for name, value in row.values.items() if value is not None]
    if outcome.confidence is not None:
        scores.append(f"confidence {number(outcome.confidence)}")
    entries.append(("scores", clean("; ".join(scores))))
    return element(
        "dl", [part for name, what in entries for part in (element("dt", name), element("dd", [what]))]
    )


def _accepted(case: Case) -> Markup:
    """Return the accepted answers: variants parted by strokes, the items of a list each on its own."""
    if not case.answerable:
        return clean("a refusal: the documents do not say")
    items = [words(" / ".join(item)) for item in case.items]
    return items[0] if len(items) == 1 else element("ol", [element("li", [item]) for item in items])


def _evidence(row: Row) -> Iterator[Markup]:
    """Yield each evidence, its words where the source is at hand and its first place."""
    for evidence, text in zip_longest(row.case.evidence, row.evidence, fillvalue=""):
        if isinstance(evidence, Evidence) and evidence.spans:
            span = evidence.spans[0]
            place = element("code", f"{evidence.file}:{span.start}-{span.end}")
            yield element("li", [words(" ".join(text.split())), " ", place])


def _citation(case: Case, cited: Cited) -> Markup:
    """Return a citation, marked where it meets the evidence."""
    met = any(meets(cited.place, evidence) for evidence in case.evidence)
    mark = element("span", "✓ ", {"class": "good", "title": "meets the evidence"}) if met else Markup("")
    return element("li", [mark, words(cited.quote), " ", element("code", _place(cited.place))])


def _place(place: Place) -> str:
    return f"{place.file}:{place.start}-{place.end}"

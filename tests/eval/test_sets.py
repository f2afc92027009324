"""The built-in set on the five reports: its size and mixture here, its spans against the reports where they are."""

import json
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from corpus.types import Span
from eval.measures import normalise
from eval.questions import cases_of, find_sets, read_sets
from eval.sources import Sources
from eval.types import Case

# The other types may need a step of thought (a sum, a yes, a reason in other words): their words may stand nowhere.
LITERAL = {"number", "date", "table"}
# Taken over as they are: the evidence is the row or sentence, and the answer stands in the cell or column beside it.
BESIDE = ["a000-020", "a000-022", "a000-049"]
FIGURE = re.compile(r"[\d.]+%?")


@cache
def cases() -> list[Case]:
    return cases_of(read_sets(find_sets(["reports"]), Sources()))


@pytest.fixture(scope="module")
def reports() -> Sources:
    named = os.environ.get("WENJU_REPORTS")
    folder = Path(named) if named else Path(__file__).resolve().parents[3] / "shared" / "reports"
    if not folder.is_dir():
        pytest.skip(f"the five reports are not at {folder}; name their folder in WENJU_REPORTS")
    return Sources((folder,))


def test_the_set_is_large_and_mixed() -> None:
    (path,) = find_sets(["reports"])
    ids = [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]
    own = [case for case in cases() if case.id.startswith("own-")]
    assert len(ids) == len(set(ids)) >= 320
    assert len(own) >= 40
    assert {"hans", "hant", "en"} <= {case.script for case in own}
    assert len({case.type for case in own}) >= 6
    assert sum(not case.answerable for case in own) >= 8


def test_no_words_of_the_reports_are_in_the_set_but_short_answers() -> None:
    (path,) = find_sets(["reports"])
    assert '"quote"' not in path.read_text(encoding="utf-8")
    answers = [form for case in cases() for item in case.items for form in item]
    assert max(map(len, answers)) <= 60


def test_answerable_and_unanswerable_questions_are_told_apart() -> None:
    assert [c.id for c in cases() if c.answerable != bool(c.evidence)] == []
    assert [c.id for c in cases() if c.type == "unanswerable" and c.answerable] == []
    assert not any(count > 1 for count in Counter(c.question for c in cases() if c.turn is None).values())


@pytest.mark.reports
def test_every_span_lies_in_its_report(reports: Sources) -> None:
    for case in cases():
        for evidence in case.evidence:
            text = reports.text(evidence.file)
            assert text is not None, (case.id, evidence.file)
            for span in evidence.spans:
                assert span.end <= len(text), case.id
                # Evidence is a sentence or a few lines: a wider span would let any passage nearby count.
                assert 0 < len(normalise(span.of(text))) <= 200, case.id


def _stands(case: Case, reports: Sources) -> bool:
    slices = [_normal(reports, evidence.file, span) for evidence in case.evidence for span in evidence.spans]
    forms = [normalise(form) for item in case.items for form in item]
    if case.type == "table":
        # A table writes the unit once, in the head of the row.
        forms += [found[0] for form in forms if (found := FIGURE.match(form))] + [
            form.rstrip("%") for form in forms
        ]
    return any(form in text for form in forms for text in slices)


def _normal(reports: Sources, file: str, span: Span) -> str:
    return normalise(span.of(reports.text(file) or ""))


@pytest.mark.reports
def test_figures_and_dates_stand_in_their_evidence(reports: Sources) -> None:
    literal = [case for case in cases() if case.type in LITERAL and case.answerable]
    assert [case.id for case in literal if not _stands(case, reports)] == BESIDE

"""Groups of questions to average over apart: where a figure is good and where it is not.

Names: ``set x``; ``type x`` (``turn0`` and ``turn`` for first and later turns); ``script x`` as the set says it;
``family x``; ``turn n``; ``year stated`` or ``year not stated``; ``unanswerable``; and, told by the sources,
``hans over hant``: a question's script over its evidence's. ``in table`` and its kind are in ``eval/standing.py``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from corpus.script import detect
from corpus.types import Script, Span
from eval.sources import Sources
from eval.types import Case

# A source's script is read from the evidence with this many characters on both sides: a file may join documents of both
# scripts, and a short paragraph may hold no character that tells.
_AROUND = 500
# 2024, but not the 2024 of 12024; 二〇二四年. Periods by other words (去年, "last year") state no year.
_YEAR = re.compile(
    "(?<![0-9.,])(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9])|[一二][〇零○0九][〇零○一二三四五六七八九]{2}年"
)


def slices_of(case: Case) -> list[str]:
    """Return the slices that a question belongs to by itself; a script that is not given makes ``script ?``."""
    names = [f"set {case.set}", f"type {case.kind}", f"script {case.script or '?'}"]
    names.append("year stated" if states_year(case.question) else "year not stated")
    if not case.answerable:
        names.append("unanswerable")
    if case.family is not None:
        names.append(f"family {case.family}")
    if case.turn is not None:
        names.append(f"turn {case.turn}")
    return names


def sourced_slices_of(case: Case, sources: Sources) -> list[str]:
    """Return the slices that the sources tell: ``hant over hans``; none without evidence in a source at hand."""
    scripts = {script for script in _source_scripts(case, sources) if script is not Script.NONE}
    if not scripts:
        return []
    source = scripts.pop().value if len(scripts) == 1 else "both"
    return [f"{question_script(case)} over {source}"]


def question_script(case: Case) -> str:
    """Return the script of a question: as its set says it, else as it is detected (``en`` without Chinese).

    >>> question_script(Case("q", "總共有多少？", "s")), question_script(Case("q", "How many?", "s"))
    ('hant', 'en')
    """
    if case.script:
        return case.script
    script = detect(case.question)
    return "en" if script is Script.NONE else script.value


def states_year(question: str) -> bool:
    """Tell whether a question names a year in digits, Arabic or Chinese.

    >>> [states_year(q) for q in ("2024年有多少？", "二〇二三年呢？", "去年呢？", "共12024戶？")]
    [True, True, False, False]
    """
    return _YEAR.search(unicodedata.normalize("NFKC", question)) is not None


def _source_scripts(case: Case, sources: Sources) -> Iterator[Script]:
    for evidence in case.evidence:
        text = sources.text(evidence.file)
        if text is not None and evidence.spans:
            yield _script_about(text, evidence.spans[0])


def _script_about(text: str, span: Span) -> Script:
    """Return the script around a place; of mixed text that of the place itself, where it tells."""
    around = detect(text[max(0, span.start - _AROUND) : span.end + _AROUND])
    if around is not Script.MIXED:
        return around
    own = detect(text[span.start : span.end])
    return around if own is Script.NONE else own

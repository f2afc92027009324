"""What is measured, one function a measure, each 0 to 1 or None where it does not apply.

Definitions (the same as the independent scorer's, which a test holds them to): texts are compared after NFKC,
folding to simplified, dropping white space, punctuation and mark-up, and lower-casing. A place *meets*
evidence when it lies in the same file and they share at least half of the shorter of the two. Measures of
finding and answering apply to questions that have an answer and evidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from corpus.script import fold
from corpus.types import Span
from eval.sources import Sources
from eval.types import Case, Evidence, Outcome, Place

# Characters of an answer that are read: an answer that pours out the document must not count as right.
ANSWER_LENGTH = 600
# Quotes may stand this many characters beyond their place: mark-up at its edges may have been cut.
QUOTE_SLACK = 2
# Spaces, mark-up and the punctuation of both scripts. Not % and . and units: they change what a figure says.
_DROPPED = re.compile(r"[\s*#_`<>/|,，。、；;：:！!？?“”\"'‘’「」『』（）()\[\]【】·•●※—–\-~～]+")


def normalise(text: str) -> str:
    """Return the form in which texts are compared.

    >>> normalise("**７，８９０** 個"), normalise("7890个")
    ('7890个', '7890个')
    """
    return _DROPPED.sub("", fold(unicodedata.normalize("NFKC", text))).lower()


def short_form_f1(said: str, accepted: str) -> float:
    """Return the character F1 of two texts: harmonic mean of precision and recall over their characters.

    Characters count as often as they occur; their order does not matter.

    >>> short_form_f1("240萬站", "240万")
    0.888...
    """
    left, right = Counter(normalise(said)), Counter(normalise(accepted))
    shared = (left & right).total()
    return 2 * shared / (left.total() + right.total()) if shared else 0.0


def meets(place: Place, evidence: Evidence) -> bool:
    """Whether a place lies in the evidence's file and shares half of the shorter with one of its spans."""
    return _same_file(place.file, evidence.file) and any(_half_shared(place, span) for span in evidence.spans)


def _half_shared(place: Place, span: Span) -> bool:
    shared = min(place.end, span.end) - max(place.start, span.start)
    return shared >= 0.5 * min(span.end - span.start, place.end - place.start)


def _same_file(reported: str, expected: str) -> bool:
    """Whether a reported path names the expected file, possibly below folders that the set does not know."""
    parts = PurePosixPath(expected).parts
    return PurePosixPath(reported).parts[-len(parts) :] == parts


def _hit(case: Case, places: Sequence[Place]) -> float | None:
    """Whether places meet the evidence, any or all of it as the question needs."""
    if not _applies(case):
        return None
    met = [any(meets(place, evidence) for place in places) for evidence in case.evidence]
    return float(all(met) if case.needs == "all" else any(met))


def _applies(case: Case) -> bool:
    return case.answerable and bool(case.evidence)


def found_at(case: Case, outcome: Outcome, *, k: int) -> float | None:
    """Return 1 when the first k retrieved passages meet the evidence (all of it where needed), else 0."""
    return _hit(case, outcome.passages[:k])


def cited(case: Case, outcome: Outcome) -> float | None:
    """Return 1 when the answer's citations meet the evidence (all of it where needed), else 0."""
    return _hit(case, [c.place for c in outcome.citations])


def citation_precision(case: Case, outcome: Outcome) -> float | None:
    """Return the share of citations that meet any evidence; None without citations or when it abstains."""
    if not _applies(case) or not outcome.citations or outcome.abstained:
        return None
    met = [any(meets(c.place, evidence) for evidence in case.evidence) for c in outcome.citations]
    return sum(met) / len(met)


def right(case: Case, outcome: Outcome) -> float | None:
    """Return 1 when the answer's first 600 characters hold an accepted one, else 0; for lists the share.

    An abstention scores 0. This is containment: an answer that also says something wrong still counts.
    """
    if not _applies(case):
        return None
    if outcome.abstained:
        return 0.0
    said = normalise(outcome.answer[:ANSWER_LENGTH])
    held = [any(form and form in said for form in map(normalise, item)) for item in case.items]
    return sum(held) / len(held)


def short_f1(case: Case, outcome: Outcome) -> float | None:
    """Return the short answer's F1 against the best accepted one; 0 when it abstains, None for lists."""
    if not _applies(case) or not case.single:
        return None
    return 0.0 if outcome.abstained else max(short_form_f1(outcome.short_answer, a) for a in case.single)


def abstained_rightly(case: Case, outcome: Outcome) -> float | None:
    """Return 1 when a question without an answer got none, else 0; None for questions that have one."""
    return None if case.answerable else float(outcome.abstained)


def abstained_wrongly(case: Case, outcome: Outcome) -> float | None:
    """Return 1 when a question with an answer got none, else 0: less is better. None for the others."""
    return float(outcome.abstained) if _applies(case) else None


def quotes_true(outcome: Outcome, sources: Sources) -> float | None:
    """Return the share of citations whose quote stands at its place, give or take two characters.

    None without citations or without folders to look in; a file that is in none of them makes its quotes
    untrue.
    """
    if not outcome.citations or not sources.roots:
        return None
    held = [_stands(c.quote, sources.text(c.place.file), c.place) for c in outcome.citations]
    return sum(held) / len(held)


def _stands(quote: str, text: str | None, place: Place) -> bool:
    if not quote or text is None:
        return False
    return normalise(quote) in normalise(text[max(0, place.start - QUOTE_SLACK) : place.end + QUOTE_SLACK])


def same(rights: Sequence[Sequence[float]]) -> float | None:
    """Return the share of families whose wordings all score alike (to two decimals), right or wrong."""
    return sum(len({round(r, 2) for r in family}) == 1 for family in rights) / len(rights) if rights else None


def all_right(rights: Sequence[Sequence[float]]) -> float | None:
    """Return the share of families all of whose wordings are fully right; None without families."""
    return sum(min(family) >= 1 for family in rights) / len(rights) if rights else None


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is: its name as printed, a short head for tables, its meaning and where it comes from.

    ``source`` names a published measure, or says that it is ours. ``falling`` marks one of which less is better.
    """

    name: str
    head: str
    meaning: str
    source: str
    falling: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Measure(Definition):
    """A measure of one question and the function that takes it."""

    of: Callable[[Case, Outcome], float | None]


QUOTES, SAME, ALL_RIGHT = "quotes_true", "same", "all_right"
_SUCCESS = (
    "Success@k of TREC, top-k retrieval accuracy of open-domain question answering (Karpukhin et al. 2020); that half "
    "of the shorter span must be shared is ours."
)
_CITED = (
    "After citation recall and precision of ALCE (Gao et al. 2023); by place instead of entailment, ours."
)
_REFUSED = "After SQuAD 2.0's NoAns (Rajpurkar et al. 2018)."


def _found(k: int) -> Measure:
    meaning = f"Share of questions one of whose first {k} passages meets the evidence (all of it where it is needed)."
    if k == 1:
        meaning = "Share of questions whose first passage meets the evidence (all of it where it is needed)."
    return Measure(f"found@{k}", f"f@{k}", meaning, _SUCCESS, partial(found_at, k=k))


MEASURES = (
    _found(1),
    _found(5),
    _found(20),
    Measure(
        "cited",
        "cited",
        "Share of questions whose citations meet the evidence (all of it where it is needed); a refusal's count too.",
        _CITED,
        cited,
    ),
    Measure(
        "citation_precision",
        "cprec",
        "Share of an answer's citations that meet any evidence, averaged over the questions that were not refused.",
        _CITED,
        citation_precision,
    ),
    Measure(
        "right",
        "right",
        f"Share of questions whose answer holds an accepted one in its first {ANSWER_LENGTH} characters; "
        "of a list the share of its items; 0 when refused.",
        "Accuracy by containment, as of PopQA (Mallen et al. 2023); the limit and the share of a list are ours.",
        right,
    ),
    Measure(
        "short_f1",
        "sF1",
        "F1 over characters of the short answer against the best accepted one; order disregarded; 0 when refused.",
        "F1 of SQuAD (Rajpurkar et al. 2016), over single characters instead of words. Not CMRC 2018's, which "
        "takes the longest common substring.",
        short_f1,
    ),
    Measure(
        "abstained_rightly",
        "abs+",
        "Share of the questions without an answer that were refused.",
        _REFUSED,
        abstained_rightly,
    ),
    Measure(
        "abstained_wrongly",
        "abs-",
        "Share of the questions with an answer that were refused.",
        _REFUSED,
        abstained_wrongly,
        falling=True,
    ),
)

OF_GROUPS = (
    Definition(
        QUOTES,
        "quote",
        f"Share of an answer's citations whose words stand at their place, give or take {QUOTE_SLACK} characters.",
        "Ours: what `rag verify` promises.",
    ),
    Definition(
        SAME,
        "same",
        "Share of families whose wordings of one question are all right alike, to two decimals, be it right or wrong.",
        "After consistency under paraphrase (Elazar et al. 2021); over rightness instead of pairs of answers, ours.",
    ),
    Definition(
        ALL_RIGHT,
        "all",
        "Share of families all of whose wordings are fully right.",
        "Worst case of a group of paraphrases, as the consistency of contrast sets (Gardner et al. 2020).",
    ),
)
"""What is not measured by a question and its outcome alone: it takes the sources, or all wordings of a family."""

DEFINITIONS: tuple[Definition, ...] = (*MEASURES, *OF_GROUPS)
"""Every measure of answers, in the order in which it is printed."""
FALLING = frozenset(d.name for d in DEFINITIONS if d.falling)

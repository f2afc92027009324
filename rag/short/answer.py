"""The bare answer over the chosen sentences: who picks it for which kind of question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from corpus.script import fold
from corpus.types import Span
from rag.evidence import Candidate, cells_within
from rag.figures import asked_units, figures, has_unit
from rag.fitting import NO_NUMBER, is_panel
from rag.question import FIGURES, AnswerKind, Reading, lowered
from rag.scope import regions_in
from rag.short.asked import Asked
from rag.short.choice import choice, choices
from rag.short.date import date, has_date
from rag.short.definition import definition, is_told_of
from rag.short.figure import cell, covers_less, figure
from rag.short.fit import Wanted
from rag.short.listing import listing
from rag.short.marked import marked
from rag.short.name import likely
from rag.short.scored import of_all_companies
from rag.short.spans import ranked, unquoted
from rag.short.superlative import Superlative, superlative
from rag.short.thing import counted, counts, counts_all
from rag.short.told import Told
from rag.short.types import Anchors, Columns, Found, Picked, anchors_of
from rag.short.when import dates_to, misdated
from rag.short.yes_no import yes_or_no
from rag.table_cell import header_above

# So many characters of a sentence are read for runs of words.
_READ = 400
# The least share of the probability that a run must have. On 500 questions of DRCD dev F1 was 0.35 and one in thirteen
# exact below 0.1, 0.33 and a sixth from 0.1 to 0.3, 0.68 and a half above.
_LEAST_SHARE = 0.1
# What a sentence that is e times less likely takes from its figure's fit.
_BEHIND = 0.2

# The reader's lead over no answer less what the sentence is behind the first, in log-odds, from which on its words are
# taken where the rules have none. (Before the rules, for dates: short F1 of the public questions 0.726 to 0.728, one
# question; for names, places and definitions: no change.)
_LEAST_LEAD = 0.0

# What belongs to a figure in front of it; of anything else so many characters at most are cut off.
_LEAD_IN = re.compile(
    r"(?:每[\u4e00-\u9fff]{1,3}|人民币|新?台币|港币|[负正+＋\-−$¥]|约|近|超过?|逾|不足|不到|至少|最多|高达|大约|"
    r"接近)* ?"
)
_CUT_OFF = 2
# So many sentences are looked at, the whole beside a part's and one of the asked year among them.
_PICKED = 4
# So much less may a figure of the whole fit than one of a part.
_LESS_FIT = 1.8

# What anybody may be names nobody.
_NOBODY = frozenset({"集团", "公司", "企业", "机构", "部门", "单位", "组织", "政府", "团队"})
# Who and where are no figures: 35.80% is not who holds the most.
_NO_FIGURES = frozenset({AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE})
_ONLY_FIGURE = re.compile(r"[\d.,]+ ?(?:%|％|[万亿千百]*(?:元|个|人|户|家|股|次|倍|年|天|吨)?)$")

_Pick = Callable[[Candidate, Anchors, Columns], Picked]


def short_answer(
    reading: Reading, chosen: Sequence[Candidate], worth: Mapping[str, float], columns: Sequence[Columns]
) -> Found | None:
    """Return the best short answer over the chosen sentences, None when nothing fits.

    ``worth`` is the share of the question's information that each of its terms carries; ``columns`` are, per sentence,
    the years heading the columns when it is a table row.
    """
    if not chosen:
        return None
    if reading.kind is AnswerKind.YES_NO:
        return yes_or_no(reading, chosen)
    if reading.kind is AnswerKind.LIST:
        return listing(reading, chosen, worth)
    question = fold(reading.text)
    pick = _picker(reading, question)
    found: list[Found] = []
    behind: list[float] = []
    for number, candidate in enumerate(chosen[:_PICKED]):
        if pick is None or not of_asked_year(reading, candidate, columns[number]):
            continue
        best = pick(candidate, anchors_of(candidate.folded, worth), columns[number])
        if best is not None:
            behind.append(_BEHIND * (chosen[0].score - candidate.score) + 0.3 * number)
            found.append(Found(number, best[0], None, best[1] - behind[-1]))
    return (
        _of_whole(reading, chosen, found, behind)
        or _by_reader(reading, question, chosen)
        or _run(reading, question, chosen, worth)
    )


def _by_reader(reading: Reading, question: str, chosen: Sequence[Candidate]) -> Found | None:
    """Return what the reader marks, where it has the form that is asked; None where nothing was read or fits."""
    if reading.kind is AnswerKind.OTHER and Asked.of(reading).kind == "other":
        # Nothing is asked by name: keywords, or an order to tell.
        return None
    units = asked_units(question)
    for found in marked(chosen[:3]):
        if (
            found.fit >= _LEAST_LEAD
            and found.span
            and _has_form(reading, question, units, chosen[found.claim], found.span)
        ):
            folded = chosen[found.claim].folded
            return replace(found, span=_begun(folded, found.span)) if reading.kind in FIGURES else found
    return None


def _begun(text: str, run: Span) -> Span:
    """Return a run that holds one figure from the figure on, where half a word stands before it: 省|下2,700多亿元."""
    inside = [f.span for f in figures(text) if run.start <= f.span.start and f.span.end <= run.end]
    if len(inside) != 1 or _LEAD_IN.fullmatch(text[run.start : inside[0].start]):
        return run
    return Span(inside[0].start, run.end) if inside[0].start - run.start <= _CUT_OFF else run


def _has_form(
    reading: Reading, question: str, units: frozenset[str], candidate: Candidate, span: Span
) -> bool:
    """Tell whether a stretch of a sentence is of the form that a question asks for."""
    if reading.kind in _NO_FIGURES and _ONLY_FIGURE.match(span.of(candidate.folded)):
        return False
    if extreme := Superlative.of(question):
        return bool(extreme.time.fullmatch(span.of(candidate.folded).lower()))
    if reading.kind in FIGURES:
        plain = not _tabled(candidate) and of_asked_year(reading, candidate, ())
        plain = plain and not of_all_companies(reading, candidate, span)
        return plain and _counts(candidate.folded, span, units) and not misdated(reading, candidate, span)
    if reading.kind is AnswerKind.DATE:
        return has_date(span.of(candidate.folded))
    if reading.kind is AnswerKind.DEFINITION:
        return is_told_of(question, candidate.folded, span)
    return True


def _of_whole(
    reading: Reading, chosen: Sequence[Candidate], found: Sequence[Found], behind: Sequence[float]
) -> Found | None:
    """Return the best of what the sentences give; for a figure of a part, that of the whole where one is told.

    ``behind`` is what each is behind for its sentence alone: against a part's it does not count.
    """
    best = max(found, key=lambda f: f.fit, default=None)
    if best is None or best.span is None or not _is_figure(chosen, best):
        return best
    unit, things, question = _unit_at(chosen, best), counted(reading), lowered(fold(reading.text))
    alike = [
        f
        for f, less in zip(found, behind, strict=True)
        if _unit_at(chosen, f) == unit
        and (f.fit + less >= best.fit - _LESS_FIT or counts_all(chosen[f.claim], things, question))
    ]
    named = [f for f in alike if counts(chosen[f.claim], things, f.span)]
    if best not in named:
        # A sentence that names the thing and is no less likely has the figure.
        likelier = [f for f in named if f.claim < best.claim]
        best = max(likelier, key=lambda f: f.fit, default=best)
    of_unit = [f for f in found if _unit_at(chosen, f) == unit]
    for region in regions_in(question):
        asked = [f for f in of_unit if region in lowered(chosen[f.claim].folded)]
        if asked and len(asked) < len(of_unit):
            return best if best in asked else max(asked, key=lambda f: f.fit)
    if not _covers_less(reading, chosen, best):
        return best
    whole = [f for f in alike if not _covers_less(reading, chosen, f)]
    return max([f for f in whole if f in named] or whole, key=lambda f: f.fit, default=best)


def _is_figure(chosen: Sequence[Candidate], found: Found) -> bool:
    return found.span is not None and bool(figures(found.span.of(chosen[found.claim].folded)))


def _covers_less(reading: Reading, chosen: Sequence[Candidate], found: Found) -> bool:
    text = chosen[found.claim].folded
    return (
        found.span is not None
        and bool(figures(found.span.of(text)))
        and covers_less(reading, text, found.span)
    )


def _unit_at(chosen: Sequence[Candidate], found: Found) -> str | None:
    """Return the unit of a found figure, None for what is none; those who count things of one kind are one."""
    told = figures(found.span.of(chosen[found.claim].folded)) if found.span else []
    return ("个" if told[0].unit in {"站", "座", ""} else told[0].unit) if told else None


def _run(
    reading: Reading, question: str, chosen: Sequence[Candidate], worth: Mapping[str, float]
) -> Found | None:
    """Return the likeliest run of words; None when none is likely enough or of the form that is asked."""
    asked = Asked.of(reading)
    if asked.kind == "other" and reading.kind is AnswerKind.OTHER:
        # Nothing is asked by name: keywords, or an order to tell.
        return None
    told = _told(asked, chosen[:3], worth)
    names = [likely(reading.kind, question, t.text, list(zip(t.words, t.tags, strict=True))) for t in told]
    units = asked_units(question)
    runs = ranked(asked, told, units, names)
    if reading.kind in FIGURES:
        prose = [not _tabled(c) and of_asked_year(reading, c, ()) for c in chosen[:3]]
        runs = [r for r in runs if prose[r.sentence] and _counts(told[r.sentence].text, r.span, units)]
        runs = [r for r in runs if not misdated(reading, chosen[r.sentence], r.span)]
        runs = [r for r in runs if not of_all_companies(reading, chosen[r.sentence], r.span)]
    elif reading.kind is AnswerKind.DEFINITION:
        runs = [r for r in runs if is_told_of(question, told[r.sentence].text, r.span)]
    elif reading.kind is AnswerKind.PERSON:
        runs = [r for r in runs if _may_be_person(told[r.sentence], r.span, names[r.sentence])]
    elif reading.kind is AnswerKind.DATE:
        runs = [r for r in runs if has_date(r.span.of(told[r.sentence].text))]
    if not runs or runs[0].share < _LEAST_SHARE:
        return None
    best, span = runs[0], runs[0].span
    if reading.kind in {AnswerKind.PERSON, AnswerKind.PLACE}:
        inside = [n for n in names[best.sentence] if span.start <= n.start and n.end <= span.end]
        span = inside[0] if len(inside) == 1 else span
    if reading.kind in FIGURES:
        span = _begun(told[best.sentence].text, span)
    return Found(best.sentence, unquoted(told[best.sentence].text, span), None, best.share)


def _told(asked: Asked, chosen: Sequence[Candidate], worth: Mapping[str, float]) -> list[Told]:
    """Return the sentences cut into words, each with how far it is behind the best."""
    texts = [candidate.folded[:_READ] for candidate in chosen]
    behind = [chosen[0].score - candidate.score for candidate in chosen]
    return [
        Told.of(text, asked, anchors_of(text, worth), behind[number], number)
        for number, text in enumerate(texts)
    ]


def _may_be_person(told: Told, run: Span, names: frozenset[Span]) -> bool:
    """Tell whether a run may say who: not a word guessed to be a name beside which nothing speaks of a person."""
    if any(run.start <= name.start and name.end <= run.end for name in names):
        return True
    if run.of(told.text) in _NOBODY:
        return False
    return not any(
        word == run and tag.startswith("nr") for word, tag in zip(told.words, told.tags, strict=True)
    )


def _tabled(candidate: Candidate) -> bool:
    """Tell whether a sentence is of a table or a list of values, whose figures belong to rows and columns."""
    text, cells = candidate.text, cells_within(candidate.hit.passage, candidate.span)
    return bool(cells) or "|" in text or is_panel(candidate)


def _counts(text: str, run: Span, units: frozenset[str]) -> bool:
    """Tell whether a run of folded text holds a whole figure that may be counted in one of the units."""
    inside = [f for f in figures(text) if run.start <= f.span.start and f.span.end <= run.end]
    counted = [f for f in inside if not f.is_year and f.number not in NO_NUMBER]
    return any(not units or not f.unit or has_unit(f, text, units) for f in counted)


def of_asked_year(reading: Reading, candidate: Candidate, columns: Columns) -> bool:
    """Tell whether a sentence may give the bare answer for the years asked: it, its column or its report is of one."""
    if not reading.years or any(str(year) in candidate.folded or year in columns for year in reading.years):
        return True
    passage = candidate.hit.passage
    header = header_above(passage.text, candidate.span.start) or ""
    heads = [header, *(cell.column for cell in passage.cells)]
    if any(str(year) in head for year in reading.years for head in heads):
        return True
    if dates_to(reading, candidate):
        return True
    return candidate.year > 0 and (passage.year is None or passage.year in reading.years)


def _picker(reading: Reading, question: str) -> _Pick | None:
    """Return what picks the short answer of one sentence for the kind of question, None for kinds without one."""
    if extreme := Superlative.of(question):
        return lambda candidate, anchors, columns: superlative(extreme, candidate.folded)
    if offered := choices(question):
        return lambda candidate, anchors, columns: choice(offered, candidate.folded)
    if reading.kind in FIGURES:
        wanted = Wanted.of(reading)
        return lambda candidate, anchors, columns: figure(reading, wanted, candidate, anchors, columns)
    if reading.kind is AnswerKind.DATE:
        return lambda candidate, anchors, columns: date(question, candidate.folded, anchors)
    if reading.kind is AnswerKind.DEFINITION:
        return lambda candidate, anchors, columns: definition(question, candidate.folded)
    if reading.kind is AnswerKind.OTHER:
        if asked_units(question):
            wanted = Wanted.of(reading)
            return lambda candidate, anchors, columns: (
                cell(reading, question, candidate) or figure(reading, wanted, candidate, anchors, columns)
            )
        return lambda candidate, anchors, columns: cell(reading, question, candidate)
    return None

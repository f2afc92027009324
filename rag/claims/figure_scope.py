"""Whether a figure of the same value is of something else: of a change, other years, another company or place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.script import HAN
from rag.claims.dating import partners, rules_another
from rag.claims.ends import other_end
from rag.claims.english import says_scope, scopes_named
from rag.claims.figures import Figure, stands_for
from rag.claims.names import companies
from rag.claims.patterns import pattern
from rag.claims.quantities import SHARE
from rag.claims.signs import scopes
from rag.claims.support import Case, Rest
from rag.claims.time_fit import spanned_years, years_about
from rag.claims.times import governing_year, is_relative, moments, times_by_kind
from rag.claims.types import Fault, Strike
from rag.claims.unit_fit import SHARE_WORDS

_OVER_YEARS, _TOLD = re.compile(r"历年"), re.compile(r"历年|历来|累计|合计|总|一共|合共|多年|一起|连同")
# What is done within a time.
_ADDED = re.compile(r"[建增设加开添]|\b(?:buil[dt]|add|open|install|set up)")
_OF_ONE_YEAR = re.compile(r"\b(?:in|during|within|throughout) (?:19|20)\d\d\b")
# Characters before a figure that may say of which time it is.
_NEAR = 14
# Characters behind a figure that may say of what part of the world it is.
_SCOPE_BEHIND = 8
# Heads of two columns in one line, the first of them of this time: 本期末上年末负债率47.71.
_BOTH_HEADS = re.compile(r"本(?:报告)?期(?:期?末)?[^,;。]{0,4}上年")
_CHANGE_WORDS = re.compile(
    r"增长|下降|提升|提高|增加|减少|上升|降低|上涨|下滑|增幅|降幅|增速|缩短|成长|[升降增减涨跌]"
)
# What stands before a figure that begins its clause; verbs that say something of a number itself.
_MARKS, _SAYS_OF = " ,;:。!?", re.compile(r"是|为|包括|包含|涵盖|指|只含|不含|不包括")
# 跌至12.87%: what it came to, no change.
_LEVEL = re.compile(r"[升降增减涨跌提]\S?[至到]$")


def of_other_share(figure: Figure, source: Figure) -> bool:
    """Tell whether a share of a hundred is said to be a part of something where the source says a change, or turned."""
    if figure.quantity.unit != SHARE or _LEVEL.search(figure.before):
        return False
    for one, other in ((figure, source), (source, figure)):
        part = SHARE_WORDS.search(one.own) and not _CHANGE_WORDS.search(one.own)
        if part and _CHANGE_WORDS.search(other.own) and not SHARE_WORDS.search(f"{other.own} {other.clause}"):
            return True
    return False


def of_other_stretch(figure: Figure, source: Figure, question: str) -> bool:
    """Tell whether one of two figures is of a year and the other of all years: 新建, 累计; 历年.

    A figure that is told of no time (超过240万个) is of what the ``question`` asks for.
    """
    for one, other in ((figure, source), (source, figure)):
        within, told = (
            pattern("figure_fit within").search(one.own),
            pattern("figure_fit all told").search(other.own),
        )
        if (
            within
            and told
            and not pattern("figure_fit all told").search(one.own)
            and not pattern("figure_fit within").search(other.own)
        ):
            return True
    if not _OVER_YEARS.search(source.own) or _told(figure):
        return False
    return bool(times_by_kind(figure.clause) or _ADDED.search(figure.clause) or not _TOLD.search(question))


def _told(figure: Figure) -> bool:
    """Tell whether a figure is said to be of all years: in English (has built) unless it is said of one."""
    if HAN.search(figure.clause):
        return bool(_TOLD.search(figure.clause))
    return not _OF_ONE_YEAR.search(figure.clause) and not pattern("figure_fit within").search(figure.own)


def of_other_period(figure: Figure, source: Figure, case: Case) -> bool:
    """Tell whether a figure that the source gives for the time before is said of this one: a column 上年同期."""
    if not pattern("dating before").search(source.before[-_NEAR:]) or _BOTH_HEADS.search(source.before):
        return False
    if not figure.before.strip(_MARKS) and source.before.endswith("的") and _SAYS_OF.match(figure.behind):
        # 前一年公布的1.90亿是另一口径: the number itself is spoken of.
        return False
    told = pattern("times relative").search(case.sentence) or pattern("dating before").search(case.text)
    return not told and not moments(case.sentence) and not partners(figure, case)


def other_scope(
    figure: Figure, source: Figure, others: Sequence[Figure], case: Case, rest: Rest
) -> Fault | None:
    """Return the fault where the clause of the source's figure names another year, company or scope."""
    theirs, own = times_by_kind(source.clause), times_by_kind(figure.clause)
    for kind, numbers in own.items():
        if kind in theirs and not numbers & theirs[kind] and not partners(figure, case):
            return Fault(Strike.TIME, str(min(numbers)))
    said, given = (governing_year(f.lead, f.clause) for f in (figure, source))
    if other_end(figure.quantity, said, source.clause):
        return Fault(Strike.TIME, str(said))
    # Rose from 750 in 2019 to 770 in 2020: each end is of the year behind it.
    beside = {m.number for m in moments(figure.behind) if m.kind == "year"}
    if said and given and said != given and figure.quantity.unit != "第" and given not in beside:
        return Fault(Strike.TIME, str(said))
    if fault := _of_another_year(figure, source, (said, given), case, rest):
        return fault
    known, named_here = companies(source.clause, case.names), companies(figure.clause, case.names)
    if known and named_here and not named_here <= known:
        return Fault(Strike.NAME, min(named_here - known))
    # China Mobile is no place.
    clause, asked = (case.names.pattern.sub(" ", t) for t in (figure.clause, f"{case.text} {case.question}"))
    if scope := _of_elsewhere(clause, source):
        return Fault(Strike.NAME, scope)
    ahead = source.clause.partition(source.behind)[0] if source.behind.strip() else source.clause
    for scope in scopes(f"{ahead}{source.behind[:_SCOPE_BEHIND]}"):
        if not says_scope(asked, scope) and any(
            scope not in other.clause and not stands_for(other.before) for other in others
        ):
            return Fault(Strike.NAME, scope)
    return None


def _of_elsewhere(clause: str, source: Figure) -> str:
    """Return the source's word for a part of the world where an English clause names only others; "" else."""
    theirs = scopes(source.clause)
    if HAN.search(clause) or not theirs or not scopes_named(clause):
        return ""
    return "" if any(says_scope(clause, scope) for scope in theirs) else theirs[0]


def _of_another_year(
    figure: Figure, source: Figure, years: tuple[int | None, int | None], case: Case, rest: Rest
) -> Fault | None:
    """Return the fault of a figure of another year, by what 上年 means and by the years named about the source's.

    ``years`` are those that rule the sentence's figure and the source's.
    """
    said, given = years
    before = figure.clause[: max(figure.clause.find(figure.quantity.span.of(case.text)), 0)]
    anchor = governing_year("", figure.lead)
    if pattern("figure_fit last year").search(before):
        columns = times_by_kind(source.clause).get("year", set())
        return (
            Fault(Strike.TIME, before) if anchor and len(columns) == 1 and anchor - 1 not in columns else None
        )
    if not said or given or is_relative(figure.clause) or rules_another(figure, said, rest):
        return None
    dated = {m.number for m in rest.source.moments if m.kind == "year"}
    if len(dated) == 1 and said in dated and pattern("figure_fit year before").search(source.before):
        return Fault(Strike.TIME, str(said))
    if is_relative(source.clause) or len(dated) != 1 or said in dated:
        return None
    named = years_about(rest)
    return None if said in named or said in spanned_years(case) else Fault(Strike.TIME, str(said))

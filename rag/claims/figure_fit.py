"""Whether the cited paragraphs give a figure of a sentence: the value, the unit, and of the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.claims.binding import MARGIN, Beside, is_meant, rivals
from rag.claims.bounds import of_other_things, of_other_years, other_bound
from rag.claims.computed import is_difference
from rag.claims.dating import backwards, partners, rules_another, without_others
from rag.claims.figures import Figure, figures_of
from rag.claims.names import companies, kinds
from rag.claims.patterns import pattern
from rag.claims.quantities import SHARE, same_unit, same_value, soft
from rag.claims.rows import of_narrower_row
from rag.claims.signs import contradicted, scopes
from rag.claims.support import Case, Rest
from rag.claims.time_fit import spanned_years, years_about
from rag.claims.times import governing_year, is_relative, moments, times_by_kind
from rag.claims.types import Fault, Strike
from rag.claims.words import Said, listed, worth

Place = tuple[Rest, Figure]
# A number that counts nothing is a name: 10086, 700MHz, 4.9GHz.
_NAME_NUMBER = re.compile(r"\d{5,}|\d+(?:\.\d+)?[a-z]+(?=的?(?:频段|频率|频谱|5g|4g|基站|网|以[上下]))")
# Small counts in words are said of much (两项让利) that a source counts in no unit.
_SMALL = 3
# Of several bands one sentence may speak: 4.9GHz频段的160MHz.
_BANDS = frozenset({"mhz", "ghz"})
# A sentence of fewer words says nothing without its question: 2018年则是34.7亿条.
_FEW_WORDS = 2
# What a sentence says of the paragraphs themselves: 另外两处, 两份报告, the two reports.
_LISTED = re.compile(r"[、,]|和|与|及|以及|\band\b")
# Nouns of people, of which a source may count without a counter: 用户超3000万.
_PEOPLE, _COUNTED = frozenset({"户", "人"}), re.compile(r"[户客人员者生民工师童女众]")
_OVER_YEARS, _TOLD = re.compile(r"历年"), re.compile(r"历年|历来|累计|合计|总|一共|合共|多年|一起|连同")
# What stands beside a figure before the last of these marks may be of something else.
_LAST_PART = re.compile(r"[,;:]")
# The head of a column of shares, of which no figure bears the sign.
_PERCENT_COLUMN = "(%)"
# Characters before a figure that may say of which time it is.
_NEAR = 14
# Characters behind a figure that may say of what part of the world it is.
_SCOPE_BEHIND = 8
# A word of which half the characters are said.
_HALF_SAID = 0.3
_ORDINAL = re.compile(r"[页年篇]")
# What a source's large figure without a counter may count: 日调用量超30亿.
_TIMES, _MANY = frozenset({"次", "人次", "件", "篇", "封", "笔"}), 1000
# Heads of two columns in one line, the first of them of this time: 本期末上年末负债率47.71.
_BOTH_HEADS = re.compile(r"本(?:报告)?期(?:期?末)?[^,;。]{0,4}上年")
_IN_A_ROW = re.compile(r"连续$|连$|蝉联$")


def fit(figure: Figure, case: Case, rests: Sequence[Rest]) -> Rest | Fault | None:
    """Return the unit that gives a figure, None where none needs to, or the fault."""
    quantity = figure.quantity
    words = quantity.span.of(case.text)
    name = _NAME_NUMBER.match(case.text, quantity.span.start)
    if name and name.group() == words and any(words in s.whole.replace(" ", "") for s in case.sources):
        return None
    around = [(rest, f) for rest in case.all_units() for f in rest.unit.figures]
    same = [(rest, f) for rest, f in around if same_value(quantity, f.quantity)]
    fitting = [(rest, f) for rest, f in same if _units_fit(figure, f, rest, case.text)]
    if not fitting:
        if is_difference(figure, case) or _needs_no_source(figure, case, [f for _, f in around]):
            return None
        return Fault(Strike.UNIT if same else Strike.FIGURE, words)
    return _meant(figure, case, rests, fitting, around)


def _meant(
    figure: Figure, case: Case, rests: Sequence[Rest], fitting: Sequence[Place], around: Sequence[Place]
) -> Rest | Fault:
    """Return the unit of the place that a figure is of among those that give its value, or the fault."""
    chosen = {id(rest.unit) for rest in rests}
    words = case.vocabulary.beside(f"{figure.beside} {figure.clause}")
    beside = Beside.of(figure, words, [word[0] for word in words if word[0] in case.headers])
    if not beside.words and len(case.vocabulary.content(case.sentence)) < _FEW_WORDS:
        beside = Beside((), tuple(case.vocabulary.beside(case.question)))
    rest, best = _likeliest(figure, beside, fitting, chosen)
    said = figure.quantity.span.of(case.text)
    others = rivals(figure, best, [f for other, f in around if other.source is rest.source])
    others = without_others(figure, best, others, case)
    others = [f for f in others if not _said_rightly(figure, beside, best, f, case)]
    others = [f for f in others if not _of_other_share(figure, f)]
    if figure.quantity.unit in _BANDS:
        others = [f for f in others if not _is_said(f, case)]
    if (
        not is_meant(beside, figure, best, others, explained=_explained(best, case))
        or _of_other_stretch(figure, best)
        or _of_other_share(figure, best)
        or _of_other_period(figure, best, case)
        or of_other_things(figure, best, [f for _, f in around])
        or of_narrower_row(figure, best, [f for other, f in around if other.source is rest.source], case)
    ):
        return Fault(Strike.FIGURE, said)
    if backwards(figure, best, case, rest) or other_bound(figure, best):
        return Fault(Strike.DIRECTION, said)
    if of_other_years(figure, best, others):
        return Fault(Strike.TIME, said)
    if turned := contradicted(figure.own, best.own):
        return Fault(Strike.DIRECTION, turned)
    alike = [f for f in others if beside.shared(f) >= beside.shared(best)]
    return _of_the_same(figure, best, alike, case, rest) or rest


def _likeliest(figure: Figure, beside: Beside, fitting: Sequence[Place], chosen: set[int]) -> Place:
    """Return the place most likely meant of those that give a figure's value; ``chosen`` are units by identity."""
    years = times_by_kind(figure.clause).get("year", set())
    return max(
        fitting,
        key=lambda pair: (
            years <= times_by_kind(pair[1].clause).get("year", years),
            pair[1].quantity.value == figure.quantity.value,
            beside.shared(pair[1]),
            id(pair[0].unit) in chosen,
        ),
    )


def _explained(source: Figure, case: Case) -> bool:
    """Tell whether a sentence says every word that a source says right beside a figure, and there is one."""
    near = _LAST_PART.split(source.before)[-1]
    said = Said(case.sentence)
    words = [
        word
        for word in case.vocabulary.content(f"{near} {source.behind}")
        if word not in listed("nouns") and not pattern("figure_fit all told").fullmatch(word)
    ]
    return bool(words) and all(
        word in case.sentence if word.startswith("第") else worth(word, said) >= _HALF_SAID for word in words
    )


def _said_rightly(figure: Figure, beside: Beside, best: Figure, other: Figure, case: Case) -> bool:
    """Tell whether a sentence says another figure of its source too, and changing the two would suit it no better."""
    for twin in figures_of(case.text):
        if twin.quantity.span == figure.quantity.span or not same_value(twin.quantity, other.quantity):
            continue
        words = case.vocabulary.beside(f"{twin.beside} {twin.clause}")
        its = Beside.of(twin, words, [word[0] for word in words if word[0] in case.headers])
        if beside.rather(other, best) + its.rather(best, other) <= MARGIN:
            return True
    return False


def _is_said(source: Figure, case: Case) -> bool:
    """Tell whether a sentence says a source's figure too."""
    return any(same_value(f.quantity, source.quantity) for f in figures_of(case.text))


_SHARE_WORDS = re.compile(r"占|比例|比重|份额|负债率|渗透率|覆盖率|普及率|满意度")
_CHANGE_WORDS = re.compile(
    r"增长|下降|提升|提高|增加|减少|上升|降低|上涨|下滑|增幅|降幅|增速|缩短|成长|[升降增减涨跌]"
)


# 跌至12.87%: what it came to, no change.
_LEVEL = re.compile(r"[升降增减涨跌提]\S?[至到]$")


def _of_other_share(figure: Figure, source: Figure) -> bool:
    """Tell whether a share of a hundred is said to be a part of something where the source says a change, or turned."""
    if figure.quantity.unit != SHARE or _LEVEL.search(figure.before):
        return False
    for one, other in ((figure, source), (source, figure)):
        part = _SHARE_WORDS.search(one.own) and not _CHANGE_WORDS.search(one.own)
        if (
            part
            and _CHANGE_WORDS.search(other.own)
            and not _SHARE_WORDS.search(f"{other.own} {other.clause}")
        ):
            return True
    return False


def _of_other_stretch(figure: Figure, source: Figure) -> bool:
    """Tell whether one of two figures is of a year and the other of all years: 新建, 累计; 历年."""
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
    return bool(_OVER_YEARS.search(source.own)) and not _TOLD.search(figure.clause)


def _of_other_period(figure: Figure, source: Figure, case: Case) -> bool:
    """Tell whether a figure that the source gives for the time before is said of this one: a column 上年同期."""
    if not pattern("dating before").search(source.before[-_NEAR:]) or _BOTH_HEADS.search(source.before):
        return False
    told = pattern("times relative").search(case.sentence) or pattern("dating before").search(case.text)
    return not told and not moments(case.sentence) and not partners(figure, case)


def _of_the_same(
    figure: Figure, source: Figure, others: Sequence[Figure], case: Case, rest: Rest
) -> Fault | None:
    """Return the fault where the clause of the source's figure names another year, company or scope."""
    theirs, own = times_by_kind(source.clause), times_by_kind(figure.clause)
    for kind, numbers in own.items():
        if kind in theirs and not numbers & theirs[kind] and not partners(figure, case):
            return Fault(Strike.TIME, str(min(numbers)))
    said, given = (governing_year(f.lead, f.clause) for f in (figure, source))
    if said and given and said != given and figure.quantity.unit != "第":
        return Fault(Strike.TIME, str(said))
    if fault := _of_another_year(figure, source, (said, given), case, rest):
        return fault
    known, named_here = companies(source.clause, case.names), companies(figure.clause, case.names)
    if known and named_here and not named_here <= known:
        return Fault(Strike.NAME, min(named_here - known))
    ahead = source.clause.partition(source.behind)[0] if source.behind.strip() else source.clause
    for scope in scopes(f"{ahead}{source.behind[:_SCOPE_BEHIND]}"):
        if scope not in f"{case.text} {case.question}" and any(scope not in other.clause for other in others):
            return Fault(Strike.NAME, scope)
    return None


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


def _units_fit(figure: Figure, source: Figure, rest: Rest, text: str) -> bool:
    """Tell whether a figure is counted in what the source counts it in."""
    one, other = figure.quantity.unit, source.quantity.unit
    if same_unit(one, other):
        return True
    if one == "第":
        # 第57页 for p. 57, 第五年 for 1至5年.
        behind = text[figure.quantity.span.end : figure.quantity.span.end + 1]
        return bool(_ORDINAL.fullmatch(behind)) and (other in {"", "年"})
    if other == "第" and _IN_A_ROW.search(source.before):
        # 连续六年 for 连续第六年.
        return source.behind.startswith(one) and bool(_IN_A_ROW.search(figure.before))
    if not one and other == SHARE and _SHARE_WORDS.search(figure.own):
        return True
    if not one:
        return other not in {"%", "百分点"}
    if not other:
        around = f"{rest.unit.text} {rest.source.header}"
        if one == SHARE and _PERCENT_COLUMN in rest.source.whole:
            return True
        people = one in _PEOPLE and bool(_COUNTED.search(source.beside))
        counted = one in _TIMES and source.quantity.value >= _MANY
        return one == "分" or soft(one) or people or counted or (one != "%" and one in around)
    # 240万个 and 240万户: only where the words beside say so.
    if soft(one) and soft(other):
        return "个" in (one, other) or one in source.beside or other in figure.beside
    if soft(other):
        return one in source.beside[-12:]
    return soft(one) and other in figure.beside[-12:]


def _needs_no_source(figure: Figure, case: Case, figures: Sequence[Figure]) -> bool:
    """Tell whether a figure is a small count that the sentence itself makes: of what it lists, or of its sources."""
    quantity = figure.quantity
    behind = case.text[quantity.span.end :]
    if quantity.in_words and quantity.value <= max(case.given, 2):
        ends = case.text[quantity.span.end - 1 : quantity.span.end]
        if pattern("figure_fit of sources").match(behind) or pattern("figure_fit of sources").match(
            ends + behind
        ):
            return True
    small = quantity.value <= _SMALL and (quantity.in_words or quantity.unit == "第")
    if small and not any(same_unit(quantity.unit, f.quantity.unit) for f in figures):
        return True
    places = {name for name, kind in kinds(case.raw, case.names) if kind == "ns"}
    if quantity.in_words and 1 < quantity.value == len(places):
        return True
    lists = {len(_LISTED.findall(part)) + 1 for part in (behind, behind.partition(",")[0])}
    return quantity.in_words and 2 <= quantity.value <= 12 and int(quantity.value) in lists

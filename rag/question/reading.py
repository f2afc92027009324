"""What was understood of a question, as one value that can be printed and explained."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from corpus.about import CompanyNames, built_in
from corpus.dates.periods import in_words, narrow
from corpus.script import HAN, fold, to_script
from corpus.subject import Period
from corpus.tongue import asked_script
from corpus.types import Script
from index.expand import mainland_wording
from rag.figures import asked_units
from rag.question.companies import Group, companies_of, groups_of, said_in
from rag.question.counts import count_of
from rag.question.kinds import FIGURES, AnswerKind, kind_rule
from rag.question.region import Region, region_of
from rag.question.relative import Relative
from rag.question.text import tidy
from rag.question.times import times_of
from rag.types import JsonObject

_SHARES = frozenset({"%", "％", "个百分点"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a question.

    ``text`` is the question without control characters; ``script`` is what to answer it in, NONE for English, in which
    a question may name things in Chinese; ``companies`` are usual names, folded. ``foreign`` means that
    it holds no Chinese, so that only meaning and figures can match. ``periods`` are the parts of years that it
    names; their years are among ``years``. ``names`` are the companies known where it is asked.

    ``count`` is how many things a list is asked to have, ``units`` those that a figure is asked in, ``days`` are ISO
    days or months of which figures are asked (2024-12-31 for 2024年底). ``relative`` is time that hangs on the year
    of a document, and ``groups`` are several companies under one name: both are printed and restrict nothing.
    ``rule`` names the row of the table that told the kind.
    """

    text: str
    script: Script
    kind: AnswerKind
    years: tuple[int, ...]
    companies: tuple[str, ...]
    periods: tuple[Period, ...] = ()
    names: CompanyNames = field(default_factory=built_in, compare=False, repr=False)
    count: int | None = None
    units: frozenset[str] = frozenset()
    days: tuple[str, ...] = ()
    relative: tuple[Relative, ...] = ()
    groups: tuple[Group, ...] = ()
    region: Region = Region.UNSAID
    rule: str | None = None

    @property
    def foreign(self) -> bool:
        """Whether the question holds no Chinese."""
        return not HAN.search(self.text)

    @property
    def understood(self) -> tuple[str, ...]:
        """The constraints in the question's script, for printing."""
        parts = {p.year for p in self.periods}
        named = [in_words(p, chinese=self.script is not Script.NONE) for p in self.periods]
        named += [self.year_said(y) for y in self.years if y not in parts]
        named += [r.words for r in self.relative]
        companies = [self.company_said(c) for c in self.companies]
        groups = [g.words for g in self.groups]
        return (*companies, *(to_script(word, self.script) for word in (*groups, *named)))

    def company_said(self, company: str) -> str:
        """Return a company's usual name as the question's language and script write it."""
        return said_in(self.script, company, self.names)

    def year_said(self, year: int) -> str:
        """Return a year as the question's language writes it: 2024年, or 2024."""
        return str(year) if self.script is Script.NONE else f"{year}年"

    def to_json(self) -> JsonObject:
        """Return all that was understood, explained as plain data."""
        return {
            "kind": self.kind.value,
            "kind_rule": self.rule,
            "count": self.count,
            "units": [*sorted(self.units)],
            "years": list(self.years),
            "periods": [str(p) for p in self.periods],
            "days": list(self.days),
            "relative": [
                {"words": r.words, "first": r.first, "last": r.last, "part": r.part} for r in self.relative
            ],
            "companies": list(self.companies),
            "groups": [{"words": g.words, "companies": list(g.companies)} for g in self.groups],
            "script": self.script.value,
            "wording": self.region.value,
            "understood": list(self.understood),
        }


def read_question(question: str, names: CompanyNames | None = None) -> Reading:
    """Read a question; ``names`` are the companies known to the index, None for the usual ones.

    >>> r = read_question("中國移動2024年累計建成多少個5G基站？")
    >>> r.script.value, r.kind.value, r.years, r.companies, r.understood
    ('hant', 'figure', (2024,), ('中国移动',), ('中國移動', '2024年'))
    """
    text = tidy(question)
    folded = fold(unicodedata.normalize("NFKC", text))
    low = folded.lower()
    script = asked_script(text)
    rule = kind_rule(mainland_wording(text))
    kind = rule.kind if rule else AnswerKind.OTHER
    times = times_of(narrow(folded))
    compared = (times.against,) if times.against and kind is AnswerKind.COMPARISON else ()
    return Reading(
        text=text,
        script=script,
        kind=kind,
        years=(*times.years, *compared),
        companies=companies_of(folded, names),
        periods=times.periods,
        names=names or built_in(),
        count=count_of(low) if kind is AnswerKind.LIST else None,
        units=_units(kind, folded),
        days=times.days,
        relative=times.relative,
        groups=groups_of(low),
        region=region_of(low, script),
        rule=rule.name if rule else None,
    )


def _units(kind: AnswerKind, folded: str) -> frozenset[str]:
    """Return the units that a question of a kind asks for; what a share is taken of is counted in others."""
    if kind is AnswerKind.SHARE:
        return _SHARES
    return asked_units(folded) if kind in FIGURES or kind is AnswerKind.COMPARISON else frozenset()

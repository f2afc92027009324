"""Holds a sentence against the paragraphs that it cites: which of their words bear it out, or why it is struck."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from corpus.about import CompanyNames, built_in
from corpus.script import fold
from corpus.types import Passage
from index.glossary import Glossary
from index.segment import Segmenter
from rag.claims.clause_fit import clause_fault
from rag.claims.corrected import without_premise
from rag.claims.english import as_chinese_counts, beside_terms, without_money
from rag.claims.figure_fit import fit
from rag.claims.figures import figures_of
from rag.claims.halves import half_fault
from rag.claims.name_fit import name_fault
from rag.claims.plain import plain
from rag.claims.reply import Part, Sentence
from rag.claims.source import Source
from rag.claims.support import Case, Rest, choose, claims, clauses
from rag.claims.time_fit import time_fault
from rag.claims.types import Fault, Strike, Verdict
from rag.claims.words import Vocabulary, places_together

# Characters of a sentence before a mark that may say what a figure behind it is of.
AHEAD = 40
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}\.\w+", re.IGNORECASE)


class Checker:
    """Checks sentences against paragraphs.

    ``names`` are the companies that are known, ``glossary`` the English of the index's words.
    """

    def __init__(
        self,
        segmenter: Segmenter | None = None,
        *,
        names: CompanyNames | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        self._names = names or built_in()
        self._vocabulary = Vocabulary(segmenter or Segmenter(), beside_terms(glossary or {}))

    def check(
        self,
        sentence: Sentence,
        given: Sequence[Passage],
        question: str = "",
        *,
        pardoned: Collection[Strike] = (),
    ) -> Verdict:
        """Return what bears a sentence out in the paragraphs of ``given`` it cites (from 1), or why nothing does.

        ``question`` is what the sentence answers: its words need not be said again, its figures and names must. Faults
        of the kinds ``pardoned`` are passed over, those behind them are not.
        """
        if not sentence.marks:
            return Verdict(sentence.text, strike=Strike.UNCITED)
        # Also beside a mark of ours: who invents one shows the reader a source that is not there.
        unknown = next((mark for mark in sentence.marks if not 1 <= mark <= len(given)), None)
        if unknown is not None:
            return Verdict(sentence.text, strike=Strike.UNKNOWN_MARK, over=f"[{unknown}]")
        rests: list[Rest] = []
        for part, marks in _marked(sentence):
            found = _borne_out(self._case(part, marks, sentence, given, question), pardoned)
            if isinstance(found, Fault):
                return Verdict(sentence.text, strike=found.strike, over=found.over)
            rests += found
        return Verdict(sentence.text, tuple(claims(rests)))

    def _case(
        self, part: str, marks: Sequence[int], sentence: Sentence, given: Sequence[Passage], question: str
    ) -> Case:
        sources = tuple(Source.of(given[mark - 1]) for mark in marks)
        asked, cited = plain(question), " ".join(f"{source.header} {source.whole}" for source in sources)
        text = without_premise(_read(part), asked, cited, self._names)
        rests = choose(text, sources, self._vocabulary, asked)
        whole = without_premise(_read(sentence.text), asked, cited, self._names)
        ahead = whole[: max(whole.find(text), 0)]
        return Case(
            _as_written(without_premise(fold(part), asked, cited, self._names) if asked else part),
            text,
            whole,
            asked,
            len(given),
            ahead,
            sources,
            rests,
            self._names,
            self._vocabulary,
        )


def _read(said: str) -> str:
    """Return what is said in the plain words in which it is compared."""
    return as_chinese_counts(places_together(plain(said)))


def _as_written(said: str) -> str:
    """Return what is said with its capitals, by which names are known: places together, currencies blank."""
    folded = fold(said)
    together = places_together(folded)
    return without_money(said if together == folded else together)


def _borne_out(case: Case, pardoned: Collection[Strike]) -> list[Rest] | Fault:
    """Return what a part of a sentence rests on, or its first fault that is not pardoned."""
    address = _ADDRESS.search(case.raw)
    if address and not any(address.group().lower() in source.whole for source in case.sources):
        return Fault(Strike.FORM, address.group())
    if (fault := name_fault(case)) and fault.strike not in pardoned:
        return fault
    rests = list(case.rests)
    for figure in figures_of(case.text, case.ahead[-AHEAD:]):
        found = fit(figure, case, rests)
        if isinstance(found, Fault):
            if found.strike not in pardoned:
                return found
        elif found is not None and all(found.unit is not rest.unit for rest in rests):
            rests.append(found)
    case = replace(case, rests=tuple(rests))
    if (fault := time_fault(case, rests)) and fault.strike not in pardoned:
        return fault
    for clause in clauses(case.text):
        fault = half_fault(clause, case) or clause_fault(clause, case)
        if fault and fault.strike not in pardoned:
            return fault
    return rests


def _marked(sentence: Sentence) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the parts of a sentence with their marks; words behind the last mark count to the part before."""
    parts: list[Part] = list(sentence.parts)
    if len(parts) > 1 and not parts[-1].marks:
        parts = [*parts[:-2], Part(parts[-2].text + parts[-1].text, parts[-2].marks)]
    for part in parts:
        yield part.text, part.marks

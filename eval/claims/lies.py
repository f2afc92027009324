"""Known lies and truths given to the check of a language model's sentences: what of them it strikes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.types import Passage
from eval.claims.rows import Hearing, Paragraph
from eval.errors import EvalError
from rag.claims import Checker, Sentence, Verdict, sentences_of
from rag.model.nli import SecondOpinion
from rag.session import Session

Way = Callable[[Sentence, Sequence[Passage], str], Verdict]
"""How a sentence is judged by the paragraphs that its marks name, and the question."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence and what became of it.

    ``lie`` is how it lies, None where it is true; ``struck`` is why it was struck, None where it was kept, and
    ``by_words`` the same without the second opinion.
    """

    id: str
    text: str
    lie: str | None
    struck: str | None
    by_words: str | None = None

    @property
    def rightly(self) -> bool:
        """Tell whether a lie was struck, or a truth kept."""
        return (self.lie is None) == (self.struck is None)


@dataclass(frozen=True, slots=True)
class Trial:
    """What was judged, and the milliseconds of the processor that a row's sentences took, row by row.

    ``took_ms`` is the check by words, ``second_ms`` both together.
    """

    judged: tuple[Judged, ...]
    took_ms: tuple[float, ...]
    second_ms: tuple[float, ...] = ()


def judged(rows: Sequence[Hearing], session: Session, second: SecondOpinion | None = None) -> Trial:
    """Check every sentence against the passages of an index that hold its row's paragraphs.

    ``second`` is asked, too, where it is given. Raises EvalError where the index holds none there: it is another one.
    """
    searcher = session.searcher
    checker = Checker(searcher.expander.segmenter, names=searcher.names, glossary=searcher.expander.glossary)

    def by_both(sentence: Sentence, given: Sequence[Passage], question: str) -> Verdict:
        assert second is not None
        return second.check(checker, sentence, given, question)

    by_file: dict[str, list[Passage]] = {}
    for passage in searcher.passages:
        by_file.setdefault(passage.file, []).append(passage)
    ways = (checker.check, checker.check if second is None else by_both)
    found: list[Judged] = []
    took: tuple[list[float], list[float]] = ([], [])
    for row in rows:
        given = [_holding(place, by_file, row.id) for place in row.paragraphs]
        if not found:
            # The first check reads dictionaries and the model.
            for way in ways:
                _strikes(row, given, way)
        told = []
        for way, times in zip(ways, took, strict=True):
            began = time.process_time()
            told.append(_strikes(row, given, way))
            times.append((time.process_time() - began) * 1000)
        found += (
            Judged(row.id, said.text, said.lie, struck, by_words)
            for said, by_words, struck in zip(row.sentences, *told, strict=True)
        )
    return Trial(tuple(found), tuple(took[0]), tuple(took[1]))


def _strikes(row: Hearing, given: Sequence[Passage], way: Way) -> list[str | None]:
    """Return what becomes of a row's sentences, each of which may be cut into several."""
    found = []
    for said in row.sentences:
        verdicts = [way(one, given, row.question) for one in sentences_of(said.text)]
        strikes = [None if verdict.strike is None else verdict.strike.value for verdict in verdicts]
        found.append(_struck(strikes, lie=said.lie is not None))
    return found


def _struck(strikes: Sequence[str | None], *, lie: bool) -> str | None:
    """Return why a sentence was struck, by the parts that it was cut into; None where it was kept.

    A lie is kept while any part of it is shown: nobody wrote down which part lies. A truth is struck with any part.
    """
    if lie and None in strikes:
        return None
    return next((strike for strike in strikes if strike is not None), None)


def _holding(place: Paragraph, by_file: dict[str, list[Passage]], row: str) -> Passage:
    """Return the passage that holds most of a place."""

    def shared(passage: Passage) -> int:
        return min(place.end, passage.source.end) - max(place.start, passage.source.start)

    best = max(by_file.get(place.file, ()), key=shared, default=None)
    if best is None or shared(best) <= 0:
        raise EvalError(
            f"{row}: the index holds nothing at {place.file}:{place.start}-{place.end}. Name the index of the set's "
            "own documents with --index."
        )
    return best

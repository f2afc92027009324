"""The stages of answering as a table, each with the way to do without it: the rows of ``rag eval --ablate``.

A passage's header is no row: it is part of both indexes, and doing without it takes another index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.expand import ExpansionWeights
from index.search import Searcher, SearchSettings
from index.types import Hit
from rag.compose import Composer, Draft
from rag.extractive import ExtractiveComposer, ExtractiveSettings
from rag.question import AnswerKind, Reading
from rag.rerank import Reranker, SentenceReranker
from rag.session import Session


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: its name, what it does, and the session without it.

    A stage that the session does not have leaves it as it is.
    """

    name: str
    does: str
    without: Callable[[Session], Session]


class _Reread:
    """A composer that is given another reading of the question."""

    def __init__(self, composer: Composer, read: Callable[[Reading], Reading]) -> None:
        self._composer = composer
        self._read = read

    @property
    def name(self) -> str:
        return self._composer.name

    def compose(self, reading: Reading, hits: Sequence[Hit]) -> Draft:
        return self._composer.compose(self._read(reading), hits)


class _Redrafted:
    """A composer whose draft is changed."""

    def __init__(self, composer: Composer, change: Callable[[Draft], Draft]) -> None:
        self._composer = composer
        self._change = change

    @property
    def name(self) -> str:
        return self._composer.name

    def compose(self, reading: Reading, hits: Sequence[Hit]) -> Draft:
        return self._change(self._composer.compose(reading, hits))


class _RereadRanking:
    """A reranker that is given another reading of the question."""

    def __init__(self, reranker: Reranker, read: Callable[[Reading], Reading]) -> None:
        self._reranker = reranker
        self._read = read

    @property
    def name(self) -> str:
        return self._reranker.name

    @property
    def after_reading(self) -> bool:
        """As that of the reranker it asks."""
        return self._reranker.after_reading

    def rerank(self, reading: Reading, hits: Sequence[Hit]) -> list[Hit]:
        return self._reranker.rerank(self._read(reading), hits)


def _changed(
    session: Session, *, searcher: Searcher | None = None, composer: Composer | None = None
) -> Session:
    """Return a session with another searcher or composer; sentences are reranked as the composer sees them."""
    composer, reranker = composer or session.composer, session.engine.reranker
    if isinstance(reranker, SentenceReranker) and isinstance(composer, ExtractiveComposer):
        reranker = SentenceReranker(composer.finder)
    session = session.with_searcher(searcher or session.searcher)
    return session.with_engine(replace(session.engine, composer=composer, reranker=reranker))


def _search(change: Callable[[SearchSettings], SearchSettings]) -> Callable[[Session], Session]:
    """Return the way to a session that searches with other settings."""

    def without(session: Session) -> Session:
        searcher = session.searcher.with_settings(change(session.searcher.settings))
        composer = session.composer
        if isinstance(composer, ExtractiveComposer):
            composer = composer.with_changes(expander=searcher.expander)
        return _changed(session, searcher=searcher, composer=composer)

    return without


def _kindless(session: Session) -> Session:
    """Return a session that never knows what kind of answer is expected."""

    def read(reading: Reading) -> Reading:
        return replace(reading, kind=AnswerKind.OTHER)

    engine = session.engine
    reranker = _RereadRanking(engine.reranker, read) if engine.reranker else None
    return session.with_engine(replace(engine, composer=_Reread(engine.composer, read), reranker=reranker))


def _unranked(session: Session) -> Session:
    return session.with_engine(replace(session.engine, reranker=None))


def _uncompared(session: Session) -> Session:
    return session.with_engine(replace(session.engine, comparing=False))


def _expansion(change: Callable[[ExpansionWeights], ExpansionWeights]) -> Callable[[Session], Session]:
    """Return the way to a session whose questions are expanded with other weights, for search and for composing."""
    return _search(lambda s: replace(s, expansion=change(s.expansion)))


def _composer(change: Callable[[Composer], Composer]) -> Callable[[Session], Session]:
    return lambda s: _changed(s, composer=change(s.composer))


def _extractive(change: Callable[[ExtractiveComposer], Composer]) -> Callable[[Session], Session]:
    return _composer(lambda c: change(c) if isinstance(c, ExtractiveComposer) else c)


def _blind(*measures: str) -> Callable[[Session], Session]:
    """Return the way to a session whose ranking of sentences is blind to some measures; the others are not refitted."""

    def without(session: Session) -> Session:
        composer = session.composer
        if not isinstance(composer, ExtractiveComposer):
            return session
        return _changed(session, composer=composer.with_changes(blind=frozenset(measures)))

    return without


STAGES: tuple[Stage, ...] = (
    Stage(
        "reader",
        "reading what is found; without it the words alone decide",
        lambda s: s.with_reader(None),
    ),
    Stage(
        "vectors",
        "meaning, by the encoder; without it BM25 alone",
        _search(lambda s: replace(s, dense_weight=0.0, foreign_dense_weight=0.0)),
    ),
    Stage(
        "BM25",
        "words; without it vectors alone",
        _search(lambda s: replace(s, dense_weight=1.0, foreign_dense_weight=1.0)),
    ),
    Stage(
        "bigrams",
        "pairs of characters beside words, of the question",
        _expansion(lambda w: replace(w, bigram=0.0)),
    ),
    Stage(
        "regional wording",
        "words of Taiwan and Hong Kong, synonyms and short names; for the encoder, too",
        _search(lambda s: replace(s, reworded=False, expansion=replace(s.expansion, regional=0.0))),
    ),
    Stage("homophones", "wrong characters that sound alike", _expansion(lambda w: replace(w, sound=0.0))),
    Stage("translation", "Chinese words for English ones", _expansion(lambda w: replace(w, translation=0.0))),
    Stage("year", "passages of the asked year first", _search(lambda s: replace(s, year_weight=0.0))),
    Stage(
        "company", "passages of the asked company first", _search(lambda s: replace(s, company_weight=0.0))
    ),
    Stage(
        "period",
        "reports of the asked half or quarter first, of the whole year otherwise",
        _search(lambda s: replace(s, period_weight=0.0, part_weight=0.0)),
    ),
    Stage("comparisons", "each side sought by itself, and computed with", _uncompared),
    Stage("reranking", "the first passages by the sentences they hold", _unranked),
    Stage("kinds of question", "what kind of answer is expected; without it any", _kindless),
    Stage(
        "sentences: year and company",
        "those of the asked year and company first",
        _blind("year", "company", "other_year", "other_company"),
    ),
    Stage(
        "sentences: what fits",
        "those with the asked unit, figure or date first",
        _blind("fits", "fresh", "near", "date"),
    ),
    Stage("sentences: cues", "those worded as such answers are", _blind("cue", "items")),
    Stage("sentences: topic", "what is asked apart from what it is about", _blind("asked", "topic", "both")),
    Stage("sentences: around", "words of passage and headings", _blind("context", "led", "before", "best")),
    Stage(
        "sentences: search",
        "the scores of their passages",
        _blind("passage", "behind", "order", "dense_behind", "lexical"),
    ),
    Stage("sentences: stock and flow", "how many there are, or were added", _blind("stock")),
    Stage("sentences: parts", "the whole before a region or part of it", _blind("part")),
    Stage(
        "further sentences",
        "more than the best sentence is quoted",
        _extractive(lambda c: c.with_changes(settings=ExtractiveSettings(claims=1))),
    ),
    Stage(
        "short answers",
        "the bare answer taken from the quoted words",
        _composer(lambda c: _Redrafted(c, lambda d: replace(d, short=None, derivation=None))),
    ),
    Stage("refusal", "no answer below the threshold", lambda s: s.with_threshold(0.0)),
)

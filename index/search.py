"""The stage's main flow at question time: open an index, search it, hand over ranked hits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np

from corpus.about import CompanyNames, built_in
from corpus.dates.periods import other_years
from corpus.errors import SourceError
from corpus.script import fold
from corpus.subject import Period, PeriodKind
from corpus.types import Passage
from index.bm25 import LexicalIndex
from index.build import LEXICAL, LEXICON, PASSAGES, VECTORS
from index.encode import Encoder, open_encoder
from index.errors import IndexFolderError, NoMatchError
from index.expand import Expander, ExpansionWeights, mainland_wording
from index.faiss_store import FaissStore
from index.filters import Filters, no_match
from index.fuse import top, weighted_sum
from index.lexicon import Lexicon, read_lexicon
from index.manifest import Manifest, Recipe, check_files, generation, read_manifest, rebuild_hint
from index.passage_file import read_passages
from index.segment import Segmenter
from index.types import FloatArray, Hit

_T = TypeVar("_T")
_YEARS = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """Weights of the retriever; the values were chosen by the sweep in ``eval/log.md``.

    ``dense_weight`` (0 to 1) of the encoder's score against BM25's, for questions in Chinese; ``foreign_dense_weight``
    for questions without Chinese, whose words the documents do not hold. ``year_weight`` and ``company_weight`` (in
    units of the fused score, which runs from 0 to 1) are added where a passage fits a year or company of the question,
    and taken away where it is of another. Of passages that fit in the year, ``period_weight`` is added to those of the
    asked half or quarter and taken from those of another one; ``part_weight`` is taken from those of a part of the year
    where the question names the year alone.
    """

    dense_weight: float = 0.65
    foreign_dense_weight: float = 0.5
    year_weight: float = 0.1
    company_weight: float = 0.1
    period_weight: float = 0.05
    part_weight: float = 0.02
    expansion: ExpansionWeights = field(default_factory=ExpansionWeights)


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched: the question as asked, and the years and companies (folded usual names) read from it.

    ``periods`` are the parts of ``years`` that it names. ``filters`` leave out what does not fit.
    """

    text: str
    years: frozenset[int] = field(default_factory=frozenset)
    companies: frozenset[str] = field(default_factory=frozenset)
    foreign: bool = False
    periods: frozenset[Period] = field(default_factory=frozenset)
    filters: Filters = field(default_factory=Filters)


class Searcher:
    """An open index. Reading only; safe to use from several threads."""

    def __init__(
        self, manifest: Manifest, passages: Sequence[Passage], *, lexical: LexicalIndex, store: FaissStore,
        encoder: Encoder, segmenter: Segmenter, lexicon: Lexicon | None = None, settings: SearchSettings | None = None,
    ) -> None:  # fmt: skip
        self.manifest = manifest
        self.passages = list(passages)
        self.settings = settings or SearchSettings()
        self.names: CompanyNames = built_in().with_added(manifest.companies)
        lexicon = lexicon or Lexicon()
        self.expander = Expander(
            segmenter, lexical, lexicon.sounds, lexicon.glossary, self.settings.expansion
        )
        self._store = store
        self._encoder = encoder
        folds = [fold(p.text) for p in self.passages]
        self._years = [
            other_years(f).union(map(int, _YEARS.findall(f)), {p.year} if p.year else ())
            for p, f in zip(self.passages, folds, strict=True)
        ]
        self._companies = [
            frozenset(self.names.found_in(f)) | ({p.company} if p.company else set())
            for p, f in zip(self.passages, folds, strict=True)
        ]

    @classmethod
    def open(
        cls, folder: Path, *, encoder: Encoder | None = None, settings: SearchSettings | None = None,
        announce: Callable[[str], None] | None = None,
    ) -> Searcher:  # fmt: skip
        """Open an index; the encoder is the one it was built with unless given.

        ``announce`` gets one line before the encoder does anything slow or is downloaded. An index that is rebuilt
        meanwhile is opened as it was or as it became. Raises IndexFolderError when the index is missing, damaged, of
        another format, or made with another encoder or with a dictionary that is gone or changed; EncoderError when
        its encoder cannot be had.
        """
        place = generation(folder)
        try:
            return cls._open(folder, place, encoder, settings, announce)
        except (IndexFolderError, OSError):
            now = generation(folder)
            if now == place:
                raise
            return cls._open(folder, now, encoder, settings, announce)

    @classmethod
    def _open(
        cls, folder: Path, place: Path, encoder: Encoder | None, settings: SearchSettings | None,
        announce: Callable[[str], None] | None,
    ) -> Searcher:  # fmt: skip
        """Open one generation."""
        manifest = read_manifest(folder, place)
        check_files(folder, manifest, place)
        encoder = encoder or open_encoder(manifest.encoder_choice, announce=announce)
        if (encoder.name, encoder.dim) != (manifest.recipe.encoder, manifest.recipe.dim):
            raise IndexFolderError(
                f"{folder}: made with the encoder {manifest.recipe.encoder} ({manifest.recipe.dim} dimensions), but"
                f" {encoder.name} ({encoder.dim}) is in use. {rebuild_hint(folder)}"
            )
        segmenter = _segmenter(folder, manifest.recipe)
        try:
            passages = read_passages(place / PASSAGES)
            store = FaissStore.open(place / VECTORS)
            if not len(passages) == len(store) == manifest.passages:
                raise IndexFolderError(f"{folder}: {len(passages)} passages but {len(store)} vectors.")
            return cls(
                manifest, passages, lexical=LexicalIndex.open(place / LEXICAL, size=len(passages)), store=store,
                encoder=encoder, segmenter=segmenter, lexicon=read_lexicon(place / LEXICON), settings=settings,
            )  # fmt: skip
        except IndexFolderError as error:
            raise IndexFolderError(f"{error} {rebuild_hint(folder)}") from error

    def __len__(self) -> int:
        return len(self.passages)

    def search(self, query: Query, k: int = 20) -> list[Hit]:
        """Return the k best passages, best first. An index without a matching word still ranks by meaning.

        Raises NoMatchError when no passage fits the query's filters.
        """
        if not self.passages or not query.text.strip():
            return []
        lexical = self.expander.lexical.scores(self.expander.terms(query.text))
        dense = self._dense(query.text)
        weight = self.settings.foreign_dense_weight if query.foreign else self.settings.dense_weight
        fused = weighted_sum(lexical, dense, dense_weight=weight) + self._preference(query)
        rows = np.array(self._allowed(query.filters), dtype=np.intp)
        best = rows[top(fused[rows], k)].tolist()
        return [
            Hit(self.passages[i], i, rank, float(fused[i]), float(lexical[i]), float(dense[i]))
            for rank, i in enumerate(best, start=1)
        ]

    def _allowed(self, filters: Filters) -> Sequence[int]:
        """Return the rows of the passages that the filters hold; NoMatchError when there are none."""
        if not filters:
            return range(len(self.passages))
        rows = [i for i, passage in enumerate(self.passages) if filters.holds(passage)]
        if not rows:
            raise NoMatchError(no_match(filters, self.passages))
        return rows

    def _dense(self, text: str) -> FloatArray:
        vector = self._encoder.encode_queries([mainland_wording(text)])
        scores = np.zeros(len(self.passages), dtype=np.float32)
        for row, score in self._store.search(vector, len(self.passages))[0]:
            scores[row] = score
        return scores

    def _preference(self, query: Query) -> FloatArray:
        """Return what year and company of the question add to or take from each passage, shape (len(self),)."""
        years = [_fit(query.years, have) for have in self._years]
        companies = [_fit(query.companies, have) for have in self._companies]
        total = self.settings.year_weight * np.array(years) + self.settings.company_weight * np.array(
            companies
        )
        if query.years:
            total = total + np.array([self._period_fit(query, p) for p in self.passages])
        return total.astype(np.float32)

    def _period_fit(self, query: Query, passage: Passage) -> float:
        """Return what the half or quarter of a passage's document adds for a question about its year."""
        period = passage.subject.period
        if period is None or period.year not in query.years or period.kind is PeriodKind.YEAR:
            return 0.0
        if not query.periods:
            return -self.settings.part_weight
        asked = {p.of_report() for p in query.periods}
        return self.settings.period_weight * (1 if period.of_report() in asked else -1)


def _segmenter(folder: Path, recipe: Recipe) -> Segmenter:
    """Return the segmenter an index was made with; IndexFolderError when its dictionary is gone or it is another."""
    dictionary = recipe.user_dictionary
    segmenter = Segmenter(Path(dictionary) if dictionary else None)
    hint = rebuild_hint(folder) + (" --dictionary WORDS" if dictionary else "")
    try:
        name = segmenter.name
    except SourceError as error:
        raise IndexFolderError(f"{folder}: {error} Put it back, or go on with another: {hint}") from error
    if name != recipe.segmenter:
        raise IndexFolderError(f"{folder}: segmented by {recipe.segmenter}, but {name} is in use. {hint}")
    return segmenter


def _fit(asked: frozenset[_T], have: frozenset[_T]) -> int:
    """Return 1 when a passage has something that is asked for, -1 when it only has others, 0 when nothing is known."""
    if not asked or not have:
        return 0
    return 1 if asked & have else -1

"""The stage's main flow at question time: open an index, search it, hand over ranked hits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from corpus.about import CompanyNames, built_in
from corpus.errors import SourceError
from corpus.script import fold
from corpus.subject import Period
from corpus.types import Passage
from index.bm25 import LexicalIndex
from index.build import LEXICAL, LEXICON, PASSAGES, VECTORS
from index.encode import Encoder, open_encoder
from index.errors import IndexFolderError, NoMatchError
from index.expand import Expander, ExpansionWeights, mainland_wording
from index.faiss_store import FaissStore
from index.filters import Filters, no_match
from index.fuse import top, weighted_sum
from index.glossary import in_chinese
from index.lexicon import Lexicon, read_lexicon
from index.manifest import Manifest, Recipe, check_files, generation, read_manifest, rebuild_hint
from index.passage_file import read_passages
from index.preference import Marked
from index.repeats import repeated
from index.segment import Segmenter
from index.types import FloatArray, Hit

# Passages looked at beyond those asked for, to take the place of repeats.
_SPARE = 10


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """Weights of the retriever; the values were chosen by the sweep in ``eval/log.md``.

    ``dense_weight`` (0 to 1) of the encoder's score against BM25's, for questions in Chinese; ``foreign_dense_weight``
    for questions without Chinese, whose words the documents do not hold; of their cosines ``keyword_weight`` (0 to 1)
    is that of their words in Chinese. ``year_weight`` and ``company_weight`` (in units of the fused score, about 1 for
    the best) are added where a passage fits a year or company of the question, and taken away where it is of another.
    Of passages that fit in the year, ``period_weight`` is added to those of the asked half or quarter and taken from
    those of another one; ``part_weight`` is taken from those of a part of the year where the question names the year
    alone. ``reworded`` says whether the encoder reads the question in mainland words.
    """

    dense_weight: float = 0.55
    foreign_dense_weight: float = 0.45
    keyword_weight: float = 0.6
    year_weight: float = 0.1
    company_weight: float = 0.1
    period_weight: float = 0.05
    part_weight: float = 0.025
    reworded: bool = True
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
        self.marked = Marked(self.passages, self.names)

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

    def with_settings(self, settings: SearchSettings) -> Searcher:
        """Return a searcher over the same open index with other weights."""
        other = copy(self)
        other.settings = settings
        other.expander = replace(self.expander, weights=settings.expansion)
        return other

    def with_encoder(self, wrap: Callable[[Encoder], Encoder]) -> Searcher:
        """Return a searcher over the same open index whose encoder is wrapped, to count or to keep what it does."""
        other = copy(self)
        other._encoder = wrap(self._encoder)
        return other

    def __len__(self) -> int:
        return len(self.passages)

    def search(self, query: Query, k: int = 20) -> list[Hit]:
        """Return the k best passages, best first. An index without a matching word still ranks by meaning.

        A passage that repeats a better one (``index.repeats``) comes last, or not at all. k of 0 or less gives none.

        Raises NoMatchError when no passage fits the query's filters.
        """
        if not self.passages or not query.text.strip() or k < 1:
            return []
        lexical = self.expander.scores(query.text)
        dense = self._dense(query.text, foreign=query.foreign)
        weight = self.settings.foreign_dense_weight if query.foreign else self.settings.dense_weight
        fused = weighted_sum(lexical, dense, dense_weight=weight) + self._preference(query)
        rows = np.array(self._allowed(query.filters), dtype=np.intp)
        best = self._distinct(rows[top(fused[rows], k + _SPARE)].tolist())[:k]
        return [
            Hit(self.passages[i], i, rank, float(fused[i]), float(lexical[i]), float(dense[i]))
            for rank, i in enumerate(best, start=1)
        ]

    def _distinct(self, rows: list[int]) -> list[int]:
        """Return rows in their order, those that repeat a better one behind all others."""
        again = repeated([self.passages[row] for row in rows], self._store.vectors(rows))
        return sorted(rows, key=dict(zip(rows, again, strict=True)).__getitem__)

    def _allowed(self, filters: Filters) -> Sequence[int]:
        """Return the rows of the passages that the filters hold; NoMatchError when there are none."""
        if not filters:
            return range(len(self.passages))
        rows = [i for i, passage in enumerate(self.passages) if filters.holds(passage)]
        if not rows:
            raise NoMatchError(no_match(filters, self.passages))
        return rows

    def _dense(self, text: str, *, foreign: bool) -> FloatArray:
        """Return the cosine of every passage; of a question without Chinese mixed with that of its Chinese keywords."""
        asked = mainland_wording(text) if self.settings.reworded else fold(text)
        vector = self._encoder.encode_queries([asked])
        scores: FloatArray = self._store.scores(vector)[0]
        share = self.settings.keyword_weight if foreign else 0.0
        keywords = in_chinese(text, self.expander.glossary) if share > 0 else ""
        if keywords:
            meant = self._store.scores(self._encoder.encode_queries([keywords]))[0]
            scores = (1 - share) * scores + share * meant
        return scores

    def _preference(self, query: Query) -> FloatArray:
        """Return what year and company of the question add to or take from each passage, shape (len(self),)."""
        weights = self.settings
        years = weights.year_weight * self.marked.year_fit(query.years)
        companies = weights.company_weight * self.marked.company_fit(query.companies)
        periods = self.marked.period_fit(
            query.years, query.periods, period_weight=weights.period_weight, part_weight=weights.part_weight
        )
        return (years + companies + periods).astype(np.float32)


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

"""An open index with a composer: what the commands, the prompt and other programs ask."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.subject import DocumentKind, Period
from index.encode import Encoder
from index.filters import Filters
from index.reader.embedded import EmbeddedReader
from index.search import Searcher, SearchSettings
from rag.compose import Composer, Say, Writer
from rag.extractive import ExtractiveComposer
from rag.model.settings import ModelSettings
from rag.pipeline import Engine, answer, converse
from rag.places import resolve_index
from rag.question import Known
from rag.reading import PassageReader
from rag.rerank import Reranker, SentenceReranker, open_reranker
from rag.types import Answer

if TYPE_CHECKING:
    from rag.model.nli import SecondOpinion


class Session:
    """Answers questions from one index.

    ``fingerprint`` identifies the index, ``roots`` are the folders its files lay in when it was built. ``engine`` is
    what questions are answered with; ``with_engine`` gives a session over the same index that answers otherwise.
    """

    def __init__(self, searcher: Searcher, engine: Engine) -> None:
        self.searcher = searcher
        self.engine = engine

    @classmethod
    def of(cls, searcher: Searcher, composer: Composer, reranker: Reranker | None = None) -> Session:
        """Return a session that answers from all of an index, and knows what it tells of."""
        about = ((p.company, p.year) for p in searcher.passages)
        known = Known.of(about, searcher.marked.companies, searcher.marked.years)
        return cls(searcher, Engine(searcher, composer, reranker, searcher.names, known))

    @property
    def composer(self) -> Composer:
        """What makes the answers."""
        return self.engine.composer

    def with_searcher(self, searcher: Searcher) -> Session:
        """Return a session that searches otherwise and answers as this one does."""
        return Session(searcher, replace(self.engine, retriever=searcher))

    def with_engine(self, engine: Engine) -> Session:
        """Return a session over the same index that answers with something else."""
        return Session(self.searcher, engine)

    def with_reranker(self, reranker: Reranker) -> Session:
        """Return a session that puts what was retrieved in another order."""
        return self.with_engine(replace(self.engine, reranker=reranker))

    def with_reader(self, reader: PassageReader | None) -> Session:
        """Return a session whose passages are read by another reader, or by none."""
        return self.with_engine(replace(self.engine, reader=reader))

    def with_writer(self, writer: Writer | None) -> Session:
        """Return a session whose answers are told in a language model's words, or quoted for None."""
        return self.with_engine(replace(self.engine, writer=writer))

    def with_model(
        self, settings: ModelSettings, *, second: SecondOpinion | None = None, by_words_only: bool = False
    ) -> Session:
        """Return a session that answers, and completes follow-ups, in the words of the model that the settings name.

        Nothing is sent yet; from the first question on, questions and paragraphs are. ``second`` is asked on what the
        check of its words decides, by default the entailment model that comes with the project; none is
        ``by_words_only``. Raises ModelError where the model cannot be opened.
        """
        from rag.model.composer import writer_of
        from rag.model.nli import OWN
        from rag.model.rewrite import rewriter_of

        asked = None if by_words_only else second or OWN
        writer = writer_of(settings, self.searcher.expander, self.searcher.names, self.composer, asked)
        return self.with_engine(replace(self.engine, writer=writer, rewriter=rewriter_of(settings)))

    def with_threshold(self, threshold: float | None) -> Session:
        """Return a session that refuses below another estimate; 0 never refuses what has any answer."""
        return self.with_engine(replace(self.engine, threshold=threshold))

    @property
    def fingerprint(self) -> str:
        """Eight hex digits of the index's recipe and sources."""
        return self.searcher.manifest.fingerprint

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders that citations are relative to."""
        found = []
        for file in self.searcher.manifest.files:
            path = Path(file.path)
            found.append(path.parents[len(Path(file.file).parts) - 1])
        return tuple(dict.fromkeys(found))

    def is_current(self, sources: Path) -> bool:
        """Tell whether the index was made of the files below a folder, and by the code, as they are now.

        Raises SourceError when the folder holds no readable file.
        """
        from corpus.files import find_sources
        from index import manifest

        if self.searcher.manifest.recipe.reader != manifest.reader_digest():
            return False
        have = {f.file: f.sha256 for f in self.searcher.manifest.files}
        now = {s.file: hashlib.sha256(s.path.read_bytes()).hexdigest() for s in find_sources([sources])}
        return have == now

    def restricted(
        self,
        company: str | None = None,
        period: Period | None = None,
        kind: str | None = None,
        file: str | None = None,
    ) -> Session:
        """Return a session that answers only from what fits; None restricts nothing.

        ``company`` is any of its names, ``kind`` a value of ``DocumentKind`` (ValueError for another), ``file`` a glob.
        """
        filters = Filters(
            company=self.searcher.names.usual(company) if company else None,
            period=period,
            kind=DocumentKind(kind) if kind else None,
            file=file or None,
        )
        return self.with_engine(replace(self.engine, filters=filters))

    def ask(self, question: str, *, search_as: str | None = None, say: Say | None = None) -> Answer:
        """Answer one question; ``search_as`` is the completed question where this one leans on earlier turns.

        ``say`` gets a language model's sentences as soon as each is checked: the first lines of the answer. Raises
        AskError for a question that cannot be searched, NoMatchError when no passage may be found, ReaderError when the
        reading model, which is loaded with the first question, is missing or damaged.
        """
        return answer(question, self.engine, search_as=search_as, say=say)

    def ask_turns(self, turns: Sequence[str]) -> list[Answer]:
        """Answer the turns of a conversation in order."""
        return converse(turns, self.engine)


def open_session(
    index: Path | None = None, *, encoder: Encoder | None = None, settings: SearchSettings | None = None,
    announce: Callable[[str], None] | None = None, reranker: str | None = None, reader: bool = True,
) -> Session:  # fmt: skip
    """Open an index for questions; None takes the nearest ``.rag`` folder upwards, else the built-in sample's.

    ``reranker`` is a cross-encoder that orders the passages, a model folder or hub name; None orders them by their
    sentences. ``reader`` says whether the embedded reader reads what was found; it is loaded with the first question,
    which raises ReaderError when it is missing or damaged.
    ``announce`` gets one line before a model does anything slow or is downloaded. Raises IndexFolderError
    when there is no index or it is damaged or does not fit, EncoderError when its encoder cannot be had, ScorerError
    when the cross-encoder cannot.
    """
    searcher = Searcher.open(resolve_index(index), encoder=encoder, settings=settings, announce=announce)
    composer = ExtractiveComposer(searcher.expander, passages=searcher.passages)
    order: Reranker = SentenceReranker(composer.finder)
    if reranker is not None:
        order = open_reranker(reranker, announce=announce or (lambda line: None))
    session = Session.of(searcher, composer, order)
    return session.with_reader(PassageReader(EmbeddedReader())) if reader else session

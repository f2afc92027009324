"""An open index with a composer: what the commands, the prompt and other programs ask."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.subject import DocumentKind, Period
from index.encode import Encoder
from index.filters import Filters
from index.search import Searcher, SearchSettings
from rag.compose import Composer
from rag.extractive import ExtractiveComposer
from rag.pipeline import answer, converse
from rag.places import resolve_index
from rag.rerank import Reranker, SentenceReranker
from rag.types import Answer


class Session:
    """Answers questions from one index.

    ``fingerprint`` identifies the index, ``roots`` are the folders its files lay in when it was built. ``filters``
    restrict what every question is answered from. ``threshold`` is the estimate, 0 to 1, below which it refuses; None
    takes the fitted one. ``comparing`` says whether the sides of a comparison are sought one by one.
    """

    def __init__(
        self, searcher: Searcher, composer: Composer, filters: Filters | None = None, threshold: float | None = None,
        reranker: Reranker | None = None, *, comparing: bool = True,
    ) -> None:  # fmt: skip
        self.searcher = searcher
        self.composer = composer
        self.filters = filters or Filters()
        self.threshold = threshold
        self.reranker = reranker
        self.comparing = comparing

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
        return Session(
            self.searcher, self.composer, filters, self.threshold, self.reranker, comparing=self.comparing
        )

    def with_threshold(self, threshold: float | None) -> Session:
        """Return a session that refuses below another estimate; 0 never refuses what has any answer."""
        return Session(
            self.searcher, self.composer, self.filters, threshold, self.reranker, comparing=self.comparing
        )

    def ask(self, question: str, *, search_as: str | None = None) -> Answer:
        """Answer one question.

        Raises AskError for one that cannot be searched, NoMatchError when no passage may be found.

        ``search_as`` is the completed question where this one leans on earlier turns.
        """
        return answer(
            question, retriever=self.searcher, composer=self.composer, search_as=search_as,
            names=self.searcher.names, filters=self.filters, threshold=self.threshold,
            reranker=self.reranker, comparing=self.comparing,
        )  # fmt: skip

    def ask_turns(self, turns: Sequence[str]) -> list[Answer]:
        """Answer the turns of a conversation in order."""
        return converse(
            turns,
            retriever=self.searcher,
            composer=self.composer,
            names=self.searcher.names,
            filters=self.filters,
            threshold=self.threshold,
            reranker=self.reranker,
            comparing=self.comparing,
        )


def open_session(
    index: Path | None = None, *, encoder: Encoder | None = None, settings: SearchSettings | None = None,
    announce: Callable[[str], None] | None = None,
) -> Session:  # fmt: skip
    """Open an index for questions; None takes the nearest ``.rag`` folder upwards, else the built-in sample's.

    ``announce`` gets one line before the encoder does anything slow or is downloaded. Raises IndexFolderError when
    there is none or it is damaged or does not fit, EncoderError when its encoder cannot be had.
    """
    searcher = Searcher.open(resolve_index(index), encoder=encoder, settings=settings, announce=announce)
    composer = ExtractiveComposer(searcher.expander)
    return Session(searcher, composer, reranker=SentenceReranker(composer.finder))

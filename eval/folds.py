"""What the fits share: the sets they are given, and folds, so that a figure is of questions the fit did not see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.types import Passage
from eval.errors import EvalError
from eval.questions import Asked, find_sets, read_sets
from eval.sources import Sources
from eval.types import Case
from index.types import Hit
from rag.session import Session, open_session


def sets_of(pairs: Sequence[str]) -> Iterator[tuple[Session, list[Asked]]]:
    """Open each index of ``SET DIR [SET DIR …]`` and yield it with its set's questions; EvalError for an odd number."""
    if len(pairs) % 2:
        raise EvalError("name a set and its index, in turn: sample DIR reports DIR")
    for name, folder in zip(pairs[::2], pairs[1::2], strict=True):
        session = open_session(Path(folder))
        yield session, read_sets(find_sets((name,)), Sources(session.roots))


def document_of(session: Session, case: Case, hits: list[Hit]) -> str:
    """Return the document that a question is about: that of its first evidence, else that of the best hit.

    A document is one within a file too: a report or an article of a press archive. The fits split by it, so that no
    fold holds questions about a document that was learned from.
    """
    for evidence in case.evidence:
        for span in evidence.spans:
            for passage in session.searcher.passages:
                source = passage.source
                if passage.file == evidence.file and source.start < span.end and span.start < source.end:
                    return _name(passage)
    return _name(hits[0].passage) if hits else ""


def _name(passage: Passage) -> str:
    return f"{passage.file} {passage.subject.title}"

"""Folds for fits: what is alike stays on one side, so that a figure is of questions the fit did not see."""

from __future__ import annotations

from corpus.types import Passage
from eval.types import Case
from index.types import Hit
from rag.session import Session


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

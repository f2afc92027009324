"""Raw files to documents and passages, every character with its place in the file. Names load when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.documents import read_document
    from corpus.errors import SourceError, WenjuError
    from corpus.files import Skipped, find_sources, read_folder
    from corpus.passages import PassageSettings
    from corpus.quotes import same_words
    from corpus.script import detect, fold
    from corpus.types import Document, Paragraph, ParagraphKind, Passage, Script, SourceMap, Span

_HOMES = {
    "Document": "types", "Paragraph": "types", "ParagraphKind": "types", "Passage": "types",
    "PassageSettings": "passages", "Script": "types", "Skipped": "files", "SourceError": "errors",
    "SourceMap": "types", "Span": "types", "WenjuError": "errors", "detect": "script", "find_sources": "files",
    "fold": "script", "read_document": "documents", "read_folder": "files", "same_words": "quotes",
}  # fmt: skip

__all__ = [
    "Document", "Paragraph", "ParagraphKind", "Passage", "PassageSettings", "Script", "Skipped", "SourceError",
    "SourceMap", "Span", "WenjuError", "detect", "find_sources", "fold", "read_document", "read_folder", "same_words",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

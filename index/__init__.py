"""Passages to ranked hits: BM25 and vectors in one folder, built and searched. Names load when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.build import BuildReport
    from index.encode import Encoder, EncoderError, open_encoder
    from index.errors import IndexFolderError
    from index.search import Query, Searcher, SearchSettings
    from index.segment import Segmenter
    from index.store import VectorStore
    from index.types import Hit

_HOMES = {
    "BuildReport": "build", "Encoder": "encode", "EncoderError": "encode", "Hit": "types", "IndexFolderError": "errors",
    "Query": "search", "SearchSettings": "search", "Searcher": "search", "Segmenter": "segment",
    "VectorStore": "store", "open_encoder": "encode",
}  # fmt: skip

__all__ = [
    "BuildReport", "Encoder", "EncoderError", "Hit", "IndexFolderError", "Query", "SearchSettings", "Searcher",
    "Segmenter", "VectorStore", "open_encoder",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

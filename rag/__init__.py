"""Questions to cited answers: read, retrieve, compose, ground. Names load when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.batch import answer_lines
    from rag.compose import Claim, Composer, Draft
    from rag.errors import AskError
    from rag.session import Session, open_session
    from rag.types import Answer, Citation

_HOMES = {
    "Answer": "types", "AskError": "errors", "Citation": "types", "Claim": "compose", "Composer": "compose",
    "Draft": "compose", "Session": "session", "answer_lines": "batch", "open_session": "session",
}  # fmt: skip

__all__ = [
    "Answer", "AskError", "Citation", "Claim", "Composer", "Draft", "Session", "answer_lines", "open_session",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

"""The seam to language models: what they are given and what they give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from corpus.errors import WenjuError


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is sent: ``system`` says how to answer, ``user`` holds the question and the paragraphs."""

    system: str
    user: str


class Failure(StrEnum):
    """Why a model gave no whole reply."""

    UNREACHABLE = "unreachable"
    """Nothing listens at the address, or its name is unknown."""
    SLOW = "slow"
    """No word within the time allowed, or not the whole reply."""
    CUT = "cut"
    """The stream broke off."""
    REFUSED = "refused"
    """The key is missing, wrong, or may not use the model (401, 403)."""
    UNKNOWN = "unknown-model"
    """The server does not know the model (404)."""
    BUSY = "busy"
    """Too many requests, or the quota is used up (429), also after the retries."""
    BROKEN = "broken"
    """The server failed (5xx)."""
    TOO_LONG = "too-long"
    """The question and the paragraphs do not fit the model's context."""
    MALFORMED = "malformed"
    """The reply is not what the protocol says."""
    UNEXPECTED = "unexpected"
    """Something else went wrong, with us or in the provider's package: the message names its class."""
    EMPTY = "empty"
    """The reply holds no word."""


class ModelError(WenjuError):
    """A model gave no whole reply: one line says what happened, where, and what to do.

    ``where`` and ``detail`` are the address and the detail that the line tells, empty where it tells none.
    """

    def __init__(self, failure: Failure, message: str, *, where: str = "", detail: str = "") -> None:
        super().__init__(message)
        self.failure = failure
        self.where = where
        self.detail = detail


class LanguageModel(Protocol):
    """A language model at some address; it has no tools and keeps nothing from one prompt to the next."""

    @property
    def name(self) -> str:
        """Provider and model, ``openai:qwen3``: the answer's ``composer`` is ``llm:`` and this."""
        ...

    @property
    def where(self) -> str:
        """Where prompts go: an address, or the provider's name where it has an address of its own."""
        ...

    def stream(self, prompt: Prompt) -> Iterator[str]:
        """Yield the reply in parts as they come.

        Raises ModelError, also after some parts have been yielded. Closing the iterator ends the request.
        """
        ...

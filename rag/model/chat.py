"""A model behind a wire, whichever library holds it: limits of time and length, new attempts, one kind of error."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from rag.model.failures import failure, failure_of, retry_after, status_of
from rag.model.settings import ModelSettings
from rag.model.thinking import without_thinking
from rag.model.timed import LateError, timed
from rag.model.types import Failure, ModelError, Prompt

# Why a reply ended, as providers say it. Who always says it and did not was cut off.
_SHORT = frozenset({"length", "max_tokens", "MAX_TOKENS", "model_length", "max_output_tokens"})
_FILTERED = frozenset({"content_filter", "SAFETY", "refusal"})
_ALWAYS_ENDS = frozenset({"openai", "ollama"})
_AGAIN = frozenset({Failure.BUSY, Failure.BROKEN})
# A token is seldom longer: who sends more does not keep to max_tokens.
_TOKEN_CHARS = 40


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a reply; ``ended`` is the provider's word for why the reply ends with it, else empty."""

    text: str
    ended: str = ""


class Chat:
    """A ``LanguageModel`` over ``send``, which starts a request and yields its parts, and ends it when it is closed.

    ``where`` is the address that prompts go to; ``hidden`` are words that no message may repeat, the key above all.
    """

    def __init__(
        self,
        settings: ModelSettings,
        where: str,
        send: Callable[[Prompt], Generator[Part]],
        *,
        hidden: Sequence[str] = (),
    ) -> None:
        self._settings = settings
        self._where = where
        self._send = send
        self._hidden = tuple(hidden)

    def __repr__(self) -> str:
        return f"Chat({self.name!r}, where={self.where!r})"

    @property
    def name(self) -> str:
        """Provider and model."""
        return self._settings.model

    @property
    def where(self) -> str:
        """The address that prompts go to."""
        return self._where

    def stream(self, prompt: Prompt) -> Generator[str]:
        """Yield the reply in parts as they come, without what the model thinks aloud before it.

        Raises ModelError, also after some parts have been yielded. Closing the iterator ends the request, at the
        model's next word.
        """
        limits = self._settings
        spoke, late = False, ""
        parts = timed(
            lambda stopped: self._parts(prompt, stopped),
            silence_s=limits.silence_s,
            whole_s=limits.timeout_s,
        )
        try:
            with contextlib.closing(parts):
                for part in without_thinking(parts):
                    spoke = spoke or bool(part.strip())
                    if part:
                        yield part
        except LateError as error:
            late = self._silent if error.silent else f"not done in {limits.timeout_s:g} s"
        if late:
            raise self._failure(Failure.SLOW, late)
        if not spoke:
            raise self._failure(Failure.EMPTY)

    def _parts(self, prompt: Prompt, stopped: threading.Event) -> Generator[str]:
        """Yield the text of each part; a server that is busy or fails before its first is asked again."""
        limits = self._settings
        for attempt in itertools.count():
            begun = False
            try:
                for text in self._reply(prompt):
                    begun = begun or bool(text)
                    yield text
                return
            except ModelError:
                raise
            except Exception as error:  # noqa: BLE001 - each provider has its own; all become ModelError
                told = failure_of(error, self.name, self.where, hidden=self._hidden)
                asked_for = retry_after(error)
                if told.failure is Failure.SLOW and status_of(error) is None:
                    told = self._failure(Failure.SLOW, self._silent)
            pause = 0.5 * 2**attempt if asked_for is None else asked_for
            final = begun or attempt >= limits.retries or told.failure not in _AGAIN
            # Raised behind the except: the provider's exception holds the request, and with it the key.
            if final or pause >= min(limits.silence_s, limits.timeout_s):
                raise told
            yield ""
            if stopped.wait(pause):
                return

    def _reply(self, prompt: Prompt) -> Generator[str]:
        """Yield the text of each part of one reply, and check that it came to its end."""
        ended, length = "", 0
        with contextlib.closing(self._send(prompt)) as parts:
            for part in parts:
                ended = part.ended or ended
                length += len(part.text)
                if length > _TOKEN_CHARS * self._settings.max_tokens:
                    ended = "length"
                    break
                yield part.text
        if ended in _SHORT:
            limit = f"after max_tokens = {self._settings.max_tokens}"
            raise self._failure(Failure.CUT, limit, "Raise max_tokens.")
        if ended in _FILTERED:
            raise self._failure(Failure.CUT, "by its filter", "Ask otherwise, or another model.")
        if not ended and self._settings.provider in _ALWAYS_ENDS:
            raise self._failure(Failure.CUT)

    @property
    def _silent(self) -> str:
        return f"no word for {self._settings.silence_s:g} s"

    def _failure(self, kind: Failure, detail: str = "", advice: str | None = None) -> ModelError:
        return failure(kind, self.name, self.where, detail, advice)

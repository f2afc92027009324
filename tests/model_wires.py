"""How a language model's server writes what it says, on the three wires that ``tests.model_server`` speaks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Ending = Literal["stop", "length", "content_filter", "cut", "fade", "stall", "error"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server does with one request.

    ``parts`` are sent one by one, ``pause_s`` seconds before each, ``first_pause_s`` before the headers. ``ending``: a
    reason to finish as the wire names it; ``cut`` breaks the connection, ``fade`` ends it in good order but without a
    word of why, ``stall`` sends nothing more for ``stall_s`` seconds, ``error`` tells of an error in the stream.
    ``comments`` are sent before each part, as servers do to keep a line open. A ``status`` of 400 or more answers with
    ``error`` as JSON; ``body`` is sent as it is, whatever was asked for.
    """

    parts: tuple[str, ...] = ()
    pause_s: float = 0.0
    first_pause_s: float = 0.0
    ending: Ending = "stop"
    stall_s: float = 30.0
    comments: int = 0
    status: int = 200
    error: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    content_type: str = "text/event-stream; charset=utf-8"


class ChatCompletions:
    """Chat completions."""

    content_type = "text/event-stream; charset=utf-8"
    comment = b": keep-alive\n\n"

    def __init__(self, model: str) -> None:
        self._frame = {"id": "chatcmpl-1", "created": 0, "model": model}

    def line(self, data: object) -> bytes:
        """Return an event."""
        return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()

    def begin(self) -> bytes:
        """Return the event that opens the reply, which has no word."""
        return self._delta({"role": "assistant", "content": ""})

    def part(self, text: str) -> bytes:
        """Return the event of a part."""
        return self._delta({"content": text})

    def end(self, reason: str) -> bytes:
        """Return the events behind the last part."""
        return self._delta({}, reason) + b"data: [DONE]\n\n"

    def whole(self, reply: Reply) -> object:
        """Return a reply in one piece."""
        message = {"role": "assistant", "content": "".join(reply.parts)}
        choice = {"index": 0, "message": message, "finish_reason": reply.ending, "logprobs": None}
        usage = {
            "prompt_tokens": 1,
            "completion_tokens": len(reply.parts),
            "total_tokens": 1 + len(reply.parts),
        }
        return {**self._frame, "object": "chat.completion", "choices": [choice], "usage": usage}

    def error(self, error: Mapping[str, object]) -> object:
        """Return the body of an error."""
        return {"error": dict(error)}

    def _delta(self, delta: Mapping[str, str], reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}
        return self.line({**self._frame, "object": "chat.completion.chunk", "choices": [choice]})


class Responses:
    """OpenAI's Responses, the events that a client of its needs."""

    content_type = "text/event-stream; charset=utf-8"
    comment = b": keep-alive\n\n"
    _REASONS: Mapping[str, str] = {"length": "max_output_tokens", "content_filter": "content_filter"}

    def __init__(self, model: str) -> None:
        self._model = model

    def line(self, data: object) -> bytes:
        """Return an event without a name."""
        return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()

    def begin(self) -> bytes:
        """Return the event that opens the reply."""
        return self._event("response.created", response=self._response("in_progress", None))

    def part(self, text: str) -> bytes:
        """Return the event of a part."""
        place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
        return self._event("response.output_text.delta", delta=text, logprobs=[], **place)

    def end(self, reason: str) -> bytes:
        """Return the last event."""
        why = self._REASONS.get(reason)
        status = "incomplete" if why else "completed"
        return self._event(f"response.{status}", response=self._response(status, why))

    def whole(self, reply: Reply) -> object:
        """Return a reply in one piece."""
        return self._response("completed", None, "".join(reply.parts))

    def error(self, error: Mapping[str, object]) -> object:
        """Return the body of an error."""
        return {"error": dict(error)}

    def _event(self, kind: str, **data: object) -> bytes:
        return f"event: {kind}\n".encode() + self.line({"type": kind, "sequence_number": 0, **data})

    def _response(self, status: str, why: str | None, text: str = "") -> dict[str, object]:
        content = [{"type": "output_text", "text": text, "annotations": [], "logprobs": []}]
        message = {
            "type": "message",
            "id": "msg_1",
            "role": "assistant",
            "status": "completed",
            "content": content,
        }
        return {
            "id": "resp_1", "object": "response", "created_at": 0, "model": self._model, "status": status,
            "incomplete_details": {"reason": why} if why else None, "output": [message] if text else [],
            "error": None, "parallel_tool_calls": True, "tool_choice": "auto", "tools": [], "metadata": {},
            "instructions": None, "temperature": 0, "top_p": 1,
        }  # fmt: skip


class Ollama:
    """Ollama's own wire."""

    content_type = "application/x-ndjson"
    comment = b""

    def __init__(self, model: str) -> None:
        self._frame = {"model": model, "created_at": "2024-01-01T00:00:00Z"}

    def line(self, data: object) -> bytes:
        """Return a line."""
        return json.dumps(data, ensure_ascii=False).encode() + b"\n"

    def begin(self) -> bytes:
        """Return the first line, which has no word."""
        return self.part("")

    def part(self, text: str) -> bytes:
        """Return the line of a part."""
        return self.line({**self._frame, "message": {"role": "assistant", "content": text}, "done": False})

    def end(self, reason: str) -> bytes:
        """Return the line behind the last part."""
        message = {"role": "assistant", "content": ""}
        return self.line({**self._frame, "message": message, "done": True, "done_reason": reason})

    def whole(self, reply: Reply) -> object:
        """Return a reply in one piece."""
        message = {"role": "assistant", "content": "".join(reply.parts)}
        return {**self._frame, "message": message, "done": True, "done_reason": reply.ending}

    def error(self, error: Mapping[str, object]) -> object:
        """Return the body of an error."""
        return {"error": error.get("message", "error")}

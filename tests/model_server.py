"""A language model's server on the loopback that says what a test tells it to, and fails as it is told to.

It speaks two wires whole: chat completions as OpenAI defined them (``POST /v1/chat/completions``, streamed as server-sent
events or in one piece, ``GET /v1/models``) and Ollama's (``POST /api/chat``, streamed as lines of JSON); and of OpenAI's
Responses (``POST /v1/responses``) the text. It knows no test library: an evaluation may use it too.

>>> with ModelServer(says("移動有240萬個基站。[1]", "完。")) as server:
...     server.url.startswith("http://127.0.0.1:"), server.requests
(True, [])
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from tests.model_wires import ChatCompletions, Ollama, Reply, Responses

Wire = ChatCompletions | Ollama | Responses


@dataclass(frozen=True, slots=True)
class Request:
    """What the server was sent; header names in lower case."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, object]

    def text(self, role: str) -> str:
        """Return what the messages of a role say."""
        messages = self.body.get("messages", self.body.get("input"))
        said = messages if isinstance(messages, list) else []
        return "\n".join(
            str(m.get("content", "")) for m in said if isinstance(m, dict) and m.get("role") == role
        )


def says(*parts: str, pause_s: float = 0.0) -> Reply:
    """The model says this, in these parts."""
    return Reply(parts, pause_s=pause_s)


def fails(status: int, message: str = "", code: str | None = None, **headers: str) -> Reply:
    """The server answers with an error, as OpenAI writes it; ``retry_after="1"`` becomes a header."""
    error = {"message": message or f"error {status}", "type": "error", "param": None, "code": code}
    return Reply(status=status, error=error, headers={k.replace("_", "-"): v for k, v in headers.items()})


def refuses(status: int = 401) -> Reply:
    """The key is wrong (401) or may not use the model (403)."""
    return fails(status, "Incorrect API key provided.", "invalid_api_key")


def unknown_model(name: str = "none") -> Reply:
    """There is no such model."""
    return fails(404, f"The model `{name}` does not exist.", "model_not_found")


def busy(**headers: str) -> Reply:
    """Too many requests; asks to come back at once unless told otherwise."""
    return fails(429, "Rate limit reached.", "rate_limit_exceeded", **{"retry_after_ms": "1", **headers})


def too_long() -> Reply:
    """The prompt does not fit."""
    return fails(400, "This model's maximum context length is 2048 tokens.", "context_length_exceeded")


def cuts(*parts: str) -> Reply:
    """The connection breaks behind these parts."""
    return Reply(parts, ending="cut")


def fades(*parts: str) -> Reply:
    """The connection ends in good order behind these parts, without the end of the reply."""
    return Reply(parts, ending="fade")


def stalls(*parts: str, seconds: float = 30.0, comments: int = 0) -> Reply:
    """Nothing more comes behind these parts; with comments that keep the line open."""
    return Reply(parts, ending="stall", stall_s=seconds, comments=comments)


def empty() -> Reply:
    """The model says nothing, in good order."""
    return Reply(())


def sends(body: str, content_type: str = "text/event-stream; charset=utf-8") -> Reply:
    """The server sends this, whatever it is."""
    return Reply(body=body.encode(), content_type=content_type)


class ModelServer:
    """A server on a free port of the loopback; a context manager.

    Requests are answered with the replies of the queue, then with what ``otherwise`` makes of them.
    """

    def __init__(self, *replies: Reply, otherwise: Callable[[Request], Reply] | None = None) -> None:
        self.requests: list[Request] = []
        self.gone = threading.Event()
        """Set when a client went before it had everything."""
        self._replies = deque(replies)
        self._otherwise = otherwise or (lambda request: fails(500, "nothing is scripted"))
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.model = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._closed.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def origin(self) -> str:
        """The address without a path, as Ollama's clients take it."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        """The base address as clients of chat completions take it."""
        return f"{self.origin}/v1"

    def script(self, *replies: Reply) -> None:
        """Add replies to the queue."""
        with self._lock:
            self._replies.extend(replies)

    def reply_to(self, request: Request) -> Reply:
        """Note a request and return what is done with it."""
        with self._lock:
            self.requests.append(request)
            if self._replies:
                return self._replies.popleft()
        return self._otherwise(request)

    def wait(self, seconds: float) -> None:
        """Wait, but not beyond the server's end."""
        if seconds > 0:
            self._closed.wait(seconds)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    model: ModelServer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing."""

    def do_GET(self) -> None:
        if self.path == "/v1/models":
            models = [{"id": "scripted", "object": "model", "created": 0, "owned_by": "tests"}]
            self._whole(200, json.dumps({"object": "list", "data": models}).encode())
        else:
            self._error(fails(404, f"Unknown path {self.path}"))

    def do_POST(self) -> None:
        self.close_connection = True
        wires: dict[str, type[Wire]] = {
            "/v1/chat/completions": ChatCompletions, "/api/chat": Ollama, "/v1/responses": Responses,
        }  # fmt: skip
        try:
            body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
            wire = wires[self.path]
            if not isinstance(body["input" if wire is Responses else "messages"], list) or not body["model"]:
                raise ValueError
        except (KeyError, TypeError, ValueError):
            known = self.path in wires
            self._error(
                fails(400 if known else 404, "Malformed request" if known else f"Unknown path {self.path}")
            )
            return
        request = Request(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        reply = self.server.model.reply_to(request)
        try:
            self._do(reply, wire(str(body["model"])), streamed=bool(body.get("stream", wire is Ollama)))
        except (BrokenPipeError, ConnectionResetError):
            self.server.model.gone.set()

    def _do(self, reply: Reply, wire: Wire, *, streamed: bool) -> None:
        self.server.model.wait(reply.first_pause_s)
        if reply.status >= 400:
            self._error(reply, wire)
        elif reply.body is not None:
            self._whole(reply.status, reply.body, reply.content_type)
        elif streamed:
            self._stream(reply, wire)
        else:
            for _ in reply.parts:
                self.server.model.wait(reply.pause_s)
            self._whole(200, json.dumps(wire.whole(reply)).encode())

    def _error(self, reply: Reply, wire: Wire | None = None) -> None:
        body = (wire or ChatCompletions("")).error(reply.error)
        self._whole(reply.status, json.dumps(body).encode(), headers=reply.headers)

    def _whole(
        self,
        status: int,
        body: bytes,
        kind: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, reply: Reply, wire: Wire) -> None:
        self.send_response(200)
        self.send_header("Content-Type", wire.content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        self._chunk(wire.begin())
        for part in reply.parts:
            self._keep_open(reply, wire)
            self.server.model.wait(reply.pause_s)
            self._chunk(wire.part(part))
        if reply.ending == "cut":
            return  # Without the last chunk: the client sees that something is missing.
        if reply.ending == "stall":
            self._stall(reply, wire)
        elif reply.ending == "error":
            self._chunk(
                wire.line(wire.error(reply.error or {"message": "the model crashed", "type": "server_error"}))
            )
        elif reply.ending != "fade":
            self._chunk(wire.end(reply.ending))
        self._chunk(b"")

    def _stall(self, reply: Reply, wire: Wire) -> None:
        steps = max(1, reply.comments)
        for _ in range(steps):
            self._keep_open(replace(reply, comments=min(1, reply.comments)), wire)
            self.server.model.wait(reply.stall_s / steps)

    def _keep_open(self, reply: Reply, wire: Wire) -> None:
        if wire.comment:  # An empty chunk would be the last.
            for _ in range(reply.comments):
                self._chunk(wire.comment)

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

"""What went wrong between us and a model, in one line. Providers raise what they like: it is told by status and name.

Nothing here imports a provider's library. A key never gets into a message: the caller says what to hide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rag.model.types import Failure, ModelError

_STATUS: Mapping[int, Failure] = {
    401: Failure.REFUSED,
    402: Failure.BUSY,  # The account is empty.
    403: Failure.REFUSED,
    404: Failure.UNKNOWN,
    408: Failure.SLOW,
    413: Failure.TOO_LONG,
    429: Failure.BUSY,
    504: Failure.SLOW,
}
# Statuses whose text may say that the prompt is too long, or that the model is unknown.
_TOLD = frozenset({400, 404, 413, 422, 500})
_TOO_LONG = re.compile(
    r"context[_ -]?(?:length|window|size|overflow)|exceed_context|(?:prompt|input|request)[^.]{0,40}too (?:long|large)"
    r"|too many (?:input )?tokens|tokens? exceeds?|max_model_len|maximum (?:input|context)|range of input length"
    r"|(?:超|大于|大於)[^。]{0,20}(?:长度|長度|上下文|token)|(?:上下文|输入|輸入)[^。]{0,12}(?:过长|過長|太长|太長)",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(
    r"model[^.]{0,100}(?:not found|not exist|unknown|not available)|model_not_found|模型[^。]{0,60}不存在",
    re.IGNORECASE,
)
# Class names, along the chain of causes; the first line that fits counts.
_NAMES: tuple[tuple[re.Pattern[str], Failure], ...] = (
    (re.compile(r"ContextOverflow|ContextWindow"), Failure.TOO_LONG),
    (re.compile(r"Authentication|PermissionDenied|Unauthorized|DefaultCredentials|NoCredentials"), Failure.REFUSED),
    (re.compile(r"RateLimit|ResourceExhausted|TooManyRequests|Throttl"), Failure.BUSY),
    (re.compile(r"ConnectTimeout|ConnectError|ConnectionRefused|gaierror|NewConnectionError"), Failure.UNREACHABLE),
    (re.compile(r"Timeout"), Failure.SLOW),
    (re.compile(r"RemoteProtocol|ProtocolError|ReadError|IncompleteRead|ConnectionReset|ChunkedEncoding"), Failure.CUT),
    (re.compile(r"Connection|ServiceUnavailable"), Failure.UNREACHABLE),
    (re.compile(r"JSONDecode|UnicodeDecode|Validation|DecodingError"), Failure.MALFORMED),
    # What a server says of itself in the middle of a stream, without a status.
    (re.compile(r"APIError|ResponseError|ServerError|Overloaded"), Failure.BROKEN),
    (re.compile(r"KeyError|TypeError|AttributeError"), Failure.MALFORMED),
)  # fmt: skip
# What LangChain says of a stream that holds nothing: of a page that is no model's, and of what llama-cpp-python's
# server sends, with status 200, where a prompt does not fit.
_NOTHING = re.compile(r"No generation")
_NOTHING_ADVICE = (
    "Check base_url. Some servers send nothing where a prompt does not fit: lower context_chars in rag.toml."
)
# What LangChain itself says where it gives no class of its own.
_WORDS: tuple[tuple[re.Pattern[str], Failure], ...] = (
    (_TOO_LONG, Failure.TOO_LONG),
    (re.compile(r"api_?key|credentials", re.IGNORECASE), Failure.REFUSED),
    (_NOTHING, Failure.MALFORMED),
)
_SAID: Mapping[Failure, tuple[str, str]] = {
    Failure.UNREACHABLE: ("cannot be reached", "Start the server, or mend base_url."),
    Failure.SLOW: (
        "took too long",
        "Raise timeout_s (--timeout) and silence_s, lower context_chars, or take a smaller model.",
    ),
    Failure.CUT: ("broke off in the middle of its reply", "Ask again."),
    Failure.REFUSED: (
        "refused the key",
        "Name the environment variable that holds the key (--key-env), and check what it holds.",
    ),
    Failure.UNKNOWN: ("is not known there", "Check its name and base_url."),
    Failure.BUSY: ("is busy, or its quota is used up", "Wait a little, or look at the account."),
    Failure.BROKEN: ("failed", "Look at the server's log, or ask again."),
    Failure.TOO_LONG: ("takes less text than it was sent", "Lower context_chars in rag.toml."),
    Failure.MALFORMED: (
        "gave a reply that cannot be understood",
        "Check base_url.",
    ),
    Failure.UNEXPECTED: (
        "could not be asked",
        "It is a fault of this program or of the provider's package: update both.",
    ),
    Failure.EMPTY: (
        "gave no word",
        "The prompt may not fit: lower context_chars in rag.toml. Else raise max_tokens, or take another model.",
    ),
}
# Without an answer of the server, these have only a library's words for its own troubles.
_WORDLESS = frozenset({Failure.SLOW, Failure.CUT, Failure.MALFORMED})
_STATUS_SAID = re.compile(r"\s*\(status code: -?\d+\)")
_DETAIL = 160


def failure(kind: Failure, name: str, where: str, detail: str = "", advice: str | None = None) -> ModelError:
    """Return the error for a model at an address; ``detail`` says more, ``advice`` replaces what is usually said."""
    what, usual = _SAID[kind]
    more = f" ({detail})" if detail else ""
    hint = ""
    if (
        kind in {Failure.UNKNOWN, Failure.MALFORMED}
        and name.startswith("openai:")
        and not where.endswith("/v1")
    ):
        hint = " It often ends in /v1."
    line = f"{name} at {where} {what}{more}. {usual if advice is None else advice}{hint}"
    return ModelError(kind, line, where=where, detail=detail)


def failure_of(error: Exception, name: str, where: str, *, hidden: Sequence[str] = ()) -> ModelError:
    """Return what an exception of a provider's library means; words of ``hidden`` are left out of the message."""
    status = status_of(error)
    kind = _kind(error, status)
    if kind is Failure.UNREACHABLE:
        told = str(list(_chain(error))[-1])
    elif kind is Failure.REFUSED or (status is None and kind in _WORDLESS):
        told = ""
    else:
        told = _message(error)[0] or (type(error).__name__ if status is None else "")
    if kind is Failure.UNEXPECTED or (kind is Failure.MALFORMED and status is None):
        # What is not a server's doing is found by its class.
        told = ": ".join(dict.fromkeys(filter(None, (type(error).__name__, told))))
    detail = ": ".join(filter(None, (str(status or ""), _line(told, hidden))))
    advice = _NOTHING_ADVICE if kind is Failure.MALFORMED and _NOTHING.search(str(error)) else None
    return failure(kind, name, where, detail, advice)


def status_of(error: BaseException) -> int | None:
    """Return the HTTP status that an exception or one of its causes carries; None when there was no such answer."""
    for each in _chain(error):
        for holder in (each, getattr(each, "response", None)):
            for attribute in ("status_code", "status", "http_status", "code"):
                value = getattr(holder, attribute, None)
                if isinstance(value, int) and not isinstance(value, bool) and 400 <= value < 600:
                    return int(value)
    return None


def retry_after(error: BaseException) -> float | None:
    """Return the seconds that a server asks to wait before another attempt; None when it does not say."""
    for each in _chain(error):
        headers = getattr(getattr(each, "response", None), "headers", None)
        for header, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
            try:
                seconds = float(headers.get(header)) / unit if headers is not None else -1.0
            except (TypeError, ValueError, AttributeError):
                continue
            if 0 <= seconds < float("inf"):
                return seconds
    return None


def _kind(error: Exception, status: int | None) -> Failure:
    text = _text(error)
    if status is not None:
        if status in _TOLD and _TOO_LONG.search(text):
            return Failure.TOO_LONG
        if status in _TOLD and _NO_MODEL.search(text):
            return Failure.UNKNOWN
        usual = Failure.BROKEN if status >= 500 else Failure.MALFORMED
        return _STATUS.get(status, usual)
    names = " ".join(kind.__name__ for each in _chain(error) for kind in type(each).__mro__)
    for pattern, kind in _NAMES:
        if pattern.search(names):
            return kind
    return next((kind for pattern, kind in _WORDS if pattern.search(text)), Failure.UNEXPECTED)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what led to it."""
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen and len(seen) < 20:
        seen.add(id(each))
        yield each
        each = each.__cause__ or each.__context__


def _text(error: Exception) -> str:
    """Return all that an exception says, to be searched."""
    return f"{error} {' '.join(_message(error))}"


def _message(error: Exception) -> tuple[str, str]:
    """Return what a server said, and its code for it: from the body where there is one, else the exception's words."""
    body = getattr(error, "body", None)
    for holder in (body, body.get("error") if isinstance(body, dict) else None):
        if isinstance(holder, dict) and isinstance(holder.get("message"), str):
            return holder["message"], str(holder.get("code") or holder.get("type") or "")
    return _STATUS_SAID.sub("", str(error)), ""


def _line(text: str, hidden: Sequence[str]) -> str:
    """Return a server's words in one short line that a terminal can show."""
    for word in hidden:
        text = text.replace(word, "…") if word else text
    line = " ".join("".join(c if c.isprintable() else " " for c in text[:2000]).split()).rstrip(".")
    return line if len(line) <= _DETAIL else line[:_DETAIL] + "…"

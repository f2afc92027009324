"""Which language model is asked and how: from flags, else from ``rag.toml``. Without a name there is none.

``rag.toml`` is the nearest one from the current folder upwards::

    [model]
    model = "openai:qwen3-8b"                   # provider:name; ollama:qwen3:8b
    base_url = "http://127.0.0.1:8000/v1"       # left out: the provider's own address
    key_env = "GATEWAY_KEY"                     # the environment variable that holds the key, never the key
    timeout_s = 60

A key goes only where it is said to go: the file's ``key_env`` counts with the file's provider and ``base_url`` alone,
and a ``base_url`` without ``key_env`` is sent no key. A file may come with a folder of somebody else's: its ``key_env``
counts for a ``base_url`` on another machine only where the file lies in the user's home folder; else a flag says it.
"""

from __future__ import annotations

import contextlib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import WenjuError

NAME = "rag.toml"
_TABLE = "model"
_MODEL = re.compile(r"[a-z][a-z0-9_]*:[^\s\x00-\x1f][^\x00-\x1f]*")
# In capitals, so that a key that was written here by mistake is seen and not repeated in a message.
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
_SECRET = re.compile(r"(?i)(?:.*_)?(?:api_?key|key|token|secret|password)")


class SettingsError(WenjuError):
    """A setting of the model cannot be used: the message says where it stands, what is wrong, what to write."""


def _among(least: float, most: float) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int | float) and least <= value <= most


def _is_address(value: object) -> bool:
    try:
        parts = urlsplit(str(value))
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and (parts.port is None or parts.port > 0)
            and not (parts.username or parts.password or parts.query or parts.fragment)
            and not re.search(r"[\s\x00-\x1f]", str(value))
        )
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a setting may be; ``shown`` says whether a message may repeat the value."""

    types: tuple[type, ...]
    allowed: Callable[[object], bool]
    say: str
    shown: bool = True


_RULES: Mapping[str, _Rule] = {
    "model": _Rule(
        (str,), lambda v: bool(_MODEL.fullmatch(str(v))),
        'Write "provider:name", for example "openai:qwen3-8b" or "ollama:qwen3:8b".',
    ),
    "base_url": _Rule(
        (str,), _is_address,
        'Write an address without user, password or ?, for example "http://127.0.0.1:8000/v1".', shown=False,
    ),
    "key_env": _Rule(
        (str,), lambda v: bool(_VARIABLE.fullmatch(str(v))),
        'Write the name of the environment variable that holds the key, in capitals: "OPENAI_API_KEY".', shown=False,
    ),
    "temperature": _Rule((int, float), _among(0, 2), "Write a number from 0 to 2."),
    "max_tokens": _Rule((int,), _among(1, 100_000), "Write a whole number from 1 to 100000."),
    "timeout_s": _Rule((int, float), _among(0.01, 3600), "Write seconds, up to 3600."),
    "silence_s": _Rule((int, float), _among(0.01, 3600), "Write seconds, up to 3600."),
    "retries": _Rule((int,), _among(0, 10), "Write a whole number from 0 to 10."),
    "context_chars": _Rule((int,), _among(200, 1_000_000), "Write a whole number from 200 to 1000000."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """A language model and how it is asked; SettingsError for a value out of its range.

    ``model`` is "provider:name" as LangChain's ``init_chat_model`` knows providers; ``base_url`` None means the
    provider's own address; ``key_env`` names the environment variable that holds the key. ``temperature`` goes from 0
    (always the likeliest word) to 2; ``max_tokens`` limits the reply. ``timeout_s`` is for the whole reply,
    ``silence_s`` the longest wait for a word, the first included, both in seconds. ``retries`` are further attempts
    where a server is busy or failed before its first word. ``context_chars`` limits the paragraphs that are sent.
    """

    model: str
    base_url: str | None = None
    key_env: str | None = None
    temperature: float = 0.0
    max_tokens: int = 700
    timeout_s: float = 60.0
    silence_s: float = 30.0
    retries: int = 2
    context_chars: int = 12_000

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None and field.default is None:
                continue
            if problem := _problem(field.name, value):
                raise SettingsError(problem)

    @property
    def provider(self) -> str:
        """What stands before the first colon."""
        return self.model.split(":", 1)[0]


def _problem(name: str, value: object) -> str | None:
    """Return what is wrong with a setting, and what to write; None when nothing is."""
    rule = _RULES[name]
    if isinstance(value, bool) or not isinstance(value, rule.types):
        return f"{name} is of the wrong kind. {rule.say}"
    if rule.allowed(value):
        return None
    return (
        f"{name} = {value!r} cannot be used. {rule.say}"
        if rule.shown
        else f"{name} cannot be used. {rule.say}"
    )


def find_file(folder: Path | None = None) -> Path | None:
    """Return the nearest ``rag.toml`` from a folder (None: the current one) upwards; None when there is none."""
    start = (folder or Path.cwd()).absolute()
    return next((f / NAME for f in (start, *start.parents) if _is_file(f / NAME)), None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # A folder further up that may not be looked into.
        return False


def read_settings(
    flags: Mapping[str, object] | None = None, *, folder: Path | None = None
) -> ModelSettings | None:
    """Return the model that flags and ``rag.toml`` name, or None when neither names one: then nothing is sent anywhere.

    ``flags`` holds settings by their names; None counts as not given. A flag goes before the file; with another
    provider the file's ``base_url`` and ``key_env`` do not count, with another ``base_url`` not its ``key_env``.
    Raises SettingsError for a setting or a file that cannot be used, and for a file that would send a key to another
    machine and does not lie in the home folder.
    """
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    for name, value in given.items():
        if name not in _RULES:
            raise SettingsError(f"unknown setting {name}. Allowed: {', '.join(_RULES)}.")
        if problem := _problem(name, value):
            raise SettingsError(f"--{name.removesuffix('_s').replace('_', '-')}: {problem}")
    path = find_file(folder)
    stated = _read(path) if path else {}
    named = str(given.get("model", stated.get("model", "")))
    if not named:
        return None
    if _provider(named) != _provider(str(stated.get("model", named))):
        stated = {name: value for name, value in stated.items() if name not in {"base_url", "key_env"}}
    if "base_url" in given and given["base_url"] != stated.get("base_url"):
        stated.pop("key_env", None)
    if path and "key_env" in stated and "key_env" not in given and _elsewhere(stated.get("base_url")):
        _check_home(path, stated)
    return _made({**stated, **given})


def _elsewhere(address: object) -> bool:
    """Tell whether an address is of another machine than this one."""
    host = urlsplit(str(address)).hostname if address else None
    if host is None or host == "localhost":
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True


def _check_home(path: Path, stated: Mapping[str, object]) -> None:
    """Raise SettingsError unless a file, whose key goes to another machine, lies in the user's home folder."""
    with contextlib.suppress(RuntimeError, OSError):  # There may be no such folder.
        if path.parent.samefile(Path.home()):
            return
    host, variable = urlsplit(str(stated["base_url"])).netloc, stated["key_env"]
    raise _wrong(
        path, _text(path), "key_env",
        f"this file would send the key in {variable} to {host}. Where that is meant, say --key-env {variable}, or put "
        "the file into your home folder.",
    )  # fmt: skip


def _provider(model: str) -> str:
    return model.split(":", 1)[0]


def _made(values: Mapping[str, object]) -> ModelSettings:
    """Return settings of values that are known to be of the right kind."""
    return ModelSettings(**values)  # type: ignore[arg-type]


def _read(path: Path) -> dict[str, object]:
    """Return the table ``[model]`` of a file, checked."""
    text = _text(path)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: no valid TOML ({error}). Mend it, or remove the file.") from None
    if unknown := [name for name in tables if name != _TABLE]:
        raise _wrong(path, text, unknown[0], f"unknown table or key {unknown[0]}. Allowed: [{_TABLE}].")
    table = tables.get(_TABLE, {})
    if not isinstance(table, dict):
        raise _wrong(path, text, _TABLE, f"{_TABLE} must be a table: write [{_TABLE}].")
    for name, value in table.items():
        if name not in _RULES:
            raise _wrong(path, text, name, _unknown(name))
        if problem := _problem(name, value):
            raise _wrong(path, text, name, f"[{_TABLE}] {problem}")
    return table


def _text(path: Path) -> str:
    """Return the text of a file that belongs to the user: others must not say where documents are sent."""
    try:
        if hasattr(os, "getuid") and path.stat().st_uid not in {os.getuid(), 0}:
            raise SettingsError(
                f"{path} belongs to another user and could send your documents anywhere. Make your own, or remove it."
            )
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}). Check its permissions.") from error
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: no valid UTF-8. Save it as UTF-8.") from None


def _unknown(name: str) -> str:
    if _SECRET.fullmatch(name):
        return (
            f"[{_TABLE}] {name}: a key does not belong in a file. Put it into an environment variable, and name that: "
            'key_env = "OPENAI_API_KEY".'
        )
    return f"[{_TABLE}] unknown key {name}. Allowed: {', '.join(_RULES)}."


def _wrong(path: Path, text: str, name: str, what: str) -> SettingsError:
    """Return the error with the file and, where a line gives the name a value or opens the table, its number."""
    assigned = rf"^[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*="
    opened = rf"^[ \t]*\[+[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*\]"
    found = re.search(assigned, text, re.MULTILINE) or re.search(opened, text, re.MULTILINE)
    place = f"{path}:{text.count(chr(10), 0, found.start()) + 1}" if found else str(path)
    return SettingsError(f"{place}: {what}")

"""What the tests of the wire share: nothing of this machine's environment says where prompts go."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

_ELSEWHERE = ("_API_KEY", "_BASE_URL", "_API_BASE", "_PROXY", "OLLAMA_HOST")


@pytest.fixture
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """An environment without keys, addresses, proxies and tracing."""
    for name in list(os.environ):
        if name.upper().endswith(_ELSEWHERE) or name.startswith(
            ("LANGSMITH", "LANGCHAIN", "LC_OUTPUT", "OPENAI_")
        ):
            monkeypatch.delenv(name)
    forget()
    yield monkeypatch
    forget()


def forget() -> None:
    """Let LangSmith read the environment anew."""
    from langsmith.utils import get_env_var

    get_env_var.cache_clear()

"""What a chat model of LangChain tells of itself: its address, the end of a reply, why it could not be opened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from rag.model.settings import ModelSettings
from rag.model.types import Failure, ModelError

# Where a chat model keeps the address that it resolved, also from the environment.
_ADDRESSES = ("root_client.base_url", "_client._client.base_url", "base_url", "anthropic_api_url", "endpoint")
# What the last part of a reply says of its end.
_ENDS = ("finish_reason", "done_reason", "stop_reason")
_WHOLE = "completed"


def end_in(metadata: Mapping[str, object]) -> str:
    """Return a provider's word for why the reply ends with a part; empty where it does not.

    OpenAI's Responses, which LangChain asks for some models, has a state instead: complete, or not and why.
    """
    if told := next((str(word) for key in _ENDS if (word := metadata.get(key))), ""):
        return told
    if metadata.get("status") == _WHOLE:
        return _WHOLE
    details = metadata.get("incomplete_details")
    return str(details.get("reason") or "") if isinstance(details, Mapping) else ""


def not_opened(error: Exception, settings: ModelSettings) -> ModelError:
    """Return why a model could not be opened; the exception's own words may hold settings and are not repeated."""
    text = str(error)
    if isinstance(error, ImportError):
        package = re.search(r"pip install ([\w-]+)", text)
        named = package[1] if package else f"langchain-{settings.provider}".replace("_", "-")
        return ModelError(
            Failure.UNKNOWN, f"{settings.model}: {named} is not installed. Install it: pip install {named}"
        )
    if known := re.search(r"providers are: (.+)", text):
        return ModelError(
            Failure.UNKNOWN,
            f"{settings.model}: there is no provider {settings.provider}. Known are {known[1].rstrip('.')}.",
        )
    return ModelError(
        Failure.MALFORMED,
        f"{settings.model}: its package does not take these settings ({type(error).__name__}). Check base_url and "
        "key_env, and that the package is up to date.",
    )


def address_of(model: object) -> str | None:
    """Return the address that a chat model resolved, without user and password; None where it does not tell."""
    for path in _ADDRESSES:
        value: object = model
        for name in path.split("."):
            value = getattr(value, name, None)
        parts = urlsplit(str(value)) if value else None
        if parts and parts.scheme in {"http", "https"} and parts.hostname:
            return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}".rstrip("/")
    return None

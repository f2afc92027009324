"""What a provider's class of LangChain is made with, the key among it: a key goes only where the settings say."""

from __future__ import annotations

import os
from collections.abc import Mapping

from rag.model.settings import ModelSettings
from rag.model.types import Failure, ModelError
from rag.question import LONGEST

# Providers whose own address wants a key, and the variable that their libraries look for it in.
_KEYS: Mapping[str, str] = {
    "anthropic": "ANTHROPIC_API_KEY", "cohere": "COHERE_API_KEY", "deepseek": "DEEPSEEK_API_KEY",
    "fireworks": "FIREWORKS_API_KEY", "groq": "GROQ_API_KEY", "mistralai": "MISTRAL_API_KEY",
    "openai": "OPENAI_API_KEY", "openrouter": "OPENROUTER_API_KEY", "perplexity": "PPLX_API_KEY",
    "together": "TOGETHER_API_KEY", "upstage": "UPSTAGE_API_KEY", "xai": "XAI_API_KEY",
}  # fmt: skip
# Tokens for the instructions (425 characters in Chinese), companies, times and fences of paragraphs, and a chat's
# own marks.
_AROUND = 1000
# Sent where no key is to be sent: the libraries insist on one, and would take one from the environment.
NO_KEY = "none"


def key_variable(settings: ModelSettings) -> str | None:
    """Return the environment variable whose key is sent; None for none, or where a library finds its own."""
    return settings.key_env or (_KEYS.get(settings.provider) if settings.base_url is None else None)


def key_of(settings: ModelSettings) -> str | None:
    """Return the key that is sent; None where the provider's library finds its own for its own address.

    Raises ModelError when the variable that should hold the key holds none.
    """
    variable = key_variable(settings)
    if variable is None:
        return NO_KEY if settings.base_url else None
    key = os.environ.get(variable, "").strip()
    if not key:
        raise ModelError(
            Failure.REFUSED,
            f"{settings.model}: the environment variable {variable} holds no key. Put the key into it, or name another "
            "with key_env.",
        )
    return key


def arguments(settings: ModelSettings, key: str | None) -> dict[str, object]:
    """Return the keyword arguments: LangChain's common names, but for Ollama."""
    given: dict[str, object] = {"temperature": settings.temperature}
    if settings.base_url is not None:
        given["base_url"] = settings.base_url
    if settings.provider == "ollama":
        return given | _for_ollama(settings, key)
    # Retries are ours: the libraries' own go on when nobody waits any more.
    given |= {"timeout": settings.silence_s, "max_retries": 0}
    if key is not None:
        given["api_key"] = key
    if settings.provider == "openai" and settings.base_url is not None:
        # Servers that speak this protocol know the older name of the limit, and not the newer interface.
        return given | {"use_responses_api": False, "extra_body": {"max_tokens": settings.max_tokens}}
    return given | {"max_tokens": settings.max_tokens}


def _for_ollama(settings: ModelSettings, key: str | None) -> dict[str, object]:
    # It drops the beginning of a prompt beyond num_ctx in silence. A Chinese character takes one token at most.
    # The prompt says the question twice.
    needed = settings.context_chars + settings.max_tokens + 2 * LONGEST + _AROUND
    client: dict[str, object] = {"timeout": settings.silence_s}
    if key is not None:
        client["headers"] = {"Authorization": f"Bearer {key}"}
    return {
        "num_predict": settings.max_tokens,
        "num_ctx": -(-needed // 1024) * 1024,
        "client_kwargs": client,
    }

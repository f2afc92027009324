"""LangChain both ways, in the only file that knows it: our index, encoder and answers for it, its chat models for us.

>>> from rag.langchain import as_retriever
>>> from rag.session import open_session
>>> retriever = as_retriever(open_session().searcher, k=5)  # doctest: +SKIP
>>> retriever.invoke("中國移動2024年有多少5G基站？")[0].metadata["id"]  # doctest: +SKIP
'mobile-2024-network.md:159-302'
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Generator, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from corpus.script import detect
from corpus.types import Passage
from index.encode import Encoder
from index.types import Hit
from rag.errors import AskError
from rag.model.arguments import arguments, key_of
from rag.model.chat import Chat, Part
from rag.model.settings import ModelSettings
from rag.model.types import Failure, LanguageModel, ModelError, Prompt
from rag.pipeline import Retriever, query_of
from rag.question import read_question

if TYPE_CHECKING:  # Half a second to import, and needed only where a model is asked.
    from langchain_core.language_models import BaseChatModel

    from rag.session import Session

# Where a chat model keeps the address that it resolved, also from the environment.
_ADDRESSES = ("root_client.base_url", "_client._client.base_url", "base_url", "anthropic_api_url", "endpoint")
# Variables of LangChain's first tracer: while one is set, it works traced or not at all.
_LEGACY = ("LANGCHAIN_TRACING", "LANGCHAIN_HANDLER")
_OFF = frozenset({"", "0", "false", "False"})
# What the last part of a reply says of its end.
_ENDS = ("finish_reason", "done_reason", "stop_reason")
_WHOLE = "completed"


def to_document(passage: Passage, score: float | None = None) -> Document:
    """Return a passage as a LangChain document; its metadata holds what a citation needs.

    ``start`` and ``end`` are code points of the decoded source file, half open; ``script`` is the one its text is
    written in (hans, hant, mixed, none); ``score`` is the fused one (higher is better), left out when None. All values
    are JSON; ``to_passage`` leads back.
    """
    metadata: dict[str, object] = {
        "id": passage.id,
        "file": passage.file,
        "title": passage.title,
        "section": list(passage.headings),
        "company": passage.company,
        "year": passage.year,
        "kind": passage.subject.kind.value if passage.subject.kind else None,
        "period": str(passage.subject.period) if passage.subject.period else None,
        "published": passage.subject.published,
        "paragraph": passage.paragraph,
        "page": passage.page,
        "start": passage.source.start,
        "end": passage.source.end,
        "script": detect(passage.text).value,
    }
    if score is not None:
        metadata["score"] = score
    return Document(page_content=passage.text, id=passage.id, metadata=metadata)


def to_passage(document: Document, passages: Iterable[Passage]) -> Passage:
    """Return the passage that a document was made of: its file and its span name it, whatever became of its text.

    Raises AskError when it is none of these passages, as after the index was built anew.
    """
    place = tuple(document.metadata.get(key) for key in ("file", "start", "end"))
    for passage in passages:
        if (passage.file, passage.source.start, passage.source.end) == place:
            return passage
    raise AskError(f"{place[0]}:{place[1]}-{place[2]} is no passage of this index. Retrieve it anew.")


class PassageRetriever(BaseRetriever):
    """A LangChain retriever over an open index; the question is read (years, companies, script) before the search."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Retriever
    k: int = 5

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        hits: list[Hit] = self.searcher.search(query_of(read_question(query)), self.k)
        return [to_document(hit.passage, hit.score) for hit in hits]


class EncoderEmbeddings(Embeddings):
    """An encoder of ours as LangChain embeddings: unit vectors, so that inner product is cosine."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector a text."""
        return [[float(x) for x in row] for row in self._encoder.encode_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return [float(x) for x in self._encoder.encode_queries([text])[0]]


def as_retriever(searcher: Retriever, *, k: int = 5) -> BaseRetriever:
    """Return an open index as a LangChain retriever of the k best passages, best first.

    Its ``invoke`` raises AskError for a question that holds no word.
    """
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")
    return PassageRetriever(searcher=searcher, k=k)


def as_embeddings(encoder: Encoder) -> Embeddings:
    """Return an encoder as LangChain embeddings."""
    return EncoderEmbeddings(encoder)


def as_runnable(session: Session) -> Runnable[Any, dict[str, Any]]:
    """Return the whole pipeline: a question, or {"question": …}, to the answer as ``rag ask --json`` prints it.

    ``invoke``, ``batch`` and ``stream`` are LangChain's; ``stream`` yields the answer in one piece. Questions are
    answered one at a time. Raises AskError for what is no question, NoMatchError when nothing fits the filters.
    """
    one_at_a_time = threading.Lock()

    def answer(asked: object) -> dict[str, Any]:
        question = asked.get("question") if isinstance(asked, Mapping) else asked
        if not isinstance(question, str):
            raise AskError('This is no question. Give a text, or {"question": "…"}.')
        with one_at_a_time:
            return dict(session.ask(question).to_json())

    return RunnableLambda(answer, name="wenju")


def open_model(settings: ModelSettings) -> LanguageModel:
    """Return the model that the settings name, ready to be asked; nothing is sent yet.

    It has no tools. Raises ModelError for an unknown provider, one whose package is not installed, and a missing key.
    """
    from langchain.chat_models import init_chat_model

    if legacy := [name for name in _LEGACY if os.environ.get(name, "") not in _OFF]:
        raise ModelError(
            Failure.BROKEN,
            f"{settings.model}: LangChain does not work untraced while {legacy[0]} is set. Unset it: it means nothing "
            "any more.",
        )
    provider, _, name = settings.model.partition(":")
    key = key_of(settings)
    try:
        given: dict[str, Any] = arguments(settings, key)
        model = init_chat_model(name, model_provider=provider, **given)
    except Exception as error:  # noqa: BLE001 - each provider has its own; all become ModelError
        told = _not_opened(error, settings)
    else:
        where = settings.base_url or _address(model) or provider
        return Chat(settings, where, lambda prompt: _send(model, prompt), hidden=(key,) if key else ())
    # Raised behind the except: the exception of a library may hold the key.
    raise told


def _send(model: BaseChatModel, prompt: Prompt) -> Generator[Part]:
    """Ask a model and yield its reply part by part, without what it marks as reasoning.

    LangChain sends every prompt to LangSmith when a variable of the environment says so. A prompt holds documents:
    tracing is switched off around the request.
    """
    from langchain_core.messages import HumanMessage, SystemMessage
    from langsmith.run_helpers import tracing_context

    with tracing_context(enabled=False):
        chunks = model.stream([SystemMessage(prompt.system), HumanMessage(prompt.user)])
        try:
            for chunk in chunks:
                yield Part(str(chunk.text), _end_in(chunk.response_metadata))
        finally:
            if isinstance(chunks, Generator):
                chunks.close()


def _end_in(metadata: Mapping[str, Any]) -> str:
    """Return a provider's word for why the reply ends with a part; empty where it does not.

    OpenAI's Responses, which LangChain asks for some models, has a state instead: complete, or not and why.
    """
    if told := next((str(word) for key in _ENDS if (word := metadata.get(key))), ""):
        return told
    if metadata.get("status") == _WHOLE:
        return _WHOLE
    details = metadata.get("incomplete_details")
    return str(details.get("reason") or "") if isinstance(details, Mapping) else ""


def _not_opened(error: Exception, settings: ModelSettings) -> ModelError:
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


def _address(model: BaseChatModel) -> str | None:
    """Return the address that a chat model resolved, without user and password; None where it does not tell."""
    for path in _ADDRESSES:
        value: object = model
        for name in path.split("."):
            value = getattr(value, name, None)
        parts = urlsplit(str(value)) if value else None
        if parts and parts.scheme in {"http", "https"} and parts.hostname:
            return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}".rstrip("/")
    return None

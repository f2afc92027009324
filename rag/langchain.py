"""LangChain both ways, in the only file that knows it: our index, encoder and answers for it, its chat models for us.

>>> from rag.langchain import as_retriever
>>> from rag.session import open_session
>>> retriever = as_retriever(open_session().searcher, k=5)  # doctest: +SKIP
>>> retriever.invoke("中國移動2024年有多少5G基站？")[0].metadata["id"]  # doctest: +SKIP
'mobile-2024-network.md:159-302'
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import AsyncIterator, Generator, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import AddableDict, Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor
from pydantic import ConfigDict

from corpus.script import detect
from corpus.types import Passage
from index.encode import Encoder
from index.types import Hit
from rag.aloud import aloud
from rag.compose import Say
from rag.errors import AskError
from rag.model.arguments import arguments, key_of
from rag.model.chat import Chat, Part
from rag.model.opened import address_of, end_in, not_opened
from rag.model.settings import ModelSettings
from rag.model.types import Failure, LanguageModel, ModelError, Prompt
from rag.pipeline import Retriever, query_of
from rag.question import read_question
from rag.types import Answer

if TYPE_CHECKING:  # Half a second to import, and needed only where a model is asked.
    from langchain_core.language_models import BaseChatModel

    from rag.session import Session

# Variables of LangChain's first tracer: while one is set, it works traced or not at all.
_LEGACY = ("LANGCHAIN_TRACING", "LANGCHAIN_HANDLER")
_OFF = frozenset({"", "0", "false", "False"})
# The key of what is said before the whole answer; no answer has it.
_SAID = "said"


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
    """A LangChain retriever over an open index; the question is read (years, companies, script) before the search.

    Nothing of it is traced, whatever the environment says, unless a chain around it is.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Retriever
    k: int = 5

    def invoke(self, input: str, *given: Any, **more: Any) -> list[Document]:  # noqa: A002, ANN401 - LangChain's
        """Return the passages, best first."""
        with _untraced():
            return super().invoke(input, *given, **more)

    async def ainvoke(self, input: str, *given: Any, **more: Any) -> list[Document]:  # noqa: A002, ANN401 - LangChain's
        """Return the same without holding the loop up."""
        with _untraced():
            return await super().ainvoke(input, *given, **more)

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

    ``invoke``, ``batch`` and ``stream`` are LangChain's; questions are answered one at a time. ``stream`` yields
    {"said": line} for each sentence of a model as soon as it is checked, the first lines of the answer, and last the
    whole answer; added up, as chains do, they are the answer. Nothing of it is traced, whatever the environment says,
    unless a chain around it is. Raises AskError for what is no question, NoMatchError when nothing fits the filters.
    """
    return Answering(session)


class Piece(AddableDict):
    """A piece of a streamed answer; the whole answer takes the place of the pieces that it is added to."""

    def __add__(self, other: AddableDict) -> Piece:
        return Piece(super().__add__(other) if _SAID in other else other)


class Answering(Runnable[Any, dict[str, Any]]):
    """A session as a runnable: see ``as_runnable``."""

    def __init__(self, session: Session) -> None:
        self.name = "wenju"
        self._session = session
        self._one_at_a_time = threading.Lock()

    def invoke(
        self, input: object, config: RunnableConfig | None = None, **more: object  # noqa: A002 - LangChain's
    ) -> dict[str, Any]:  # fmt: skip
        """Return the answer."""
        with _untraced():
            return self._call_with_config(self._answer, input, config)

    def stream(
        self, input: object, config: RunnableConfig | None = None, **more: object  # noqa: A002 - LangChain's
    ) -> Iterator[dict[str, Any]]:  # fmt: skip
        """Yield what is said, and last the answer."""
        pieces = self._transform_stream_with_config(iter((input,)), self._pieces, config)
        while True:
            with _untraced():  # Not around the yield: who reads may trace what he likes.
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece

    async def astream(
        self, input: object, config: RunnableConfig | None = None, **more: object  # noqa: A002 - LangChain's
    ) -> AsyncIterator[dict[str, Any]]:  # fmt: skip
        """Yield the same without holding the loop up."""
        pieces = self.stream(input, config)
        while (piece := await run_in_executor(config, next, pieces, None)) is not None:
            yield piece

    def _answer(self, asked: object) -> dict[str, Any]:
        question = _question(asked)
        with self._one_at_a_time:
            return dict(self._session.ask(question).to_json())

    def _pieces(self, asked: Iterator[Any]) -> Iterator[dict[str, Any]]:
        question = _question(next(asked))

        def ask(say: Say) -> Answer:
            with self._one_at_a_time:
                return self._session.ask(question, say=say)

        with contextlib.closing(aloud(ask)) as heard:
            for one in heard:
                yield Piece({_SAID: f"{one}\n"} if isinstance(one, str) else one.to_json())


def _question(asked: object) -> str:
    question = asked.get("question") if isinstance(asked, Mapping) else asked
    if not isinstance(question, str):
        raise AskError('This is no question. Give a text, or {"question": "…"}.')
    return question


@contextlib.contextmanager
def _untraced() -> Iterator[None]:
    """Keep LangChain from sending questions and documents to LangSmith; AskError where it does not work so."""
    from langsmith.run_helpers import tracing_context

    if told := _legacy():
        raise AskError(told)
    with tracing_context(enabled=False):
        yield


def _legacy() -> str | None:
    """Return what to unset for LangChain to work untraced; None when it does."""
    named = next((name for name in _LEGACY if os.environ.get(name, "") not in _OFF), None)
    return (
        named
        and f"LangChain does not work untraced while {named} is set. Unset it: it means nothing any more."
    )


def open_model(settings: ModelSettings) -> LanguageModel:
    """Return the model that the settings name, ready to be asked; nothing is sent yet.

    It has no tools. Raises ModelError for an unknown provider, one whose package is not installed, and a missing key.
    """
    from langchain.chat_models import init_chat_model

    if tracing := _legacy():
        raise ModelError(Failure.BROKEN, f"{settings.model}: {tracing}")
    provider, _, name = settings.model.partition(":")
    key = key_of(settings)
    try:
        given: dict[str, Any] = arguments(settings, key)
        model = init_chat_model(name, model_provider=provider, **given)
    except Exception as error:  # noqa: BLE001 - each provider has its own; all become ModelError
        told = not_opened(error, settings)
    else:
        where = settings.base_url or address_of(model) or provider
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
                yield Part(str(chunk.text), end_in(chunk.response_metadata))
        finally:
            if isinstance(chunks, Generator):
                chunks.close()

"""LangChain adapters: the index as a retriever, the encoder as embeddings. The only file that knows LangChain.

>>> from rag.langchain import as_retriever
>>> from rag.session import open_session
>>> retriever = as_retriever(open_session().searcher, k=5)  # doctest: +SKIP
>>> retriever.invoke("中國移動2024年有多少5G基站？")[0].metadata["id"]  # doctest: +SKIP
'mobile-2024-network.md:159-302'
"""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus.types import Passage
from index.encode import Encoder
from index.types import Hit
from rag.pipeline import Retriever, query_of
from rag.question import read_question


def to_document(passage: Passage, score: float | None = None) -> Document:
    """Return a passage as a LangChain document; its metadata holds what a citation needs.

    ``start`` and ``end`` are code points of the decoded source file, half open; ``score`` is the fused one (higher is
    better), left out when None.
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
    }
    if score is not None:
        metadata["score"] = score
    return Document(page_content=passage.text, id=passage.id, metadata=metadata)


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

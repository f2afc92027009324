"""LangChain gets passages with all that a citation needs, best first."""

import numpy as np
import pytest

from rag.errors import AskError
from rag.langchain import as_embeddings, as_retriever, to_document
from rag.pipeline import query_of
from rag.question import read_question
from tests.fakes import HashEncoder

QUESTION = "海灣巴士2022年有多少輛電動巴士？"


def test_a_document_carries_the_passage_there_and_back(small):
    for passage in small.searcher.passages:
        document = to_document(passage, 0.5)
        meta = document.metadata
        assert (document.page_content, document.id) == (passage.text, passage.id)
        assert f"{meta['file']}:{meta['start']}-{meta['end']}" == meta["id"] == passage.id
        assert (meta["title"], tuple(meta["section"])) == (passage.title, passage.headings)
        assert (meta["company"], meta["year"], meta["page"]) == (passage.company, passage.year, passage.page)
        assert (meta["paragraph"], meta["score"]) == (passage.paragraph, 0.5)
    assert "score" not in to_document(passage).metadata


@pytest.mark.parametrize("k", [1, 3, 100])
def test_a_retriever_gives_the_k_best_in_order(small, k):
    found = as_retriever(small.searcher, k=k).invoke(QUESTION)
    hits = small.searcher.search(query_of(read_question(QUESTION)), k)
    assert [d.id for d in found] == [hit.passage.id for hit in hits]
    assert len(found) == min(k, len(small.searcher.passages))
    scores = [d.metadata["score"] for d in found]
    assert scores == sorted(scores, reverse=True)


def test_both_scripts_find_the_same_words(small):
    retriever = as_retriever(small.searcher, k=1)
    for question in (QUESTION, "海湾巴士2022年有多少辆电动巴士？"):
        assert "電動巴士85輛" in retriever.invoke(question)[0].page_content


def test_a_question_without_a_word_is_refused(small):
    with pytest.raises(AskError):
        as_retriever(small.searcher).invoke("？")


@pytest.mark.parametrize("k", [0, -1])
def test_k_is_at_least_one(small, k):
    with pytest.raises(ValueError, match=f"at least 1, got {k}"):
        as_retriever(small.searcher, k=k)


def test_embeddings_are_the_encoders():
    encoder = HashEncoder()
    embeddings = as_embeddings(encoder)
    rows = embeddings.embed_documents(["網點", "门市"])
    np.testing.assert_allclose(rows, encoder.encode_passages(["網點", "门市"]), rtol=1e-6)
    np.testing.assert_allclose(embeddings.embed_query("網點"), encoder.encode_queries(["網點"])[0], rtol=1e-6)
    assert embeddings.embed_documents([]) == []
    assert type(rows[0][0]) is float

"""LangChain gets passages with all that a citation needs, best first, and whole answers."""

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda, RunnableParallel, RunnablePassthrough
from langchain_core.tracers.langchain import LangChainTracer

from corpus.types import Script
from rag.errors import AskError
from rag.langchain import as_embeddings, as_retriever, as_runnable, to_document, to_passage
from rag.pipeline import query_of
from rag.question import read_question
from tests.environment import forget, plain_environment
from tests.fakes import HashEncoder

__all__ = ["plain_environment"]

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


def test_a_document_says_its_script(small):
    scripts = {d.metadata["file"]: d.metadata["script"] for d in map(to_document, small.searcher.passages)}
    assert scripts == {"郵局/山海邮局.md": "hans", "海灣巴士.md": "hant", "雲山書店.txt": "hant"}
    assert set(scripts.values()) <= {script.value for script in Script}


@given(data=st.data())
def test_a_document_leads_back_to_its_passage(small, data):
    passages = small.searcher.passages
    passage = data.draw(st.sampled_from(passages))
    order = data.draw(st.permutations(passages))
    document = to_document(passage, data.draw(st.none() | st.floats(0, 1)))
    # Stores keep metadata as JSON, and splitters and translators change the text.
    kept = Document(
        page_content=data.draw(st.sampled_from(["", "改寫", document.page_content])),
        metadata=json.loads(json.dumps(document.metadata, ensure_ascii=data.draw(st.booleans()))),
    )
    assert to_passage(kept, order) is passage
    with pytest.raises(AskError, match="is no passage of this index"):
        to_passage(kept, [other for other in order if other is not passage])


@pytest.mark.parametrize(
    "metadata", [{}, {"file": "海灣巴士.md"}, {"file": "海灣巴士.md", "start": 0, "end": 1}]
)
def test_a_document_of_another_kind_is_none_of_ours(small, metadata):
    with pytest.raises(AskError, match="Retrieve it anew"):
        to_passage(Document(page_content="電動巴士", metadata=metadata), small.searcher.passages)


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


QUESTIONS = (
    QUESTION,
    "海湾巴士2022年有多少辆电动巴士？",
    "雲山書店2021年有多少家門市？",
    "山海邮局2023年的净利润是多少？",
)


def without_times(answer):
    return {key: value for key, value in answer.items() if key != "timings"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_pipeline_is_a_runnable_that_answers_as_the_session_does(small, question):
    expected = without_times(small.ask(question).to_json())
    runnable = as_runnable(small)
    assert without_times(runnable.invoke(question)) == expected
    assert without_times(runnable.invoke({"question": question})) == expected
    assert [without_times(part) for part in runnable.stream(question)] == [expected]
    assert json.loads(json.dumps(expected)) == expected


def test_a_batch_is_answered_in_its_order(small):
    runnable = as_runnable(small)
    expected = [without_times(small.ask(question).to_json()) for question in QUESTIONS]
    assert [without_times(a) for a in runnable.batch(list(QUESTIONS))] == expected
    given = [{"question": question} for question in QUESTIONS]
    assert [without_times(a) for a in runnable.batch(given, {"max_concurrency": 2})] == expected


def test_many_threads_get_their_own_answers(small):
    runnable = as_runnable(small)
    expected = [without_times(small.ask(question).to_json()) for question in QUESTIONS] * 5
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(runnable.invoke, QUESTIONS * 5))
    assert [without_times(answer) for answer in found] == expected


def test_questions_are_answered_one_at_a_time(small):
    class Watched:
        busy, overlapped = False, False

        def ask(self, question):
            self.overlapped |= self.busy
            self.busy = True
            time.sleep(0.02)
            self.busy = False
            return small.ask(question)

    session = Watched()
    as_runnable(session).batch(list(QUESTIONS), {"max_concurrency": 4})
    assert not session.overlapped


SAID = ("海灣巴士2022年投放電動巴士85輛。 [1]", "其中多數在山上行走。 [1]")


class Speaking:
    """A session whose model says two sentences, the second only when it is told to go on."""

    def __init__(self, session):
        self.session = session
        self.go_on = threading.Event()
        self.done = threading.Event()

    def ask(self, question, *, say=None):
        try:
            for sentence in SAID:
                if say is not None:
                    say(sentence)
                    assert self.go_on.wait(20)
            return self.session.ask(question)
        finally:
            self.done.set()


def test_a_stream_has_the_first_sentence_before_the_last_is_said(small):
    session = Speaking(small)
    pieces = as_runnable(session).stream(QUESTION)
    first = next(pieces)
    assert first == {"said": SAID[0] + "\n"}
    assert not session.done.is_set()
    session.go_on.set()
    second, whole = pieces
    assert second == {"said": SAID[1] + "\n"}
    expected = without_times(small.ask(QUESTION).to_json())
    assert without_times(whole) == expected
    assert "said" not in expected
    assert first + second == {"said": "".join(line + "\n" for line in SAID)}
    # The whole answer takes the place of what was said before.
    assert without_times(second + whole) == expected


@pytest.mark.parametrize("around", ["answer", "alone"])
def test_a_streamed_chain_gets_the_whole_answer(small, around):
    session = Speaking(small)
    session.go_on.set()
    shorts = []
    if around == "alone":
        chain = as_runnable(session) | (lambda answer: shorts.append(answer) or answer["short_answer"])
        assert list(chain.stream(QUESTION)) == ["85輛"]
        assert "said" not in shorts[0]
    else:
        both = RunnableParallel(answer=as_runnable(session), asked=RunnablePassthrough())
        chain = both | (lambda found: (found["asked"], found["answer"]["short_answer"]))
        assert list(chain.stream(QUESTION)) == [(QUESTION, "85輛")]


def test_a_stream_that_is_left_ends_and_others_are_answered(small):
    session = Speaking(small)
    pieces = as_runnable(session).stream(QUESTION)
    next(pieces)
    pieces.close()
    session.go_on.set()
    assert session.done.wait(20)
    assert as_runnable(session).invoke(QUESTION)["short_answer"] == "85輛"


def test_an_asynchronous_stream_comes_in_pieces_too(small):
    async def pieces():
        return [piece async for piece in as_runnable(session).astream(QUESTION)]

    session = Speaking(small)
    session.go_on.set()
    *said, whole = asyncio.run(pieces())
    assert said == [{"said": line + "\n"} for line in SAID]
    assert whole["short_answer"] == "85輛"


@pytest.fixture
def traced(plain_environment):
    """Ask for tracing by the environment; what would be traced."""
    made = []

    def trace(*args, **kwargs):
        made.append(kwargs)
        raise RuntimeError("LangChain goes on without a tracer")

    plain_environment.setattr(LangChainTracer, "__init__", trace)
    plain_environment.setenv("LANGSMITH_TRACING", "true")
    plain_environment.setenv("LANGSMITH_API_KEY", "ls")
    plain_environment.setenv("LANGSMITH_ENDPOINT", "http://127.0.0.1:9")
    forget()
    return made


def test_no_trace_of_a_question_or_answer_is_sent_though_the_environment_asks_for_it(small, traced):
    ours = as_runnable(small)
    ours.invoke(QUESTION)
    ours.batch([QUESTION, QUESTION])
    list(ours.stream(QUESTION))
    asyncio.run(ours.ainvoke(QUESTION))
    as_retriever(small.searcher).invoke(QUESTION)
    asyncio.run(as_retriever(small.searcher).ainvoke(QUESTION))
    assert traced == []
    # The same environment traces whatever else is run: the test can fail.
    RunnableLambda(lambda asked: asked).invoke(QUESTION)
    assert traced


def test_callbacks_of_ones_own_are_called(small):
    class Heard(BaseCallbackHandler):
        def __init__(self):
            self.told = []

        def on_chain_end(self, outputs, **kwargs):
            self.told.append(outputs["short_answer"])

    heard = Heard()
    as_runnable(small).invoke(QUESTION, {"callbacks": [heard]})
    list(as_runnable(small).stream(QUESTION, {"callbacks": [heard]}))
    assert heard.told == ["85輛", "85輛"]


def test_a_variable_that_langchain_cannot_work_with_is_named(small, plain_environment):
    plain_environment.setenv("LANGCHAIN_TRACING", "true")
    with pytest.raises(AskError, match=r"LANGCHAIN_TRACING is set\. Unset it"):
        as_runnable(small).invoke(QUESTION)


def test_it_chains_with_what_langchain_has(small):
    chain = (
        {"question": lambda asked: asked["q"]} | as_runnable(small) | (lambda answer: answer["short_answer"])
    )
    assert chain.invoke({"q": QUESTION}) == "85輛"
    assert as_runnable(small).get_name() == "wenju"


@pytest.mark.parametrize(
    "asked", ["？", "", {"question": "？"}, {"question": 3}, {}, {"query": QUESTION}, None, 5]
)
def test_what_is_no_question_is_refused(small, asked):
    with pytest.raises(AskError):
        as_runnable(small).invoke(asked)
    with pytest.raises(AskError):
        list(as_runnable(small).stream(asked))


def test_of_a_batch_the_wrong_ones_can_be_given_back(small):
    found = as_runnable(small).batch([QUESTION, "？"], return_exceptions=True)
    assert found[0]["short_answer"] == "85輛"
    assert isinstance(found[1], AskError)

"""The reranking stage: its contract, what the sentences of a passage do to its place, and what a cross-encoder does."""

import numpy as np
import pytest

from corpus.script import fold
from corpus.subject import Subject
from corpus.types import Passage, Span
from index.cross_encoder import ScorerError, open_scorer
from index.types import Hit
from rag.evidence import EVIDENCE_HITS, EvidenceFinder
from rag.question import read_question
from rag.reading import PassageReader, ReadingSettings
from rag.rerank import CROSS_HITS, CrossEncoderReranker, SentenceReranker, open_reranker, ranked_anew
from rag.session import open_session
from tests.contracts.reranker import CHECKS
from tests.fakes import HashEncoder, SharedWordsReader, SharedWordsScorer
from tests.models import tiny_model

TEXTS = [
    "海灣區一帶向來熱鬧。", "网点总数120个。", "巴士85輛，車費沒有調整。", "", "The outlets are open.", "網點總數120個。",
    *(f"第{i}間店。" for i in range(20)),
]  # fmt: skip


def hits(texts, titles=()):
    found = []
    for i, text in enumerate(texts):
        passage = Passage(
            file=f"{i}.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text,
            subject=Subject(titles[i] if titles else "摘要"), headings=(), paragraph=1, runs=((0, 0),),
        )  # fmt: skip
        found.append(Hit(passage, i, i + 1, 0.9 - i / 100, 1.0, 0.8))
    return found


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return tiny_model(tmp_path_factory.mktemp("models") / "讀者")


@pytest.fixture
def reranker(small):
    return SentenceReranker(EvidenceFinder(small.searcher.expander))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_sentences_keep_the_contract(check, reranker):
    check(reranker, hits(TEXTS))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_fake_cross_encoder_keeps_the_contract(check):
    check(CrossEncoderReranker(SharedWordsScorer()), hits(TEXTS))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_cross_encoder_keeps_the_contract(check, tiny):
    check(CrossEncoderReranker(open_scorer(str(tiny))), hits(TEXTS))


@pytest.mark.parametrize(
    "question", ["網點有多少個？", "网点有多少个？", "How many outlets (网点) are there?"]
)
def test_the_passage_with_the_best_sentence_comes_first(reranker, question):
    texts = ["海灣區一帶向來熱鬧。", "網點總數120個。", "巴士85輛。"]
    assert reranker.rerank(read_question(question), hits(texts))[0].passage.text == "網點總數120個。"


def test_passages_beyond_those_whose_sentences_are_read_stay_behind(reranker):
    given = hits([f"網點{i}個。" for i in range(EVIDENCE_HITS + 5)])
    found = reranker.rerank(read_question("網點有多少個？"), given)
    assert [h.position for h in found[EVIDENCE_HITS:]] == [h.position for h in given[EVIDENCE_HITS:]]


def test_nothing_is_ranked_anew_where_nothing_was_found():
    assert ranked_anew([]) == []


@pytest.mark.parametrize("question", ["網點總數是多少？", "网点总数是多少？"])
@pytest.mark.parametrize("text", ["網點總數120個。", "网点总数120个。"])
def test_the_scorers_order_replaces_the_search_in_all_scripts(question, text):
    found = CrossEncoderReranker(SharedWordsScorer()).rerank(
        read_question(question), hits(["海灣區。", "巴士。", text])
    )
    assert [h.position for h in found] == [2, 0, 1]
    assert found[0].retrieved == pytest.approx(0.88)


def test_the_header_of_a_passage_is_read_with_it():
    given = hits(["共120個。", "共85個。"], ["巴士年報", "網點年報"])
    found = CrossEncoderReranker(SharedWordsScorer()).rerank(read_question("网点有多少个？"), given)
    assert [h.position for h in found] == [1, 0]


def test_only_the_first_hits_are_read_once():
    scorer = SharedWordsScorer()
    given = hits([*(f"第{i}間店。" for i in range(4)), "網點總數120個。"])
    question = "網點總數是多少？"
    found = CrossEncoderReranker(scorer, hits=4).rerank(read_question(question), given)
    assert found[-1].position == 4
    assert scorer.asked == [(fold(question), 4)]
    assert CrossEncoderReranker(scorer).rerank(read_question(question), given)[0].position == 4


def test_less_than_one_hit_is_no_number_to_read():
    with pytest.raises(ValueError, match="at least one"):
        CrossEncoderReranker(SharedWordsScorer(), hits=0)


def test_a_name_tells_the_model_and_its_weights(tiny):
    assert open_reranker(str(tiny)).name == f"cross-encoder:{open_scorer(str(tiny)).name}"


def test_a_session_asks_in_the_order_of_a_cross_encoder(small, small_index, tiny):
    question = "郵局有多少網點？"
    session = open_session(small_index, encoder=HashEncoder(), reranker=str(tiny))
    reading = read_question(question)
    found, plain = session.engine.find(reading), small.engine.find(reading)
    scores = open_scorer(str(tiny)).scores(
        fold(question), [fold(f"{h.passage.header}\n{h.passage.text}") for h in found[:CROSS_HITS]]
    )
    assert np.all(np.diff(scores) <= 1e-4) and np.ptp(scores) > 1e-3
    assert {h.position for h in found} == {h.position for h in plain}
    assert [h.position for h in found] != [h.position for h in plain]
    assert session.ask(question).passages[0].file == found[0].passage.file


def test_what_a_cross_encoder_puts_first_is_read(small_index, tiny):
    session = open_session(small_index, encoder=HashEncoder(), reranker=str(tiny))
    session = session.with_reader(PassageReader(SharedWordsReader(), ReadingSettings(hits=2, round_hits=2)))
    for question in ("郵局有多少網點？", "邮局有多少网点？"):
        hits = session.engine.find(read_question(question))
        assert [hit.read is not None for hit in hits] == [rank < 2 for rank in range(len(hits))]


def test_a_cross_encoder_that_cannot_be_had_is_told(small_index):
    with pytest.raises(ScorerError, match=r"no model folder '\.\./nowhere'"):
        open_session(small_index, encoder=HashEncoder(), reranker="../nowhere")


@pytest.mark.parametrize("command", [("ask", "網點有多少個？"), ("eval", "sample"), ()])
@pytest.mark.parametrize("name", ["", "../nowhere", "empty"])
def test_commands_end_with_one_error_where_it_cannot_be_had(rag, sample_folder, tmp_path, command, name):
    (tmp_path / "empty").mkdir()
    status, out, err = rag(*command, "--index", sample_folder, "--reranker", name)
    assert (status, out) == (1, "")
    told = [line for line in err.splitlines() if line.startswith("rag: ")]
    assert len(told) == 1 and ("no cross-encoder" in told[0] or "no model folder" in told[0])


def test_commands_answer_with_a_cross_encoder(rag, sample_folder, tiny):
    status, out, err = rag(
        "ask", "中国移动2024年有多少5G基站？", "--index", sample_folder, "--reranker", tiny
    )
    assert status == 0 and out
    assert "rag: " not in err and "Downloading" not in err
    status, out, _ = rag(
        "--index", sample_folder, "--reranker", tiny, stdin="中國移動有多少5G基站？\n".encode()
    )
    assert status == 0 and out


def test_the_prompts_option_goes_behind_a_command(rag, tiny):
    status, _, err = rag("--reranker", tiny, "ask", "網點有多少個？")
    assert status == 2
    assert "--reranker goes behind the command: rag ask" in err

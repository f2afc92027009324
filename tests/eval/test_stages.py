"""Every stage can be left out, and only it is."""

import pytest

from eval.stages import STAGES, Stage
from index.segment import BIGRAM_MARK
from rag.extractive import ExtractiveComposer, ExtractiveSettings
from rag.pipeline import query_of
from rag.question import read_question
from rag.session import Session

BY_NAME = {stage.name: stage for stage in STAGES}
QUESTION = "山海郵局2023年新建網點多少個？"
QUESTIONS = (
    QUESTION,
    "山海邮局2023年营业收入是多少？",
    "海灣巴士2022年投放電動巴士多少輛？",
    "海湾巴士流动应用程式的登记用户有多少名？",
    "雲山書店的資料庫軟體在什麼時候上線？",
)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_is_left_out_of_a_copy(small: Session, stage: Stage) -> None:
    settings, composer = small.searcher.settings, small.composer
    before = small.ask(QUESTION)
    without = stage.without(small)
    answer = without.ask(QUESTION)
    assert without is not small
    assert (small.searcher.settings, small.composer, small.engine.threshold) == (settings, composer, None)
    assert (answer.composer, len(answer.passages)) == (before.composer, len(before.passages))
    after = small.ask(QUESTION)
    assert (after.answer, after.passages) == (before.answer, before.passages)
    assert stage.does and "\n" not in stage.does


def test_names_are_each_their_own() -> None:
    assert len(BY_NAME) == len(STAGES) >= 15


def scores(session: Session, kind: str) -> list[float]:
    hits = session.searcher.search(query_of(read_question("巴士每日載客量")), 20)
    return [getattr(hit, kind) for hit in hits]


@pytest.mark.parametrize(("left_out", "alone"), [("vectors", "lexical"), ("BM25", "dense")])
def test_one_retriever_orders_alone(small: Session, left_out: str, alone: str) -> None:
    found = scores(BY_NAME[left_out].without(small), alone)
    # Scores that say nothing, such as cosines below the mean, may count alike.
    assert found[:2] == sorted(found, reverse=True)[:2]
    assert found[0] > found[1]


def test_bigrams_are_left_out_of_the_question(small: Session) -> None:
    expander = BY_NAME["bigrams"].without(small).searcher.expander
    terms = expander.terms("巴士載客量")
    words = {t: w for t, w in terms.items() if not t.startswith(BIGRAM_MARK)}
    assert 0 < len(words) < len(terms)
    assert (expander.scores("巴士載客量") == expander.lexical.scores(words)).all()
    assert (expander.scores("巴士載客量") != small.searcher.expander.scores("巴士載客量")).any()


def test_without_regional_wording_the_encoder_reads_the_very_words(small: Session) -> None:
    heard: list[str] = []

    class Heard:
        def __init__(self, encoder) -> None:
            self.encoder, self.name, self.dim = encoder, encoder.name, encoder.dim

        def encode_queries(self, texts):
            heard.extend(texts)
            return self.encoder.encode_queries(texts)

        def encode_passages(self, texts):
            return self.encoder.encode_passages(texts)

    session = Session.of(small.searcher.with_encoder(Heard), small.composer)
    session.ask("資料庫軟體")
    BY_NAME["regional wording"].without(session).ask("資料庫軟體")
    assert heard == ["数据库软件", "资料库软体"]


@pytest.mark.parametrize(("name", "field"), [("year", "year_weight"), ("company", "company_weight")])
def test_a_preference_is_set_to_nothing(small: Session, name: str, field: str) -> None:
    assert getattr(small.searcher.settings, field) > 0
    assert getattr(BY_NAME[name].without(small).searcher.settings, field) == 0


def test_without_short_answers_there_is_none(small: Session) -> None:
    answering = small.with_threshold(0.0)
    silent = BY_NAME["short answers"].without(answering)
    assert any(answering.ask(q).short_answer for q in QUESTIONS)
    assert not any(silent.ask(q).short_answer for q in QUESTIONS)


def test_without_refusal_all_is_answered(small: Session) -> None:
    strict = small.with_threshold(2.0)
    assert strict.ask(QUESTION).abstained
    assert not BY_NAME["refusal"].without(strict).ask(QUESTION).abstained


def test_without_further_sentences_one_is_quoted(small: Session) -> None:
    composer = ExtractiveComposer(small.searcher.expander, settings=ExtractiveSettings(behind=100.0))
    answering = Session.of(small.searcher, composer).with_threshold(0.0)
    terse = BY_NAME["further sentences"].without(answering)
    assert max(len(answering.ask(q).citations) for q in QUESTIONS) > 1
    assert {len(terse.ask(q).citations) for q in QUESTIONS} == {1}


def test_a_restriction_is_kept(small: Session) -> None:
    narrowed = small.restricted(file="*.txt")
    for stage in STAGES:
        files = {p.file for p in stage.without(narrowed).ask("營運").passages}
        assert files == {"雲山書店.txt"}

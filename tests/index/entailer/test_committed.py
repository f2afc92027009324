"""The committed int8 graph says nearly what the model that it was written from says in fp32."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pytest

from index.entailer.embedded import FOLDER, EmbeddedEntailer
from index.reader.embedded import MANIFEST, MODEL
from index.training.export import CASES, REFERENCE

pytestmark = pytest.mark.skipif(not (FOLDER / MANIFEST).exists(), reason="no entailment model is committed")

MEGABYTE = 10**6


@pytest.fixture(scope="module")
def golden():
    return json.loads((FOLDER / REFERENCE).read_text(encoding="utf-8"))


def test_the_file_is_the_one_of_the_manifest_and_small():
    data = (FOLDER / MODEL).read_bytes()
    manifest = json.loads((FOLDER / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["sha256"] == hashlib.sha256(data).hexdigest()
    assert manifest["bytes"] == len(data) < 40 * MEGABYTE
    assert EmbeddedEntailer().name.endswith(manifest["sha256"][:8])


def test_log_odds_are_near(golden):
    """Off by 0.10 on average and 0.27 at most of an early model."""
    told = EmbeddedEntailer().entailed([(f"{one['heading']}\n{one['text']}", one["claim"]) for one in golden])
    apart = np.abs(np.log(told / (1 - told)) - np.array([one["logit"] for one in golden]))
    assert len(golden) == CASES == 20
    assert apart.mean() <= 0.3 and apart.max() <= 0.8


def test_the_cases_are_truths_and_lies_told_apart(golden):
    """Bounds on how far apart the two are say little where all that is compared is alike."""
    logits = {
        holds: [one["logit"] for one in golden if (one["lie"] is None) == holds] for holds in (True, False)
    }
    assert [len(found) for found in logits.values()] == [10, 10]
    assert np.mean(logits[True]) > np.mean(logits[False]) + 1

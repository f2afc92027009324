"""The committed int8 graph says nearly what the model that it was written from says in fp32."""

from __future__ import annotations

import hashlib
import json

import pytest

from index.reader.embedded import FOLDER, MANIFEST, MODEL, EmbeddedReader
from index.reader.types import Shown
from index.training.export import CASES, REFERENCE

pytestmark = pytest.mark.skipif(not (FOLDER / MANIFEST).exists(), reason="no reader is committed")

MEGABYTE = 10**6


@pytest.fixture(scope="module")
def golden():
    return json.loads((FOLDER / REFERENCE).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reads(golden):
    reader = EmbeddedReader()
    return [reader.read(one["question"], [Shown(one["header"], one["text"])])[0] for one in golden]


def test_the_file_is_the_one_of_the_manifest_and_small():
    data = (FOLDER / MODEL).read_bytes()
    manifest = json.loads((FOLDER / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["sha256"] == hashlib.sha256(data).hexdigest()
    assert manifest["bytes"] == len(data) < 40 * MEGABYTE


def test_the_same_words_are_marked(golden, reads):
    assert len(golden) == CASES == 20
    same = [[read.span.start, read.span.end] == one["span"] for one, read in zip(golden, reads, strict=True)]
    assert sum(same) >= 19


@pytest.mark.parametrize(("measure", "mean", "most"), [("relevance", 0.25, 0.5), ("lead", 0.3, 0.6)])
def test_log_odds_are_near(golden, reads, measure, mean, most):
    """Off by 0.10 on average and 0.27 at most for the relevance, 0.21 and 0.51 for the lead, when written."""
    apart = [abs(getattr(read, measure) - one[measure]) for one, read in zip(golden, reads, strict=True)]
    assert sum(apart) / len(apart) <= mean
    assert max(apart) <= most


def test_the_cases_tell_the_sure_from_the_unsure(golden):
    """Bounds on how far apart the two are say little where all that is compared is alike."""
    for measure in ("relevance", "lead"):
        values = [one[measure] for one in golden]
        assert max(values) - min(values) > 4
        assert min(values) < 2 < max(values)

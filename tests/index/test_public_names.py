"""The stage's public names, and that they cost nothing until used."""

import json
import subprocess
import sys

import index


def test_the_public_names_are_these_and_resolve():
    assert sorted(index.__all__) == [
        "BuildReport", "Encoder", "EncoderError", "Hit", "IndexFolderError", "Query", "SearchSettings", "Searcher",
        "Segmenter", "VectorStore", "open_encoder",
    ]  # fmt: skip
    for name in index.__all__:
        assert getattr(index, name).__name__ == name
    assert not hasattr(index, "nothing")


def test_importing_the_stage_loads_no_library():
    heavy = ("numpy", "faiss", "jieba", "bm25s", "opencc", "torch", "onnxruntime")
    code = f"import sys, json, index; print(json.dumps([m for m in {heavy} if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []

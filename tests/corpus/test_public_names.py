"""The stage's public names, and that they cost nothing until used."""

import json
import subprocess
import sys

import corpus


def test_the_public_names_are_these_and_resolve():
    assert sorted(corpus.__all__) == [
        "Document", "Paragraph", "ParagraphKind", "Passage", "PassageSettings", "Script", "Skipped", "SourceError",
        "SourceMap", "Span", "WenjuError", "detect", "find_sources", "fold", "read_document", "read_folder", "same_words",
    ]  # fmt: skip
    for name in corpus.__all__:
        assert getattr(corpus, name).__name__ == name
    assert not hasattr(corpus, "nothing")


def test_importing_the_stage_loads_no_library():
    code = "import sys, json, corpus; print(json.dumps([m for m in ('numpy', 'opencc') if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []

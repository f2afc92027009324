"""The stage's public names, and that they cost nothing until used."""

import json
import subprocess
import sys
import time

import rag


def test_the_public_names_are_these_and_resolve():
    assert sorted(rag.__all__) == [
        "Answer", "AskError", "Citation", "Claim", "Composer", "Draft", "Session", "answer_lines", "open_session",
    ]  # fmt: skip
    for name in rag.__all__:
        assert getattr(rag, name).__name__ == name
    assert not hasattr(rag, "nothing")


def test_importing_the_stage_is_quick_and_loads_no_library():
    code = (
        "import time; start = time.perf_counter(); import rag; took = time.perf_counter() - start\n"
        "import sys, json; heavy = ('faiss', 'jieba', 'torch', 'numpy', 'opencc', 'click', 'rich')\n"
        "print(json.dumps([took, [m for m in heavy if m in sys.modules]]))"
    )
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        took, loaded = json.loads(done.stdout)
        assert loaded == []
        if took < 0.3:
            return
        time.sleep(1)
    raise AssertionError(f"import rag took {took:.2f} s")

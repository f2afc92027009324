"""What reading the five real reports costs, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
# The project's own bounds: processor seconds and bytes.
MOST_SECONDS, MOST_MEMORY = 20.0, 500e6

_PROGRAM = """
import resource, sys
from pathlib import Path
from corpus.files import read_files
read = read_files([Path(sys.argv[1])])
used = resource.getrusage(resource.RUSAGE_SELF)
unit = 1 if sys.platform == "darwin" else 1024
print(len(read.documents), used.ru_utime + used.ru_stime, used.ru_maxrss * unit)
"""


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports lie beside the project, not in it")
def test_five_reports_are_read_in_bounded_time_and_memory():
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(REPORTS)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    documents, seconds, memory = map(float, done.stdout.split())
    assert documents >= 5
    assert seconds < MOST_SECONDS
    assert memory < MOST_MEMORY

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
status = Path("/proc/self/status")
# Linux counts in ru_maxrss what the parent held when it made this process; VmHWM begins anew.
own = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.exists() else []
memory = int(own[0].split()[1]) * 1024 if own else used.ru_maxrss * unit
print(len(read.documents), used.ru_utime + used.ru_stime, memory)
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

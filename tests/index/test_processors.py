import os
import subprocess
import sys

import pytest

from index.processors import processors


def test_as_many_as_the_process_may_run_on():
    assert 1 <= processors() <= (os.cpu_count() or 1)


@pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="processes cannot be bound to processors here"
)
def test_a_bound_process_has_fewer_than_the_machine():
    code = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); from index.processors import processors; "
    told = subprocess.run(
        [sys.executable, "-c", code + "print(processors())"], capture_output=True, check=True
    )
    assert told.stdout.strip() == b"1"

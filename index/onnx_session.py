"""Opens exported models: the one file that knows ``onnxruntime``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.types import FloatArray

_ERRORS_ONLY = 3


class Session(Protocol):
    """What is used of ``onnxruntime.InferenceSession``; ``run`` may be called from several threads."""

    def run(
        self, output_names: Sequence[str], inputs: dict[str, npt.NDArray[np.int64]]
    ) -> Sequence[FloatArray]:
        """Return the outputs named, for the inputs by name."""
        ...


def open_model(path: Path) -> Session:
    """Load a model file, each run of it on one thread. ValueError when it cannot be run."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = _ERRORS_ONLY
    options.intra_op_num_threads = 1
    try:
        session: Session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # the library raises classes of its own that share no other base
        raise ValueError(f"{path} cannot be run by onnxruntime {onnxruntime.__version__}: {error}") from error
    return session

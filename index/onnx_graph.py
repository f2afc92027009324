"""ONNX graphs, built node by node: the one file that knows the library ``onnx``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

CONTRIB = "com.microsoft"
"""The domain of onnxruntime's own operators."""

FLOAT = 1
"""The number of ``TensorProto.FLOAT``, that the format fixes."""

_OPSET = 20
_IR_VERSION = 9


class Graph:
    """Nodes and constants in the making; both methods return the name under which the result can be used."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def constant(self, name: str, value: npt.NDArray[Any] | np.generic) -> str:
        """Add a constant; each name once."""
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def node(
        self,
        kind: str,
        inputs: Sequence[str],
        output: str | list[str],
        domain: str = "",
        **attributes: float | str,
    ) -> str:
        """Add a node; the name of its first output comes back."""
        from onnx import helper

        outputs = [output] if isinstance(output, str) else output
        self._nodes.append(helper.make_node(kind, list(inputs), outputs, domain=domain, **attributes))
        return outputs[0]

    def cast(self, value: str, element: int) -> str:
        """Add a change of number type."""
        return self.node("Cast", [value], f"{value}.cast", to=element)

    def serialised(self, name: str, outputs: Mapping[str, Sequence[int | str]]) -> bytes:
        """Return the file's bytes, the same for the same graph: a digest of them names the model.

        The input is ``ids``, int64 (1, tokens); ``outputs`` are float32, their shapes by name.
        """
        from onnx import TensorProto, helper

        ids = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])
        given = [helper.make_tensor_value_info(n, TensorProto.FLOAT, list(s)) for n, s in outputs.items()]
        graph = helper.make_graph(self._nodes, name, [ids], given, self._constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION, producer_name="wenju")
        data: bytes = model.SerializeToString(deterministic=True)
        return data

"""OpenVINO without its telemetry, and the compiling of graphs for this processor."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

# With this package, a bare `import openvino` writes ~/intel and sends telemetry to a web analytics
# service from a forked process. None makes its import fail, and openvino works without it.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]

from openvino import CompiledModel, Core, Model, convert_model, save_model  # noqa: E402 - the line above must come first
from openvino import opset13 as ops  # noqa: E402 - the same
from openvino.frontend import (  # noqa: E402 - the same
    GeneralFailure,
    InitializationFailure,
    NotImplementedFailure,
    OpConversionFailure,
    OpValidationFailure,
)

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "CONVERSION_FAILURES",
    "EXACT",
    "FAST",
    "CompiledModel",
    "Model",
    "compiled",
    "convert_model",
    "name_inputs",
    "native_precision",
    "ops",
    "read_graph",
    "save_model",
]

EXACT, FAST = "f32", "bf16"
# These are direct subclasses of Exception.
CONVERSION_FAILURES = (
    GeneralFailure,
    InitializationFailure,
    NotImplementedFailure,
    OpConversionFailure,
    OpValidationFailure,
)


def native_precision() -> str:
    """Return the fastest precision that this processor supports: "bf16" or "f32"."""
    capabilities = Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return FAST if FAST.upper() in capabilities else EXACT


def read_graph(path: Path) -> Model:
    """Return the graph in a file. Raise RuntimeError if it cannot be read."""
    return Core().read_model(path)


def name_inputs(graph: Model, names: Sequence[str]) -> Model:
    """Rename the inputs of a graph, in their order."""
    for port, name in zip(graph.inputs, names, strict=True):
        port.get_tensor().set_names({name})
    return graph


def compiled(graph: Model, precision: str) -> CompiledModel:
    """Compile a graph for many texts at once."""
    settings = {"PERFORMANCE_HINT": "THROUGHPUT", "INFERENCE_PRECISION_HINT": precision}
    return Core().compile_model(graph, "CPU", settings)

"""A bare file of weights, such as the prototype's: no manifest, and some heads may be lacking."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import safetensors.numpy

from assistant.reading.reader_weights import (
    OUTPUTS,
    Temperatures,
    Weights,
    packed_weights,
    parsed_weights,
)
from index.embedding.shipped import DIMENSIONS

PROTOTYPE = (
    Path(__file__).resolve().parents[4] / "shared" / "data" / "reading" / "prototype.safetensors"
)


def bare_weights(path: Path) -> Weights:
    """Return the weights of a file, with heads of zeros for those that it lacks."""
    tensors = dict(safetensors.numpy.load(path.read_bytes()))
    for head, outputs in OUTPUTS.items():
        for name, shape in (
            (f"{head}.0", (DIMENSIONS, 2 * DIMENSIONS)),
            (f"{head}.2", (outputs, DIMENSIONS)),
        ):
            tensors.setdefault(f"{name}.weight", np.zeros(shape, np.float16))
            tensors.setdefault(f"{name}.bias", np.zeros(shape[0], np.float16))
    return parsed_weights(packed_weights(tensors, Temperatures(), {}), path)

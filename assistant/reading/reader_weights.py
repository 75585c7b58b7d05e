"""The reader's weights: a safetensors file, its manifest, and the calibration temperatures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import safetensors
import safetensors.numpy
from numpy.typing import NDArray

from assistant.reading.errors import WeightsDamaged, WeightsMissing
from index.embedding.shipped import DIMENSIONS


@dataclass(frozen=True, slots=True)
class Temperatures:
    """A calibration temperature for each head; 1 leaves its probabilities unchanged."""

    answers: float = 1.0
    span: float = 1.0
    bears: float = 1.0
    missing: float = 1.0


Tensors = Mapping[str, NDArray[np.float32]]

WEIGHTS = "reader.safetensors"
MANIFEST = "manifest.json"
SHIPPED = Path(__file__).parent / "model"
ENCODER = "bert."
# All metadata is one entry, because safetensors writes several in random order, which would change
# the digest of equal weights.
_DESCRIBED = "reader"
_TEMPERATURES = "temperatures"
# The outputs of each head over a segment.
OUTPUTS = {"answers": 1, "bears": 3, "missing": 1}


@dataclass(frozen=True)
class Weights:
    """Named tensors, the temperatures of their heads, and the SHA-256 of the file."""

    tensors: Tensors
    temperatures: Temperatures
    digest: str

    @property
    def encoder(self) -> Tensors:
        """The encoder's tensors by their names in BERT, without the frozen word embeddings."""
        return {
            name.removeprefix(ENCODER): tensor
            for name, tensor in self.tensors.items()
            if name.startswith(ENCODER)
        }

    @property
    def heads(self) -> Tensors:
        """The tensors of the heads."""
        return {
            name: tensor for name, tensor in self.tensors.items() if not name.startswith(ENCODER)
        }


def load_weights(folder: Path = SHIPPED) -> Weights:
    """Return the weights of a folder; raise WeightsDamaged if they do not match the manifest."""
    path = folder / WEIGHTS
    try:
        content = path.read_bytes()
        expected = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["sha256"]
    except OSError as error:
        raise WeightsMissing(Path(error.filename), error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise WeightsDamaged(path, f"{MANIFEST} next to it has no sha256 ({error})") from error
    digest = hashlib.sha256(content).hexdigest()
    if digest != expected:
        raise WeightsDamaged(path, f"it has the SHA-256 {digest}, expected {expected}")
    return parsed_weights(content, path)


def parsed_weights(content: bytes, path: Path) -> Weights:
    """Parse the content of a weights file, without checking its digest."""
    try:
        stored = safetensors.numpy.load(content)
        header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
        described = json.loads(header["__metadata__"][_DESCRIBED])
        temperatures = Temperatures(**described[_TEMPERATURES])
    except (safetensors.SafetensorError, ValueError, TypeError, KeyError) as error:
        raise WeightsDamaged(path, str(error)) from error
    tensors = {name: tensor.astype(np.float32) for name, tensor in stored.items()}
    _expect_heads(tensors, path)
    return Weights(tensors, temperatures, hashlib.sha256(content).hexdigest())


def packed_weights(
    tensors: Tensors, temperatures: Temperatures, described: Mapping[str, str]
) -> bytes:
    """Return the bytes of a file with the weights in half precision and their description."""
    halves = {name: tensor.astype(np.float16) for name, tensor in tensors.items()}
    metadata = {**described, _TEMPERATURES: asdict(temperatures)}
    return bytes(safetensors.numpy.save(halves, {_DESCRIBED: json.dumps(metadata)}))


def _expect_heads(tensors: Tensors, path: Path) -> None:
    expected = {"span.weight": (2, DIMENSIONS), "span.bias": (2,)}
    for head, outputs in OUTPUTS.items():
        expected[f"{head}.0.weight"] = (DIMENSIONS, 2 * DIMENSIONS)
        expected[f"{head}.0.bias"] = (DIMENSIONS,)
        expected[f"{head}.2.weight"] = (outputs, DIMENSIONS)
        expected[f"{head}.2.bias"] = (outputs,)
    for name, shape in expected.items():
        if name not in tensors:
            raise WeightsDamaged(path, f"it has no tensor {name}")
        if tensors[name].shape != shape:
            raise WeightsDamaged(path, f"{name} has the shape {tensors[name].shape}, not {shape}")

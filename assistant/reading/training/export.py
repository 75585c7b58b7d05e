"""Export of trained weights: half precision, calibrated, with their manifest."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path

from torch import Tensor

from assistant.reading.temperatures import Temperatures
from assistant.reading.trained import loaded
from assistant.reading.training.calibration import calibrated
from assistant.reading.training.checkpoint import Progress
from assistant.reading.training.settings import Settings
from assistant.reading.weights import MANIFEST, WEIGHTS, packed_weights, parsed_weights
from index.embedding.shipped import NAME, WEIGHTS_SHA256
from index.whole_files import replace_file

log = logging.getLogger(__name__)


def export(
    tensors: Mapping[str, Tensor],
    progress: Progress,
    settings: Settings,
    data: Path,
    folder: Path,
) -> None:
    """Calibrate weights on the dev split and write them, each file atomically."""
    arrays = {name: tensor.numpy() for name, tensor in tensors.items()}
    described = {
        **settings.described,
        "base": f"{NAME}@{WEIGHTS_SHA256[:12]} (its word embeddings are not included)",
        "steps": str(progress.steps),
        "rows": str(progress.rows),
    }
    path = folder / WEIGHTS
    plain = parsed_weights(packed_weights(arrays, Temperatures(), described), path)
    temperatures = calibrated(loaded(plain), data)
    content = packed_weights(arrays, temperatures, described)
    digest = hashlib.sha256(content).hexdigest()
    manifest = {"sha256": digest, "bytes": len(content), **described}
    replace_file(path, content)
    replace_file(folder / MANIFEST, f"{json.dumps(manifest, indent=2)}\n".encode())
    log.info("wrote %s, %.1f MB, SHA-256 %s", path, len(content) / 1e6, digest)

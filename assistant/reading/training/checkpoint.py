"""Checkpoints: everything needed to resume a run as if it had never stopped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import safetensors
import safetensors.torch
from torch import Tensor

from assistant.reading.errors import CheckpointDiffers
from index.whole_files import replace_file

CHECKPOINT = "checkpoint.safetensors"


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a run: steps, rows, seconds, and the next batch in the order of rows."""

    steps: int = 0
    rows: int = 0
    seconds: float = 0.0
    pool: int = 0
    place: int = 0


def save_checkpoint(
    folder: Path, tensors: Mapping[str, Tensor], progress: Progress, settings: Mapping[str, str]
) -> None:
    """Write a checkpoint. If this is interrupted, the last complete one remains."""
    described = {"progress": json.dumps(asdict(progress)), "settings": json.dumps(dict(settings))}
    replace_file(folder / CHECKPOINT, safetensors.torch.save(dict(tensors), described))


def load_checkpoint(
    folder: Path, settings: Mapping[str, str]
) -> tuple[dict[str, Tensor], Progress] | None:
    """Return the tensors and progress of a folder's checkpoint, or None if it has none."""
    path = folder / CHECKPOINT
    if not path.exists():
        return None
    with safetensors.safe_open(path, "pt") as file:
        described = file.metadata()
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    made_with = json.loads(described["settings"])
    differences = [
        f"{name} {made_with.get(name)}, here {value}"
        for name, value in settings.items()
        if made_with.get(name) != value
    ]
    if differences:
        raise CheckpointDiffers(path, "; ".join(differences))
    return tensors, Progress(**json.loads(described["progress"]))

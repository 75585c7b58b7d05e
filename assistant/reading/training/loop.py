"""The training loop: AdamW with a rate that rises, then falls to zero as the budget is spent."""

from __future__ import annotations

import json
import logging
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import safetensors
import safetensors.torch
import torch
from torch import Tensor

from assistant.reading.errors import CheckpointDiffers
from assistant.reading.training.example import Batch, Example
from assistant.reading.training.learner import Learner
from assistant.reading.training.recipe import Settings
from assistant.reading.training.schedule import Schedule
from index.whole_files import replace_file

CHECKPOINT = "checkpoint.safetensors"


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a run: steps, rows, seconds, and the position of the next batch."""

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
        f"{name} was {made_with.get(name)}, now {value}"
        for name, value in settings.items()
        if made_with.get(name) != value
    ]
    if differences:
        raise CheckpointDiffers(path, "; ".join(differences))
    return tensors, Progress(**json.loads(described["progress"]))


log = logging.getLogger(__name__)

_BETAS = (0.9, 0.98)
_DECAY = 0.01
_CLIP = 1.0
_REPORT_SECONDS = 30
# In seconds. A longer step was interrupted by a pause, which does not count as training time.
_LONGEST_STEP = 60.0


@dataclass
class Loop:
    """One run, resumed from its folder's checkpoint."""

    learner: Learner
    schedule: Schedule
    settings: Settings
    folder: Path
    save_every: int = 200
    progress: Progress = field(default_factory=Progress)

    def __post_init__(self) -> None:
        tensors = self.learner.tensors
        # Norms and biases get no weight decay.
        matrices = [tensor for tensor in tensors.values() if tensor.dim() > 1]
        others = [tensor for tensor in tensors.values() if tensor.dim() == 1]
        groups = [
            {"params": matrices, "weight_decay": _DECAY},
            {"params": others, "weight_decay": 0.0},
        ]
        self.optimizer = torch.optim.AdamW(groups, lr=self.settings.rate, betas=_BETAS, fused=True)
        self.average = {name: tensor.detach().clone() for name, tensor in tensors.items()}
        self._losses: defaultdict[str, list[float]] = defaultdict(list)
        self._resume()

    def run(self) -> dict[str, Tensor]:
        """Train until the budget is spent, and return the tensors to export."""
        before = reported = time.monotonic()
        rows = self.progress.rows
        for examples in self._batches():
            if self._spent >= 1:
                break
            self._step(examples)
            now = time.monotonic()
            taken = min(now - before, _LONGEST_STEP)
            self.progress = replace(self.progress, seconds=self.progress.seconds + taken)
            before = now
            if now - reported >= _REPORT_SECONDS:
                self._report((self.progress.rows - rows) / (now - reported))
                reported, rows = now, self.progress.rows
            if self.progress.steps % self.save_every == 0:
                self._save()
        self._save()
        kept = self.average if self.settings.average else self.learner.tensors
        return {name: tensor.detach().cpu() for name, tensor in kept.items()}

    @property
    def _spent(self) -> float:
        return self.settings.budget.spent(self.progress.rows, self.progress.seconds)

    def _batches(self) -> Iterator[list[Example]]:
        while True:
            pool = self.schedule.batches(self.progress.pool)
            for place in range(self.progress.place, len(pool)):
                self.progress = replace(self.progress, place=place + 1)
                yield pool[place]
            self.progress = replace(self.progress, pool=self.progress.pool + 1, place=0)

    def _step(self, examples: list[Example]) -> None:
        rising = min(1.0, (self.progress.steps + 1) / self.settings.warm_up)
        for group in self.optimizer.param_groups:
            group["lr"] = self.settings.rate * rising * (1 - self._spent)
        batch = Batch.of(examples).to(self.learner.words.device)
        losses = self.learner.losses(batch)
        total = torch.stack(list(losses.values())).sum()
        total.backward()  # type: ignore[no-untyped-call]
        tensors = list(self.learner.tensors.values())
        for tensor in tensors:
            if tensor.grad is None:  # a head that no row of the batch trains
                tensor.grad = torch.zeros_like(tensor)
        torch.nn.utils.clip_grad_norm_(tensors, _CLIP)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self._move_average(tensors)
        for name, loss in losses.items():
            self._losses[name].append(loss.item())
        self.progress = replace(
            self.progress,
            steps=self.progress.steps + 1,
            rows=self.progress.rows + len(examples),
        )

    def _move_average(self, tensors: list[Tensor]) -> None:
        if self.settings.average:
            # A smaller decay at first, so that early and later steps weigh about the same.
            steps = self.progress.steps
            decay = min(self.settings.average, (1 + steps) / (10 + steps))
            with torch.no_grad():
                torch._foreach_lerp_(list(self.average.values()), tensors, 1 - decay)

    def _report(self, rate: float) -> None:
        means = {name: sum(each) / len(each) for name, each in sorted(self._losses.items())}
        self._losses.clear()
        spent = self._spent
        left = self.progress.seconds * (1 - spent) / max(spent, 1e-9)
        log.info(
            "step %d, %d rows, %.1f rows/s, %.0f %% done, %.0f min left, losses %s",
            self.progress.steps,
            self.progress.rows,
            rate,
            100 * spent,
            left / 60,
            ", ".join(f"{name} {mean:.3f}" for name, mean in means.items()),
        )

    def _save(self) -> None:
        tensors = {}
        for name, tensor in self.learner.tensors.items():
            tensors[f"weights/{name}"] = tensor.detach()
            tensors[f"average/{name}"] = self.average[name]
            for key, value in self.optimizer.state.get(tensor, {}).items():
                tensors[f"{key}/{name}"] = value
        save_checkpoint(self.folder, tensors, self.progress, self.settings.described)

    def _resume(self) -> None:
        found = load_checkpoint(self.folder, self.settings.described)
        if found is None:
            return
        tensors, self.progress = found
        with torch.no_grad():
            for name, tensor in self.learner.tensors.items():
                tensor.copy_(tensors[f"weights/{name}"])
                self.average[name].copy_(tensors[f"average/{name}"])
                # Copied, because a file's tensors are not aligned like new ones, which makes the
                # kernels round differently.
                self.optimizer.state[tensor] = {
                    key: tensors[f"{key}/{name}"].to(tensor.device, copy=True)
                    for key in ("step", "exp_avg", "exp_avg_sq")
                    if f"{key}/{name}" in tensors
                }
        log.info("continuing at step %d", self.progress.steps)

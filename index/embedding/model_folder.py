"""Model folders: a model's local files, checked before anything is loaded from them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from index.errors import ModelMissing, ModelUnreadable

Model = TypeVar("Model")
WEIGHTS = "*.safetensors"
PICKLED = "pytorch_model*.bin"
# The endings of the other files that loaders read: settings, vocabularies and templates.
SETTINGS = frozenset({".jinja", ".json", ".model", ".txt"})
# These are read when the libraries are imported. A loader restricted to local files has been
# seen to contact the hub nevertheless.
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
}


@dataclass(frozen=True)
class ModelFolder:
    """A model's name and the folder that holds its files."""

    name: str
    path: Path

    @classmethod
    def named(cls, name_or_folder: str) -> ModelFolder:
        """Find a model by its folder, or by its name in the local cache of the model hub."""
        folder = Path(name_or_folder).expanduser()
        if name_or_folder and folder.is_dir():
            return cls(folder.resolve().name, folder)
        return cls(name_or_folder.split("/")[-1], _cached(name_or_folder))

    @property
    def weights(self) -> list[Path]:
        """The weight files; large models and models with many parts have several.

        Pickled files are refused.
        """
        for path in self.path.rglob("*"):
            if not path.is_file() and not path.is_dir():
                raise self.unreadable(f"{path} is not a regular file")
        weights = sorted(self.path.rglob(WEIGHTS))
        if not weights:
            raise self.unreadable(f"{self.path} contains no {WEIGHTS} file")
        safe = {path.parent for path in weights}
        for pickled in self.path.rglob(PICKLED):
            if pickled.parent not in safe:
                raise self.unreadable(f"{pickled} is a pickle file, and loading it could run code")
        return weights

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the weights: of the one file, or of the digests of several."""
        digests = [file_digest(path) for path in self.weights]
        if len(digests) == 1:
            return digests[0]
        return hashlib.sha256("".join(digests).encode()).hexdigest()

    @cached_property
    def content_digest(self) -> str:
        """The SHA-256 of everything that decides the model's vectors: weights and settings."""
        digest = hashlib.sha256(self.digest.encode())
        for path in sorted(self.path.rglob("*")):
            if path.suffix in SETTINGS and path.is_file():
                name = path.relative_to(self.path).as_posix()
                digest.update(f"{name} {file_digest(path)}\n".encode())
        return digest.hexdigest()

    @property
    def model_id(self) -> str:
        """The model's name and the first 12 digits of its weights' SHA-256."""
        return f"{self.name}@{self.digest[:12]}"

    def load(self, kind: Callable[..., Model]) -> Model:
        """Load a model with a class of sentence-transformers, without running the model's code."""
        _ = self.weights  # refuse pickled files before reading anything
        try:
            return kind(
                str(self.path),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError, KeyError, RuntimeError, ImportError) as error:
            raise self.unreadable(f"sentence-transformers reported: {error}") from error

    def unreadable(self, reason: str) -> ModelUnreadable:
        """Return the error for a model that cannot be used, with the reason."""
        return ModelUnreadable(self.name, reason)


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def go_offline() -> None:
    """Keep the libraries that load models from contacting a hub; imports them, which is slow."""
    os.environ.update(OFFLINE)
    import transformers  # noqa: PLC0415 - after the environment is set
    from huggingface_hub import constants  # noqa: PLC0415 - after the environment is set

    # Other code may have imported it earlier, without the environment above.
    constants.HF_HUB_OFFLINE = True
    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def _cached(name: str) -> Path:
    """Return the folder where the hub's client stored a model."""
    os.environ.update(OFFLINE)
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 - for a hub's name only
    from huggingface_hub.errors import HFValidationError  # noqa: PLC0415 - the same

    try:
        found = try_to_load_from_cache(name, "modules.json")
        found = found if isinstance(found, str) else try_to_load_from_cache(name, "config.json")
    except HFValidationError as error:
        raise ModelMissing(name) from error
    if not isinstance(found, str):
        raise ModelMissing(name)
    return Path(found).parent

"""Embedding models by name: whatever sentence-transformers can load from this machine."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelMissing, ModelUnreadable
from index.excerpt import excerpt

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

WEIGHTS = "*.safetensors"
PICKLED = "pytorch_model*.bin"
# What is assumed of the few models that do not say how much they read.
LONGEST = 8192
# These are read when the libraries are imported. A loader that is told to use local files only
# has been seen to call home nevertheless.
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
}


class SentenceTransformerEmbedder:
    """Embed texts with a model in a folder; nothing is loaded before the first one."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        self._folder = folder
        # Tokenizers of transformers fail when two threads use one, and torch uses all cores anyway.
        self._turn = threading.RLock()

    @classmethod
    def named(cls, name_or_folder: str) -> SentenceTransformerEmbedder:
        """Return the embedder of a model in a folder, or in the local cache of the model hub."""
        folder = Path(name_or_folder).expanduser()
        if name_or_folder and folder.is_dir():
            return cls(folder.resolve().name, folder)
        return cls(name_or_folder.split("/")[-1], _cached(name_or_folder))

    @cached_property
    def model_id(self) -> str:
        """The model's name and the first 12 digits of its weights' SHA-256."""
        return f"{self._name}@{_digest(self._weights())[:12]}"

    @property
    def dimensions(self) -> int:
        """How long a vector is; loads the model."""
        return int(self._model.get_embedding_dimension() or self.embed_question("").shape[0])

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of unit length for each text, with the model's prompt for documents."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        with self._turn:
            rows = self._model.encode_document(
                self._excerpts(texts), normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(rows, dtype=np.float32)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, with the model's prompt for questions."""
        with self._turn:
            rows = self._model.encode_query(
                self._excerpts([text]), normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(rows[0], dtype=np.float32)

    def _excerpts(self, texts: Sequence[str]) -> list[str]:
        tokens = self._model.max_seq_length or LONGEST
        return [excerpt(text, tokens) for text in texts]

    def _weights(self) -> list[Path]:
        """List the files of weights: large models have several, and so have those of many parts."""
        weights = sorted(self._folder.rglob(WEIGHTS))
        if not weights:
            raise ModelUnreadable(self._name, f"{self._folder} holds no {WEIGHTS} file")
        safe = {path.parent for path in weights}
        for pickled in self._folder.rglob(PICKLED):
            if pickled.parent not in safe:
                raise ModelUnreadable(
                    self._name, f"{pickled} is pickled, and reading it could run what it holds"
                )
        return weights

    @property
    def _model(self) -> SentenceTransformer:
        with self._turn:
            return self._loaded

    @cached_property
    def _loaded(self) -> SentenceTransformer:
        self._weights()  # before anything is read, refuse what is pickled
        os.environ.update(OFFLINE)
        import transformers  # noqa: PLC0415 - after the environment is set
        from huggingface_hub import constants  # noqa: PLC0415 - after the environment is set
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes seconds

        # Somebody else may have imported it earlier, without the environment above.
        constants.HF_HUB_OFFLINE = True
        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            return SentenceTransformer(
                str(self._folder),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError, KeyError, RuntimeError, ImportError) as error:
            raise ModelUnreadable(self._name, f"sentence-transformers said: {error}") from error


def _cached(name: str) -> Path:
    """Find the folder that the hub's client has put a model into."""
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


def _digest(files: Sequence[Path]) -> str:
    """Return the SHA-256 of one file, or of the digests of several."""
    digests = []
    for path in files:
        with path.open("rb") as content:
            digests.append(hashlib.file_digest(content, "sha256").hexdigest())
    return (
        digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    )

"""Converted models on disk, found by the digest of the model's files and verified when read."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tokenizers import Tokenizer

from index.embedding.model_folder import file_digest

if TYPE_CHECKING:
    from index.embedding.conversion import Conversion
    from index.embedding.converted_model import ConvertedModel

GRAPH, WEIGHTS, TOKENIZER, ENTRY = "graph.xml", "graph.bin", "tokenizer.json", "entry.json"
# Models are converted again when one of these, or the layout of an entry, changes.
_MADE_WITH = ("openvino", "sentence-transformers", "tokenizers", "torch", "transformers")
_LAYOUT = 1


@dataclass(frozen=True)
class Description:
    """The facts about a model that its graph and tokenizer do not contain."""

    dimensions: int
    maximum_tokens: int
    document_prompt: str
    query_prompt: str
    padding: int
    precision: str  # in which the vectors were found to be equal


@dataclass(frozen=True)
class Refusal:
    """Why a model cannot be converted, kept so that conversion is not retried at every start."""

    reason: str


@dataclass(frozen=True)
class ModelCache:
    """A folder with a subfolder for each converted model. An interrupted conversion is redone."""

    folder: Path

    def find(self, digest: str, model_id: str) -> ConvertedModel | Refusal | None:
        """Return a model, or None if it is absent, damaged or made with other versions.

        Raise ImportError or RuntimeError if OpenVINO cannot run.
        """
        entry = self.folder / digest
        described = _entry(entry)
        if described is None:
            return None
        if "refusal" in described:
            return Refusal(described["refusal"])
        from index.embedding.converted_model import ConvertedModel  # noqa: PLC0415 - openvino: 0.2 s that not all commands need
        from index.embedding.openvino_runtime import read_graph  # noqa: PLC0415 - the same

        return ConvertedModel.of(
            model_id,
            Description(**described["description"]),
            Tokenizer.from_file(str(entry / TOKENIZER)),
            read_graph(entry / GRAPH),
        )

    def store(self, digest: str, conversion: Conversion) -> None:
        """Store a converted model under the digest of its files."""
        from index.embedding.openvino_runtime import save_model  # noqa: PLC0415 - the same

        with self._new_entry(digest) as made:
            save_model(conversion.graph, made / GRAPH, compress_to_fp16=False)
            conversion.tokenizer.save(str(made / TOKENIZER))
            files = {name: file_digest(made / name) for name in (GRAPH, WEIGHTS, TOKENIZER)}
            _describe(made, {"description": asdict(conversion.description), "files": files})

    def store_refusal(self, digest: str, refusal: Refusal) -> None:
        """Store why the model with this digest cannot be converted."""
        with self._new_entry(digest) as made:
            _describe(made, {"refusal": refusal.reason, "files": {}})

    @contextmanager
    def lock(self, digest: str) -> Iterator[None]:
        """Wait until no other process converts this model, and keep others waiting."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{digest}.lock").open("w") as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX)
            yield

    @contextmanager
    def _new_entry(self, digest: str) -> Iterator[Path]:
        """Yield an empty folder, which becomes the entry when the block ends without an error."""
        made, entry = self.folder / f"{digest}.partial", self.folder / digest
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        yield made
        shutil.rmtree(entry, ignore_errors=True)
        made.replace(entry)


def _describe(folder: Path, content: Mapping[str, Any]) -> None:
    """Write the entry's description, with the digests that verify it."""
    described = {**content, "made_with": _versions()}
    text = json.dumps({"digest": _digest(described), **described}, ensure_ascii=False)
    (folder / ENTRY).write_text(text, encoding="utf-8")


def _entry(folder: Path) -> dict[str, Any] | None:
    """Return an entry's description, or None if it is damaged or was made with other versions."""
    try:
        described: dict[str, Any] = json.loads((folder / ENTRY).read_text(encoding="utf-8"))
        whole = described.pop("digest") == _digest(described)
        if not whole or described["made_with"] != _versions():
            return None
        files = described["files"].items()
        unchanged = all(file_digest(folder / name) == digest for name, digest in files)
    except (OSError, ValueError, AttributeError, LookupError, TypeError):
        return None
    return described if unchanged else None


def _digest(described: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()


def _versions() -> dict[str, Any]:
    layout = [_LAYOUT, *(field.name for field in fields(Description))]
    return {"layout": layout, **{name: version(name) for name in _MADE_WITH}}

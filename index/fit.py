"""Compatibility of an archive with the program and the embedding model that open it."""

from __future__ import annotations

from pathlib import Path

from index.catalogue.schema import SCHEMA_VERSION, UPGRADES
from index.catalogue.snapshot import Snapshot
from index.errors import ArchiveMismatch


def require_fit(folder: Path, snapshot: Snapshot, wanted_model: str | None) -> None:
    """Raise ArchiveMismatch for another schema or model. None accepts any model."""
    schema = snapshot.setting("schema")
    if schema.isdecimal() and int(schema) in UPGRADES:
        raise ArchiveMismatch(
            f"The archive {folder} has schema {schema}, and this program reads schema "
            f"{SCHEMA_VERSION}. `onrecord rebuild` brings it up to date: all articles stay, and "
            "older programs cannot read it then."
        )
    if schema != str(SCHEMA_VERSION):
        raise ArchiveMismatch(
            f"The archive {folder} has schema {schema}, this program reads schema "
            f"{SCHEMA_VERSION}. Use the program that made it, or add the articles to a new "
            "archive."
        )
    model_id = snapshot.setting("model_id")
    if wanted_model not in (None, model_id):
        raise ArchiveMismatch(
            f"The archive {folder} was made with the embedding model {model_id}, the "
            f"one in use is {wanted_model}. Choose that model again, or embed the "
            "archive with this one: `onrecord rebuild --embed`."
        )

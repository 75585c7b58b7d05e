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
            f"The archive {folder} has schema {schema}, but this program needs schema "
            f"{SCHEMA_VERSION}. Upgrade it with `onrecord rebuild`: all articles are kept, but "
            "older programs can no longer read it."
        )
    if schema != str(SCHEMA_VERSION):
        raise ArchiveMismatch(
            f"The archive {folder} has schema {schema}, but this program reads schema "
            f"{SCHEMA_VERSION}. Use the program that created it, or add the articles to a new "
            "archive."
        )
    model_id = snapshot.setting("model_id")
    if wanted_model not in (None, model_id):
        raise ArchiveMismatch(
            f"The archive {folder} was created with the embedding model {model_id}, but "
            f"{wanted_model} is in use now. Choose the first model again, or re-embed the "
            "archive with the current one: `onrecord rebuild --embed`."
        )

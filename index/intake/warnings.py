"""Warnings of the reading process, which name a followed page by its address."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from sources.file_ending import SIDECAR_ENDING
from sources.following.spool import FOLLOWED


def name_pages_in_warnings() -> None:
    """Name fetched pages by their addresses in the warnings on standard error.

    Libraries whose loggers have a handler of their own stay silent.
    """
    if logging.lastResort is not None:
        logging.lastResort.addFilter(_named_by_address)


def _named_by_address(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(map(_address, record.args))
    return True


def _address(value: object) -> object:
    """Return the address of a fetched page if the value is its file, and otherwise the value."""
    file = Path(value) if isinstance(value, str) and FOLLOWED in value else None
    if file is None or file.parent.name != FOLLOWED:
        return value
    try:
        stated = json.loads(file.with_name(file.name + SIDECAR_ENDING).read_bytes())
    except (OSError, ValueError):
        return value
    return stated.get("url") or value if isinstance(stated, dict) else value

"""Downloads: receipts as files that a browser may fetch, for an hour and under harmless names."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from assistant.receipt import Receipt, receipt_json
from assistant.receipt_markdown import receipt_markdown

SECONDS_KEPT = 3_600.0


@dataclass(frozen=True, slots=True)
class Offer:
    """One receipt in the two forms that it can be had in."""

    markdown: Path
    json: Path


class Downloads:
    """A private folder, gone with the process, in which each receipt has a folder of its own."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._folder = TemporaryDirectory(prefix="onrecord-receipts-")
        self._clock = clock

    def offer(self, receipt: Receipt) -> Offer:
        """Write both forms; no part of their names comes from what was checked."""
        self._forget()
        name = f"onrecord-receipt-{receipt.made:%Y%m%d-%H%M%S}-{receipt.digest[-8:]}"
        folder = Path(mkdtemp(dir=self._folder.name))
        offered = Offer(folder / f"{name}.md", folder / f"{name}.json")
        offered.markdown.write_text(receipt_markdown(receipt), encoding="utf-8")
        offered.json.write_text(receipt_json(receipt), encoding="utf-8")
        return offered

    def _forget(self) -> None:
        for folder in Path(self._folder.name).iterdir():
            with suppress(FileNotFoundError):  # another visitor's check has just cleared it
                if self._clock() - folder.stat().st_mtime > SECONDS_KEPT:
                    shutil.rmtree(folder, ignore_errors=True)

"""Downloads: receipts and conversations as files, for an hour and under harmless names."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from assistant.receipt import Receipt, receipt_json
from assistant.receipt_markdown import receipt_markdown
from ui.conversation import Conversation
from ui.export import conversation_json, conversation_markdown

SECONDS_KEPT = 3_600.0


@dataclass(frozen=True, slots=True)
class Offer:
    """One document in the two forms that it can be had in."""

    markdown: Path
    json: Path


class Downloads:
    """A private folder, gone with the process, in which each document has a folder of its own."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._folder = TemporaryDirectory(prefix="onrecord-downloads-")
        self._clock = clock

    def offer(self, receipt: Receipt) -> Offer:
        """Write both forms of a receipt; no part of their names comes from what was checked."""
        name = f"onrecord-receipt-{receipt.made:%Y%m%d-%H%M%S}-{receipt.digest[-8:]}"
        return self._written(name, receipt_markdown(receipt), receipt_json(receipt))

    def offer_conversation(self, conversation: Conversation, made: datetime) -> Offer:
        """Write both forms of a conversation; no part of their names comes from it."""
        name = f"onrecord-conversation-{made:%Y%m%d-%H%M%S}"
        return self._written(
            name, conversation_markdown(conversation, made), conversation_json(conversation, made)
        )

    def _written(self, name: str, markdown: str, json: str) -> Offer:
        self._forget()
        folder = Path(mkdtemp(dir=self._folder.name))
        offered = Offer(folder / f"{name}.md", folder / f"{name}.json")
        offered.markdown.write_text(markdown, encoding="utf-8", errors="backslashreplace")
        offered.json.write_text(json, encoding="utf-8", errors="backslashreplace")
        return offered

    def _forget(self) -> None:
        for folder in Path(self._folder.name).iterdir():
            with suppress(FileNotFoundError):  # another visitor's check has just cleared it
                if self._clock() - folder.stat().st_mtime > SECONDS_KEPT:
                    shutil.rmtree(folder, ignore_errors=True)

"""Receipts and conversations as files that the browser saves.

The server does not write these files or serve them at an address. It sends the document to the tab
that asks for it, in its response to the click.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from assistant.receipts.receipt import Receipt, receipt_json
from assistant.receipts.receipt_markdown import receipt_markdown
from ui.conversations.conversation import Conversation
from ui.render.export import conversation_json, conversation_markdown


@dataclass(frozen=True, slots=True)
class Download:
    """A document for the browser to save. Its name has no words of a question or quotation."""

    name: str
    type: str
    text: str

    def message(self) -> str:
        """Return the argument of `window.onrecord.save` as JSON.

        Lone surrogates, which a browser may have sent, are escaped because UTF-8 cannot encode
        them.
        """
        text = self.text.encode("utf-8", "backslashreplace").decode()
        return json.dumps(asdict(self) | {"text": text}, ensure_ascii=False)


def receipt_download(receipt: Receipt, *, as_json: bool) -> Download:
    """Return a receipt as a download."""
    name = f"onrecord-receipt-{receipt.made:%Y%m%d-%H%M%S}-{receipt.digest[-8:]}"
    text = receipt_json(receipt) if as_json else receipt_markdown(receipt)
    return _named(name, text, as_json=as_json)


def conversation_download(conversation: Conversation, made: datetime, *, as_json: bool) -> Download:
    """Return a conversation as a download."""
    written = conversation_json if as_json else conversation_markdown
    name = f"onrecord-conversation-{made:%Y%m%d-%H%M%S}"
    return _named(name, written(conversation, made), as_json=as_json)


def _named(name: str, text: str, *, as_json: bool) -> Download:
    ending, kind = ("json", "application/json") if as_json else ("md", "text/markdown")
    return Download(f"{name}.{ending}", kind, text)

"""Receipt files: their formats, writing one without overwriting a file, and reading one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import ReceiptUnreadable
from assistant.receipts.markdown import receipt_markdown
from assistant.receipts.receipt import LARGEST, ReadReceipt, Receipt, read_receipt, receipt_json
from assistant.receipts.signing import PrivateKey
from index.whole_files import write_new
from sources.errors import Unreadable
from sources.files import content
from ui.errors import NothingToRead, RequestUnusable

ENDINGS = (".json", ".md")


def why_not_written(path: Path) -> str:
    """Return the reason that a receipt cannot be written there, or '' if it can."""
    if path.suffix.lower() not in ENDINGS:
        return f"{path.name!r} ends neither in .json nor in .md: give a receipt one of the two."
    if os.path.lexists(path):
        return f"{path} is there already, and a receipt replaces nothing: give another name."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}: make it first."
    return ""


def require_writable(paths: Sequence[Path]) -> None:
    """Raise RequestUnusable if a receipt cannot be written to one of the paths."""
    for number, path in enumerate(paths):
        problem = why_not_written(path)
        if path in paths[:number]:
            problem = f"{path} is given twice: give each receipt a name of its own."
        if problem:
            raise RequestUnusable(problem)


def write_receipt(receipt: Receipt, path: Path, key: PrivateKey | None = None) -> None:
    """Write a receipt in the format of the path's suffix. A key signs a JSON receipt."""
    is_json = path.suffix.lower() == ".json"
    written = receipt_json(receipt, key) if is_json else receipt_markdown(receipt)
    write_new(path, written.encode())


def stored_receipt(path: Path) -> ReadReceipt:
    """Read a receipt; raise ReceiptUnreadable, with the file's name, if the file is not one."""
    if not path.is_file():
        raise NothingToRead(f"There is no file {path}. Check the path.")
    try:
        return read_receipt(content(path, LARGEST, "give a receipt"))
    except Unreadable as error:
        raise ReceiptUnreadable(f"{path}: {error.reason}; {error.next_step}.") from error
    except ReceiptUnreadable as error:
        raise ReceiptUnreadable(f"{path}: {error}") from error

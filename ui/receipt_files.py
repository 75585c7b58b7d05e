"""Files of receipts, and of the key pairs that sign and verify them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from assistant.errors import KeyUnusable, ReceiptUnreadable
from assistant.receipts.receipt import LARGEST, ReadReceipt, Receipt, read_receipt, receipt_json
from assistant.receipts.receipt_markdown import receipt_markdown
from assistant.receipts.signing import PrivateKey, PublicKey
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


PUBLIC = ".pub"
_LARGEST = 10_000
_Key = TypeVar("_Key", PrivateKey, PublicKey)


def public_path(private: Path) -> Path:
    """Return the path of the public key that belongs to a private one."""
    return private.with_name(private.name + PUBLIC)


def why_no_key_written(path: Path) -> str:
    """Return the reason that a key pair cannot be written there, or '' if it can."""
    for each in (path, public_path(path)):
        if os.path.lexists(each):
            return f"{each} is there already, and a key replaces nothing: give another name."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}: make it first."
    return ""


def write_keys(path: Path) -> PublicKey:
    """Write a new private key, readable only by its owner, and the public key beside it."""
    key = PrivateKey.generate()
    write_new(path, key.private_pem, 0o600)
    try:
        write_new(public_path(path), key.public_pem, 0o666)  # minus the umask
    except OSError:  # without its public key, a private key is useless
        path.unlink()
        raise
    return key.public


def private_key(path: Path) -> PrivateKey:
    """Read a private key; raise KeyUnusable, with the file's name, if there is none in it."""
    return _read(path, PrivateKey)


def public_key(path: Path) -> PublicKey:
    """Read a public key; raise KeyUnusable, with the file's name, if there is none in it."""
    return _read(path, PublicKey)


def _read(path: Path, kind: type[_Key]) -> _Key:
    if not path.is_file():
        raise NothingToRead(f"There is no key file {path}. Check the path.")
    try:
        return kind.read(content(path, _LARGEST, "give a key file"))
    except Unreadable as error:
        raise KeyUnusable(f"{path}: {error.reason}; {error.next_step}.") from error
    except KeyUnusable as error:
        raise KeyUnusable(f"{path}: {error}.") from error


def readable_by_others(path: Path) -> bool:
    """Return True if other users of this machine may read a file."""
    return bool(path.stat().st_mode & 0o077)

"""Read and write receipts, and the key pairs that sign and verify them."""

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
    """Return why a receipt cannot be written to a path, or '' if it can."""
    if path.suffix.lower() not in ENDINGS:
        return f"{path.name!r} does not end in .json or .md. Name the receipt FILE.json or FILE.md."
    if os.path.lexists(path):
        return f"{path} already exists, and receipts never replace a file. Choose another name."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}. Create it first."
    return ""


def require_writable(paths: Sequence[Path]) -> None:
    """Raise RequestUnusable if a receipt cannot be written to one of the paths."""
    for number, path in enumerate(paths):
        problem = why_not_written(path)
        if path in paths[:number]:
            problem = f"{path} is given twice. Give each receipt its own name."
        if problem:
            raise RequestUnusable(problem)


def write_receipt(receipt: Receipt, path: Path, key: PrivateKey | None = None) -> None:
    """Write a receipt in the format of the path's suffix. With a key, a JSON receipt is signed."""
    is_json = path.suffix.lower() == ".json"
    written = receipt_json(receipt, key) if is_json else receipt_markdown(receipt)
    write_new(path, written.encode())


def stored_receipt(path: Path) -> ReadReceipt:
    """Read a receipt; raise ReceiptUnreadable, which names the file, if it is not a receipt."""
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
    """Return why a key pair cannot be written to a path, or '' if it can."""
    for each in (path, public_path(path)):
        if os.path.lexists(each):
            return f"{each} already exists, and keys never replace a file. Choose another name."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}. Create it first."
    return ""


def write_keys(path: Path) -> PublicKey:
    """Write a new private key, readable only by its owner, and its public key next to it."""
    key = PrivateKey.generate()
    write_new(path, key.private_pem, 0o600)
    try:
        write_new(public_path(path), key.public_pem, 0o666)  # minus the umask
    except OSError:  # without its public key, a private key is useless
        path.unlink()
        raise
    return key.public


def private_key(path: Path) -> PrivateKey:
    """Read a private key; raise KeyUnusable, which names the file, if it has none."""
    return _read(path, PrivateKey)


def public_key(path: Path) -> PublicKey:
    """Read a public key; raise KeyUnusable, which names the file, if it has none."""
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

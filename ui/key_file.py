"""Key files: key pairs that sign and verify receipts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

from assistant.errors import KeyUnusable
from assistant.receipts.signing import PrivateKey, PublicKey
from index.whole_files import write_new
from sources.errors import Unreadable
from sources.files import content
from ui.errors import NothingToRead

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

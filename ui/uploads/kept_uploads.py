"""Uploads from the browser, kept in the archive's folder under safe names."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from sources.errors import Refusal
from sources.file_ending import ENDINGS, SIDECAR_ENDING, ending_of

LONGEST_STEM = 80
# No file system allows longer names, and normalising combining marks takes quadratic time.
_LONGEST_NAME = 1_000
_UNSAFE = re.compile(r"[^\w.-]+")


def safe_name(name: str) -> str:
    """Return a name that is safe on any file system, and the same for the same upload.

    A changed name includes a digest of the original, so that two different names never collide. A
    sidecar's name still matches the name of the file that it describes.
    """
    if is_sidecar(name) and len(name) <= _LONGEST_NAME:
        return safe_name(name[: -len(SIDECAR_ENDING)]) + SIDECAR_ENDING
    last = re.split(r"[/\\]", name)[-1]
    if len(last) > _LONGEST_NAME:
        last = last[:LONGEST_STEM] + last[-LONGEST_STEM:]
    flat = unicodedata.normalize("NFC", last)
    ending = ending_of(flat)
    kept = _UNSAFE.sub("-", flat[: len(flat) - len(ending)]).strip(".-_")[:LONGEST_STEM]
    if kept and kept + ending.lower() == name:
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{kept or 'upload'}-{digest}{ending.lower()}"


def is_sidecar(name: str) -> bool:
    """Return True if a file describes another file and is not an article itself."""
    return name.lower().endswith(SIDECAR_ENDING)


def shown_name(name: str) -> str:
    """Return a name for display: one line, no control characters, limited length."""
    printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return printable if len(printable) <= 120 else printable[:119] + "…"


def refusal_of(upload: Path, most_bytes: int) -> Refusal | None:
    """Return the refusal of an upload, or None if it can be read."""
    name = shown_name(upload.name)
    if not ending_of(upload.name):
        ending = shown_name(upload.suffix)
        reason = f"files ending in {ending} are not read" if ending else "its name has no extension"
        return Refusal(name, reason, f"save it as one of {', '.join(ENDINGS)}")
    if not upload.is_file():
        return Refusal(name, "it is no longer on the server", "choose it again")
    size = upload.stat().st_size
    if size > most_bytes:
        reason = f"it has {size:,} bytes, and the limit for uploads is {most_bytes:,}"
        return Refusal(name, reason, "use `onrecord add` on the command line")
    return None


def let_go(upload: Path) -> None:
    """Remove an upload that was read, and its folder."""
    with suppress(OSError):  # another visitor's upload has the same name and content
        upload.unlink()
        upload.parent.rmdir()


def keep(upload: Path, folder: Path) -> Path:
    """Copy an upload into the folder, replacing an earlier one of the same name."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / safe_name(upload.name)
    with NamedTemporaryFile(dir=folder, prefix=".incoming-", delete=False) as copy:
        try:
            with upload.open("rb") as original:
                shutil.copyfileobj(original, copy)
            copy.flush()
            os.fsync(copy.fileno())
        except OSError:  # on a full disk, the partial copy would take up the next one's space
            Path(copy.name).unlink()
            raise
    Path(copy.name).replace(kept)
    return kept


def kept_uploads(
    uploads: Sequence[Path], folder: Path, most_bytes: int
) -> tuple[list[Path], list[Refusal]]:
    """Keep the uploads that can be read, and return their paths and the refusals of the others.

    A sidecar is kept next to its article, where it is found, but its path is not returned.
    """
    kept: list[Path] = []
    refused: list[Refusal] = []
    for upload in uploads:
        refusal = refusal_of(upload, most_bytes)
        if refusal:
            refused.append(refusal)
            continue
        path = keep(upload, folder)
        if not is_sidecar(upload.name):
            kept.append(path)
    return kept, refused

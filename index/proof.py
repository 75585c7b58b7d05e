"""Proof: every file of an archive is read, and has nothing that only purged articles had.

    python -m index.proof FOLDER     reads traces as JSON from its standard input

A process of its own reads them: where a process closes a database file that SQLite or Chroma has
open in it, all of its locks on that file are gone, and its next transaction may damage it.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from index.condemned import Proof
from index.errors import ArchiveDamaged
from index.fingerprints import MOST_BYTES
from index.traces import Traces

_OVERLAP = 4_096
_PACKED = ".gz"


def prove(folder: Path, traces: Traces, read: Callable[[float], None]) -> Proof:
    """Have every file below the folder read; `read` is told which share of the bytes is done.

    Files are read as they are, JSON escapes are resolved, and packed files are unpacked.
    """
    with subprocess.Popen(  # noqa: S603 - this interpreter, this program, no shell
        [sys.executable, "-m", "index.proof", str(folder.absolute())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
        text=True,
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise TypeError("a child with pipes has pipes")
        child.stdin.write(traces.to_json())
        child.stdin.close()
        found: dict[str, Any] = {}
        for line in child.stdout:
            found = json.loads(line)
            read(found["share"])
    if child.returncode or "left" not in found:
        raise ArchiveDamaged(
            f"The files of {folder} could not be read to see that nothing is left of the purged "
            f"articles (the process that read them ended with {child.returncode}). Check the disk; "
            "the next command that writes, `onrecord add` for example, reads them again."
        )
    return Proof(found["files"], found["bytes"], traces.sought, tuple(found["left"]))


def main(arguments: list[str]) -> int:
    """Read every file; each line of the output says how far that has come, the last one more."""
    traces = Traces.from_json(sys.stdin.read())
    files = files_below(Path(arguments[0]))
    total = sum(size for _, size in files)
    done = 0
    left: list[str] = []
    for path, size in files:
        if any(map(traces.in_data, contents(path))):
            left.append(str(path))
        done += size
        _write({"share": done / total if total else 1.0})
    _write({"share": 1.0, "files": len(files), "bytes": done, "left": left})
    return 0


def _write(values: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def files_below(folder: Path) -> list[tuple[Path, int]]:
    """Return the regular files below a folder with their sizes."""
    found = (path for path in sorted(folder.rglob("*")) if not path.is_symlink() and path.is_file())
    return [(path, path.stat().st_size) for path in found]


def contents(path: Path) -> Iterator[bytes]:
    """Yield what a file holds in pieces that overlap, and what it holds unpacked."""
    try:
        with path.open("rb") as file:
            yield from _pieces(file)
    except FileNotFoundError:
        return  # a reader's, gone since
    if path.suffix == _PACKED:
        with path.open("rb") as packed, gzip.GzipFile(fileobj=packed) as unpacked:
            yield from _unpacked(unpacked)


def _unpacked(file: gzip.GzipFile) -> Iterator[bytes]:
    try:
        yield from _pieces(file)
    except (OSError, EOFError, zlib.error):
        return  # not packed, or cut short: it was read as it is


def _pieces(file: BinaryIO | gzip.GzipFile) -> Iterator[bytes]:
    kept = b""
    while read := file.read(MOST_BYTES - _OVERLAP):
        yield kept + read
        kept = read[-_OVERLAP:]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

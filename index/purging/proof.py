"""Proof of a purge: read every file of an archive and look for traces of purged articles.

    python -m index.purging.proof FOLDER     reads traces as JSON from its standard input

The files are read in a separate process. If a process closes a database file that SQLite or Chroma
has open in it, it loses all of its locks on that file, and its next transaction may damage it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.errors import ArchiveDamaged
from index.intake.containers import Contents
from index.own_module import own_module
from index.purging.condemned import Proof
from index.purging.traces import Traces

_MOST_UNREAD = 1_000


def prove(folder: Path, traces: Traces, read: Callable[[float], None]) -> Proof:
    """Return the proof for every file below the folder; report the share of bytes read to `read`.

    Files are read as they are, decoded from other encodings, and unpacked.
    """
    with subprocess.Popen(  # noqa: S603 - this interpreter, this program, no shell
        own_module("index.purging.proof", str(folder.absolute())),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
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
            f"The process that checks {folder} for traces of the purged articles exited with "
            f"code {child.returncode}. Check the disk. The next command that writes, such as "
            "`onrecord add`, repeats the check."
        )
    left, unread = tuple(found["left"]), tuple(found["unread"])
    return Proof(found["files"], found["bytes"], traces.sought, left, unread)


def main(arguments: list[str]) -> int:
    """Read every file, and print the progress on each line and the result on the last."""
    traces = Traces.from_json(sys.stdin.read())
    files = files_below(Path(arguments[0]))
    total = sum(size for _, size in files)
    done = 0
    left: list[str] = []
    contents = Contents()
    for path, size in files:
        if any(map(traces.in_data, contents.of(path))):
            left.append(str(path))
        done += size
        _write({"share": done / total if total else 1.0})
    unread = contents.unread[:_MOST_UNREAD]
    _write({"share": 1.0, "files": len(files), "bytes": done, "left": left, "unread": unread})
    return 0


def _write(values: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def files_below(folder: Path) -> list[tuple[Path, int]]:
    """Return the regular files below a folder with their sizes."""
    found = (path for path in sorted(folder.rglob("*")) if not path.is_symlink() and path.is_file())
    return [(path, path.stat().st_size) for path in found]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

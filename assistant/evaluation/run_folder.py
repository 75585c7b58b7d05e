"""Run folders: the files of a run, and how an interrupted one is resumed.

settings.json    the settings and their digest, written first
results.jsonl    one line per case, written as soon as it is done
summary.json     the measures over all cases, written last
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from assistant.errors import RunBusy, RunDiffers, RunUnreadable
from assistant.evaluation.result import Result
from assistant.evaluation.run_settings import RunSettings
from index.whole_files import replace_file
from sources.errors import Unreadable
from sources.files import content

FORMAT = "onrecord-run/1"
SETTINGS = "settings.json"
RESULTS = "results.jsonl"
SUMMARY = "summary.json"
_MOST_BYTES = 1_000_000_000
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder of one run."""

    path: Path

    @property
    def name(self) -> str:
        """The name of the run."""
        return Path(os.path.realpath(self.path)).name

    @property
    def exists(self) -> bool:
        """Return True if a run was started here."""
        return (self.path / SETTINGS).is_file()

    @property
    def complete(self) -> bool:
        """Return True if the run is complete."""
        return (self.path / SUMMARY).is_file()

    @property
    def changed(self) -> float:
        """The time of the last write, in seconds since the epoch."""
        files = [self.path / name for name in (SETTINGS, RESULTS, SUMMARY)]
        return max((file.stat().st_mtime for file in files if file.exists()), default=0.0)

    def begin(self, settings: RunSettings) -> None:
        """Create the folder for these settings; raise RunDiffers if it holds a different run."""
        if self.exists:
            self._require(settings)
            return
        self.path.mkdir(parents=True, exist_ok=True)
        strangers = sorted(p.name for p in self.path.iterdir() if not p.name.startswith("."))
        if strangers:
            raise RunDiffers(
                f"{self.path} contains other files ({', '.join(strangers[:3])}) but no run. Give a "
                "new or empty folder."
            )
        self._write(SETTINGS, _stated(settings))

    def settings(self) -> dict[str, Any]:
        """Return the settings of the run; raise RunUnreadable if there is none."""
        return dict(self._read(SETTINGS)["settings"])

    @property
    def digest(self) -> str:
        """The digest of the run's settings."""
        return str(self._read(SETTINGS)["digest"])

    def results(self) -> tuple[Result, ...]:
        """Return the results so far, in the order in which they were written.

        A line that is incomplete because the process was killed is skipped.
        """
        path = self.path / RESULTS
        try:
            found = content(path, _MOST_BYTES, "run fewer cases") if path.exists() else b""
        except Unreadable as error:
            raise RunUnreadable(f"{path} cannot be read: {error}.") from error
        *lines, _ = found.split(b"\n")
        return tuple(self._result(line, number) for number, line in enumerate(lines, start=1))

    @property
    def done(self) -> int:
        """The number of cases with a result, judged by the number of lines."""
        path = self.path / RESULTS
        if not path.is_file():
            return 0
        with path.open("rb") as file:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))

    @contextmanager
    def writing(self) -> Iterator[BinaryIO]:
        """Yield the file to which results are appended, after removing a partial line.

        Raise RunBusy if another process holds it.
        """
        with (self.path / RESULTS).open("a+b") as file:
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise RunBusy(
                    f"Another process is working on the run in {self.path}. Wait for it to finish, "
                    "or give another folder."
                ) from None
            file.seek(0)
            file.truncate(file.read().rfind(b"\n") + 1)
            yield file

    def finish(self, summary: dict[str, Any]) -> None:
        """Write the summary atomically."""
        self._write(SUMMARY, summary)

    def summary(self) -> dict[str, Any]:
        """Return the summary; raise RunUnreadable if the run is not complete."""
        return self._read(SUMMARY)

    def _require(self, settings: RunSettings) -> None:
        differing = settings.differing(self.settings())
        if differing:
            raise RunDiffers(
                f"{self.path} contains a run with other settings ({'; '.join(differing)}). Give "
                "another folder, or use the same settings to continue that run."
            )

    def _result(self, line: bytes, number: int) -> Result:
        try:
            return Result.from_line(line.decode())
        except ValueError as error:
            raise RunUnreadable(
                f"{self.path / RESULTS} is damaged in line {number}. Repeat the run in another "
                "folder."
            ) from error

    def _read(self, name: str) -> dict[str, Any]:
        path = self.path / name
        if not os.path.lexists(path):
            raise RunUnreadable(self._absent(name))
        try:
            found = json.loads(content(path, _MOST_BYTES, "repeat the run"))
        except (Unreadable, ValueError, RecursionError) as error:
            raise RunUnreadable(f"{path} cannot be read: {error}.") from error
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise RunUnreadable(
                f"{path} does not have the format {FORMAT!r}. Give the folder of a recent run."
            )
        return found

    def _absent(self, name: str) -> str:
        if name == SUMMARY and self.exists:
            return (
                f"The run in {self.path} is not finished. Run the same command again to continue "
                "it where it stopped."
            )
        return f"There is no run in {self.path}. `onrecord eval run` creates one."

    def _write(self, name: str, content: dict[str, Any]) -> None:
        """Write a file of the run atomically: readers see either the old or the new content."""
        written = json.dumps({"format": FORMAT, **content}, ensure_ascii=False, indent=2)
        replace_file(self.path / name, f"{written}\n".encode())


def _stated(settings: RunSettings) -> dict[str, Any]:
    return {"digest": settings.digest, "settings": settings.to_json()}

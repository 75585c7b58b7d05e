"""Publishing: the parent's side of building a generation."""

from __future__ import annotations

import json
import logging
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.errors import ArchiveFull, GenerationUnusable, converted
from index.generation import CURRENT, GENERATIONS, Generation, current, flush, point_to
from index.snapshot import Snapshot

logger = logging.getLogger(__name__)

_BUILDING = "building-"
# More than this behind the published generation slows a search; so does a tenth of the archive.
TAIL_AT_MOST = 2_000
_PART = 0.1
# What a record takes in Chroma: the vector three times over (log, graph, the copy made while
# writing), and what filters need, with an index of each value.
_BYTES_PER_RECORD = 2_000
_BYTES_PER_DIMENSION = 12
_BYTES_AT_LEAST = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Standing:
    """How the published generation stands to the catalogue."""

    generation: Generation | None
    visible: int
    published: int
    newest: int
    dimensions: int

    @classmethod
    def of(cls, archive: Path, snapshot: Snapshot) -> Standing:
        """Compare the two."""
        generation = current(archive)
        if generation is not None and generation.model_id != snapshot.setting("model_id"):
            generation = None
        return cls(
            generation=generation,
            visible=snapshot.count(),
            published=snapshot.count(upto=generation.covers) if generation else 0,
            newest=snapshot.newest_seq(),
            dimensions=int(snapshot.setting("dimensions")),
        )

    @property
    def tail(self) -> int:
        """How many visible passages no generation covers."""
        return self.visible - self.published

    @property
    def dead(self) -> int:
        """How many records of the generation are of passages that are no longer visible."""
        return self.generation.count - self.published if self.generation else 0

    @property
    def due(self) -> bool:
        """Say whether it is time for the next generation."""
        slack = max(TAIL_AT_MOST, int(_PART * self.published))
        return self.tail > slack or self.dead > slack

    @property
    def base(self) -> Generation | None:
        """The generation to copy and append to; None when too much of it is dead."""
        few_dead = self.generation is not None and self.dead <= _PART * self.generation.count
        return self.generation if few_dead else None

    @property
    def bytes_needed(self) -> int:
        """About what the next generation takes while it is built."""
        per_record = _BYTES_PER_RECORD + _BYTES_PER_DIMENSION * self.dimensions
        return _BYTES_AT_LEAST + per_record * (self.visible + self.dead)


def publish(archive: Path, standing: Standing, afresh: bool = False) -> None:
    """Build the next generation in a child process and make it the published one.

    ArchiveFull when the disk has no room, GenerationUnusable when it could not be built: either
    way the published one stays and what is behind it is searched exactly.
    """
    if not standing.visible:
        (archive / CURRENT).unlink(missing_ok=True)
        clear_leftovers(archive)
        return
    _check_room(archive, standing)
    folder = archive / GENERATIONS
    target = folder / f"{_BUILDING}{uuid.uuid4().hex}"
    base = None if afresh else standing.base
    try:
        folder.mkdir(exist_ok=True)
        name = _next_name(folder)
        if base is None or not _appended(archive, target, name, standing.newest, base.name):
            _build(archive, target, name, standing.newest)
        target.rename(folder / name)
        flush(folder)
        point_to(archive, name)
    except OSError as error:
        raise converted(folder, error) from error
    finally:
        shutil.rmtree(target, ignore_errors=True)
    clear_leftovers(archive)


def publish_when_due(archive: Path, standing: Standing) -> tuple[str, ...]:
    """Publish when much is behind the published generation; return what went wrong."""
    if not standing.due:
        return ()
    try:
        publish(archive, standing)
    except GenerationUnusable as error:
        logger.warning("%s", error)
        return (f"{error} Until then every article is found, only more slowly.",)
    return ()


def probe(archive: Path) -> tuple[int, ...]:
    """Return the passages that the published generation should find by their vectors and does not.

    Another process looks, because a torn store can take its reader with it.
    """
    published = current(archive)
    if published is None:
        return ()
    return tuple(json.loads(_child(archive, published.name)))


def clear_leftovers(archive: Path) -> None:
    """Remove what was never published, and generations older than the one before the current."""
    published = current(archive)
    names = sorted(path.name for path in (archive / GENERATIONS).glob("[0-9]*"))
    kept = set()
    if published is not None:
        kept = {name for name in names if name <= published.name}
        kept = set(sorted(kept)[-2:])
    unfinished = [*(archive / GENERATIONS).glob(f"{_BUILDING}*"), *archive.glob(f"{CURRENT}.*")]
    _remove([archive / GENERATIONS / name for name in names if name not in kept] + unfinished)


def _appended(archive: Path, target: Path, name: str, covers: int, base: str) -> bool:
    """Try the short way; a base that cannot be copied is no reason to fail."""
    try:
        _build(archive, target, name, covers, base)
    except GenerationUnusable as error:
        logger.warning("Building all of the generation again: %s", error)
        shutil.rmtree(target)
        return False
    return True


def _build(archive: Path, target: Path, name: str, covers: int, *base: str) -> None:
    target.mkdir()
    try:
        _child(archive, target.absolute(), name, covers, *base)
    except ArchiveFull as error:
        raise ArchiveFull(
            f"Publishing failed, but every article that was added is kept and can be found. {error}"
        ) from error


def _child(archive: Path, place: Path | str, *arguments: str | int) -> str:
    """Run the builder and return its last words; it ends when its standard input does."""
    command = [sys.executable, "-m", "index.building", str(archive.absolute()), str(place)]
    with subprocess.Popen(  # noqa: S603 - this interpreter, this program, no shell
        command + [str(argument) for argument in arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=Path(__file__).parent.parent,
    ) as child:
        try:
            # Not `communicate`: that would close the standard input.
            said = child.stdout.read() if child.stdout else b""
            code = child.wait()
        except BaseException:
            child.kill()
            raise
    last = said.decode(errors="replace").strip().rpartition("\n")[2]
    if code == ArchiveFull.exit_code:
        raise ArchiveFull(last)
    if code != 0:
        raise GenerationUnusable(Path(place), _reason(code, last))
    return last


def _reason(code: int, last: str) -> str:
    if code < 0:
        return f"the process that worked on them died of {signal.Signals(-code).name}"
    return last or f"the process that worked on them ended with {code}"


def _check_room(archive: Path, standing: Standing) -> None:
    free, needed = shutil.disk_usage(archive).free, standing.bytes_needed
    if free < needed:
        raise ArchiveFull(
            f"Publishing {standing.visible} passages needs about {_megabytes(needed)} on the disk "
            f"of {archive}, and {_megabytes(free)} are free. Every article that was added is kept "
            "and can be found; free some space and run `onrecord rebuild`."
        )


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MB"


def _next_name(folder: Path) -> str:
    numbers = [int(path.name) for path in folder.glob("[0-9]*") if path.name.isdigit()]
    return f"{max(numbers, default=0) + 1:06d}"


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.is_dir():
            # A builder whose parent died may write for another moment: the next writer sees to it.
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)

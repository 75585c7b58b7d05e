"""Publication: the parent's side of building a generation."""

from __future__ import annotations

import json
import logging
import shutil
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from index.errors import ArchiveFull, GenerationUnusable, converted
from index.vectors.builder_process import Builder
from index.vectors.building import END
from index.vectors.generation import (
    CURRENT,
    GENERATIONS,
    Generation,
    Standing,
    current,
    flush,
    point_to,
)

logger = logging.getLogger(__name__)

_BUILDING = "building-"


class Unpublished:
    """A generation that a child process builds in a private folder."""

    def __init__(self, archive: Path, base: Generation | None) -> None:
        self.base = base
        self._archive = archive
        self._folder = archive / GENERATIONS
        self._folder.mkdir(exist_ok=True)
        self._name = _next_name(self._folder)
        self._target = self._folder / f"{_BUILDING}{uuid.uuid4().hex}"
        self._target.mkdir()
        copied = [base.name] if base else []
        self._builder = Builder(archive, self._target.absolute(), self._name, *copied)
        self._concluded = False

    def reach(self, newest: int) -> None:
        """Include the passages visible up to a number, while other work continues."""
        self._builder.tell(str(newest))

    def conclude(self, newest: int) -> None:
        """Include the passages visible up to a number, and end the build."""
        if not self._concluded:
            self._builder.tell(f"{newest} {END}")
            self._concluded = True

    def publish(self, newest: int) -> None:
        """End the build and publish the generation.

        Raise ArchiveFull or GenerationUnusable if it could not be built. Nothing of it is left
        then.
        """
        try:
            self.conclude(newest)
            self._builder.end()
            self._target.rename(self._folder / self._name)
            flush(self._folder)
            point_to(self._archive, self._name)
        except ArchiveFull as error:
            raise ArchiveFull(f"The vectors could not be published. {error}") from error
        finally:
            shutil.rmtree(self._target, ignore_errors=True)

    def abandon(self) -> None:
        """End the child and delete everything that it made."""
        self._builder.kill()
        shutil.rmtree(self._target, ignore_errors=True)


class Publisher:
    """Publish when the generation lags far behind, and start building while articles are added.

    Additions go into the next generation batch by batch, as soon as they are visible, so little is
    left to do at the end. Use it as a context manager: an error leaves nothing half-built.
    """

    def __init__(self, archive: Path, standing: Callable[[], Standing]) -> None:
        self._archive = archive
        self._standing = standing
        self._begun: Unpublished | None = None
        self._may_begin = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._abandon()

    def prepare(self) -> None:
        """Start the first generation before anything is stored, because Chroma loads slowly."""
        standing = self._standing()
        if standing.generation is None:
            self._begin(standing)

    def follow(self) -> None:
        """Include newly visible passages, if there are enough of them and the disk has room."""
        standing = self._standing()
        if self._begun is not None or standing.due:
            self._begin(standing)

    def _begin(self, standing: Standing) -> None:
        if not self._may_begin:
            return
        try:
            _require_room(self._archive, standing)
            self._begun = self._begun or Unpublished(self._archive, standing.base)
            self._begun.reach(standing.newest)
        except (ArchiveFull, OSError):
            # The articles come first and need the room. `finish` tries again and reports errors.
            self._may_begin = False
            self._abandon()

    def conclude(self) -> None:
        """Let the build finish while the writer clears up."""
        if self._begun is not None:
            self._begun.conclude(self._standing().newest)

    def finish(self) -> tuple[str, ...]:
        """Publish a generation if one is due; return warnings about anything that failed."""
        standing = self._standing()
        begun, self._begun = self._begun, None
        if begun is None and not standing.due:
            return ()
        try:
            publish(self._archive, standing, begun=begun)
        except (ArchiveFull, GenerationUnusable) as error:
            return (f"{error} Until then, searches still find every article but take longer.",)
        return ()

    def _abandon(self) -> None:
        begun, self._begun = self._begun, None
        if begun is not None:
            begun.abandon()


def publish(
    archive: Path, standing: Standing, afresh: bool = False, begun: Unpublished | None = None
) -> None:
    """Build the next generation in a child process and publish it.

    Raise ArchiveFull if the disk has no room, or GenerationUnusable if it could not be built.
    Either way the published one stays, and newer passages are searched exactly.
    """
    base = None if afresh else standing.base
    if begun is not None and (not standing.visible or begun.base != base):
        # Too much has changed since the build began, so it is useless.
        begun.abandon()
        begun = None
    try:
        if standing.visible:
            _publish(archive, standing, base, begun)
        else:
            withdraw(archive)
    except OSError as error:
        raise converted(archive / GENERATIONS, error) from error
    clear_leftovers(archive)


def _publish(
    archive: Path, standing: Standing, base: Generation | None, begun: Unpublished | None
) -> None:
    from_nothing = begun is None and base is None
    if begun is None:
        _require_room(archive, standing)
        begun = Unpublished(archive, base)
    try:
        begun.publish(standing.newest)
    except GenerationUnusable as error:
        if from_nothing:
            raise
        # A base that cannot be copied, or a builder that died long ago, should not cause a failure.
        logger.warning("Rebuilding all published vectors from scratch: %s", error)
        Unpublished(archive, None).publish(standing.newest)


def probe(archive: Path) -> tuple[int, ...]:
    """Return the passages that the published generation should find by their vectors but does not.

    This runs in another process, because a torn store can crash its reader.
    """
    published = current(archive)
    if published is None:
        return ()
    return tuple(json.loads(Builder(archive, published.name).end()))


def clear_leftovers(archive: Path) -> None:
    """Remove unpublished generations, and those older than the one before the current."""
    published = current(archive)
    names = sorted(path.name for path in (archive / GENERATIONS).glob("[0-9]*"))
    kept = set()
    if published is not None:
        kept = {name for name in names if name <= published.name}
        kept = set(sorted(kept)[-2:])
    unfinished = [*(archive / GENERATIONS).glob(f"{_BUILDING}*"), *archive.glob(f"{CURRENT}.*")]
    _remove([archive / GENERATIONS / name for name in names if name not in kept] + unfinished)


def keep_published_only(archive: Path) -> None:
    """Remove every generation except the published one, even if it still has readers."""
    clear_leftovers(archive)
    published = current(archive)
    kept = published.name if published else ""
    _remove(path for path in (archive / GENERATIONS).glob("*") if path.name != kept)


def withdraw(archive: Path) -> None:
    """Withdraw the published generation: every passage is searched exactly until there is one."""
    (archive / CURRENT).unlink(missing_ok=True)


def _require_room(archive: Path, standing: Standing) -> None:
    free, needed = shutil.disk_usage(archive).free, standing.bytes_needed
    if free < needed:
        raise ArchiveFull(
            f"Publishing the vectors of all passages ({standing.visible:,}) needs about "
            f"{_megabytes(needed)} on the disk of {archive}, but only {_megabytes(free)} are "
            "free. Free some space and run `onrecord rebuild`."
        )


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MB"


def _next_name(folder: Path) -> str:
    numbers = [int(path.name) for path in folder.glob("[0-9]*") if path.name.isdigit()]
    return f"{max(numbers, default=0) + 1:06d}"


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.is_dir():
            # A builder whose parent died may write for a moment longer. The next writer cleans up.
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)

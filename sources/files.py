"""Discovery of source files, and safe opening of them."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sources.article import Metadata
from sources.errors import Refusal, Unreadable
from sources.file_ending import SIDECAR_ENDING, ending_of, unsupported
from sources.system_error import unreadable

# Increment this when the same bytes would be read differently, so that every file is read again.
READER_VERSION = 8
_CHUNK = 1 << 20
_BROKEN = ("it is a broken link", "fix it or remove it")
# Word processors keep a lock file such as `~$report.docx` beside an open document.
_HIDDEN = (".", "~$")
_CIRCLE = ("it is a link that points back to itself", "remove it, or make it point to a file")


@dataclass(frozen=True)
class SourceFile:
    """A file to read: its absolute path without links, and the requested folder."""

    path: Path
    root: Path

    @property
    def ending(self) -> str:
        """The supported ending of the file name, or ''."""
        return ending_of(self.path.name)

    @property
    def sidecar(self) -> Path | None:
        """The metadata file: `page.txt.meta.json`, or else `page.meta.json`."""
        name = self.path.name
        for stem in (name, name[: -len(self.ending)] if self.ending else name):
            candidate = self.path.with_name(stem + SIDECAR_ENDING)
            if os.path.lexists(candidate):
                return candidate
        return None

    def digest(self, metadata: Metadata) -> str:
        """Return a digest of everything that affects reading: bytes, sidecar and flags.

        An unreadable file gets a new digest every time, so that it is tried again.
        """
        digest = hashlib.sha256(f"{READER_VERSION}\n{metadata!r}\n".encode())
        try:
            for path in (self.path, self.sidecar):
                digest.update(_digest_of(path).encode() if path else b"-")
        except Unreadable:
            return secrets.token_hex(32)
        return digest.hexdigest()


def file_of(origin: str) -> Path:
    """Return the file of an article: its origin without the record's name."""
    ends = [place for place, sign in enumerate(origin) if sign == "#"]
    candidates = [Path(origin), *(Path(origin[:end]) for end in ends)]
    return next((path for path in candidates if path.is_file()), candidates[-1])


def shown(path: Path) -> str:
    """Return the path with control and undecodable characters escaped, safe to print."""
    return "".join(
        c.encode("unicode_escape").decode("ascii") if _is_unprintable(c) else c for c in str(path)
    )


def discover(paths: Sequence[Path], archive: Path | None = None) -> Iterator[SourceFile | Refusal]:
    """Yield the files to read, in sorted order within folders.

    Named files are always reported. Folders yield every file with a supported ending, except hidden
    files, sidecars and the archive's own folder. Each file is yielded once.
    """
    seen: set[Path | Refusal] = set()
    own = None if archive is None else archive.resolve()
    for path in paths:
        for found in _under(path, own):
            key = found.path if isinstance(found, SourceFile) else found
            if key not in seen:
                seen.add(key)
                yield found


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading, without blocking.

    Raise Unreadable for anything else.
    """
    # Without O_NONBLOCK, opening a named pipe would wait for a writer. O_NOFOLLOW rejects a link
    # created since discovery, which has resolved all links. Windows has neither flag.
    flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, os.O_RDONLY | flags)
    except (OSError, ValueError) as error:
        raise unreadable(error) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unreadable("it is not a regular file", "give the path of a regular file")
    return os.fdopen(handle, "rb")


def content(path: Path, limit: int, remedy: str) -> bytes:
    """Return the whole content of a regular file, following links.

    Raise Unreadable if it is not a regular file or has more bytes than the limit.
    """
    with open_regular(resolved(path)) as stream:
        try:
            return whole(stream, limit, remedy)
        except OSError as error:
            raise unreadable(error) from error


def resolved(path: Path) -> Path:
    """Return the absolute path without symbolic links.

    Raise Unreadable if the path does not exist.
    """
    try:
        return path.resolve(strict=True)
    except RuntimeError as error:  # raised by Path.resolve for a link that leads back to itself
        raise Unreadable(*_CIRCLE) from error
    except (OSError, ValueError) as error:
        number = getattr(error, "errno", None)
        if number == errno.ELOOP:
            raise Unreadable(*_CIRCLE) from error
        if number == errno.ENOENT and path.is_symlink():
            raise Unreadable(*_BROKEN) from error
        raise unreadable(error) from error


def whole(stream: BinaryIO, limit: int, remedy: str) -> bytes:
    """Return the whole content of a file.

    Raise Unreadable if it is over the limit, before loading a larger file into memory.
    """
    size = _size_on_disk(stream)
    data = stream.read(limit + 1) if size <= limit else b""
    if max(size, len(data)) > limit:
        raise Unreadable(
            f"it has {max(size, len(data)):,} bytes, more than the {limit:,} allowed", remedy
        )
    return data


def _size_on_disk(stream: BinaryIO) -> int:
    """Return the size of a stream's file, or 0 for a stream in memory or in a container."""
    try:
        return os.fstat(stream.fileno()).st_size
    except (OSError, ValueError):
        return 0


def _digest_of(path: Path) -> str:
    digest = hashlib.sha256()
    with open_regular(path) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
        except OSError as error:
            raise unreadable(error) from error
    return digest.hexdigest()


def _is_unprintable(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}


def _under(path: Path, archive: Path | None) -> Iterator[SourceFile | Refusal]:
    try:
        found = resolved(path)
        if found == archive:
            yield Refusal(
                shown(path), "it is the archive itself", "give the path of your own articles"
            )
        elif found.is_dir():
            yield from _walk(found, archive)
        else:
            yield _named(path, found)
    except Unreadable as error:
        yield error.refusal(shown(path))
    except (OSError, ValueError) as error:
        yield unreadable(error).refusal(shown(path))


def _named(path: Path, target: Path) -> SourceFile | Refusal:
    """Check a file named by the user, and report any problem with it."""
    root = path.absolute().parent.resolve()
    if path.name.lower().endswith(SIDECAR_ENDING):
        return Refusal(
            shown(path), "it describes an article but is not one", "give the path of the article"
        )
    if not ending_of(target.name):
        return Refusal(shown(path), *unsupported(target.name))
    return _judged(path, target, root)


def _walk(root: Path, archive: Path | None) -> Iterator[SourceFile | Refusal]:
    # Use a stack instead of recursion, because folders can nest deeper than Python's call stack.
    waiting = [root]
    while waiting:
        path = waiting.pop()
        if path == archive:
            continue
        try:
            if path.is_symlink():
                yield from _linked(path, root)
            elif path.is_dir():
                entries = [entry for entry in path.iterdir() if not entry.name.startswith(_HIDDEN)]
                yield from _orphans(entries)
                waiting.extend(sorted(entries, reverse=True))
            elif _looks_like_article(path.name):
                yield _judged(path, path, root)
        except OSError as error:
            yield unreadable(error).refusal(shown(path))


def _linked(path: Path, root: Path) -> Iterator[SourceFile | Refusal]:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        if _looks_like_article(path.name):
            yield Refusal(shown(path), *_BROKEN)
        return
    if target.is_relative_to(root):  # a folder inside is walked under its own name
        worth_judging = _looks_like_article(target.name) and not target.is_dir()
    else:
        worth_judging = _looks_like_article(path.name) or target.is_dir()
    if worth_judging:
        yield _judged(path, target, root)


def _orphans(entries: Sequence[Path]) -> Iterator[Refusal]:
    """Refuse sidecars that match no file in their folder, usually because of a typo."""
    described = {name for entry in entries for name in (entry.name, entry.stem)}
    for entry in sorted(entries):
        name = entry.name
        if name.lower().endswith(SIDECAR_ENDING) and name[: -len(SIDECAR_ENDING)] not in described:
            yield Refusal(
                shown(entry),
                "it describes a file that is not in its folder",
                f"name it after its article: page.txt{SIDECAR_ENDING} for page.txt",
            )


def _judged(path: Path, target: Path, root: Path) -> SourceFile | Refusal:
    if not target.is_relative_to(root):
        return Refusal(
            shown(path),
            f"it is a link to {shown(target)}, outside its folder",
            "to add that file or folder, give its own path",
        )
    if any(map(_is_unprintable, str(target))):
        return Refusal(
            shown(path),
            "its name contains control characters or is not UTF-8",
            "rename it",
        )
    if not target.is_file():
        return Refusal(
            shown(path), "it is not a regular file", "give the path of a file with an article"
        )
    return SourceFile(target, root)


def _looks_like_article(name: str) -> bool:
    return bool(ending_of(name)) and not name.lower().endswith(SIDECAR_ENDING)

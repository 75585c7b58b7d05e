"""`onrecord status`: report what the archive holds."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path

import typer

from assistant.wording import count, holdings
from index.status import Status
from ui.options import AsJson, composition
from ui.printing import one_line, safe, say, say_json

_MEGABYTE = 2**20


_UNFINISHED = "; a purge was interrupted, and the next command that writes finishes it"


_OUTDATED = ", found by other rules than today's: run `onrecord rebuild`"


def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Say what the archive holds and how its parts are."""
    parts = composition(context)
    now, scope = parts.archive.status(), parts.archive.scope()
    if as_json:
        say_json({"archive": parts.settings.archive, **asdict(now), "scope": asdict(scope)})
        return
    words = "unusable: run `onrecord rebuild`" if now.words is None else f"{now.words:,} passages"
    published = f"{now.passages - now.tail:,} passages" if now.generation else "none yet"
    lines = {
        "archive": safe(str(parts.settings.archive)),
        "holds": one_line(holdings(scope)),
        "outlets": one_line(", ".join(scope.outlets)) or "unknown",
        "languages": ", ".join(scope.languages) or "unknown",
        "passages": f"{now.passages:,}",
        "earlier versions": f"{now.old_versions:,}",
        "purged": f"{count(now.purged, 'article')}{_UNFINISHED if now.purging else ''}",
        "words": words,
        "quotations": f"{now.quotations:,}{_OUTDATED if now.quotations_outdated else ''}",
        "times": f"{now.times:,}{_OUTDATED if now.times_outdated else ''}",
        "in Chroma": f"{published}; {now.tail:,} added and {now.dead:,} removed since",
        "model": f"{now.model_id}, {now.dimensions} dimensions",
        "on disk": f"{_megabytes(now.catalogue_bytes)} catalogue, "
        f"{_megabytes(now.generations_bytes)} vectors, {_megabytes(now.words_bytes)} words",
        "permissions": _permissions(now, parts.settings.archive),
    }
    for name, value in lines.items():
        say(f"{name + ':':19}{value}")


def _permissions(now: Status, archive: Path) -> str:
    if not now.open_to_others:
        return "for its owner alone"
    command = f"chmod -R go= {shlex.quote(str(archive))}"
    return f"other users of this machine are let in; to keep them out: {safe(command)}"


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:,.1f} MB"

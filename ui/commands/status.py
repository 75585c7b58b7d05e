"""`onrecord status`: report what the archive holds."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.wording import count, day, holdings
from index.scope import Scope
from index.status import Status
from ui.commands.options import AsJson, composition
from ui.composition import Composition
from ui.exit_code import ExitCode
from ui.freshness import Freshness
from ui.length_of_time import seconds_of
from ui.render.text.terminal import one_line, safe, say, say_json, tell

_MEGABYTE = 2**20


_UNFINISHED = "; an interrupted purge will be completed by the next command that writes"


_OUTDATED = ", found by outdated rules: run `onrecord rebuild`"


def status(
    context: typer.Context,
    max_age: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="Exit with 3 unless a source was read within this time: 90m, 6h, 2d.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Report the contents and the state of the archive."""
    longest = None if max_age is None else seconds_of(max_age)
    parts = composition(context)
    now, scope = parts.archive.status(), parts.archive.scope()
    freshness = Freshness.of(parts.settings.archive, scope.last)
    if as_json:
        held = {"archive": parts.settings.archive, **asdict(now), "scope": asdict(scope)}
        say_json({**held, "followed": _followed(freshness)})
    else:
        _say(parts, now, scope)
        _say_freshness(freshness)
    if longest is not None and freshness.is_older_than(longest):
        tell(f"onrecord: No source was read in the last {max_age}. Run `onrecord follow`.")
        raise typer.Exit(ExitCode.UNDECIDED)


def _followed(freshness: Freshness) -> dict[str, object]:
    read = freshness.newest_reading
    return {
        "newest_reading": read.isoformat() if read else None,
        "newest_article": freshness.newest_article,
        "sources": [
            {
                "address": source.address,
                "kind": source.kind,
                "read_at": source.read.isoformat() if source.read else None,
                "trouble": source.trouble or None,
            }
            for source in freshness.sources
        ],
    }


def _say_freshness(freshness: Freshness) -> None:
    newest = day(freshness.newest_article) if freshness.newest_article else "none with a date"
    say(f"{'newest article:':19}{newest}")
    if freshness.sources:
        say(f"{'last reading:':19}{freshness.reading}")
        for line in freshness.lines():
            say(f"  {one_line(line)}")


def _say(parts: Composition, now: Status, scope: Scope) -> None:
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
        return "only its owner has access"
    command = f"chmod -R go= {shlex.quote(str(archive))}"
    return f"other users of this machine have access; to prevent it: {safe(command)}"


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:,.1f} MB"

"""`onrecord rebuild`: rebuild the derived data from the catalogue."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from assistant.wording import count
from index.archive import Archive
from sources.errors import Refusal
from ui.commands.options import Wait, composition
from ui.composition import Composition
from ui.exit_code import ExitCode
from ui.render.text.progress_bar import duration, gauge
from ui.render.text.terminal import safe, say, tell


def rebuild(
    context: typer.Context,
    embed: Annotated[
        bool, typer.Option("--embed", help="Also embed all text again, with the current model.")
    ] = False,
    wait: Wait = 0.0,
) -> None:
    """Rebuild everything derived from the stored articles.

    This includes quotations, times, the word index and the published vectors. The embedding model
    is needed only with --embed, which moves the archive to another model. An archive from an
    earlier version of OnRecord is upgraded.
    """
    parts = composition(context)
    begun = time.monotonic()
    Archive.upgrade(parts.settings.archive, parts.embedder, wait)
    refused: tuple[Refusal, ...] = ()
    if embed:
        _embed_again(parts, wait)
    else:
        refused = parts.archive.rebuild(wait)
    for each in refused:
        tell(f"did not rebuild the quotations and times of {safe(each.origin)}: {each.reason}")
    passages = count(parts.archive.scope().passages, "passage")
    say(f"Rebuilt {passages} ({duration(time.monotonic() - begun)})")
    if refused:
        raise typer.Exit(ExitCode.REFUSED)


def _embed_again(parts: Composition, wait: float) -> None:
    with gauge() as watch:
        Archive.reembed(parts.settings.archive, parts.embedder, wait, watch)

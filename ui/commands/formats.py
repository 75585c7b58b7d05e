"""`onrecord formats`: list the formats that can be added to an archive."""

from __future__ import annotations

from dataclasses import dataclass

from sources.formats.forms import FORMS
from ui.commands.options import AsJson
from ui.render.text.terminal import say, say_json

_PACKED = "Files may be compressed with gzip (page.html.gz) or packed into a .zip."


@dataclass(frozen=True, slots=True)
class FormatRow:
    """A format, as it is printed."""

    name: str
    endings: tuple[str, ...]
    original: str
    install: str | None


def formats(as_json: AsJson = False) -> None:
    """List the file formats that can be added.

    “Original” states where the original of an article can be opened.
    """
    rows = [
        FormatRow(
            form.name,
            form.endings,
            form.original,
            form.extra.install if form.extra and not form.extra.is_installed else None,
        )
        for form in FORMS
    ]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        say(f"{row.name}: {', '.join(row.endings)}", style="bold")
        say(f"Original: {row.original}", indent=4)
        if row.install:
            say(f"Not installed: {row.install}", indent=4)
    say(_PACKED)

"""The followed sources as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ui.following import Progress

NOTHING = Markup("")
WHAT_IS_FOLLOWED = (
    "The address of a feed, a sitemap or a page. What it lists is read again and again, as "
    "robots.txt allows."
)
_NOBODY = "Nobody reads them now. Run `onrecord follow`, or serve the page with --follow."


def following_html(
    found: Sequence[Progress], lines: Sequence[tuple[str, str]], running: bool
) -> Markup:
    """Return each source with the progress of its pages, and the last lines of the log."""
    if not found:
        return Markup('<p class="note">Nothing is followed yet.</p>')
    rows = NOTHING.join(map(_row, found))
    notice = NOTHING if running else Markup('<p class="note">{}</p>').format(_NOBODY)
    return Markup("<ul>{}</ul>{}{}").format(rows, notice, _log(lines))


def _row(progress: Progress) -> Markup:
    source = progress.source
    trouble = NOTHING
    if source.trouble:
        trouble = Markup('<p class="byline">Not read: <bdi>{}</bdi></p>').format(source.trouble)
    return Markup(
        '<li class="entry"><div><bdi>{}</bdi><p class="byline">{} · {} · {}</p>{}</div></li>'
    ).format(source.address, source.kind, progress.last_read, progress.summary, trouble)


def _log(lines: Sequence[tuple[str, str]]) -> Markup:
    if not lines:
        return NOTHING
    rows = NOTHING.join(
        Markup("<li><time>{}</time> <bdi>{}</bdi></li>").format(at, said) for at, said in lines
    )
    return Markup("<details><summary>Log</summary><ul>{}</ul></details>").format(rows)

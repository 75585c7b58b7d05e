"""The list of stored articles, and the result of adding files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from assistant.wording import NO_OUTLET, count, day, language
from index.catalogue.entry import Entry
from sources.errors import Refusal
from sources.following.source import Item
from ui.followed_sources import Progress, outcome
from ui.following_process import FollowingProcess
from ui.uploads.article_management import Addition, Listing

NOTHING = Markup("")


def listing_html(listing: Listing) -> Markup:
    """Return one page of the list."""
    if not listing.entries:
        return Markup('<p class="note">{}</p>').format(_why_empty(listing))
    rows = NOTHING.join(_row(entry) for entry in listing.entries)
    return Markup('<p class="note">{}</p><ul>{}</ul>').format(_how_many(listing), rows)


def _how_many(listing: Listing) -> str:
    length, offset = len(listing.entries), listing.search.offset
    if not offset and not listing.more:
        return f"{count(length, 'article')}, newest additions first"
    more = ". “Older” shows more." if listing.more else ""
    return f"Articles {offset + 1}–{offset + length}, newest additions first{more}"


def _why_empty(listing: Listing) -> str:
    if listing.search.text or listing.search.outlet or listing.search.offset:
        return "No article matches. Try fewer words or another outlet."
    return "The archive is empty. Use the form “Add articles”."


def _row(entry: Entry) -> Markup:
    facts = [entry.outlet or NO_OUTLET, day(entry.published)]
    if entry.language:
        facts.append(language(entry.language))
    byline = Markup(" · ").join(Markup("<bdi>{}</bdi>").format(fact) for fact in facts)
    return Markup(
        '<li class="entry"><div><a class="open" dir="auto" href="/article/{0}">{1}</a>'
        '<p class="byline">{2}</p></div><button type="button" class="remove" data-remove="{0}" '
        'data-headline="{1}" aria-label="Remove {1}">Remove</button></li>'
    ).format(entry.article_id, entry.headline, byline)


def addition_html(addition: Addition) -> Markup:
    """Return what was added, and the files that were not, with reasons and next steps."""
    parts = [Markup("<p>{}</p>").format(line) for line in (_summary(addition), *addition.warnings)]
    if addition.refused:
        rows = NOTHING.join(_refusal(refusal) for refusal in addition.refused)
        title = f"{len(addition.refused):,} not added"
        parts.append(Markup("<h4>{}</h4><ul>{}</ul>").format(title, rows))
    return Markup('<div class="report" role="status">{}</div>').format(NOTHING.join(parts))


def _summary(addition: Addition) -> str:
    if addition.trouble:
        return addition.trouble
    known = [
        (addition.added, "added"),
        (addition.replaced, "replaced by a new version"),
        (addition.unchanged, "already in the archive"),
    ]
    parts = [f"{count(number, 'article')} {what}" for number, what in known if number]
    return "; ".join(parts) + "." if parts else "Nothing was added."


def _refusal(refusal: Refusal) -> Markup:
    return Markup("<li><bdi>{}</bdi>: {}. <span>Next: {}.</span></li>").format(
        refusal.origin, refusal.reason, refusal.next_step
    )


WHAT_IS_FOLLOWED = (
    "Enter the address of a feed, a sitemap or a page. OnRecord reads it and the articles it lists "
    "regularly, as robots.txt allows."
)
_MOST_TROUBLED = 30
_NOBODY = Markup(
    "They are not being read. Run <code>{0} follow</code>, or start the server with "
    "<code>{0} serve --follow</code>."
)


def unread_html(program: str) -> Markup:
    """Return the note that no process reads the sources."""
    return _NOBODY.format(program)


def restart_html(process: FollowingProcess) -> Markup:
    """Return the note that the server's own process does not read the sources at the moment."""
    if process.end is None:
        return Markup("They will be read in a moment.")
    return Markup("They are not being read: {}").format(str(process.end))


def following_html(
    found: Sequence[Progress], lines: Sequence[tuple[str, str]], note: Markup = NOTHING
) -> Markup:
    """Return each source with the progress of its pages, and the last lines of the log."""
    if not found:
        return Markup('<p class="note">No sources are followed yet.</p>')
    rows = NOTHING.join(map(_following_row, found))
    told = Markup('<p class="note">{}</p>').format(note) if note else NOTHING
    return Markup("<ul>{}</ul>{}{}").format(rows, told, _log(lines))


def _following_row(progress: Progress) -> Markup:
    source = progress.source
    trouble = NOTHING
    if progress.problem:
        trouble = Markup('<p class="byline">Not read: <bdi>{}</bdi></p>').format(progress.problem)
    elif progress.troubled:
        trouble = _troubled(progress.troubled)
    facts = Markup('<p class="byline">{}</p>').format(" · ".join(progress.facts))
    return Markup(
        '<li class="entry"><div><bdi>{0}</bdi>{1}{2}</div>'
        '<button type="button" class="remove" data-forget="{0}" '
        'aria-label="Stop following {0}">Stop following</button></li>'
    ).format(source.address, facts if progress.facts else NOTHING, trouble)


def _troubled(items: Sequence[Item]) -> Markup:
    """Return the pages of a source that were not read well, each with the reason."""
    rows = NOTHING.join(
        Markup('<li class="byline"><bdi>{}</bdi>: <bdi>{}</bdi>; {}</li>').format(
            item.address, item.trouble, outcome(item)
        )
        for item in items[:_MOST_TROUBLED]
    )
    more = len(items) - _MOST_TROUBLED
    if more > 0:
        rows += Markup(
            '<li class="byline">… and {:,} more: <code>onrecord follow --list --json</code> lists '
            "all of them</li>"
        ).format(more)
    title = f"{count(len(items), 'page')} with a problem"
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(title, rows)


def _log(lines: Sequence[tuple[str, str]]) -> Markup:
    if not lines:
        return NOTHING
    rows = NOTHING.join(
        Markup('<li><time class="byline" datetime="{}">{}</time> <bdi>{}</bdi></li>').format(
            at, f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M} UTC", said
        )
        for at, said in lines
    )
    return Markup("<details class='log'><summary>Log</summary><ul>{}</ul></details>").format(rows)

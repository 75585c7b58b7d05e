"""`onrecord follow`: keep an archive up to date from feeds, sitemaps, pages and folders."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.wording import count
from index.following import Follower, Round
from index.following_lock import following_lock, is_followed
from index.following_queue import followed_sources, opened_queue, queue_to_read
from sources.errors import NotFetched, Refusal, Unreadable
from sources.following.queue import Queue
from sources.following.source import Source, Terms
from sources.following.watching import watch_folders
from sources.formats.metadata_fields import stated_metadata
from ui.commands.options import AsJson, Wait, composition
from ui.exit_code import ExitCode
from ui.followed_sources import (
    Backlog,
    allowed_hosts,
    folder_named,
    followed_anew,
    follower_of,
    progress_of,
    source_named,
)
from ui.length_of_time import seconds_of
from ui.render.text.followed import progress_record, say_progress
from ui.render.text.terminal import safe, say, say_json, tell

_WAIT_SECONDS = 3_600.0
_HOW_TO_READ = (
    "It is read once now. To read it regularly, run `onrecord follow --once` from cron, or keep "
    "`onrecord follow` running."
)


def follow(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="URL|FOLDER", help="Feeds, sitemaps, pages or folders to follow."),
    ] = None,
    outlet: Annotated[str, typer.Option(metavar="NAME", help="The outlet of the articles.")] = "",
    language: Annotated[
        str, typer.Option(metavar="CODE", help="Their language, such as en or ko.")
    ] = "",
    credentials: Annotated[
        str,
        typer.Option(
            metavar="VARIABLE",
            help="The environment variable that holds user:password or Bearer TOKEN.",
        ),
    ] = "",
    allow: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST:PORT", help="Also read from this host in your network; repeatable."
        ),
    ] = None,
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How often to read them: 90s, 15m, 6h.")
    ] = "15m",
    once: Annotated[
        bool, typer.Option("--once", help="Read all sources once and exit, for cron.")
    ] = False,
    listing: Annotated[
        bool, typer.Option("--list", help="List the followed sources and their progress.")
    ] = False,
    remove: Annotated[
        list[str] | None,
        typer.Option(metavar="URL|FOLDER", help="Stop following this source; its articles stay."),
    ] = None,
    stay: Annotated[
        bool,
        typer.Option(
            "--stay", help="Wait for sources to be added, until standard input closes (for serve)."
        ),
    ] = False,
    wait: Wait = _WAIT_SECONDS,
    as_json: AsJson = False,
) -> None:
    """Keep the archive up to date from feeds, pages and folders.

    The followed sources are listed in the archive's folder and read regularly, until the command is
    interrupted. A URL or FOLDER is added to the list. Only public addresses are fetched, and only
    as robots.txt allows.
    """
    parts = composition(context)
    folder = parts.settings.archive
    terms = _terms(outlet, language, credentials, allow or [], every)
    named = [_named(text, terms) for text in sources or ()]
    if listing:
        _list(folder, as_json)
        return
    with opened_queue(folder) as queue:
        if remove:
            _remove(queue, remove)
            return
        for source in named:
            _follow(queue, source, folder, once=once, quiet=as_json)
        if not stay and not queue.sources():
            tell("onrecord: No sources are followed yet. Give the address of a feed, or a folder.")
            raise typer.Exit(ExitCode.NO_INPUT)
        if named and not once and is_followed(folder):
            tell("Another `onrecord follow` is running, and will read the new source too.")
            return
        with following_lock(folder):
            follower = follower_of(parts.archive_to_fill, queue, parts.settings, wait)
            if once:
                queue.all_due()
                _report(follower.once(), queue, folder, as_json)
            else:
                _forever(follower, queue, folder, stay)


def _follow(queue: Queue, source: Source, folder: Path, *, once: bool, quiet: bool) -> None:
    known = queue.source(source.address)
    if known is not None and known.terms == source.terms:
        return
    queue.follow(source)
    if quiet:
        return
    if known is not None:
        say(safe(f"Already following {source.address}. Its settings were updated."))
        return
    reading = not once or is_followed(folder)
    say(safe(followed_anew(source, reading)))
    if not reading:
        say(_HOW_TO_READ)


def _terms(outlet: str, language: str, credentials: str, allow: list[str], every: str) -> Terms:
    """Return the settings for sources; raise typer.BadParameter for an invalid value."""
    if credentials and not credentials.isidentifier():
        raise typer.BadParameter(
            "--credentials takes the name of an environment variable, such as WIRE_LOGIN. Put the "
            "password into that variable, so that it is neither stored nor visible to others."
        )
    try:
        stated = stated_metadata({"outlet": outlet, "language": language})
        hosts = allowed_hosts(allow)
    except (NotFetched, Unreadable) as error:
        raise typer.BadParameter(f"{error}.") from error
    seconds = seconds_of(every)
    if seconds < 1:
        raise typer.BadParameter(f"--every must be at least 1s, not {every!r}.")
    return Terms(stated.outlet or "", stated.language or "", credentials, hosts, seconds)


def _named(text: str, terms: Terms) -> Source:
    try:
        return source_named(text, terms)
    except NotFetched as error:
        raise typer.BadParameter(f"{error}.") from error


def _list(folder: Path, as_json: bool) -> None:
    if not followed_sources(folder):
        if as_json:
            say_json([])
        else:
            say("No sources are followed.")
        return
    with queue_to_read(folder) as queue:
        found = progress_of(queue, folder)
    if as_json:
        say_json([progress_record(each) for each in found])
        return
    for each in found:
        say_progress(each)
    if not is_followed(folder):
        say(
            "They are not being read. Run `onrecord follow`, or `onrecord follow --once` from cron."
        )


def _remove(queue: Queue, named: list[str]) -> None:
    for text in named:
        address = _address(text)
        if not queue.forget(address):
            tell(
                safe(
                    f"onrecord: {address} is not followed. `onrecord follow --list` lists the "
                    "followed sources."
                )
            )
            raise typer.Exit(ExitCode.NO_INPUT)
        say(safe(f"No longer following {address}. Its articles stay in the archive."))


def _address(text: str) -> str:
    """Return the address or path as it is listed, even for a folder that no longer exists."""
    if "://" in text:
        return _named(text, Terms()).address
    try:
        return str(folder_named(text))
    except NotFetched as error:
        raise typer.BadParameter(f"{error}.") from error


def _report(done: Round, queue: Queue, folder: Path, as_json: bool) -> None:
    """Print the result of a round; exit with 65 if a source could not be read."""
    found = progress_of(queue, folder)
    troubled = {each.source.address: each.problem for each in found if each.problem}
    _tell_refused(each for each in done.refused if each.origin not in troubled)
    for address, problem in troubled.items():
        tell(safe(f"could not read {address}: {problem}"))
    backlog = Backlog.of(queue, found)
    if as_json:
        say_json({**asdict(done), "not_read": list(troubled), **backlog.record})
    else:
        say(safe("; ".join(part for part in (_sums(done), str(backlog)) if part)))
    if troubled:
        raise typer.Exit(ExitCode.REFUSED)


def _tell_refused(refused: Iterable[Refusal]) -> None:
    for each in refused:
        tell(f"refused {safe(each.origin)}: {safe(each.reason)}; {safe(each.next_step)}")


def _sums(done: Round) -> str:
    sums = f"{done.added:,} added, {done.changed:,} changed, {len(done.refused):,} refused"
    spent = "; stopped at the download limit, and the next run continues"
    return sums + (spent if done.spent else "")


def _forever(follower: Follower, queue: Queue, folder: Path, stay: bool) -> None:
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    threading.Thread(target=watch_folders, args=(folder, stop), daemon=True).start()
    if stay:
        threading.Thread(target=_end_with_input, args=(stop,), daemon=True).start()
    tell(f"Following {count(len(queue.sources()), 'source')}. Press Ctrl-C to stop.")
    told: set[Refusal] = set()

    def tell_round(done: Round) -> None:
        _tell_refused(each for each in done.refused if each not in told)
        told.update(done.refused)
        say(_sums(done))

    try:
        follower.forever(stop, tell_round)
    finally:
        stop.set()


def _end_with_input(stop: threading.Event) -> None:
    """Stop when the parent process closes standard input or dies."""
    with os.fdopen(os.dup(0), "rb") as stream:
        stream.read()
    stop.set()

"""The verb that removes articles for good."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from assistant.wording import count, day
from index.condemned import Condemned, PurgePlan, PurgeReport
from index.tombstone import Tombstone
from ui.composition import Composition
from ui.exit_code import ExitCode
from ui.gauge import duration, gauge
from ui.options import AsJson, Wait, composition, decodable
from ui.printing import one_line, safe, say, say_json, tell

_MEGABYTE = 2**20
_HASH_SHOWN = 12
_MOST_SAID = 10
_OUT_OF_REACH = (
    "the files that the articles were added from",
    "receipts, reports, exports and runs that were saved elsewhere",
    "what programs got over HTTP or MCP, and chat models were sent",
    "browsers that still show an answer or keep a written one",
    "backups, snapshots of the file system, and blocks of the disk that were not overwritten yet",
)


def purge(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    article_ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="As `onrecord list` or a citation shows them."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be removed, and change nothing.")
    ] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="List what was purged: ids, digests and days.")
    ] = False,
    wait: Wait = 0.0,
    as_json: AsJson = False,
) -> None:
    """Remove articles for good: all versions, from every part of the archive.

    For a legal takedown; `onrecord remove` keeps the cited words. Articles that were removed
    before can be purged too. What stays is a tombstone of digests, by which `onrecord add` leaves
    the same file or text out until it is given --purged. Every file of the archive is read
    afterwards. Exits with 65 if one still has words that only these articles had.
    """
    wanted = tuple(dict.fromkeys(map(decodable, article_ids or ())))
    if listed == bool(wanted):
        raise typer.BadParameter("Give the ids of articles, or --list without any.")
    parts = composition(context)
    if listed:
        _say_tombstones(parts.archive.tombstones(), as_json)
        return
    if not (yes or dry_run or sys.stdin.isatty()):
        raise typer.BadParameter(
            "Nobody can be asked whether to purge them here, and nothing was purged: add --yes."
        )
    if not dry_run:
        parts.archive.create(wait)  # a purge that was interrupted is finished first
    wanted = _not_yet_purged(parts, wanted)
    if not wanted:
        if as_json:
            say_json({"articles": []})
        return
    plan = parts.archive.condemned(wanted)
    if dry_run and as_json:
        say_json({**asdict(plan), "out_of_reach": _out_of_reach(parts)})
        return
    if not as_json:
        _say_plan(plan)
    if dry_run:
        _say_out_of_reach(parts)
        return
    if not yes and not typer.confirm(
        f"Purge {count(len(plan.articles), 'article')} for good? This cannot be undone.", err=True
    ):
        tell("Nothing was purged.")
        raise typer.Exit(ExitCode.INTERRUPTED)
    _purge(parts, plan, wait, as_json)


def _not_yet_purged(parts: Composition, article_ids: Sequence[str]) -> tuple[str, ...]:
    """Leave out what is purged already, so that the same command can be run again."""
    left = []
    for article_id in article_ids:
        purged_on = parts.archive.purged_on(article_id)
        if purged_on is None:
            left.append(article_id)
        else:
            tell(f"{one_line(article_id)} was purged on {day(purged_on)}.")
    return tuple(left)


def _purge(parts: Composition, plan: PurgePlan, wait: float, as_json: bool) -> None:
    begun = time.monotonic()
    with gauge() as watch:
        report = parts.archive.purge([a.article_id for a in plan.articles], wait, watch)
    if as_json:
        say_json({**asdict(plan), **asdict(report), "out_of_reach": _out_of_reach(parts)})
    else:
        _say_report(plan, report, time.monotonic() - begun)
        _say_out_of_reach(parts)
    if report.proof.left:
        raise typer.Exit(ExitCode.REFUSED)


def _say_plan(plan: PurgePlan) -> None:
    for article in plan.articles:
        tell(_described(article))
    _tell_some(
        "stays, though it is much alike (name it too if it must go)",
        [
            f"{copy.article_id}  {one_line(copy.headline)} ({copy.share:.0%} of the words)"
            for copy in plan.copies
        ],
    )
    _tell_some("stays on the disk (delete it yourself)", list(map(safe, plan.sources)))


def _described(article: Condemned) -> str:
    outlet = one_line(article.outlet) if article.outlet else "outlet unknown"
    removed = "" if article.visible else ", removed before"
    versions = count(article.versions, "version")
    return f"{article.article_id}  {one_line(article.headline)} · {outlet} · {versions}{removed}"


def _tell_some(what: str, lines: Sequence[str]) -> None:
    for line in lines[:_MOST_SAID]:
        tell(f"{what}: {line}")
    if len(lines) > _MOST_SAID:
        tell(f"{what}: {count(len(lines) - _MOST_SAID, 'other')}")


def _say_report(plan: PurgePlan, report: PurgeReport, seconds: float) -> None:
    articles, versions = count(len(plan.articles), "article"), count(report.versions, "version")
    say(f"Purged {articles}, {versions} ({duration(seconds)}).")
    for name in report.uploads:
        say(f"deleted the upload {one_line(name)}")
    if report.redacted:
        say(f"redacted {count(report.redacted, 'record')} in stored runs of test sets")
    for warning in report.warnings:
        tell(safe(warning))
    proof = report.proof
    read = f"{count(proof.files, 'file')} of the archive, {proof.bytes_read / _MEGABYTE:,.1f} MB"
    if not proof.left:
        say(
            f"Checked {read}: none holds any of the {proof.sought:,} sequences of words, names, "
            "terms and vectors that only the purged text had."
        )
        return
    tell(f"onrecord: Checked {read}. Words that only the purged text had are still in:")
    for path in proof.left:
        tell(f"  {safe(path)}")
    tell("Delete them, if they are files of your own; otherwise run `onrecord rebuild`.")


def _say_out_of_reach(parts: Composition) -> None:
    say("Not removed, because OnRecord cannot reach them:")
    for each in _out_of_reach(parts):
        say(f"- {each}")


def _out_of_reach(parts: Composition) -> tuple[str, ...]:
    if parts.runs.resolve().is_relative_to(parts.settings.archive.resolve()):
        return _OUT_OF_REACH
    return (*_OUT_OF_REACH, safe(f"runs of test sets in {parts.runs} (ONRECORD_RUNS)"))


def _say_tombstones(stones: Sequence[Tombstone], as_json: bool) -> None:
    if as_json:
        say_json([asdict(stone) for stone in stones])
        return
    for stone in stones:
        restored = "" if stone.barred else ", added again since"
        version = stone.content_hash[:_HASH_SHOWN]
        say(f"{stone.article_id}  version {version}, purged on {day(stone.purged_on)}{restored}")
    if not stones:
        say("Nothing was purged from this archive.")

"""`onrecord purge`: remove articles permanently."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.wording import NO_OUTLET, count, day
from index.catalogue.tombstone import Tombstone
from index.purging.condemned import Condemned, Proof, PurgePlan, PurgeReport
from ui.commands.options import AsJson, DryRun, Wait, composition, decodable
from ui.composition import Composition
from ui.exit_code import ExitCode
from ui.render.text.progress_bar import duration, gauge
from ui.render.text.terminal import one_line, safe, say, say_json, tell
from ui.requests.lookup import id_beginning

_MEGABYTE = 2**20
_HASH_SHOWN = 12
_MOST_SAID = 10
_UNPROVABLE = (
    "{} was purged by an earlier version of OnRecord, which kept nothing to search for, so this "
    "cannot be checked again."
)
_OUT_OF_REACH = (
    "the files that the articles were added from",
    "receipts, reports, exports and runs that were saved elsewhere",
    "what was sent to programs over HTTP or MCP, or to chat models",
    "files that were uploaded to a running server but not added (it deletes them when it ends)",
    "answers that a browser still shows or keeps",
    "backups, file system snapshots, and disk blocks that are not yet overwritten",
)


def purge(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    article_ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID",
            help="Article ids, as `onrecord list` or a citation shows them, or their first digits.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask for confirmation.")] = False,
    dry_run: DryRun = False,
    listed: Annotated[
        bool, typer.Option("--list", help="List the purged articles: id, digest and date.")
    ] = False,
    wait: Wait = 0.0,
    as_json: AsJson = False,
) -> None:
    """Remove articles permanently, with all versions.

    Use it for legal takedowns; `onrecord remove` keeps the cited words. Articles that were removed
    before can be purged too. Only a tombstone with digests stays, so that `onrecord add` leaves out
    the same file or text unless --purged is given. Afterwards, every file in the archive is
    unpacked and read. Exits with 65 if a file still has words that only these articles had, or
    cannot be read completely. Purging an article again repeats this check.
    """
    wanted = tuple(dict.fromkeys(map(decodable, article_ids or ())))
    if listed == bool(wanted):
        raise typer.BadParameter("Give the ids of articles to purge, or --list without ids.")
    parts = composition(context)
    if listed:
        _say_tombstones(parts.archive.tombstones(), as_json)
        return
    if not (yes or dry_run or sys.stdin.isatty()):
        raise typer.BadParameter(
            "Nothing was purged, because there is no terminal to ask for confirmation. Add --yes."
        )
    if not dry_run:
        parts.archive.create(wait)  # this first finishes an interrupted purge
    wanted = tuple(dict.fromkeys(_whole(parts, each) for each in wanted))
    before = _purged_before(parts, wanted)
    wanted = tuple(each for each in wanted if each not in before)
    provable = parts.archive.provable(before)
    for article_id in before:
        if article_id not in provable:
            tell(_UNPROVABLE.format(article_id))
    if not wanted:
        _prove_again(parts, () if dry_run else provable, wait, as_json)
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
        f"Purge {count(len(plan.articles), 'article')} permanently? This cannot be undone.",
        err=True,
    ):
        tell("Nothing was purged.")
        raise typer.Exit(ExitCode.INTERRUPTED)
    _purge(parts, plan, provable, wait, as_json)


def _whole(parts: Composition, article_id: str) -> str:
    """Return the whole id that begins with these digits; it may be removed or purged already."""
    purged = [stone.article_id for stone in parts.archive.tombstones()]
    with parts.archive.view() as view:
        return id_beginning(view, article_id, purged)


def _purged_before(parts: Composition, article_ids: Sequence[str]) -> tuple[str, ...]:
    """Print and return the articles that are already purged. They are only checked again."""
    stones = {stone.article_id: stone for stone in parts.archive.tombstones() if stone.barred}
    found = tuple(each for each in article_ids if each in stones)
    for article_id in found:
        tell(f"{article_id} was purged on {day(stones[article_id].purged_on)}.")
    return found


def _prove_again(
    parts: Composition, article_ids: Sequence[str], wait: float, as_json: bool
) -> None:
    if not article_ids:
        if as_json:
            say_json({"articles": [], "proof": None})
        return
    with gauge() as watch:
        proof = parts.archive.prove_again(article_ids, wait, watch)
    if as_json:
        say_json({"articles": [], "proof": asdict(proof)})
    else:
        _say_proof(proof, article_ids)
    if not proof.clean:
        raise typer.Exit(ExitCode.REFUSED)


def _purge(
    parts: Composition, plan: PurgePlan, before: Sequence[str], wait: float, as_json: bool
) -> None:
    begun = time.monotonic()
    article_ids = [article.article_id for article in plan.articles]
    with gauge() as watch:
        report = parts.archive.purge(article_ids, before, wait, watch)
    if as_json:
        say_json({**asdict(plan), **asdict(report), "out_of_reach": _out_of_reach(parts)})
    else:
        _say_report(plan, report, time.monotonic() - begun)
        _say_proof(report.proof, [*article_ids, *before])
        _say_out_of_reach(parts)
    if not report.proof.clean:
        raise typer.Exit(ExitCode.REFUSED)


def _say_plan(plan: PurgePlan) -> None:
    for article in plan.articles:
        tell(_described(article))
    _tell_some(
        "kept, although it is similar to a purged article (to remove it too, purge its id)",
        [
            f"{copy.article_id}  {one_line(copy.headline)} ({copy.share:.0%} of the words)"
            for copy in plan.copies
        ],
    )
    _tell_some("stays on disk (delete it yourself)", list(map(safe, plan.sources)))


def _described(article: Condemned) -> str:
    outlet = one_line(article.outlet) if article.outlet else NO_OUTLET
    removed = "" if article.visible else ", removed before"
    versions = count(article.versions, "version")
    return f"{article.article_id}  {one_line(article.headline)} · {outlet} · {versions}{removed}"


def _tell_some(what: str, lines: Sequence[str]) -> None:
    for line in lines[:_MOST_SAID]:
        tell(f"{what}: {line}")
    if len(lines) > _MOST_SAID:
        tell(f"{what}: and {len(lines) - _MOST_SAID:,} more")


def _say_report(plan: PurgePlan, report: PurgeReport, seconds: float) -> None:
    articles, versions = count(len(plan.articles), "article"), count(report.versions, "version")
    say(f"Purged {articles}, {versions} ({duration(seconds)}).")
    for name in report.uploads:
        say(f"deleted the upload {one_line(name)}")
    if report.redacted:
        say(f"redacted {count(report.redacted, 'record')} in stored runs of test sets")
    for warning in report.warnings:
        tell(safe(warning))


def _say_proof(proof: Proof, article_ids: Sequence[str]) -> None:
    read = f"{count(proof.files, 'file')} of the archive, {proof.bytes_read / _MEGABYTE:,.1f} MB"
    if proof.clean:
        say(
            f"Checked {read}: none of the {proof.sought:,} word sequences, names, terms and "
            "vectors that only the purged text had is left."
        )
        return
    again = f"run `onrecord purge {' '.join(article_ids)}` again"
    own = tuple(path for path in proof.left if path not in proof.foreign)
    tell(f"onrecord: Checked {read}, but could not prove that nothing is left.")
    _tell_some("still has words that only the purged text had", list(map(safe, proof.left)))
    _tell_some("could not be read completely", list(map(safe, proof.unread)))
    if proof.foreign:
        names = ", ".join(map(_named, proof.foreign[:_MOST_SAID]))
        tell(
            f"OnRecord did not write {names} and does not delete your files. Remove the words or "
            f"the file, then {again}."
        )
    if own:
        tell(f"OnRecord wrote {_named(own[0])}: run `onrecord rebuild`, then {again}.")
    if proof.unread:
        tell(
            "Check the files that could not be read. Delete those that have the words, then "
            f"{again}."
        )


def _named(path: str) -> str:
    return safe(Path(path).name)


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
        restored = "" if stone.barred else ", added again later"
        version = stone.content_hash[:_HASH_SHOWN]
        say(f"{stone.article_id}  version {version}, purged on {day(stone.purged_on)}{restored}")
    if not stones:
        say("No articles were purged from this archive.")

"""`onrecord add`: add articles."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.wording import count, day
from index.admission import Admission
from index.intake.event import ShortenedRecord, UnpublishedRecord
from index.progress import Progress
from index.report import AddReport
from sources.article import Metadata
from sources.cleaning.retention import Retention
from sources.errors import Unreadable
from sources.files import shown
from sources.formats.metadata_fields import stated_metadata
from sources.others import hidden, others
from ui.commands.options import AsJson, DryRun, Wait, composition, named_path, warn
from ui.exit_code import ExitCode
from ui.render.text.progress_bar import duration, gauge
from ui.render.text.terminal import one_line, safe, say, say_json, tell

_MOST_KINDS = 8
_MOST_NAMED = 10


_GIVEN_ONCE = (
    "The metadata options apply only this time: if you add the files again without them, the "
    "articles change back. To keep the metadata, save it as NAME.meta.json next to each file."
)


_PURGED = "it was purged on {}; to add it again, use --purged"


def add(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", parser=named_path, help="Files or folders to add."),
    ],
    outlet: Annotated[str, typer.Option(metavar="NAME", help="The outlet of the articles.")] = "",
    date: Annotated[
        str, typer.Option(metavar="DAY", help="Their publication date: 2024-06-13.")
    ] = "",
    url: Annotated[str, typer.Option(metavar="URL", help="Their web address.")] = "",
    author: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Their author; repeatable.")
    ] = None,
    language: Annotated[
        str, typer.Option(metavar="CODE", help="Their language, such as en or ko.")
    ] = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help="Their headline.")] = "",
    sync: Annotated[
        bool,
        typer.Option("--sync", help="Also remove articles whose files are no longer under PATH."),
    ] = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", help="With --sync: also remove the articles of an emptied folder."),
    ] = False,
    purged: Annotated[
        bool, typer.Option("--purged", help="Also add articles that were purged.")
    ] = False,
    unpublished: Annotated[
        bool,
        typer.Option(
            "--include-unpublished",
            help="Also add drafts, embargoed and other unpublished articles, and mark them.",
        ),
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose",
            "-v",
            help="Print a line per article: its file, the share of the text kept, what was removed"
            ", its format.",
        ),
    ] = False,
    dry_run: DryRun = False,
    wait: Wait = 0.0,
    as_json: AsJson = False,
) -> None:
    """Add articles to the archive, or update those that changed.

    The metadata options apply to all paths and override what the files state. Exits with 65 if a
    file was refused; the others are still added. A folder with no articles left may be an unmounted
    disk, so --sync removes its articles only with --yes.
    """
    stated = _stated(title, outlet, date, url, author, language)
    _see_that_some_exist(paths)
    archive = composition(context).archive_to_fill
    begun = time.monotonic()
    with gauge(lines=verbose) as watch:
        report = archive.add(
            paths,
            stated,
            sync=sync,
            emptying=yes,
            admission=Admission(purged, unpublished),
            dry_run=dry_run,
            wait=wait,
            progress=_naming_each(watch, as_json) if verbose else watch,
        )
    left_out = others(paths)
    if as_json:
        say_json({**asdict(report), "left_out": left_out})
    else:
        most = None if verbose else _MOST_NAMED
        _say_report(report, dry_run, time.monotonic() - begun, most)
        _say_beside(report, left_out, stated)
    warn(report.warnings)
    if report.refused:
        raise typer.Exit(ExitCode.REFUSED)
    left = report.purged or report.unpublished
    if not (report.added or report.changed or report.unchanged or report.removed or left):
        tell(f"onrecord: {_nothing_found(paths)}")
        raise typer.Exit(ExitCode.NO_INPUT)


def _nothing_found(paths: list[Path]) -> str:
    """Return why no articles were found in some paths, and what to do."""
    places = ", ".join(map(shown, paths))
    if skipped := hidden(paths):
        return (
            f"No articles were found in {places}. Hidden files were skipped: {skipped:,}. To add "
            "them, give their own paths."
        )
    return (
        f"No articles were found in {places}. `onrecord formats` lists the formats that are read."
    )


def _see_that_some_exist(paths: list[Path]) -> None:
    if not any(os.path.lexists(path) for path in paths):
        tell(f"onrecord: No such file or folder: {', '.join(map(shown, paths))}. Check the path.")
        raise typer.Exit(ExitCode.NO_INPUT)


def _naming_each(watch: Callable[[Progress], None], as_json: bool) -> Callable[[Progress], None]:
    """Return a callback that prints a line per article; with JSON, on standard error."""
    put = tell if as_json else say

    def told(progress: Progress) -> None:
        for retention in progress.read:
            put(one_line(retention.line))
        watch(progress)

    return told


def _say_beside(report: AddReport, left_out: Counter[str], stated: Metadata) -> None:
    """Print which files were left out, and that the metadata options apply only this time."""
    if left_out:
        say(_other_kinds(left_out))
    if stated != Metadata() and (report.added or report.changed):
        say(_GIVEN_ONCE)


def _other_kinds(left_out: Counter[str]) -> str:
    named = [one_line(ending) or "no ending" for ending, _ in left_out.most_common(_MOST_KINDS)]
    more = ", …" if len(left_out) > _MOST_KINDS else ""
    files = count(left_out.total(), "file")
    return f"{files} in other formats left out: {', '.join(named)}{more}"


def _stated(
    title: str, outlet: str, date: str, url: str, authors: list[str] | None, language: str
) -> Metadata:
    given = {
        "title": title,
        "outlet": outlet,
        "date": date,
        "url": url,
        "author": authors or [],
        "language": language,
    }
    try:
        return stated_metadata(given)
    except Unreadable as error:
        raise typer.BadParameter(str(error)) from error


def _say_report(report: AddReport, dry_run: bool, seconds: float, most: int | None) -> None:
    """Print what was done; list up to `most` unpublished and short articles, or all if None."""
    for origin in report.gone:
        say(f"{'would remove' if dry_run else 'removed'} {one_line(origin)}")
    for refusal in report.refused:
        tell(f"refused {safe(refusal.origin)}: {safe(refusal.reason)}; {safe(refusal.next_step)}")
    for record in report.purged:
        tell(f"left out {safe(record.origin)}: {_PURGED.format(day(record.purged_on))}")
    if report.withdrawn:
        _say_withdrawn(report.withdrawn, dry_run, most)
    if report.unpublished:
        _say_unpublished(report.unpublished, most)
    for one in report.fuller[:most]:
        tell(f"kept {safe(one.origin)}: {safe(one.reason)}; the stored version has more")
    _say_rest(len(report.fuller), most)
    if report.shortened:
        _say_shortened(report.shortened, most)
    if report.little_kept:
        _say_little_kept(report.little_kept, most)
    sums = (
        f"{report.added:,} added, {report.changed:,} changed, {report.unchanged:,} unchanged, "
        f"{report.removed:,} removed, {len(report.refused):,} refused"
    )
    cut = f"{count(report.passages, 'passage')}, {duration(seconds)}"
    say(f"Dry run: {sums} ({cut})" if dry_run else f"{sums} ({cut})")


def _say_rest(found: int, most: int | None) -> None:
    if most is not None and found > most:
        tell(f"… and {found - most:,} more; --verbose lists all of them")


def _say_little_kept(found: tuple[Retention, ...], most: int | None) -> None:
    """Warn of the articles that keep little of their page's text."""
    for retention in found[:most]:
        tell(f"warning: {one_line(retention.origin)}: only {retention.summary}")
    _say_rest(len(found), most)
    tell(
        f"{count(len(found), 'article')} may lack a part of its text. Compare with the page: "
        "onrecord show --removed FILE"
    )


def _say_shortened(found: tuple[ShortenedRecord, ...], most: int | None) -> None:
    """Warn of new versions with much less text than the ones they replace."""
    for each in found[:most]:
        tell(
            f"warning: {safe(each.origin)}: {each.reason}. The earlier version: onrecord show "
            f"{each.article_id} --version {each.earlier[:16]}"
        )
    _say_rest(len(found), most)


def _say_withdrawn(records: tuple[UnpublishedRecord, ...], dry_run: bool, most: int | None) -> None:
    """List the stored articles that their source no longer publishes."""
    for record in records[:most]:
        tell(f"withdrawn {safe(record.origin)}: it is no longer published ({safe(record.reason)})")
    _say_rest(len(records), most)
    done = "would be kept and marked" if dry_run else "kept and marked"
    tell(f"{count(len(records), 'withdrawn article')} {done}. To remove one: onrecord remove ID")


def _say_unpublished(records: tuple[UnpublishedRecord, ...], most: int | None) -> None:
    """Print the number of unpublished articles for each reason, and list the first ones."""
    reasons = Counter(record.reason for record in records)
    counted = ", ".join(
        f"{number:,} {one_line(reason)}" for reason, number in reasons.most_common()
    )
    for record in records[:most]:
        tell(f"left out {safe(record.origin)}: {safe(record.why)}")
    _say_rest(len(records), most)
    tell(
        f"{count(len(records), 'unpublished article')} left out: {counted}. "
        "To add them, marked as unpublished, use --include-unpublished."
    )

"""Verbs that keep the archive: add, remove, status, verify and rebuild."""

from __future__ import annotations

import os
import shlex
import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.wording import count, day, holdings
from index.archive import Archive
from index.report import AddReport
from index.status import Status
from sources.article import Metadata
from sources.errors import Refusal, Unreadable
from sources.fields import stated_metadata
from sources.files import ENDINGS, shown
from sources.others import others
from ui.composition import Composition
from ui.exit_code import ExitCode
from ui.gauge import duration, gauge
from ui.options import AsJson, Wait, composition, decodable, named_path
from ui.printing import one_line, safe, say, say_json, tell

_MEGABYTE = 2**20
_MOST_KINDS = 8
_GIVEN_ONCE = (
    "What the options say holds for this run: added again without them, the articles change back. "
    "A sidecar NAME.meta.json beside a file says it for good."
)
_PURGED = "it was purged on {}; to add it again, give --purged"
_UNFINISHED = "; a purge was interrupted, and the next command that writes finishes it"
_OUTDATED = ", found by other rules than today's: run `onrecord rebuild`"


def add(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", parser=named_path, help="Files, or folders of them."),
    ],
    outlet: Annotated[str, typer.Option(metavar="NAME", help="Who published them.")] = "",
    date: Annotated[str, typer.Option(metavar="DAY", help="When: 2024-06-13.")] = "",
    url: Annotated[str, typer.Option(metavar="URL", help="Where they can be read.")] = "",
    author: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Who wrote them; may be repeated.")
    ] = None,
    language: Annotated[str, typer.Option(metavar="CODE", help="Their language: en, ko.")] = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help="The headline.")] = "",
    sync: Annotated[
        bool, typer.Option("--sync", help="Also remove what is no longer under the paths.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="With --sync: also empty a folder that holds no article.")
    ] = False,
    purged: Annotated[
        bool, typer.Option("--purged", help="Also add articles that were purged.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")
    ] = False,
    wait: Wait = 0.0,
    as_json: AsJson = False,
) -> None:
    """Add articles; what did not change since costs nothing.

    What a page does not say of itself can be given here, and holds for all of the paths. Exits
    with 65 when something was refused; everything else was added then. A folder in which no
    article is left may be a disk that is not mounted: --sync removes what came from it only with
    --yes.
    """
    stated = _stated(title, outlet, date, url, author, language)
    _see_that_some_exist(paths)
    archive = composition(context).archive_to_fill
    begun = time.monotonic()
    with gauge() as watch:
        report = archive.add(
            paths,
            stated,
            sync=sync,
            emptying=yes,
            purged=purged,
            dry_run=dry_run,
            wait=wait,
            progress=watch,
        )
    left_out = others(paths)
    if as_json:
        say_json({**asdict(report), "left_out": left_out})
    else:
        _say_report(report, dry_run, time.monotonic() - begun)
        _say_beside(report, left_out, stated)
    _warn(report.warnings)
    if report.refused:
        raise typer.Exit(ExitCode.REFUSED)
    if not (report.added or report.changed or report.unchanged or report.removed or report.purged):
        tell(f"onrecord: No article was found there. What is read: {', '.join(ENDINGS)}.")
        raise typer.Exit(ExitCode.NO_INPUT)


def _warn(warnings: tuple[str, ...]) -> None:
    """Print what could not be done after the command's main work, and exit with 74."""
    for warning in warnings:
        tell(safe(f"onrecord: {warning}"))
    if warnings:
        raise typer.Exit(ExitCode.IO)


def _see_that_some_exist(paths: list[Path]) -> None:
    if not any(os.path.lexists(path) for path in paths):
        tell(f"onrecord: There is no {' and no '.join(map(shown, paths))}. Check the path.")
        raise typer.Exit(ExitCode.NO_INPUT)


def _say_beside(report: AddReport, left_out: Counter[str], stated: Metadata) -> None:
    """Say what was not looked at, and what a later run will not know."""
    if left_out:
        say(_other_kinds(left_out))
    if stated != Metadata() and (report.added or report.changed):
        say(_GIVEN_ONCE)


def _other_kinds(left_out: Counter[str]) -> str:
    named = [one_line(ending) or "no ending" for ending, _ in left_out.most_common(_MOST_KINDS)]
    more = ", …" if len(left_out) > _MOST_KINDS else ""
    files = count(left_out.total(), "file")
    return f"{files} of other kinds left out: {', '.join(named)}{more}"


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


def _say_report(report: AddReport, dry_run: bool, seconds: float) -> None:
    for origin in report.gone:
        say(f"{'would remove' if dry_run else 'removed'} {one_line(origin)}")
    for refusal in report.refused:
        tell(f"refused {safe(refusal.origin)}: {safe(refusal.reason)}; {safe(refusal.next_step)}")
    for record in report.purged:
        tell(f"left out {safe(record.origin)}: {_PURGED.format(day(record.purged_on))}")
    sums = (
        f"{report.added:,} added, {report.changed:,} changed, {report.unchanged:,} unchanged, "
        f"{report.removed:,} removed, {len(report.refused):,} refused"
    )
    cut = f"{count(report.passages, 'passage')}, {duration(seconds)}"
    say(f"Would be: {sums} ({cut})" if dry_run else f"{sums} ({cut})")


def remove(
    context: typer.Context,
    article_ids: Annotated[
        list[str], typer.Argument(metavar="ID", help="As `onrecord list` shows them.")
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    wait: Wait = 0.0,
    as_json: AsJson = False,
) -> None:
    """Remove articles: no search finds them from then on.

    The files that they came from stay, and bring them back when they are added again. Words that
    were cited stay readable by their version; `onrecord purge` removes those too.
    """
    wanted = dict.fromkeys(map(decodable, article_ids))
    if not yes and not sys.stdin.isatty():
        raise typer.BadParameter(
            "Nobody can be asked whether to remove them here, and nothing was removed: add --yes."
        )
    archive = composition(context).archive
    articles = [archive.article(article_id) for article_id in wanted]
    if not yes:
        for article in articles:
            tell(f"{article.id}  {one_line(article.headline)}")
        if not typer.confirm(f"Remove {count(len(articles), 'article')}?", err=True):
            tell("Nothing was removed.")
            raise typer.Exit(ExitCode.INTERRUPTED)
    removal = archive.remove([article.id for article in articles], wait)
    if as_json:
        say_json({**asdict(removal), "article_ids": [article.id for article in articles]})
    else:
        say(f"Removed {count(removal.removed, 'article')}.")
    _warn(removal.warnings)


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
        "published vectors": f"{published}; {now.tail:,} searched one by one, {now.dead:,} dead",
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


def verify(context: typer.Context, as_json: AsJson = False) -> None:
    """Check that every passage is stored whole and finds itself.

    Exits with 65 when something is wrong. What a writer that was killed left behind, and the next
    one clears, is not wrong; it is noted.
    """
    archive = composition(context).archive
    found = archive.verify()
    problems = [problem for problem in found if not problem.harmless]
    if as_json:
        notes = [asdict(problem) for problem in found if problem.harmless]
        say_json({"problems": [asdict(problem) for problem in problems], "notes": notes})
        if problems:
            raise typer.Exit(ExitCode.REFUSED)
        return
    for problem in found:
        kind = "note: " if problem.harmless else ""
        where = f"{kind}{problem.part}: {problem.subject}"
        say(safe(f"{where}: {problem.reason}; {problem.next_step}"))
    if problems:
        say(f"{count(len(problems), 'problem')} found.")
    else:
        scope = archive.scope()
        passages, articles = count(scope.passages, "passage"), count(scope.articles, "article")
        say(f"Nothing is wrong: {passages} of {articles} are where they belong.")
    if problems:
        raise typer.Exit(ExitCode.REFUSED)


def rebuild(
    context: typer.Context,
    embed: Annotated[
        bool, typer.Option("--embed", help="Also embed all text again, with the model in use.")
    ] = False,
    wait: Wait = 0.0,
) -> None:
    """Make quotations, times, word index and published vectors again.

    All of it comes from the catalogue, without the embedding model; --embed moves the archive to
    another model. An archive of an earlier version of OnRecord is brought up to date.
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
        tell(f"kept the quotations and times of {safe(each.origin)} as they were: {each.reason}")
    passages = count(parts.archive.scope().passages, "passage")
    say(f"Made again: {passages}, {duration(time.monotonic() - begun)}")
    if refused:
        raise typer.Exit(ExitCode.REFUSED)


def _embed_again(parts: Composition, wait: float) -> None:
    with gauge() as watch:
        Archive.reembed(parts.settings.archive, parts.embedder, wait, watch)

"""Drift: articles whose file or address now differs from the stored version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.admission import Admission
from index.catalogue.database import Catalogue
from index.catalogue.snapshot import Snapshot
from index.errors import ArticleMissing
from index.intake.analyst import Analyst
from index.intake.event import Draft, KeptRecord, SeenRecord, SkippedFile
from index.intake.intake import Intake
from index.intake.known_articles import KnownArticles
from index.intake.versions import why_less
from index.verification import Problem
from sources.article import Article, Metadata
from sources.errors import Refusal
from sources.following.address import spellings

PART = "source"
_ALL = Admission(purged=True, unpublished=True)
_KEEP_PAGE = "the stored version is kept; if the page is right, save it and run `onrecord add`"
_KEEP_FILE = "the stored version is kept; to store this one, run `onrecord remove` and add it again"
_KEPT = "the stored version is kept; run `onrecord remove` if you no longer want it"


@dataclass(frozen=True, slots=True)
class _Steps:
    """The next step for an article that is withdrawn, published, published again, or changed."""

    withdrawn: str
    published: str
    again: str
    changed: str


_ADD = _Steps(
    "add it again to mark the stored version as withdrawn",
    "add it again to store it without its mark",
    "add it again to remove the mark from the stored version",
    "add it again to store its current text as a new version",
)
_FOLLOW = _Steps(
    "`onrecord follow` marks the stored version as withdrawn when it reads the page again",
    "`onrecord follow` stores it without its mark when it reads the page again",
    "`onrecord follow` removes the mark from the stored version when it reads the page again",
    "`onrecord follow` stores it as a new version when it reads the page again",
)


def drift_of_files(catalogue: Catalogue, analyst: Analyst) -> Iterator[Problem]:
    """Read all files again, and yield a problem for each article that differs from its file."""
    with catalogue.reading() as snapshot:
        stored = [(each[1], each[0], each[2]) for each in snapshot.files.articles_under("/")]
    paths = dict.fromkeys(Path(path) for *_, path in stored)
    there = [path for path in paths if path.is_file()]
    seen: set[str] = set()
    refused: list[Refusal] = []
    unread: set[str] = {str(path) for path in paths} - {str(path) for path in there}
    articles: defaultdict[str, list[str]] = defaultdict(list)
    for _, article_id, path in stored:
        articles[path].append(article_id)
    for path in sorted(unread):
        yield Problem(PART, path, _gone(catalogue, articles[path]), _KEPT)
    known = KnownArticles(catalogue)
    for event in Intake.of(there, Metadata(), catalogue, _ALL).events(analyst):
        match event:
            case Draft():
                seen.add(event.article.id)
                with catalogue.reading() as snapshot:
                    article = event.article
                    yield from _compared(article, _stored(snapshot, article.id), article.origin)
            case SeenRecord():
                seen.add(event.article_id)
                # A page that the archive fetched is compared with its address instead.
                if isinstance(event, KeptRecord) and not known.is_followed(event.origin):
                    yield Problem(PART, event.origin, event.reason, _KEEP_FILE)
            case SkippedFile():
                unread.add(event.file.path)
            case Refusal():
                refused.append(event)
    missing = [(origin, path) for origin, article_id, path in stored if article_id not in seen]
    for event in refused:
        unclear = {path for _, path in missing if f"{event.origin}#".startswith(f"{path}#")}
        if unclear:  # otherwise all that is stored was read, and this never was
            unread |= unclear
            yield Problem(PART, event.origin, event.reason, event.next_step)
    for origin, path in missing:
        if path not in unread:
            yield Problem(PART, origin, "its file no longer contains it", _KEPT)


def drift_of_pages(
    files: Sequence[Path], catalogue: Catalogue, analyst: Analyst
) -> Iterator[Problem]:
    """Compare newly fetched pages with the articles stored from the same addresses."""
    for event in Intake.of(files, Metadata(), None, _ALL).events(analyst):
        if isinstance(event, Refusal):
            yield Problem(PART, event.origin, event.reason, event.next_step)
        elif isinstance(event, Draft) and (url := event.article.metadata.url):
            with catalogue.reading() as snapshot:
                for origin in snapshot.origins_at(spellings(url)):
                    named = Article(origin, event.article.text, (), event.article.metadata)
                    yield from _page_compared(named, _stored(snapshot, named.id), url)


def _page_compared(now: Article, stored: Article | None, url: str) -> Iterator[Problem]:
    if stored is None:
        return
    less = "" if now.metadata.unpublished else why_less(now, stored, followed=True)
    if less:
        yield Problem(PART, url, less, _KEEP_PAGE)
    else:
        yield from _compared(now, stored, url, _FOLLOW)


def _gone(catalogue: Catalogue, article_ids: Sequence[str]) -> str:
    """Return the problem for articles whose file is gone, with the date if they are marked.

    The date is left out if their source withdrew them before.
    """
    with catalogue.reading() as snapshot:
        known = [snapshot.article(each).metadata for each in article_ids]
        days = [each.gone for each in known if each.gone and not each.is_withdrawn]
    return " since ".join(("the file is gone", *sorted(set(days))[:1]))


def _stored(snapshot: Snapshot, article_id: str) -> Article | None:
    with suppress(ArticleMissing):
        return snapshot.article(article_id)
    return None


def _compared(
    now: Article, stored: Article | None, name: str, steps: _Steps = _ADD
) -> Iterator[Problem]:
    if stored is None:
        return
    withdrawn = now.metadata.unpublished
    if withdrawn and not stored.metadata.unpublished:
        reason = f"it is no longer published ({withdrawn})"
        yield Problem(PART, name, reason, steps.withdrawn)
    elif not withdrawn and stored.metadata.is_withdrawn:
        yield Problem(PART, name, "it is published again", steps.again)
    elif not withdrawn and stored.metadata.unpublished:
        reason = f"it is published now, but it was stored before ({stored.metadata.unpublished})"
        yield Problem(PART, name, reason, steps.published)
    if stored.content_hash != now.content_hash and not withdrawn:
        change = (
            f"it now has {len(now.text):,} characters, but the stored version has "
            f"{len(stored.text):,}"
        )
        if len(now.text) == len(stored.text):
            change = "its text differs from the stored version"
        yield Problem(PART, name, change, steps.changed)

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path

import pytest

from index.catalogue.home import UPLOADS
from index.errors import ArchiveLocked
from index.intake.event import KeptRecord, PurgedRecord, ShortenedRecord, UnpublishedRecord
from index.progress import Progress
from index.report import AddReport
from index.scope import Filters
from sources.article import Metadata
from sources.cleaning.retention import Retention
from sources.errors import Refusal
from tests.ui.fakes import FakeArchive, an_article
from ui.render.html.article_list import addition_html, listing_html
from ui.uploads.article_management import (
    PAGE_LENGTH,
    UNEXPECTED,
    Addition,
    Search,
    add_uploads,
    listing,
    remove_article,
)

MOST_BYTES = 10_000


@pytest.fixture
def archive(tmp_path: Path) -> FakeArchive:
    """Make an archive that holds nothing yet."""
    return FakeArchive(tmp_path / "archive")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Make a file to upload."""
    file = tmp_path / "page.txt"
    file.write_text("A line through the steppe")
    return file


def add(
    archive: FakeArchive, *uploads: Path, given: tuple[str, str] = ("", "")
) -> tuple[Addition, list[Progress]]:
    """Upload files and watch the progress."""
    seen: list[Progress] = []
    return add_uploads(archive, uploads, given, MOST_BYTES, seen.append), seen


def test_little_kept_of_an_upload_is_a_warning(archive: FakeArchive, page: Path) -> None:
    """The page names the upload and the share of it that is in its article."""
    stored = str(archive.folder / UPLOADS / "page.txt")
    archive.report = AddReport(added=1, little_kept=(Retention(stored, "web page", 26, 100),))
    (warning,) = add(archive, page)[0].warnings
    assert warning.startswith("page.txt: only 26 of 100 characters kept (26%)")


def test_an_upload_that_withdraws_its_article_is_a_warning(
    archive: FakeArchive, page: Path
) -> None:
    """The same file, now a draft: the stored article stays and is marked."""
    stored = str(archive.folder / UPLOADS / "page.txt")
    record = UnpublishedRecord(stored, "draft", "0123456789abcdef")
    archive.report = AddReport(changed=1, withdrawn=(record,))
    (warning,) = add(archive, page)[0].warnings
    assert warning.startswith("page.txt: it is no longer published (draft). The stored article is")


def test_an_upload_with_less_of_its_article_is_a_warning(archive: FakeArchive, page: Path) -> None:
    """Whether the stored version was kept or replaced."""
    stored = str(archive.folder / UPLOADS / "page.txt")
    kept = KeptRecord("0123456789abcdef", "", origin=stored, reason="it is only a part")
    less = ShortenedRecord("0123456789abcdef", stored, "it has 3 characters", "abc")
    archive.report = AddReport(changed=1, fuller=(kept,), shortened=(less,))
    assert add(archive, page)[0].warnings == (
        "page.txt: it is only a part. The stored version, which has more, is kept.",
        "page.txt: it has 3 characters. It is stored as a new version.",
    )


def test_an_upload_is_added_from_the_folder_of_the_archive(
    archive: FakeArchive, page: Path
) -> None:
    """The file is copied to where it stays, then added with what was typed beside it."""
    archive.report, content = AddReport(added=1), page.read_text()
    addition, seen = add(archive, page, given=("  The  Courier ", "2024-06-13"))
    kept = archive.folder / UPLOADS / "page.txt"
    metadata = Metadata(outlet="The Courier", published=date(2024, 6, 13))
    assert archive.added == [((kept,), metadata)]
    assert kept.read_text() == content
    assert not page.exists()
    assert addition == Addition(added=1)
    assert seen[-1].fraction == 1.0


def test_fields_left_empty_say_nothing_about_the_article(archive: FakeArchive, page: Path) -> None:
    """An unknown outlet or date stays unknown."""
    add(archive, page)
    assert archive.added[0][1] == Metadata()


@pytest.mark.parametrize("typed", ["June", "2024", "2024-06"])
def test_a_date_that_is_no_single_day_adds_nothing(
    archive: FakeArchive, page: Path, typed: str
) -> None:
    """A month is no publication date; the message says what is expected."""
    addition, _ = add(archive, page, given=("", typed))
    assert typed in addition.trouble
    assert "2024-06-13" in addition.trouble
    assert archive.added == []


def test_refusals_name_the_file_as_the_visitor_knows_it(
    archive: FakeArchive, tmp_path: Path
) -> None:
    """What the reader refuses under its kept name is told under the name it was uploaded with."""
    upload = tmp_path / "my page.txt"
    svg = tmp_path / "logo.svg"
    svg.write_text("<svg/>")

    upload.write_text("")
    add(archive, upload)
    upload.write_text("")
    (kept,) = archive.added[0][0]
    origins = (str(kept), f"{kept}#2")
    archive.report = AddReport(refused=tuple(Refusal(o, "it is empty", "fill it") for o in origins))
    addition, _ = add(archive, upload, svg)
    assert [r.origin for r in addition.refused] == ["logo.svg", "my page.txt", "my page.txt#2"]
    shown = addition_html(addition)
    assert "3 not added" in shown
    assert "it is empty. <span>Next: fill it.</span>" in shown


def test_an_upload_that_is_gone_is_refused(archive: FakeArchive, tmp_path: Path) -> None:
    """Another visitor's upload of the same content may have been read, and removed."""
    addition, _ = add(archive, tmp_path / "gone.txt")
    (refusal,) = addition.refused
    assert (refusal.reason, refusal.next_step) == (
        "it is no longer on the server",
        "choose it again",
    )
    assert not addition.trouble


def test_nothing_chosen_is_said(archive: FakeArchive) -> None:
    """Pressing the button too early explains itself."""
    assert add(archive)[0].trouble == "Choose at least one file first."


def test_trouble_with_the_archive_is_told_as_it_is(archive: FakeArchive, page: Path) -> None:
    """Another writer's lock is shown in the words of the archive; the upload waits meanwhile."""
    archive.trouble = ArchiveLocked("Process 12 is adding. Try again when it has ended.")
    assert add(archive, page)[0].trouble == str(archive.trouble)


def test_a_full_disk_is_told_as_it_is(archive: FakeArchive, page: Path) -> None:
    """A visitor whose upload finds no room reads so, and not that there is a fault."""
    archive.trouble = OSError(errno.ENOSPC, "No space left on device")
    assert add(archive, page)[0].trouble.startswith("The disk of")


def test_what_could_not_be_done_afterwards_is_told(archive: FakeArchive, page: Path) -> None:
    """Articles are added and removed though their vectors cannot be published."""
    archive.report = AddReport(added=1, warnings=("The vectors <b>wait</b>.",))
    assert "<p>The vectors &lt;b&gt;wait&lt;/b&gt;.</p>" in addition_html(add(archive, page)[0])
    article = archive.hold(an_article(str(page)))
    assert remove_article(archive, article.id).endswith("”. The vectors <b>wait</b>.")


def test_unexpected_trouble_is_logged_and_not_shown(
    archive: FakeArchive, page: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A visitor gets one sentence, the log gets the reason."""
    archive.trouble = ZeroDivisionError("secret detail")
    assert add(archive, page)[0].trouble == UNEXPECTED
    assert "secret detail" in caplog.text


def test_a_page_of_the_list_knows_whether_more_follow(archive: FakeArchive) -> None:
    """One article more than fits is asked for, and not shown."""
    for number in range(PAGE_LENGTH + 1):
        archive.hold(an_article(f"/archive/{number}.txt"))
    first = listing(archive, Search())
    second = listing(archive, first.search.later())
    assert (len(first.entries), first.more) == (PAGE_LENGTH, True)
    assert (len(second.entries), second.more) == (1, False)
    assert second.search.earlier() == Search()


def test_the_list_is_narrowed_by_words_and_outlet(archive: FakeArchive) -> None:
    """What was typed and chosen reaches the archive."""
    listing(archive, Search(" steppe ", "The Courier"))
    assert archive.listed == [(Filters(outlets=("The Courier",)), "steppe", PAGE_LENGTH + 1, 0)]


def test_an_empty_list_says_why(archive: FakeArchive) -> None:
    """Nothing found is told from nothing there."""
    assert "The archive is empty" in listing_html(listing(archive, Search()))
    assert "No article matches" in listing_html(listing(archive, Search("zebra")))


def test_hostile_headlines_stay_text_in_the_list(archive: FakeArchive) -> None:
    """A headline can neither open a tag nor leave its attribute."""
    archive.hold(an_article(metadata=Metadata(title='"><img src=x onerror=alert(1)>')))
    shown = listing_html(listing(archive, Search()))
    assert "<img" not in shown
    assert 'data-headline="&#34;&gt;&lt;img' in shown


def test_removing_an_upload_removes_its_file_too(archive: FakeArchive) -> None:
    """A file that was uploaded has no other home; it goes with its article."""
    kept = archive.folder / UPLOADS / "page.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("words")
    article = archive.hold(an_article(str(kept.resolve())))
    assert remove_article(archive, article.id) == "Removed “A line through the steppe”."
    assert archive.removed == [article.id]
    assert not kept.exists()


def test_removing_another_article_leaves_its_file(archive: FakeArchive, page: Path) -> None:
    """A file that somebody added from a folder of theirs is never touched."""
    article = archive.hold(an_article(str(page)))
    remove_article(archive, article.id)
    assert page.exists()


def test_removing_what_is_gone_says_so(archive: FakeArchive) -> None:
    """Two visitors who remove the same article do not meet an error page."""
    assert "There is no article" in remove_article(archive, "0" * 16)


def test_an_upload_of_a_purged_article_is_not_kept(archive: FakeArchive, tmp_path: Path) -> None:
    """It is refused by name with what to do, and its file is no longer in the archive's folder."""
    page = tmp_path / "page.txt"
    page.write_text("words")
    kept = archive.folder / UPLOADS / "page.txt"
    record = PurgedRecord(f"{kept}", f"{kept}", date(2026, 3, 1))
    archive.report = AddReport(purged=(record,))
    addition, _ = add(archive, page)
    (refusal,) = addition.refused
    assert (refusal.origin, refusal.reason) == (
        "page.txt",
        "it was permanently removed on 1 March 2026",
    )
    assert "--purged" in refusal.next_step
    assert not kept.exists()

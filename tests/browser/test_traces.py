"""What visitors of the page leave on the disk of the server: nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.chromium import TEMPORARY
from tests.browser.conftest import Visit
from tests.browser.screenshots import DRAFT, EXACT

pytestmark = pytest.mark.browser

Left = Callable[[], set[Path]]
TRAIN_CARS = "How many train cars did Uzbekistan order?"


@pytest.fixture
def left(visit: Visit) -> Left:
    """Return what lists new files in the server's temporary directory, whose folders are private.

    Uploads that other tests did not add lie there already.
    """

    def files() -> set[Path]:
        found = list((visit.folder / TEMPORARY).rglob("*"))
        assert {oct(path.stat().st_mode & 0o777) for path in found if path.is_dir()} <= {"0o700"}
        return {path for path in found if not path.is_dir()}

    before = files()
    return lambda: files() - before


def saved(visit: Visit, button: str) -> str:
    """Press a button that saves and return the text of the file."""
    with visit.page.expect_download() as begun:
        visit.page.click(button)
    return begun.value.path().read_text(encoding="utf-8")


def test_answers_and_downloads_leave_nothing(visit: Visit, left: Left) -> None:
    """Neither an answer, nor a saved conversation or receipt, is written anywhere."""
    visit.ask(TRAIN_CARS)
    assert left() == set()
    assert TRAIN_CARS in saved(visit, "#save-json")
    assert TRAIN_CARS in saved(visit, "#save-markdown")
    visit.open_check()
    visit.check(*EXACT)
    assert EXACT[0] in saved(visit, "#receipt-json")
    assert left() == set()


def test_nothing_can_be_saved_after_clear(visit: Visit) -> None:
    """The buttons are gone, and what was saved is not in the page any more."""
    visit.ask(TRAIN_CARS)
    saved(visit, "#save-json")
    visit.page.click("#clear")
    visit.page.wait_for_selector(".welcome")
    visit.page.wait_for_selector("#save-json", state="hidden")
    assert visit.page.locator("#save-json").count() == 0


def test_a_draft_is_gone_once_read_and_can_be_checked_again(
    visit: Visit, left: Left, tmp_path: Path
) -> None:
    """The second check, with other filters perhaps, needs no second upload."""
    draft = tmp_path / "story.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    visit.open_check()
    page = visit.page
    page.click("#draft > button")
    page.set_input_files("#draft-file input[type=file]", str(draft))
    page.wait_for_selector("#draft-file .file-preview, #draft-file table")
    for _ in range(2):
        page.click("#draft-button")
        page.wait_for_selector("#verdict .draft:not([data-earlier]) tbody tr")
        assert left() == set()
        page.evaluate("document.querySelector('#verdict .draft').setAttribute('data-earlier', '')")


def test_an_upload_is_gone_once_added(visit: Visit, left: Left, tmp_path: Path) -> None:
    """Only the archive has it then."""
    article = tmp_path / "lighthouse.txt"
    article.write_text("A lighthouse for Moynaq\n\nA lighthouse was built in Moynaq in May.\n")
    visit.open_articles()
    assert "1 article added" in visit.upload(article)
    assert left() == set()

"""Take the pictures of the README from the page, 1280 pixels wide."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, HOW_TO_GET_ONE, executable, running_server
from tests.browser.screenshots import ALTERED, ANSWERED, ask, check

FOLDER = Path(__file__).parent
WIDTH, HEIGHT = 1280, 720
COLOURS = 64


def take(page: Page, name: str) -> None:
    """Take a picture of the top of the page, once it has stopped moving, in few colours."""
    page.evaluate("window.scrollTo({top: 0, behavior: 'instant'}); document.activeElement.blur()")
    page.wait_for_timeout(700)
    picture = Image.open(BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)


def main() -> None:
    """Serve the sample archive, ask a question and check a quotation."""
    chromium = executable()
    if chromium is None:
        sys.exit(HOW_TO_GET_ONE)
    with (
        TemporaryDirectory() as scratch,
        running_server(Path(scratch)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(address)
        page.wait_for_selector(".welcome")
        ask(page, ANSWERED)
        page.click("a.cite")
        take(page, "answer")
        page.click("button[role=tab]:has-text('Check a quote')")
        check(page, *ALTERED)
        take(page, "altered")
        browser.close()


if __name__ == "__main__":
    main()

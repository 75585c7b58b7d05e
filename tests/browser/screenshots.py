"""Pictures of the page for people to look at: `python -m tests.browser.screenshots FOLDER`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from docx import Document
from playwright.sync_api import Browser, Page, sync_playwright

from sources.following.queue import Queue
from sources.following.source import Kind, Source, Terms
from tests.browser.chromium import ARGUMENTS, HOW_TO_GET_ONE, executable, running_server
from tests.pdfs import drawn_pdf

SIZES = ((1280, 860), (390, 844))
SCHEMES: Sequence[Literal["light", "dark"]] = ("light", "dark")
ANSWERED = "How many train cars did Uzbekistan order?"
EXACT = (
    "There is no plan to raise the fare, and there will be none because of these buses",
    "Nodira Ergasheva",
)
ALTERED = (
    "There is a plan to raise the fare, and there will be some because of these new buses",
    "Nodira Ergasheva",
)
MISATTRIBUTED = ("Every country that lends for trains hopes to sell trains", "Kim Dae-hyun")
UNSURE = ("I teach them to turn back", "Kim Sol-ah")
ABSENT = ("The moon is made of green cheese and we shall eat it in September", "")
DRAFT = """"There is no plan to raise the fare, and there will be none because of these buses," said
Nodira Ergasheva. "Half of our trains are older than the people who drive them," she added.

Loans are a tool, Shin Bo-reum said. "Every country that lends for trains hopes to sell trains,"
said Kim Dae-hyun.
"""
UNANSWERED = "Who won the 2022 World Cup?"
FEED = "https://courier.example/feed.xml"
FOLLOWING = "And when will it get them?"
Walk = Callable[[Page, Path, str], None]


def ask(page: Page, question: str) -> None:
    """Ask a question and wait for the end of the answer."""
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_selector(f'.turn[data-stage=complete] .question:text-is("{question}")')
    page.wait_for_timeout(700)


def check(page: Page, words: str, speaker: str) -> None:
    """Check a quotation and wait for the verdict."""
    page.fill("#words textarea", words)
    page.fill("#speaker input, #speaker textarea", speaker)
    page.click("#check-button")
    page.wait_for_selector(f"#verdict .verdict:has-text({words[-24:]!r}), #verdict .sides")
    page.wait_for_selector("#receipt-json")


def take(browser: Browser, address: str, folder: Path, walk: Walk) -> None:
    """Take every picture of a walk in both sizes, light and dark."""
    for scheme in SCHEMES:
        for width, height in SIZES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page = context.new_page()
            page.goto(address)
            page.wait_for_selector(".welcome")
            walk(page, folder, f"{scheme}-{width}")
            context.close()


def take_one_by_one(page: Page, folder: Path, kind: str) -> None:
    """Walk through the page and take a picture at each stop."""

    def shoot(name: str, *, whole: bool = False) -> None:
        page.wait_for_timeout(500)
        if whole:  # what stays in view would cover the middle of the picture
            page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
        page.screenshot(path=folder / f"{name}-{kind}.png", full_page=whole)

    shoot("1-welcome")
    ask(page, ANSWERED)
    shoot("2-answer", whole=True)
    page.click("a.cite")
    shoot("3-source")
    page.click(".source.current a.open")
    page.wait_for_selector("#reader[open] mark")
    shoot("4-article")
    page.keyboard.press("Escape")
    ask(page, UNANSWERED)
    shoot("5-abstention", whole=True)
    page.click("button[role=tab]:has-text('Check a quote')")
    shoot("8-check")
    for name, words, speaker in (
        ("9-exact", *EXACT),
        ("10-altered", *ALTERED),
        ("11-misattributed", *MISATTRIBUTED),
        ("12-absent", *ABSENT),
        ("14-unsure", *UNSURE),
    ):
        check(page, words, speaker)
        shoot(f"{name}-view")
        shoot(name, whole=True)
    page.click("#draft > button")
    page.fill("#pasted textarea", DRAFT)
    page.click("#draft-button")
    page.wait_for_selector("#verdict .draft tbody tr")
    shoot("13-draft", whole=True)
    page.click("button[role=tab]:has-text('Articles')")
    shoot("6-articles", whole=True)
    page.click("[data-remove]")
    shoot("7-removal")


def take_written(page: Page, folder: Path, kind: str) -> None:
    """Let a chat model write, change how a question is asked, and take pictures."""
    page.click("#filters > button")
    page.fill("#since textarea, #since input", "2024-06")
    ask(page, ANSWERED)
    page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
    page.screenshot(path=folder / f"14-written-{kind}.png", full_page=True)
    page.locator("#writer label", has_text="Quotation").click()
    ask(page, FOLLOWING)
    page.locator("#latest details.looked summary").click()
    page.screenshot(path=folder / f"15-following-{kind}.png")


def take_articles(archive: Path) -> Walk:
    """Add a Word file, a scan that is refused and a feed, and take pictures of each step."""

    def walk(page: Page, folder: Path, kind: str) -> None:
        def shoot(name: str) -> None:
            page.wait_for_timeout(500)
            page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
            page.screenshot(path=folder / f"{name}-{kind}.png", full_page=True)

        page.click("button[role=tab]:has-text('Articles')")
        page.set_input_files("#files input[type=file]", _files(archive.parent, kind))
        page.wait_for_selector("#files .file-preview, #files table")
        page.click("#add-button")
        page.wait_for_selector("#report .progress-text, #report .report")
        shoot("16-adding")
        page.wait_for_selector("#report .report")
        shoot("17-added")
        page.fill("#follow-address input, #follow-address textarea", "courier")
        page.click("#follow-button")
        page.wait_for_selector("#follow-report .notice")
        shoot("18-refused")
        page.fill("#follow-address input, #follow-address textarea", FEED)
        page.click("#follow-button")
        page.wait_for_selector(f"#follow-list .entry:has-text('{FEED}')")
        note_reading(archive, FEED, hours_ago=48)
        page.reload()
        page.wait_for_selector("#stale .notice")
        page.click("button[role=tab]:has-text('Articles')")
        page.wait_for_selector("#follow-list .entry")
        shoot("19-stale")
        with closing(Queue(archive)) as queue:
            queue.forget(FEED)

    return walk


def _files(folder: Path, kind: str) -> list[str]:
    """Write a Word document that can be read, and a PDF without text that cannot."""
    word, scan = folder / f"trams-{kind}.docx", folder / f"scan-{kind}.pdf"
    document = Document()
    document.core_properties.title = f"Tram line to the harbour opens ({kind})"
    document.core_properties.author = "Ilse Varga"
    document.core_properties.created = datetime(2024, 6, 13, tzinfo=UTC)
    document.add_heading(document.core_properties.title, 0)
    document.add_paragraph("The tram to the harbour opened on Thursday, two years late.")
    document.add_paragraph("“We waited long enough,” said Mayor Dana Orlova at the first stop.")
    document.save(str(word))
    scan.write_bytes(drawn_pdf([[]]))
    return [str(word), str(scan)]


def note_reading(archive: Path, feed: str, hours_ago: float) -> None:
    """Note in the archive's queue that a feed was last read some hours ago."""
    long_ago = time.time() - hours_ago * 3_600
    with closing(Queue(archive, lambda: long_ago)) as queue:
        source = Source(feed, Kind.FEED, Terms())
        queue.read(source, Kind.FEED, source.validators, ())


def main(folder: Path) -> None:
    """Serve the sample archive and take the pictures into the folder."""
    chromium = executable()
    if chromium is None:
        sys.exit(HOW_TO_GET_ONE)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as scratch,
        running_server(Path(scratch)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        take(browser, address, folder, take_one_by_one)
        with running_server(Path(scratch), "models") as writing:
            take(browser, writing, folder, take_written)
        take(browser, address, folder, take_articles(Path(scratch) / "archive"))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

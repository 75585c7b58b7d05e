from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    HttpCredentials,
    Page,
    sync_playwright,
)

from tests.browser.chromium import (
    ARGUMENTS,
    HOW_TO_GET_ONE,
    executable,
    running_server,
)
from tests.patience import PATIENCE

# The page lies still for forty frames, however long the machine takes for one.
SETTLED = """() => new Promise(settled => {
  let last = scrollY, still = 0
  const look = () => {
    still = scrollY === last ? still + 1 : 0
    last = scrollY
    still < 40 ? requestAnimationFrame(look) : settled()
  }
  look()
})"""
# What gradio says of its open stream when somebody goes to another address, or loads again.
LEFT = ("AbortError: signal is aborted without reason", "Connection errored out")


@dataclass
class Visit:
    """A page of the server, and everything that it asked for or complained of."""

    page: Page
    address: str
    folder: Path
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    arrivals: list[str] = field(default_factory=list)

    def complained(self) -> list[str]:
        """Return the complaints, without those of a page that was left while it still loaded."""
        if len(self.arrivals) <= 1:
            return self.complaints
        return [said for said in self.complaints if not any(left in said for left in LEFT)]

    def requested(self, url: str) -> None:
        """Note the host of a request; data and blob addresses have none."""
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob"):
            self.hosts.add(parts.netloc)

    def said(self, message: ConsoleMessage) -> None:
        """Note what the console shows as an error."""
        if message.type == "error":
            self.complaints.append(message.text)

    def asked(self, dialog: Dialog) -> None:
        """Note a dialog: our page opens none, so a script of somebody else did."""
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def ask_once_free(self, question: str) -> None:
        """Ask until the question is taken: gradio takes none before it has ended the last."""
        turns = self.page.locator(".turn").count()
        while self.page.locator(".turn").count() == turns:
            self.page.fill("#question textarea", question)
            self.page.press("#question textarea", "Enter")
            self.page.wait_for_timeout(1_000)
        self.answered(question)

    def settle(self) -> None:
        """Wait until the page has stopped scrolling."""
        self.page.evaluate(SETTLED)

    def ask(self, question: str) -> None:
        """Ask a question and wait until its answer is complete."""
        self.page.fill("#question textarea", question)
        self.page.keyboard.press("Enter")
        self.answered(question)

    def answered(self, question: str) -> None:
        """Wait until the answer to a question is complete."""
        turn = self.page.locator("#latest .turn[data-stage=complete]", has_text=question)
        turn.wait_for()

    def open_check(self) -> None:
        """Go to the tab where quotations are checked."""
        self.page.click("button[role=tab]:has-text('Check a quote')")
        self.page.wait_for_selector("#words textarea")

    def check(self, words: str, speaker: str = "") -> str:
        """Check a quotation and return the verdict's name."""
        self.page.fill("#words textarea", words)
        self.page.fill("#speaker input, #speaker textarea", speaker)
        self.set_aside()
        self.page.click("#check-button")
        return self.verdict()

    def set_aside(self) -> None:
        """Mark the verdict that is shown, so that the next one can be told from it."""
        self.page.evaluate(
            "document.querySelector('#verdict .verdict')?.setAttribute('data-earlier', '')"
        )

    def verdict(self) -> str:
        """Wait for the next verdict and return its name."""
        self.page.wait_for_selector("#verdict .verdict:not([data-earlier])")
        self.page.wait_for_selector("#receipt-json")
        return (self.page.text_content("#verdict .stamp") or "").lstrip("✓≠⋈⇄≈✂?∅")

    def open_articles(self) -> None:
        """Go to the Articles tab."""
        self.page.click("button[role=tab]:has-text('Articles')")
        self.page.wait_for_selector("#list .entry")

    def upload(self, *files: Path) -> str:
        """Upload files and return what is reported."""
        self.page.set_input_files("#files input[type=file]", [str(file) for file in files])
        self.page.wait_for_selector("#files .file-preview, #files table")
        before = self.page.inner_text("#report")
        self.page.click("#add-button")
        self.page.wait_for_function(
            "before => { const report = document.querySelector('#report .report');"
            " return report && document.querySelector('#report').innerText !== before; }",
            arg=before,
        )
        return self.page.inner_text("#report")


def needed(program: str | None, requirement: str, how_to_get_it: str) -> str:
    """Skip the test without the program, or fail if the environment requires it."""
    if program is None and os.environ.get(requirement) == "1":
        pytest.fail(f"{requirement}=1 and {how_to_get_it}")
    if program is None:
        pytest.skip(how_to_get_it)
    return program


@pytest.fixture(scope="package")
def chromium() -> str:
    """Find a browser."""
    return needed(executable(), "ONRECORD_REQUIRE_BROWSER", HOW_TO_GET_ONE)


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Start the browser once. Its event loop runs in this thread, so it ends before other tests."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=ARGUMENTS, timeout=PATIENCE * 1_000
        )
        yield started
        started.close()


@pytest.fixture(scope="package")
def served(
    chromium: str, tmp_path_factory: pytest.TempPathFactory, samples_at: Callable[[Path], Path]
) -> Iterator[tuple[str, Path]]:
    """Serve the sample archive once, in a process of its own."""
    assert chromium
    folder = tmp_path_factory.mktemp("served")
    samples_at(folder / "archive")
    with running_server(folder) as address:
        yield address, folder


@pytest.fixture(scope="package")
def served_with_models(
    chromium: str, tmp_path_factory: pytest.TempPathFactory, samples_at: Callable[[Path], Path]
) -> Iterator[tuple[str, Path]]:
    """Serve the sample archive once more, with chat models that may write."""
    assert chromium
    folder = tmp_path_factory.mktemp("served-with-models")
    samples_at(folder / "archive")
    with running_server(folder, "models") as address:
        yield address, folder


@pytest.fixture
def visit(browser: Browser, served: tuple[str, Path]) -> Iterator[Visit]:
    """Open the page; afterwards see that it asked no other host and complained of nothing."""
    with visiting(browser, *served) as opened:
        yield opened


@pytest.fixture
def writing(browser: Browser, served_with_models: tuple[str, Path]) -> Iterator[Visit]:
    """Open the page of a server that has chat models."""
    with visiting(browser, *served_with_models) as opened:
        yield opened


@contextmanager
def visiting(
    browser: Browser, address: str, folder: Path, credentials: HttpCredentials | None = None
) -> Iterator[Visit]:
    """Open a page of a server, and judge it when it is left."""
    context = browser.new_context(
        http_credentials=credentials,
        ignore_https_errors=True,
        viewport={"width": 1280, "height": 860},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    opened = Visit(page, address, folder)
    context.set_default_timeout(PATIENCE * 1_000)
    context.on("request", lambda request: opened.requested(request.url))
    context.on("console", opened.said)
    context.on("dialog", opened.asked)
    context.on("weberror", lambda error: opened.complaints.append(str(error.error)))
    page.on("websocket", lambda socket: opened.requested(socket.url))
    page.on("framenavigated", lambda _: opened.arrivals.append(page.url))
    context.on("page", lambda other: opened.arrivals.append(other.url))  # it will be left, too
    page.goto(address)
    page.wait_for_selector(".welcome")
    yield opened
    complained = opened.complained()  # before the page is left for good
    context.close()
    assert opened.hosts == {urlsplit(address).netloc}
    assert complained == []

"""A conversation in the page: what of it stays when the page is loaded again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import TEMPORARY, running_server
from tests.browser.conftest import Visit
from tests.serving import free_port

pytestmark = pytest.mark.browser

TRAIN_CARS = "How many train cars did Uzbekistan order?"
COURSE = "How long does the drivers' course last?"
SUMMIT = "When will the summit be held?"
WORLD_CUP = "Who won the 2022 World Cup?"
KEY = "onrecord-conversation"
STORED = f"localStorage.getItem('{KEY}')"


def reloaded(visit: Visit) -> None:
    """Load the page again and wait for what it brings back."""
    visit.page.reload()
    visit.page.wait_for_selector("#latest .turn, #notice .notice")


def test_a_conversation_survives_a_reload(visit: Visit) -> None:
    """Questions, answers and sources are there again, and a citation leads to its words."""
    visit.ask(TRAIN_CARS)
    visit.ask(WORLD_CUP)
    before = visit.page.inner_text("#turn-1 .answer")
    reloaded(visit)
    assert visit.page.inner_text("#turn-1 .answer") == before
    assert "No clear answer in the record." in visit.page.inner_text("#turn-2")
    visit.page.locator("#turn-1 a.cite").first.click()
    card = visit.page.locator("#source-1-1.current")
    assert card.locator("mark").inner_text() in before
    card.locator("a.open").click()
    visit.page.wait_for_selector("#reader[open] mark")
    visit.page.keyboard.press("Escape")
    visit.ask(SUMMIT)
    assert visit.page.locator("#turn-3[data-stage=complete]").count() == 1


def test_a_conversation_survives_a_restart_of_the_server(
    browser: Browser, tmp_path: Path, samples_at: Callable[[Path], Path]
) -> None:
    """The page that stayed open goes on where it was, and a follow-up knows what it is about."""
    samples_at(tmp_path / "archive")
    port = free_port()
    page = browser.new_page()
    with running_server(tmp_path, port=port) as address:
        page.goto(address)
        visit = Visit(page, address, tmp_path)
        visit.ask(COURSE)
    assert list((tmp_path / TEMPORARY).iterdir()) == []
    with running_server(tmp_path, port=port):
        visit.page.fill("#question textarea", "What did it cost?")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_selector("#turn-2[data-stage=complete]")
        assert visit.page.locator("#turn-1 a.cite").count()
        assert "course" in visit.page.inner_text("#turn-2 .chips")
        reloaded(visit)
        assert visit.page.locator(".turn").count() == 2
    page.close()


def test_no_word_of_an_article_is_left_in_the_browser(visit: Visit) -> None:
    """What is kept are the question and numbers."""
    visit.ask(TRAIN_CARS)
    words = visit.page.locator(".source mark").first.inner_text()
    stored = str(visit.page.evaluate(STORED))
    assert TRAIN_CARS in stored
    assert words not in stored


def test_clearing_clears_what_was_kept(visit: Visit) -> None:
    """After Clear and a reload, the page is as if nothing had been asked."""
    visit.ask(TRAIN_CARS)
    visit.page.click("#clear")
    visit.page.wait_for_selector(".welcome")
    visit.page.wait_for_function(f"{STORED} === null")
    visit.page.reload()
    visit.page.wait_for_selector(".welcome")
    assert visit.page.locator(".turn").count() == 0


def test_another_tab_begins_where_the_last_one_was_and_each_keeps_its_own(visit: Visit) -> None:
    """A new tab brings back the latest conversation; a tab that is loaded again, its own."""
    visit.ask(TRAIN_CARS)
    with visit.page.context.new_page() as other:
        other.goto(visit.address)
        other.wait_for_selector("#turn-1[data-stage=complete]")
        other.click("#clear")
        other.wait_for_selector(".welcome")
        reloaded(visit)
        assert visit.page.locator("#turn-1 a.cite").count() > 0


def test_a_source_that_is_gone_is_shown_as_broken(visit: Visit) -> None:
    """A citation that no longer resolves stays in the answer, marked, and opens no article."""
    visit.ask(TRAIN_CARS)
    kept = json.loads(str(visit.page.evaluate(STORED)))
    for citation in kept["turns"][0]["answer"]["citations"]:
        citation["version"] = "0" * 64
    store = (
        f"text => {{ for (const s of [localStorage, sessionStorage]) s.setItem('{KEY}', text) }}"
    )
    visit.page.evaluate(store, json.dumps(kept))
    reloaded(visit)
    assert "can no longer be read" in visit.page.inner_text("#latest .answer")
    assert visit.page.locator("#latest a.cite.broken").count() > 0
    assert visit.page.locator("#latest-sources a.open").count() == 0


@pytest.mark.parametrize(
    "hostile", ["[]", '{"turns": "<img src=x onerror=alert(1)>"}', "x" * 300_000]
)
def test_what_another_program_left_is_dropped_with_a_notice(visit: Visit, hostile: str) -> None:
    """Values that are no conversation do nothing, and the next question can be asked."""
    visit.ask(WORLD_CUP)
    visit.page.evaluate(f"text => sessionStorage.setItem('{KEY}', text)", hostile)
    visit.page.reload()
    visit.page.wait_for_selector("#notice .notice")
    assert "was discarded" in visit.page.inner_text("#notice")
    visit.page.wait_for_selector(".welcome")
    visit.ask(TRAIN_CARS)


def test_a_link_asks_once_however_often_it_is_loaded(visit: Visit) -> None:
    """The question of an address is asked in a conversation of its own, and not again."""
    visit.ask(SUMMIT)
    with visit.page.context.new_page() as other:
        other.goto(f"{visit.address}/?ask={TRAIN_CARS.replace(' ', '+')}")
        other.wait_for_selector("#turn-1[data-stage=complete]")
        other.reload()
        other.wait_for_selector("#turn-1[data-stage=complete]")
        other.wait_for_timeout(700)
        assert other.locator(".turn").count() == 1


def chips(visit: Visit) -> str:
    """Return how the latest question was asked, on one line."""
    return " ".join(visit.page.inner_text("#latest .chips").split())


def test_what_is_looked_for_can_be_corrected_by_keyboard(visit: Visit) -> None:
    """A follow-up shows what it was made into; other words can be given, and are looked for."""
    visit.ask(TRAIN_CARS)
    visit.ask("And when will it get them?")
    assert "Searched for: And when will it get them (" in chips(visit)
    visit.page.focus("#latest details.looked summary")
    visit.page.keyboard.press("Enter")
    visit.page.fill("#latest .rewrite input", SUMMIT)
    visit.page.keyboard.press("Enter")
    corrected = visit.page.locator("#turn-2[data-stage=complete] .chips", has_text=SUMMIT)
    corrected.wait_for()
    assert visit.page.inner_text("#turn-2 .question") == "And when will it get them?"
    assert visit.page.locator(".turn").count() == 2
    assert visit.page.locator("#turn-1 .chips button, #turn-1 form").count() == 0


def test_the_time_that_a_question_names_can_be_left_out(visit: Visit) -> None:
    """The window is shown with the words it is from; removing it asks without it."""
    visit.ask("What did Nodira Ergasheva say before 1 July 2024?")
    assert "until 30 June 2024, from “before 1 July 2024”" in chips(visit)
    visit.page.click("#latest .chip button[data-amend=window]")
    visit.page.wait_for_selector("#latest .turn[data-stage=complete]:not(:has(.chips))")


def test_a_filter_can_be_left_out(visit: Visit) -> None:
    """Removing it asks again without it, and empties its field."""
    visit.page.click("#filters > button")
    visit.page.fill("#since textarea, #since input", "2024-06-16")
    visit.page.fill("#until textarea, #until input", "2024")
    visit.ask(TRAIN_CARS)
    assert "since 16 June 2024" in chips(visit)
    visit.page.click("#latest .chip button[data-amend=since]")
    visit.page.wait_for_selector(
        "#latest .turn[data-stage=complete]:not(:has(button[data-amend=since]))"
    )
    assert "until 31 December 2024" in chips(visit)
    assert visit.page.input_value("#since textarea, #since input") == ""
    assert visit.page.input_value("#until textarea, #until input") == "2024-12-31"

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.quotes.desk import QuoteDesk
from assistant.receipts.receipt import read_receipt
from assistant.receipts.receipt_verification import verify
from index.archive import Archive
from index.embedding.embedder import default_embedder
from tests.assistant.fakes import FakeFacts
from tests.browser.conftest import Visit
from tests.browser.contrast import ENOUGH, contrast
from tests.browser.screenshots import ABSENT, ALTERED, DRAFT, EXACT, MISATTRIBUTED
from tests.browser.test_page import FOCUSED, OVERFLOW, cited_words

pytestmark = pytest.mark.browser


def downloaded(visit: Visit, button: str, folder: Path) -> Path:
    """Press a download button and return the file."""
    with visit.page.expect_download() as begun:
        visit.page.click(button)
    path = folder / begun.value.suggested_filename
    begun.value.save_as(path)
    return path


def test_from_typing_to_the_receipt(visit: Visit, tmp_path: Path) -> None:
    """The words are typed, the verdict is read, the receipt is downloaded and can be verified."""
    visit.open_check()
    assert visit.check(*EXACT) == "Exact"
    assert "said by Nodira Ergasheva" in visit.page.inner_text("#verdict .saying")
    written = downloaded(visit, "#receipt-json", tmp_path)
    assert re.fullmatch(r"onrecord-receipt-\d{8}-\d{6}-[0-9a-f]{8}\.json", written.name)
    read = read_receipt(written.read_bytes())
    assert read.receipt.checks[0].words == EXACT[0]
    archive = Archive.open(visit.folder / "archive", default_embedder())
    with archive.view() as view:
        found = verify(read, view, QuoteDesk(view, default_embedder()), FakeFacts())
    archive.close()
    assert found.findings == ()
    page = downloaded(visit, "#receipt-markdown", tmp_path).read_text(encoding="utf-8")
    assert page.startswith("# Receipt of a quotation check")
    assert json.loads(written.read_text(encoding="utf-8"))["digest"] in page


def test_an_alteration_is_readable_without_colour(visit: Visit) -> None:
    """What differs is struck through or underlined, numbered, and named in a list."""
    visit.open_check()
    assert visit.check(*ALTERED) == "Altered"
    page = visit.page
    assert (
        page.locator("#verdict del").first.evaluate("e => getComputedStyle(e).textDecorationLine")
        == "line-through"
    )
    assert (
        page.locator("#verdict ins").first.evaluate("e => getComputedStyle(e).textDecorationLine")
        == "underline"
    )
    assert "not so in the archive: " in str(page.locator("#verdict del").first.text_content())
    listed = page.locator("#verdict .differences li").all_inner_texts()
    assert any(line.startswith("Negation") and "changes the meaning" in line for line in listed)


def test_a_misattribution_leads_to_the_words_in_their_article(visit: Visit) -> None:
    """The source is marked in its paragraph, and in the whole article behind the link."""
    visit.open_check()
    assert visit.check(*MISATTRIBUTED) == "Misattributed"
    assert "Shin Bo-reum, not to Kim Dae-hyun" in visit.page.inner_text("#verdict .saying")
    link = visit.page.locator("#verdict .source a.open").first
    words = cited_words(visit, str(link.get_attribute("href")))
    assert visit.page.locator("#verdict .source mark").first.text_content() == words
    link.click()
    shown = visit.page.locator("#reader[open] mark")
    shown.wait_for()
    assert shown.text_content() == words
    visit.page.keyboard.press("Escape")


def test_what_is_absent_says_what_was_searched(visit: Visit) -> None:
    """Not in the record, with the filters that were set, and what came nearest."""
    visit.open_check()
    visit.page.click("#check-filters > button")
    visit.page.fill("#check-since input, #check-since textarea", "2024-07")
    assert visit.check(*ABSENT) == "Not in the record"
    told = visit.page.inner_text("#verdict")
    assert "since 1 July 2024" in told
    assert "None of them has these words." in told


def test_nothing_typed_is_told(visit: Visit) -> None:
    """The reason stands where the verdict would, and there is no receipt of it."""
    visit.open_check()
    visit.page.click("#check-button")
    visit.page.wait_for_selector("#check-notice .notice")
    assert "Type or paste the words" in visit.page.inner_text("#check-notice")
    assert visit.page.locator("#receipt-json").count() == 0


def test_a_draft_becomes_a_table_and_a_receipt(visit: Visit, tmp_path: Path) -> None:
    """Every quotation has its row; one of them can be checked alone."""
    draft = tmp_path / "story.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    visit.open_check()
    page = visit.page
    page.click("#draft > button")
    page.wait_for_function(
        "document.querySelector('#draft-button')?.getBoundingClientRect().bottom < innerHeight"
    )
    page.set_input_files("#draft-file input[type=file]", str(draft))
    page.wait_for_selector("#draft-file .file-preview, #draft-file table")
    page.click("#draft-button")
    page.wait_for_selector("#verdict .draft tbody tr")
    rows = page.locator("#verdict .draft tbody tr")
    stamps = [
        re.sub("^[✓≠⇄?∅]", "", str(text)) for text in rows.locator(".stamp").all_text_contents()
    ]
    assert stamps == ["Exact", "Altered", "Misattributed"]
    told = page.inner_text("#verdict .draft")
    assert "3 quotations found, 3 checked: 1 altered, 1 misattributed, 1 exact." in told
    assert "1 statement without quotation marks was not" in told
    receipt = read_receipt(downloaded(visit, "#receipt-json", tmp_path).read_bytes()).receipt
    assert receipt.draft is not None
    assert receipt.draft.name == "story.txt"
    rows.nth(2).locator("button").click()
    assert visit.verdict() == "Misattributed"
    assert page.input_value("#speaker input, #speaker textarea") == "Kim Dae-hyun"


def test_a_cited_quotation_can_be_checked(visit: Visit) -> None:
    """A button at a source leads to the tab, with words and speaker filled in."""
    visit.ask("What did Nodira Ergasheva say about the buses?")
    visit.page.locator("#latest-sources .inspect").first.click()
    assert visit.verdict() == "Exact"
    assert visit.page.input_value("#words textarea")
    speaker = visit.page.input_value("#speaker input, #speaker textarea")
    assert speaker == "Nodira Ergasheva"


def test_hostile_words_stay_words(visit: Visit, tmp_path: Path) -> None:
    """What is typed and what an article holds is shown as characters, wherever it turns up."""
    evil = "<img src=//elsewhere.example/a.png onerror=alert(1)> ${alert(2)} {{alert(3)}}"
    page = tmp_path / "otter.txt"
    page.write_text(
        f"Otters of the Ili {evil}\n\nThe otter count was done in May. “We counted ninety otters "
        f"{evil} along the river,” Aru Bekova {evil} said.\n"
    )
    visit.open_articles()
    assert "1 article added" in visit.upload(page)
    visit.open_check()
    visit.check(f"We counted nineteen otters {evil} along the river", evil)
    assert visit.page.locator("#checking img").count() == 0
    assert "<img" in visit.page.inner_text("#verdict .source")
    visit.open_articles()
    visit.page.locator("#list .entry", has_text="Otters").locator("button.remove").click()
    visit.page.click("#confirm .danger")
    visit.page.locator(".holdings", has_text="24 articles").wait_for()


def test_a_phone_shows_the_verdict_and_nothing_is_too_wide(visit: Visit) -> None:
    """At 390 pixels the verdict comes into view, and what is pressed is large enough."""
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 844})
    visit.open_check()
    for words, speaker in (EXACT, ALTERED):
        visit.check(words, speaker)
        page.wait_for_function(
            "(() => { const top = document.querySelector('#verdict .stamp')"
            ".getBoundingClientRect().top; return top > 0 && top < 400; })()"
        )
        assert page.evaluate(OVERFLOW) <= 0
        page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
    page.click("#draft > button")
    page.fill("#pasted textarea", DRAFT)
    page.click("#draft-button")
    page.wait_for_selector("#verdict .draft tbody tr")
    assert page.evaluate(OVERFLOW) <= 0
    pressed = page.locator("#verdict button, #receipt button, #receipt a")
    heights = pressed.evaluate_all("all => all.map(b => b.offsetHeight)")
    assert min(heights) >= 44


def test_a_check_needs_no_mouse(visit: Visit) -> None:
    """From the tab to the words, the speaker, the verdict, and on to the article by keyboard."""
    page = visit.page
    page.focus("button[role=tab]:has-text('Ask')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#words textarea")
    page.focus("#words textarea")
    page.keyboard.type(EXACT[0])
    page.keyboard.press("Tab")
    page.keyboard.type(EXACT[1])
    page.keyboard.press("Enter")
    assert visit.verdict() == "Exact"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == "open A":
            break
    assert page.evaluate(FOCUSED) == "open A"
    page.keyboard.press("Enter")
    page.wait_for_selector("#reader[open] mark")
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "open A"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_verdict_stands_out_from_its_ground(visit: Visit, scheme: Any) -> None:
    """Words that differ, names of verdicts and kinds are readable in both designs."""
    visit.page.emulate_media(color_scheme=scheme)
    visit.page.reload()
    visit.page.wait_for_selector(".welcome")
    visit.open_check()
    for check, selectors in (
        (EXACT, ("#verdict .stamp", "#verdict .how", "#verdict .saying")),
        (ALTERED, ("#verdict .stamp", "#verdict .differences b", "#verdict sup")),
        (("Twelve would", ""), ("#verdict .stamp",)),
    ):
        visit.check(*check)
        for selector in selectors:
            assert contrast(visit.page, selector, "body") >= ENOUGH, selector
    visit.check(*ALTERED)
    for selector in ("#verdict del", "#verdict ins", "#verdict .sign"):
        assert contrast(visit.page, selector) >= ENOUGH, selector

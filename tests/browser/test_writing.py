"""Answers that a chat model writes, in the page: what is shown of them, and what is not run."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.contrast import ENOUGH, contrast
from tests.browser.models import SCRIBE, SLOW
from tests.browser.test_page import OVERFLOW, TRAIN_CARS, WORLD_CUP

pytestmark = pytest.mark.browser


def choose(visit: Visit, name: str) -> None:
    """Choose who answers."""
    visit.page.locator("#writer label", has_text=name).click()


def verdicts(visit: Visit) -> list[str]:
    """Return the verdicts behind the sentences of the latest answer."""
    return visit.page.locator("#latest .verdict-of").all_inner_texts()


def test_a_written_answer_shows_the_verdict_on_every_sentence(writing: Visit) -> None:
    """What the record has, what it has otherwise and what it lacks can be told apart in words."""
    writing.ask(TRAIN_CARS)
    shown = writing.page.inner_text("#latest")
    assert f"Written by {SCRIBE}; every sentence is checked" in shown
    assert verdicts(writing)[:2] == ["✓ supported", "✗ unsupported"]
    assert "The cited words do not give the number “99" in shown
    assert "There is no source for the citation [9.9]" in shown
    assert "Closest in the archive:" in shown
    writing.page.locator("#latest .offered a.cite").first.click()
    assert writing.page.locator(".source.current mark").count() == 1


def test_hostile_output_of_a_model_is_text(writing: Visit) -> None:
    """Tags, images, links and scripts are shown as the characters they are; nothing is fetched."""
    writing.ask(TRAIN_CARS)
    shown = writing.page.inner_text("#latest .answer")
    for text in ("<img src=//elsewhere", "[here](javascript:alert", "<script>alert(3)</script>"):
        assert text in shown
    assert writing.page.locator("#talk img, #talk script, #panel img").count() == 0
    links = writing.page.locator("#latest a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    assert links
    assert all(link.startswith(("#source", "/article/")) for link in links)


def test_who_answers_is_chosen_for_each_question(writing: Visit) -> None:
    """A quotation beside a written answer, and Ask again follows the choice."""
    writing.ask(TRAIN_CARS)
    choose(writing, "Quotation")
    writing.ask(WORLD_CUP)
    earlier = "document.querySelector('#latest .turn').setAttribute('data-earlier', '')"
    writing.page.evaluate(earlier)
    writing.page.click("#retry")
    writing.page.wait_for_selector("#latest .turn[data-stage=complete]:not([data-earlier])")
    writing.ask(TRAIN_CARS)
    assert "Written by" not in writing.page.inner_text("#latest")
    assert "Written by" in writing.page.inner_text("#turn-1")
    choose(writing, SCRIBE)
    writing.page.click("#retry")
    writing.page.locator("#turn-3[data-stage=complete] .writer").wait_for()
    assert writing.page.locator(".turn").count() == 3


def test_a_written_answer_is_judged_again_after_a_reload(writing: Visit) -> None:
    """Sentences, verdicts and sources come back, and so does who answers."""
    choose(writing, SCRIBE)
    writing.ask(TRAIN_CARS)
    before = verdicts(writing)
    choose(writing, "Quotation")
    writing.page.reload()
    writing.page.wait_for_selector("#latest .turn[data-stage=complete]")
    assert verdicts(writing) == before
    assert writing.page.locator("#writer input:checked").input_value() == SCRIBE


def test_a_model_that_hangs_can_be_stopped(writing: Visit) -> None:
    """Stop ends the waiting at once, keeps nobody else waiting, and the next question works."""
    choose(writing, SLOW)
    writing.page.fill("#question textarea", TRAIN_CARS)
    writing.page.keyboard.press("Enter")
    writing.page.locator("#latest .claim[data-support=growing]").wait_for()
    writing.page.click("#stop")
    writing.page.wait_for_selector("#latest .turn[data-stage=stopped]")
    choose(writing, "Quotation")
    writing.ask_once_free(WORLD_CUP)
    assert writing.page.locator(".turn").count() == 2


def test_a_question_that_comes_too_soon_is_refused_and_kept(writing: Visit) -> None:
    """While an answer is written neither the box nor a button starts another beside it."""
    page = writing.page
    choose(writing, SLOW)
    page.fill("#question textarea", TRAIN_CARS)
    page.keyboard.press("Enter")
    page.locator("#latest .claim[data-support=growing]").wait_for()
    page.fill("#question textarea", WORLD_CUP)
    page.keyboard.press("Enter")
    page.locator("#notice .notice", has_text="still being written").wait_for()
    assert page.input_value("#question textarea") == WORLD_CUP
    assert page.locator(".turn").count() == 1
    page.click("#stop")
    page.wait_for_selector("#latest .turn[data-stage=stopped]")
    choose(writing, "Quotation")
    writing.ask_once_free(WORLD_CUP)
    assert page.locator(".turn").count() == 2


def test_what_a_model_wrote_is_saved_with_its_verdicts(writing: Visit) -> None:
    """The downloaded Markdown says of each sentence whether the record bears it out."""
    choose(writing, SCRIBE)
    writing.ask(TRAIN_CARS)
    with writing.page.expect_download() as waited:
        writing.page.click("#save-markdown")
    assert waited.value.suggested_filename.startswith("onrecord-conversation-")
    text = waited.value.path().read_text(encoding="utf-8")
    assert "(✗ unsupported)" in text
    assert "\n[^1-1]: " in text
    assert "<img" not in text.replace("\\<", "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_verdicts_can_be_read_on_a_phone_in_light_and_dark(writing: Visit, scheme: str) -> None:
    """Nothing is wider than the screen, and words stand out from their ground."""
    writing.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    writing.page.set_viewport_size({"width": 390, "height": 844})
    choose(writing, SCRIBE)
    writing.ask(TRAIN_CARS)
    assert writing.page.evaluate(OVERFLOW) <= 0
    for support in ("supported", "unsupported"):
        selector = f".claim[data-support={support}] .verdict-of"
        assert contrast(writing.page, selector, "body") >= ENOUGH, selector
    heights = writing.page.locator("#writer label").evaluate_all(
        "all => all.map(l => l.offsetHeight)"
    )
    assert min(heights) >= 44


def test_without_models_nobody_is_asked_who_should_answer(visit: Visit) -> None:
    """The choice appears only where there is one."""
    assert visit.page.locator("#writer").is_hidden()

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from index.archive import Archive
from index.embedding.embedder import default_embedder
from tests.browser.conftest import Visit
from tests.browser.contrast import ENOUGH, contrast, ground, ink

pytestmark = pytest.mark.browser

TRAIN_CARS = "How many train cars did Uzbekistan order?"
COURSE = "How long does the drivers' course last?"
SUMMIT = "When will the summit be held?"
WORLD_CUP = "Who won the 2022 World Cup?"
WATCH_CLAIMS = """() => {
  window.seen = [];
  const look = () => {
    const turn = document.querySelector('#latest .turn');
    const now = turn ? turn.dataset.stage + ' ' + turn.querySelectorAll('.claim').length : '';
    if (now && window.seen.at(-1) !== now) window.seen.push(now);
  };
  new MutationObserver(look).observe(document.querySelector('#latest'),
    {childList: true, subtree: true, attributes: true, characterData: true});
}"""
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
# Whether what has the focus lies partly below the head or the composer.
COVERED = """() => {
  const focused = document.activeElement, place = focused.getBoundingClientRect();
  const staying = ['masthead', 'composer'].map((id) => document.getElementById(id));
  const sticks = (e) => getComputedStyle(e).position === 'sticky';
  const over = staying.filter((e) => !e.contains(focused) && sticks(e));
  const covered = over.some((e) => {
    const cover = e.getBoundingClientRect();
    return place.top < cover.bottom - 1 && place.bottom > cover.top + 1;
  });
  return [focused.className || focused.tagName, covered];
}"""
FOCUSED = "document.activeElement.className + ' ' + document.activeElement.tagName"


def cited_words(visit: Visit, href: str) -> str:
    """Read the words that a link to an article points at straight from the archive."""
    parts = urlsplit(href)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    archive = Archive.open(visit.folder / "archive", default_embedder())
    article = archive.version(query["version"], parts.path.rsplit("/", 1)[-1])
    archive.close()
    return article.text[int(query["start"]) : int(query["end"])]


def test_the_answer_grows_claim_by_claim(visit: Visit) -> None:
    """The question stands there at once, then one claim more at a time."""
    visit.page.evaluate(WATCH_CLAIMS)
    visit.ask(TRAIN_CARS)
    seen = visit.page.evaluate("window.seen")
    assert seen[0] == "searching 0"
    assert "streaming 1" in seen
    assert "streaming 2" in seen
    assert seen[-1].startswith("complete")


def test_a_citation_brings_up_exactly_the_cited_words(visit: Visit) -> None:
    """What is highlighted in the card and in the article is what the span holds."""
    visit.ask(TRAIN_CARS)
    for number in range(visit.page.locator("#latest a.cite").count()):
        visit.page.locator("#latest a.cite").nth(number).click()
        card = visit.page.locator(".source.current")
        words = cited_words(visit, str(card.locator("a.open").get_attribute("href")))
        assert card.locator("mark").text_content() == words
        card.locator("a.open").click()
        shown = visit.page.locator("#reader[open] mark")
        shown.wait_for()
        assert shown.text_content() == words
        visit.page.keyboard.press("Escape")


def test_the_article_has_an_address_of_its_own(visit: Visit) -> None:
    """Opened in a new tab, the same words are highlighted."""
    visit.ask(TRAIN_CARS)
    href = str(visit.page.locator(".source a.open").first.get_attribute("href"))
    visit.page.goto(visit.address + href)
    assert visit.page.locator("mark").text_content() == cited_words(visit, href)


def test_the_address_of_a_source_leads_to_the_cited_words(visit: Visit) -> None:
    """However far down they stand, they are on the screen."""
    visit.page.set_viewport_size({"width": 1280, "height": 300})
    visit.ask(COURSE)
    href = str(visit.page.locator(".source a.open").first.get_attribute("href"))
    visit.page.goto(visit.address + href)
    top, height = visit.page.evaluate(
        "[document.querySelector('mark').getBoundingClientRect().top, window.innerHeight]"
    )
    assert visit.page.evaluate("window.scrollY") > 0
    assert 0 < top < height - 20


@pytest.mark.parametrize("width", [1280, 900, 390])
def test_nothing_that_stays_in_view_covers_what_is_gone_to(visit: Visit, width: int) -> None:
    """Neither the head nor the composer lies over what has the focus, or over a heading."""
    visit.page.set_viewport_size({"width": width, "height": 760})
    for question in (COURSE, TRAIN_CARS, WORLD_CUP, SUMMIT):
        visit.ask(question)
    visit.page.focus("#question textarea")
    passed = []
    for _ in range(24):
        visit.page.keyboard.press("Shift+Tab")
        kind, covered = visit.page.evaluate(COVERED)
        if covered:  # perhaps only until the page has scrolled there
            visit.settle()
            kind, covered = visit.page.evaluate(COVERED)
        passed.append((kind, covered))
    assert sum(kind == "cite" for kind, _ in passed) >= 4
    assert [kind for kind, covered in passed if covered and kind != "BODY"] == []
    visit.page.mouse.wheel(0, -10_000)
    visit.page.locator("#turn-1 a.cite").first.click()
    visit.settle()
    head = visit.page.locator("#masthead").bounding_box()
    card = visit.page.locator(".source.current").bounding_box()
    assert head
    assert card
    assert card["y"] >= head["y"] + head["height"]


def test_the_tabs_are_never_half_covered_by_the_first_answer(visit: Visit) -> None:
    """A question that comes into view takes the row of tabs wholly along, or leaves it be."""
    for height in (720, 800, 900):
        visit.page.set_viewport_size({"width": 1280, "height": height})
        visit.ask(TRAIN_CARS)
        visit.settle()
        head, row = (
            visit.page.locator(name).first.bounding_box()
            for name in ("#masthead", "button[role=tab]")
        )
        assert head
        assert row
        below, above = head["y"] + head["height"] - row["y"], row["y"] + row["height"]
        assert below <= 0 or above <= head["y"] + head["height"], height
        visit.page.click("#clear")
        visit.page.wait_for_selector(".welcome")


def test_an_earlier_answer_keeps_its_sources(visit: Visit) -> None:
    """A citation of the first answer brings its source back after a second question."""
    visit.ask(TRAIN_CARS)
    visit.ask(WORLD_CUP)
    assert visit.page.locator("#source-1-1").is_hidden()
    visit.page.locator("#turn-1 a.cite").first.click()
    assert visit.page.locator("#source-1-1").is_visible()
    assert visit.page.locator("#sources-2").is_hidden()


def test_an_abstention_says_what_was_searched(visit: Visit) -> None:
    """No clear answer: how many articles were searched, and what came nearest."""
    visit.ask(WORLD_CUP)
    told = visit.page.inner_text("#latest")
    assert "No clear answer in the record." in told
    assert "Searched 24 articles from 6 outlets" in told
    assert "These may not answer the question." in visit.page.inner_text("#latest-sources")


def test_an_example_can_be_asked_with_one_click(visit: Visit) -> None:
    """The questions on the empty page are answered from the archive."""
    example = visit.page.locator(".welcome button").first
    question = example.inner_text()
    example.click()
    visit.answered(question)
    assert visit.page.locator("#latest a.cite").count() > 0


def test_filters_narrow_the_search_and_bad_dates_are_explained(visit: Visit) -> None:
    """A date that is none is named; a period is applied and shown with the answer."""
    visit.page.click("#filters > button")
    visit.page.fill("#since textarea, #since input", "soon")
    visit.page.fill("#question textarea", TRAIN_CARS)
    visit.page.click("#ask-button")
    assert "“soon” is not a date" in visit.page.inner_text("#notice .notice")
    visit.page.fill("#since textarea, #since input", "2024-06-16")
    visit.page.click("#ask-button")
    visit.answered(TRAIN_CARS)
    told = " ".join(visit.page.inner_text("#latest .chips").split())
    assert told == "Only articles since 16 June 2024 × undated articles left out"
    assert visit.page.inner_text("#notice") == ""
    dates = visit.page.locator(".source time").evaluate_all("all => all.map(t => t.dateTime)")
    assert dates
    assert min(dates) >= "2024-06-16"


def test_an_answer_is_copied_with_its_citations(visit: Visit) -> None:
    """The clipboard holds the claims and a footnote for each citation."""
    visit.ask(TRAIN_CARS)
    visit.page.click("button[data-copy]")
    visit.page.wait_for_selector("button[data-copy]:has-text('Copied')")
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"**{TRAIN_CARS}**")
    assert "[^1]: " in copied
    assert copied == visit.page.locator("#latest pre").text_content()


def test_retry_and_clear(visit: Visit) -> None:
    """Asking again replaces the answer, clearing brings back the beginning."""
    visit.ask(TRAIN_CARS)
    visit.page.evaluate(WATCH_CLAIMS)
    visit.page.click("#retry")
    visit.page.wait_for_function("window.seen.some(stage => stage.startsWith('searching'))")
    visit.answered(TRAIN_CARS)
    assert visit.page.locator(".turn").count() == 1
    visit.page.click("#clear")
    visit.page.wait_for_selector(".welcome")
    assert visit.page.locator(".source").count() == 0


def test_an_uploaded_article_can_be_asked_about_and_removed(visit: Visit, tmp_path: Path) -> None:
    """Added by upload it answers at once; removed it is gone at once."""
    page = tmp_path / "lighthouse.txt"
    page.write_text(
        "Old lighthouse of Aralkum is lit again\n\n"
        "The lighthouse of Aralkum was lit again on Monday after forty years of darkness. "
        "Its keeper, Dilorom Saidova, paid 9,300 dollars for the new lamp.\n\n"
        "The lighthouse now stands eighty kilometres from the nearest water.\n"
    )
    visit.open_articles()
    visit.page.fill("#given-outlet input, #given-outlet textarea", "The Dry Harbour")
    assert "1 article added" in visit.upload(page)
    assert "25 articles" in visit.page.locator(".holdings", has_text="25 articles").inner_text()
    visit.page.click("button[role=tab]:has-text('Ask')")
    visit.ask("Who is the keeper of the lighthouse of Aralkum?")
    assert "Dilorom Saidova" in visit.page.inner_text("#latest .answer")
    assert "The Dry Harbour" in visit.page.inner_text("#latest-sources")
    visit.open_articles()
    entry = visit.page.locator("#list .entry", has_text="Old lighthouse")
    entry.locator("button.remove").click()
    visit.page.click("#confirm .danger")
    visit.page.locator(".holdings", has_text="24 articles").wait_for()
    assert entry.count() == 0


def test_a_removal_is_told_where_it_was_asked_for(visit: Visit, tmp_path: Path) -> None:
    """On a phone too, the message is on the screen, and the keyboard goes on from it."""
    page = tmp_path / "weir.txt"
    page.write_text("The weir of Osh is closed\n\nThe weir of Osh was closed on Monday for good.\n")
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open_articles()
    visit.upload(page)
    entry = visit.page.locator("#list .entry", has_text="The weir of Osh")
    entry.locator("button.remove").click()
    visit.page.click("#confirm .danger")
    notice = visit.page.locator("#removed .notice", has_text="Removed “The weir of Osh")
    notice.wait_for()
    visit.page.wait_for_function("document.activeElement.matches('#removed .notice')")
    box = notice.bounding_box()
    assert box
    assert 0 <= box["y"] < 844


def test_what_was_chosen_stays_until_it_is_added(visit: Visit, tmp_path: Path) -> None:
    """A date that cannot be read costs no file, and what is said of a file not of the next."""
    page = tmp_path / "quay.txt"
    page.write_text("The quay of Aral\n\nThe quay of Aral was sold on Monday for 9 crowns.\n")
    visit.open_articles()
    outlet, published = (f"#given-{name} :is(input, textarea)" for name in ("outlet", "date"))
    visit.page.fill(outlet, "The Dry Harbour")
    visit.page.fill(published, "2024-06")
    assert "Include the month and the day" in visit.upload(page)
    visit.page.fill(published, "2024-06-05")
    visit.page.click("#add-button")
    visit.page.locator("#report", has_text="1 article added").wait_for()
    assert visit.page.input_value(published) == ""
    assert visit.page.input_value(outlet) == ""
    visit.page.locator("#list .entry", has_text="The quay").locator("button.remove").click()
    visit.page.click("#confirm .danger")
    visit.page.locator(".holdings", has_text="24 articles").wait_for()


def test_what_cannot_be_added_is_told_by_name(visit: Visit, tmp_path: Path) -> None:
    """A picture and an empty file are refused one by one, with the next step."""
    (tmp_path / "logo.svg").write_text("<svg onload='alert(1)'/>")
    (tmp_path / "empty.txt").write_text("")
    visit.open_articles()
    told = visit.upload(tmp_path / "logo.svg", tmp_path / "empty.txt")
    assert "2 not added" in told
    assert "logo.svg: files ending in .svg are not read" in told
    assert "empty.txt: " in told


def test_a_removal_can_be_thought_over(visit: Visit) -> None:
    """Nothing is removed when the question is answered with no, or escaped from."""
    visit.open_articles()
    before = visit.page.locator("#list .entry").count()
    visit.page.locator("button.remove").first.click()
    visit.page.click("#confirm button:has-text('Keep it')")
    visit.page.locator("button.remove").first.click()
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_timeout(500)
    assert visit.page.locator("#list .entry").count() == before


def test_a_hostile_article_does_nothing(visit: Visit, tmp_path: Path) -> None:
    """Tags, Markdown images and templates in an article are shown as the characters they are."""
    evil = (
        "<img src=//elsewhere.example/a.png onerror=alert(1)> ![p](http://elsewhere.example/p.png) "
        "${alert(2)} {{alert(3)}} <svg/onload=alert(4)>"
    )
    page = tmp_path / "pelican.md"
    page.write_text(
        f"# Pelican census {evil}\n\nThe pelican census of Alakol counted 417 pelicans {evil}. "
        "It was the first census in ten years, and the counters slept in tents.\n"
    )
    visit.open_articles()
    assert "1 article added" in visit.upload(page)
    visit.page.locator("#list .entry", has_text="Pelican").locator("a.open").click()
    visit.page.wait_for_selector("#reader[open] .reading")
    visit.page.keyboard.press("Escape")
    visit.page.click("button[role=tab]:has-text('Ask')")
    visit.ask("Where did the counters of the pelican census of Alakol sleep?")
    assert "417 pelicans <img" in visit.page.inner_text("#latest .answer")
    assert "417 pelicans <img" in visit.page.inner_text("#latest-sources")
    visit.page.click("#latest .tools summary")
    visit.ask(f"Who is this? {evil}")
    assert evil.split()[0] in visit.page.inner_text("#latest .question")
    assert visit.page.locator("#talk img, #panel img, #talk svg[onload]").count() == 0
    visit.open_articles()
    visit.page.locator("#list .entry", has_text="Pelican").locator("button.remove").click()
    visit.page.click("#confirm .danger")
    visit.page.locator(".holdings", has_text="24 articles").wait_for()


def test_articles_are_found_by_headline_and_outlet(visit: Visit) -> None:
    """The list narrows while typing."""
    visit.open_articles()
    visit.page.fill("#text input, #text textarea", "correction")
    visit.page.wait_for_function("document.querySelectorAll('#list .entry').length === 1")
    assert "Correction: number of train cars" in visit.page.inner_text("#list")


def test_nothing_is_wider_than_a_phone(visit: Visit) -> None:
    """At 390 pixels no view scrolls sideways, and what is pressed is large enough."""
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 844})
    visit.ask(TRAIN_CARS)
    page.click("#latest .tools summary")
    assert page.evaluate(OVERFLOW) <= 0
    page.locator("#latest a.cite").first.click()
    page.click(".source.current a.open")
    page.wait_for_selector("#reader[open] mark")
    assert page.evaluate("document.querySelector('#reader').scrollWidth") <= 390
    page.keyboard.press("Escape")
    visit.ask(WORLD_CUP)
    page.wait_for_function(
        "Math.abs(document.querySelector('#turn-2').getBoundingClientRect().top) < 100"
    )
    page.click("#filters > button")
    assert page.evaluate(OVERFLOW) <= 0
    visit.open_articles()
    assert page.evaluate(OVERFLOW) <= 0
    heights = page.locator("button.remove").evaluate_all("all => all.map(b => b.offsetHeight)")
    assert min(heights) >= 44


def test_everything_can_be_reached_by_keyboard(visit: Visit) -> None:
    """Ask, go to a citation, open its article, and come back, without a mouse."""
    page = visit.page
    page.focus("#question textarea")
    page.keyboard.type(TRAIN_CARS)
    page.keyboard.press("Enter")
    visit.answered(TRAIN_CARS)
    page.focus("#question textarea")
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate(FOCUSED) == "cite A":
            break
    assert page.evaluate(FOCUSED) == "cite A"
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "source current ARTICLE"
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "open A"
    page.keyboard.press("Enter")
    page.wait_for_selector("#reader[open] mark")
    assert page.evaluate("document.activeElement.closest('#reader') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "open A"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "cite A"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(visit: Visit, scheme: str) -> None:
    """Light and dark are two designs, and the cited words stay readable in both."""
    visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    visit.page.reload()
    visit.page.wait_for_selector(".welcome")
    visit.ask(TRAIN_CARS)
    for selector in (".source mark", "body", "a.cite", "#ask-button"):
        assert contrast(visit.page, selector) >= ENOUGH, selector
    assert (ground(visit.page, "body") > ink(visit.page, "body")) == (scheme == "light")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_holdings_stay_in_view(visit: Visit, width: int) -> None:
    """How many articles are asked is seen wherever one has scrolled to."""
    visit.page.set_viewport_size({"width": width, "height": 700})
    visit.ask(TRAIN_CARS)
    visit.ask(WORLD_CUP)
    for place in (0, 300, 100_000):
        visit.page.evaluate("place => window.scrollTo({top: place, behavior: 'instant'})", place)
        box = visit.page.locator(".masthead .holdings").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 120

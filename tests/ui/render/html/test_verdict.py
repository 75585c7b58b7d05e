from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from assistant.facts.draft_facts import FactSentence
from assistant.quotes.draft import Draft
from assistant.quotes.verdict import Change, Check, Note, NoteKind, Piece, Verdict
from assistant.receipts.receipt import Receipt
from sources.quotations.quotation import Quotation, QuotationKind
from tests.assistant.fakes import (
    SAID,
    STATE,
    FakeFacts,
    absent,
    altered,
    an_article,
    contradicted,
    exact,
    excerpt,
    hostile,
    misattributed,
    place,
)
from ui.render.html.draft import draft_html, draft_spoken
from ui.render.html.verdict import verdict_html

ARTICLE = an_article()
COPY = an_article("/archive/copy.txt", outlet="Tashkent Lantern")
ALLOWED = {"article", "section", "div", "h3", "h4", "p", "span", "bdi", "b", "a", "mark", "time"}
ALLOWED |= {"blockquote", "ul", "ol", "li", "del", "ins", "sup", "button"}
ALLOWED |= {"table", "thead", "tbody", "tr", "th", "td"}
EVIL = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>"


class Page(HTMLParser):
    """Collects the tags and attributes of HTML, and what is read."""

    def __init__(self, html: Markup) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(str(html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        """Note what is read."""
        self.text += data


def shown(check: Check) -> Page:
    """Show a check."""
    return Page(verdict_html(check))


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_is_readable_without_colour(verdict: Verdict) -> None:
    """The name stands there, with a sentence; the sign beside it is hidden from those who hear."""
    check = replace(exact(ARTICLE), verdict=verdict)
    html = str(verdict_html(check))
    assert f"</span>{verdict.value[0].upper()}{verdict.value[1:]}</h3>" in html
    assert '<span class="sign" aria-hidden="true">' in html
    assert re.search(r'<p class="saying" dir="auto">[^<]{20,}', html)


def test_a_difference_is_marked_on_both_sides_and_named() -> None:
    """A dropped "not": a gap on one side, underlined on the other, listed under one number."""
    html = str(verdict_html(altered(ARTICLE)))
    quoted, recorded = html.split('aria-label="In the archive"')
    assert 'class="gap"' in quoted
    assert "<ins" not in quoted
    heard = '<span class="heard">only so in the archive: </span>'
    assert f'<ins class="grave">{heard}not</ins><sup>1</sup>' in recorded
    assert "<b>Negation</b> (missing) → the archive has “not” (changes the meaning)" in recorded


def test_both_sides_hold_all_the_words() -> None:
    """Nothing is lost by cutting the words into pieces."""
    check = altered(ARTICLE)
    page = Page(verdict_html(check))
    heard = page.text.replace("only so in the archive: ", "")
    assert re.search(re.sub(r"not ", "not ?1 ?", re.escape(SAID).replace(r"\ ", " ")), heard)


def test_exact_words_are_shown_without_a_comparison() -> None:
    """Where nothing differs, one wording is enough, with its source and other carriers."""
    page = shown(exact(ARTICLE, COPY))
    assert "As quoted" not in page.text
    assert "Also carried by 1 article" in page.text
    assert page.text.count("Earliest publication") == 1
    assert f"/article/{ARTICLE.id}?" in page.links[0]


def test_words_speaker_and_cue_are_marked_in_their_paragraph() -> None:
    """An editor sees at a glance what the attribution rests on."""
    html = str(verdict_html(exact(ARTICLE)))
    assert f"“<mark>{SAID}</mark>” " in html
    assert '<span class="mention">Dana Orlova</span> <span class="mention">said</span>' in html
    assert 'Said by: <b>Dana Orlova</b> <span class="how">(“said”)</span>' in html


def test_a_sentence_outside_of_the_paragraph_is_shown_beside_it() -> None:
    """The sentence before is not shown twice, and is there when another paragraph holds it."""
    check = exact(ARTICLE)
    assert str(verdict_html(check)).count("The council met on Monday.") == 1
    headline = excerpt(ARTICLE, "Fares stay as they are")
    moved = replace(check, places=(replace(check.places[0], before=headline),))
    assert '<p class="beside" dir="auto">Fares stay as they are</p>' in verdict_html(moved)


def test_a_splice_shows_each_place_and_the_seam() -> None:
    """Which words come from where is numbered."""
    first, second = (
        excerpt(ARTICLE, "We will not raise the fares"),
        excerpt(COPY, "Buses run again."),
    )
    places = (place(ARTICLE, first.words, 1), place(COPY, second.words, 2))
    check = replace(
        exact(ARTICLE),
        verdict=Verdict.SPLICED,
        places=places,
        pieces=(
            Piece(f"{first.words} ", first.words, first.span),
            Piece(second.words, second.words, second.span),
        ),
    )
    html = str(verdict_html(check))
    assert html.count('class="seam"') == 1
    assert html.count('class="number"') == 2
    assert "joined from 2 places" in html


def test_what_is_absent_comes_with_what_was_searched() -> None:
    """The nearest passages say of themselves that they are no match."""
    page = shown(absent(ARTICLE))
    assert "None of them has these words." in page.text
    assert "Searched 3 articles from 2 outlets" in page.text


def test_a_warning_about_what_was_cut_stands_out() -> None:
    """It has a class of its own, and is a sentence."""
    note = Note(NoteKind.CUT, "Left out, and it may change the meaning: “if”")
    html = verdict_html(replace(exact(ARTICLE), verdict=Verdict.PARTIAL, notes=(note,)))
    assert '<li class="cut" dir="auto">Left out, and it may change the meaning: “if”</li>' in html
    assert 'class="verdict differs"' in html


def evil_checks() -> list[Check]:
    """Make checks in which everything that is foreign tries to be more than text."""
    article = hostile()
    base = replace(
        exact(article, article, speaker=EVIL),
        words=EVIL,
        notes=(Note(NoteKind.SPEAKER, EVIL),),
        pieces=(
            Piece(EVIL, EVIL, None, Change.NAME, grave=True),
            Piece(f"[{EVIL}]", EVIL, None),
            Piece(EVIL, "", None, Change.ADDED),
        ),
    )
    given = base.places[0].attribution
    assert given is not None
    forged = replace(base.places[0], attribution=replace(given, name=EVIL))
    return [
        base,
        replace(base, places=(forged, forged)),
        replace(base, pieces=(), places=(), nearest=(base.places[0].citation,)),
    ]


@pytest.mark.parametrize("check", evil_checks())
def test_nothing_foreign_becomes_markup(check: Check) -> None:
    """Tags, attributes and addresses are ours; the hostile words are there as text."""
    quotation = Quotation(QuotationKind.DIRECT, 0, 4)
    receipt = Receipt.of([check], STATE, Draft(EVIL, "f" * 64, (quotation,), 0))
    for page in (Page(verdict_html(check)), Page(draft_html(receipt))):
        assert set(page.tags) <= ALLOWED
        assert not {name for name in page.attributes if name.startswith("on")}
        assert all(link.startswith("/article/") for link in page.links)
        assert "<script>alert(2)</script>" in page.text


def test_a_draft_is_a_table_with_a_row_for_each_quotation() -> None:
    """Verdict, words and speaker, what differs, the source, and a way to check it alone."""
    checks = [exact(ARTICLE), altered(ARTICLE), misattributed(ARTICLE)]
    quotation = Quotation(QuotationKind.DIRECT, 0, 4)
    draft = Draft("story.md", "f" * 64, (quotation,) * 3, 1)
    html = str(draft_html(Receipt.of(checks, STATE, draft)))
    assert html.count('<tr role="row" class="') == 3
    assert "1 statement without quotation marks was not" in html
    assert "negation: (missing) → the archive has “not” (changes the meaning)" in html
    assert f'data-words="{SAID}" data-speaker="Timur Aliev"' in html


def test_a_draft_without_quotations_has_no_table() -> None:
    """What was not checked is said all the same."""
    html = draft_html(Receipt.of([], STATE, Draft("story.md", "f" * 64, (), 2)))
    assert "<table" not in html
    assert "Nothing was checked" in html
    assert "2 statements without quotation marks were not checked" in html


def test_the_facts_of_a_draft_are_a_table_of_their_own() -> None:
    """Each sentence has its line, its verdict and the record's words; nothing becomes markup."""
    words = "The council met on <b>Tuesday</b>."
    desk = FakeFacts().lay(contradicted(hostile(), words, "<b>Tuesday</b>", "Monday"))
    facts = desk.facts((FactSentence(words, 4), FactSentence("It rained.", 5)))
    draft = Draft("a.txt", "f" * 64, (), 0)
    receipt = Receipt.of([], STATE, draft, facts=(desk.reader_id, facts))
    html = str(draft_html(receipt))
    assert html.count('<tr role="row" class="') == 2
    assert '<tr role="row" class="differs">' in html
    assert "line 4" in html
    assert "“&lt;b&gt;Tuesday&lt;/b&gt;” → the archive has “Monday”" in html
    assert "<img" not in html
    assert "1 contradicted, 1 not in the record" in draft_spoken(receipt)

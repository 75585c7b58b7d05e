from __future__ import annotations

import re
from dataclasses import replace

from markdown_it import MarkdownIt

from assistant.facts.draft_facts import FactSentence
from assistant.markdown_escaping import plain
from assistant.quotes.draft import Draft
from assistant.quotes.draft_text import Reason, Unchecked
from assistant.quotes.verdict import Check
from assistant.receipts.receipt import Receipt, receipt_record
from assistant.receipts.receipt_markdown import receipt_markdown
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
    hostile,
    misattributed,
)
from tests.assistant.receipts.test_receipt import NOON


def written(check: Check, draft: Draft | None = None) -> str:
    """Write the receipt of a check."""
    return receipt_markdown(Receipt.of([check], STATE, draft, NOON))


def test_an_editor_finds_everything_that_a_check_rests_on() -> None:
    """Verdict, sentence before and after, speaker and cue with spans, source, hash, time."""
    article = an_article()
    check = exact(article, an_article("/archive/copy.txt", outlet="Tashkent Lantern"))
    told = written(check)
    assert "## ✓ Exact" in told
    assert f"The council met on Monday. “⟦{SAID}⟧” Dana Orlova said." in told
    assert "Sentence before: “The council met on Monday.”, characters " in told
    assert "Sentence after: “Buses run again.”, characters " in told
    given = check.places[0].attribution
    assert given is not None
    assert given.cue is not None
    mention, cue = given.mention.span, given.cue.span
    assert (
        "Speaker: Dana Orlova (“said”); "
        f"mention at characters {mention.start}:{mention.end}; "
        f"cue at characters {cue.start}:{cue.end}" in told
    )
    assert f"Version (SHA-256 of its text): {article.content_hash}" in told
    assert "Earliest publication: Fares stay as they are. Steppe Courier, 14 June 2024" in told
    assert "Also carried by 1 article" in told
    assert "Tashkent Lantern" in told
    assert "Checked: 2024-07-01T12:00:00Z" in told
    assert "Archive: revision 7, 3 articles" in told


def test_both_forms_carry_one_digest() -> None:
    """The page for people names the JSON document that it goes with."""
    receipt = Receipt.of([altered(an_article())], STATE, made=NOON)
    assert receipt_record(receipt)["digest"] in receipt_markdown(receipt)


def test_differences_are_listed_one_a_line() -> None:
    """What an alteration did to the meaning stands there in words."""
    assert "\n- negation: (missing) → the archive has “not” (changes the meaning)\n" in written(
        altered(an_article())
    )


def test_a_misattribution_names_both_people() -> None:
    """Who is said to have spoken, and who did."""
    told = written(misattributed(an_article()))
    assert "Claimed speaker: Timur Aliev" in told
    assert "The archive attributes these words to Dana Orlova, not to Timur Aliev." in told


def test_what_is_absent_is_said_with_what_was_searched() -> None:
    """Nothing found means nothing without the scope of the search."""
    told = written(absent(an_article()))
    assert "## ∅ Not in the record" in told
    assert "Searched 3 articles from 2 outlets" in told
    assert "Closest passages, which do not have these words" in told


def test_a_hostile_article_adds_nothing_to_the_page() -> None:
    """Rendered, there is no image, link, HTML, code or heading that the article brought along."""
    check = replace(exact(hostile()), words="<b>x</b> ![y](http://evil.example) # z\n# a")
    told = written(check)
    tokens = [
        child
        for token in MarkdownIt("commonmark", {"html": True}).parse(told)
        for child in (token, *(token.children or ()))
    ]
    kinds = {token.type for token in tokens}
    # The program's own command is the only code.
    assert [t.content for t in tokens if t.type == "code_inline"] == ["onrecord verify-receipt"]
    assert not kinds & {"image", "link_open", "html_inline", "html_block", "fence", "code_block"}
    headings = re.findall(r"^#+ .*", told, re.MULTILINE)
    assert len(headings) == len([t for t in tokens if t.type == "heading_open"]) == 3
    assert not kinds & {"em_open", "strong_open"}


def test_a_draft_is_a_table_and_then_each_check() -> None:
    """The table gives the overview, and reported speech is counted."""
    quotation = Quotation(QuotationKind.DIRECT, 0, 10)
    lone = Unchecked("We |", 9, Reason.UNCLOSED, 40)
    draft = Draft("a|b.txt", "f" * 64, (quotation,), 2, (7,), (lone,))
    told = written(exact(an_article()), draft)
    assert "# Receipt of a draft: a\\|b.txt" in told
    counted = "2 marked passages found, 1 checked: 1 exact. 1 not checked: no closing mark (1)."
    assert f"{counted} 2 statements without quotation marks were not" in told
    assert f"| 1 | 7 | ✓ Exact | “{SAID}” | Dana Orlova |" in told
    assert "| | 9 | – Not checked: no closing mark | “We \\|” | |" in told
    assert "## 1. ✓ Exact" in told


def test_a_receipt_gives_addresses_lines_and_what_its_signs_mean() -> None:
    """An editor needs neither the archive nor this program to read it."""
    known = an_article(url="https://steppe.example/fares")
    quotation = Quotation(QuotationKind.DIRECT, 0, 10)
    draft = Draft("a.txt", "f" * 64, (quotation,), 0, (12,), file_hash="b" * 64)
    told = written(exact(known, an_article("/archive/copy.txt")), draft)
    assert f"- Address: {plain('https://steppe.example/fares')}" in told
    assert f"| 1 | 12 | ✓ Exact | “{SAID}” | Dana Orlova |" in told
    assert "In the draft: line 12" in told
    assert "- Signs: ✓ exact; ⟦⟧ the words of the archive" in told
    assert f"- Draft: SHA-256 of its file {'b' * 64}" in told


def test_the_facts_of_a_draft_follow_its_quotations() -> None:
    """Each has its line, its verdict, and both sides of what differs."""
    article = an_article()
    words = "The council met on Tuesday."
    desk = FakeFacts().lay(contradicted(article, words, "Tuesday", "Monday"))
    facts = desk.facts((FactSentence(words, 4), FactSentence("It rained.", 5)))
    receipt = Receipt.of([], STATE, Draft("a.txt", "f" * 64, (), 0), NOON, (desk.reader_id, facts))
    told = receipt_markdown(receipt)
    assert "2 sentences compared with the archive: 1 contradicted, 1 not in the record." in told
    assert "### Line 4: ≠ Contradicted" in told
    assert "- number: “Tuesday” → the archive has “Monday”" in told
    assert "- Signs: ≠ contradicted; ∅ not in the record; ⟦⟧ the words of the archive" in told
    assert "- Reader: a reader@0123456789ab/bf16" in told

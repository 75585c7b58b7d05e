from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sources.article import Metadata
from tests.ui.fakes import (
    SENTENCE,
    a_citation,
    a_timed_citation,
    a_written_answer,
    an_abstention,
    an_answer,
    an_article,
)
from ui.render.export import BROKEN_NOTE, answer_markdown


def test_each_claim_carries_the_number_of_its_footnote() -> None:
    """An answer is pasted with a footnote that names outlet, date and the exact words."""
    written = answer_markdown(an_answer(a_citation(an_article())))
    assert written == (
        "**What did the line cost?**\n\n"
        f"> {SENTENCE}[^1]\n\n"
        "[^1]: A line through the steppe. Steppe Courier, 14 June 2024: "
        f"“{SENTENCE}”\n"
    )


def test_an_abstention_is_written_with_what_was_searched() -> None:
    """A pasted abstention does not look like an answer."""
    assert "No clear answer in the record. Searched 3 articles" in answer_markdown(an_abstention())


def test_a_broken_citation_is_marked() -> None:
    """A citation that failed says so where it is pasted too."""
    written = answer_markdown(an_answer(a_citation(an_article())), frozenset({1}))
    assert written.rstrip().endswith(BROKEN_NOTE)


def test_an_address_is_written_but_not_linked() -> None:
    """The address of the original is there to be read."""
    article = an_article(metadata=Metadata(url="https://paper.example/line"))
    assert r"https\://paper.example/line" in answer_markdown(an_answer(a_citation(article)))


@given(st.text(min_size=1, max_size=60))
def test_a_hostile_headline_adds_no_footnote(headline: str) -> None:
    """An article cannot forge a citation of its own."""
    citation = replace(a_citation(an_article()), headline=f"[^9]: {headline}")
    lines = answer_markdown(an_answer(citation)).split("\n")
    assert [line[:5] for line in lines if line.startswith("[^")] == ["[^1]:"]


def test_an_unanswered_part_is_copied_with_the_answer() -> None:
    """A pasted answer says what it leaves open."""
    answer = replace(an_answer(a_citation(an_article())), unanswered=("who paid",))
    assert "> No clear answer in the record: “who paid”." in answer_markdown(answer)


def test_a_written_answer_is_pasted_with_its_verdicts() -> None:
    """Who gets the text learns which sentence the record does not bear out, and why."""
    written = answer_markdown(a_written_answer(an_article()))
    assert r"Written by fake:The line was costly; every sentence is checked" in written
    assert "> The line was costly.[^1] (✓ supported)" in written
    assert "to build.[^1] (◐ partly supported) The cited words are less certain" in written
    assert "(✗ unsupported) The cited words do not give the number “The line was costly”" in written
    assert "Closest in the archive:[^2]" in written
    assert "> The line was costly? (– not a claim)" in written


@given(st.text(min_size=1, max_size=60))
def test_a_model_cannot_forge_a_footnote_a_link_or_an_image(text: str) -> None:
    """What a model writes stays the characters that it is made of."""
    hostile = f"[^9]: {text} ![p](http://elsewhere.example/p.png) <img src=x> [1](javascript:x)"
    written = answer_markdown(a_written_answer(an_article(), hostile))
    lines = written.split("\n")
    assert [line[:5] for line in lines if line.startswith("[^")] == ["[^1]:", "[^2]:"]
    for live in ("](", "![", "<img", "http://"):
        assert live not in written.replace("\\" + live[0], "")


def test_what_next_year_stands_for_is_written_to_the_footnote() -> None:
    """A reader of the pasted text need not know when the article appeared."""
    assert "line = 2025 (said in June 2024)" in answer_markdown(an_answer(a_timed_citation()))

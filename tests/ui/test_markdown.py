from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sources.article import Metadata
from tests.ui.fakes import SENTENCE, a_citation, an_abstention, an_answer, an_article
from ui.markdown import BROKEN_NOTE, answer_markdown


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
    assert "Not in the record. Searched 3 articles" in answer_markdown(an_abstention())


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
    assert "> Not in the record: “who paid”." in answer_markdown(answer)

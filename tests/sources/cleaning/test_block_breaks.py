from __future__ import annotations

from sources.cleaning.block_breaks import with_page_breaks

ENTRIES = [f"At {n} o'clock {n * 7} people were waiting for the train." for n in range(8, 14)]


def test_breaks_that_an_extractor_lost_are_restored() -> None:
    """A block that runs over blocks of the page is split there, without those that it dropped."""
    page = ["Menu", ENTRIES[0], "Advertisement", *ENTRIES[1:], "Imprint"]
    assert with_page_breaks("".join(ENTRIES), page).split("\n\n") == ENTRIES


def test_a_block_that_the_page_does_not_have_is_kept_as_it_is() -> None:
    """Nothing is taken from the page that the extractor did not take."""
    text = " ".join(ENTRIES)
    assert with_page_breaks(text, ENTRIES[1:]) == text

from __future__ import annotations

import pytest

from assistant.quotes.framing import FURTHEST, is_unasserted

CLAUSE = ("vaccines", "cause", "autism")
OWN = ("we", "lost", "the", "vote")


@pytest.mark.parametrize(
    "lead",
    [
        "It is a lie that",
        "There is zero evidence that",
        "It is a myth that",
        "The idea that",
        "Few economists accept that",
        "Perhaps",
        "I am not sure that",
        "He used to say that",
        "They keep telling us that",
        "I used to think that",
        "If they pay,",
        "If we wait until they pay",
        "In theory,",
        "According to the adverts,",
        "I don’t believe that",
        "Nobody seriously thinks",
        "I doubt",
        "I hope",
        "It would be wrong to say",
        "The Crown’s case is that",
        "Either they lie or",
        "I was told",
        "My father told me, '",
        "I’d be lying if I said",
        "Critics keep saying:",
        "It is a lie that taxes rose and",
        "We are not here because",
        "We will not",
    ],
)
def test_a_frame_that_does_not_assert_is_found(lead: str) -> None:
    """Whoever cuts the clause out of it lets its speaker assert what he did not."""
    assert is_unasserted(f"{lead} ", CLAUSE)


@pytest.mark.parametrize(
    "lead",
    [
        "",
        "And",
        "We all know that",
        "I think",
        "Now I think",
        "I have always said that",
        "The fact is that",
        "It is clear that",
        "What we know is that",
        "We built it, and",
        "We went because",
        "There is no doubt that",
        "Last year,",
        "I want to be clear:",
        "We’ve seen it before —",
        "The problem is that",
        "Everyone knows",
        "When I was young,",
        "This shows that",
        "We were so tired that",
        "I told the committee, '",
        "I can’t come because I’m ill, and",
    ],
)
def test_a_frame_that_asserts_is_none(lead: str) -> None:
    """A clause that its speaker asserts may stand alone."""
    assert not is_unasserted(f"{lead} ", OWN)


def test_what_negates_two_verbs_negates_the_second() -> None:
    """Without a subject of its own, a verb behind "and" shares the negation before it."""
    assert is_unasserted("We will not raise taxes and ", ("close", "the", "school"))
    assert not is_unasserted("We will not raise taxes and ", ("we", "keep", "the", "school"))


def test_only_so_much_of_a_sentence_is_read() -> None:
    """However long a sentence is, what is far from the cut does not count."""
    assert not is_unasserted(f"Perhaps {'word ' * FURTHEST}, and ", OWN)

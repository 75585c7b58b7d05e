from __future__ import annotations

from assistant.quotes.claimed_words import Claimed
from assistant.quotes.splices import spliced
from tests.assistant.records import recorded

ROADS = recorded(
    "“We will build the road to the north this year,” Minister Ana Reyes said.",
    "The council voted on the budget. “Nobody has asked the people of the islands about it,” "
    "farmer Tom Ode said. “It is a waste of good land and money.”",
    name="roads.txt",
)
FERRIES = recorded(
    "“The ferries stay in the harbour when the wind is strong,” captain Lea Moor said.",
    name="ferries.txt",
)
BOTH = [ROADS, FERRIES]


def parts(words: str) -> list[tuple[str, str]]:
    """Return each part's claimed words and the article that it stands in."""
    found = spliced(Claimed.of(words), BOTH)
    return [(p.claimed.text.strip(), p.recorded.article.name) for p in found]


def test_two_articles_joined_are_told_apart() -> None:
    """Each part is found where it stands."""
    assert parts("We will build the road when the wind is strong") == [
        ("We will build the road", "roads.txt"),
        ("when the wind is strong", "ferries.txt"),
    ]


def test_two_places_of_one_article_are_two_parts() -> None:
    """Sentences that are not beside one another are no one quotation."""
    joined = "We will build the road to the north, a waste of good land and money"
    assert [name for _, name in parts(joined)] == ["roads.txt", "roads.txt"]


def test_one_place_is_no_splice() -> None:
    """Words of one sentence, changed or not, come from one place."""
    assert parts("We will build the road to the north this year") == []
    assert parts("We will build a bridge to the north this very year") == []
    assert parts("to the north this year we will build the road") == []


def test_a_chance_phrase_is_no_part() -> None:
    """A few words that stand anywhere do not make a splice of an invention."""
    assert parts("The president of the islands about to sing in the harbour when drunk") == []


def test_parts_hold_every_word_of_the_claim() -> None:
    """A part whose own fragments changed places is shown, too, and not left out."""
    words = "The ferries stay in the harbour … people of the north … Nobody has asked"
    found = spliced(Claimed.of(words), BOTH)
    assert [part.recorded.article.name for part in found] == ["ferries.txt", "roads.txt"]
    assert "".join(part.claimed.text for part in found) == words

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.quotes.desk import QuoteDesk
from assistant.quotes.statement import headline, statement
from assistant.quotes.verdict import Check, NoteKind, Standing, Verdict, standing, warnings
from assistant.receipts.former_notes import in_present_words
from index.archive import Archive
from index.embedding.embedder import Embedder

RECORD = {
    "title": "Ferry talks",
    "outlet": "Port Gazette",
    "published": "2024-08-01",
    "language": "en",
    "text": (
        "Nothing was decided.\n\nBob Hall said: “We must leave the harbour at once.”\n\n"
        "“We must stay in the harbour for good,” said Ann Lee.\n\n"
        "“It is a myth that the ferry sinks every winter,” Ann Lee said. “We moved the money "
        "abroad last year,” she added.\n\n"
        "Ann Lee denied saying “the captains are all thieves and drunkards”.\n\n"
        "Bob Hall was reportedly told “the harbour belongs to the islands alone”.\n\n"
        "“If they pay, the old lighthouse will be painted,” an official said."
    ),
}


def notes(check: Check, kind: NoteKind) -> str:
    """Return the notes of a kind, as one text."""
    return " ".join(note.text for note in check.notes if note.kind is kind)


@pytest.fixture(scope="module")
def ferry(fill: Callable[..., Archive], embedder: Embedder) -> QuoteDesk:
    """Return a desk over an article about a ferry."""
    return QuoteDesk(fill(RECORD), embedder)


def test_words_of_two_speakers_are_spliced(ferry: QuoteDesk) -> None:
    """Words that follow one another in the text are not one quotation if two people say them."""
    found = ferry.check("We must leave the harbour at once. We must stay in the harbour for good")
    assert (found.verdict, standing(found)) == (Verdict.SPLICED, Standing.DIFFERS)
    assert "Bob Hall and Ann Lee" in notes(found, NoteKind.SPEAKER)
    assert [piece.claimed for piece in found.pieces] == [
        "We must leave the harbour at once. ",
        "We must stay in the harbour for good",
    ]


def test_words_that_the_article_denies_are_disputed(ferry: QuoteDesk) -> None:
    """The excerpt is what the article says about them, in its own words."""
    found = ferry.check("the captains are all thieves and drunkards", "Ann Lee")
    assert (found.verdict, standing(found)) == (Verdict.DISPUTED, Standing.DIFFERS)
    assert found.dispute is not None
    assert found.dispute.words.startswith("Ann Lee denied saying")
    assert found.dispute.words in statement(found)


def test_words_at_second_hand_are_not_confirmed(ferry: QuoteDesk) -> None:
    """Somebody has to look where the article only reports that they were said."""
    found = ferry.check("the harbour belongs to the islands alone")
    assert (found.verdict, standing(found)) == (Verdict.UNCONFIRMED, Standing.UNDECIDED)
    assert "reportedly told" in notes(found, NoteKind.SECOND_HAND)
    assert "second-hand report" in statement(found)


def test_a_cut_that_turns_the_meaning_is_named_in_the_headline(ferry: QuoteDesk) -> None:
    """Whatever the verdict, it differs: also where no speaker is named."""
    found = ferry.check("the ferry sinks every winter", "Ann Lee")
    assert headline(found) == "Partial, with a cut that may change the meaning"
    assert standing(found) is Standing.DIFFERS
    unnamed = ferry.check("the old lighthouse will be painted", "Ann Lee")
    assert unnamed.verdict is Verdict.UNSURE
    assert headline(unnamed).endswith("unsure, with a cut that may change the meaning")
    assert standing(unnamed) is Standing.DIFFERS


def test_a_bracket_that_is_not_in_the_record_differs(ferry: QuoteDesk) -> None:
    """An editor's words that nothing bears out may not be printed."""
    found = ferry.check("We moved the money [illegally] abroad last year", "Ann Lee")
    assert headline(found) == "Exact, with unsupported words in brackets"
    assert standing(found) is Standing.DIFFERS
    assert "does not support the words in brackets" in statement(found)
    assert warnings(found) == (
        "The article does not support the words in brackets: “[illegally]”.",
    )
    they = ferry.check("[They] moved the money abroad last year", "Ann Lee")
    assert they.verdict is Verdict.EXACT


def test_words_around_inner_marks_are_not_thrown_away(ferry: QuoteDesk) -> None:
    """What is quoted as a whole is checked as a whole, and so is what somebody tells of himself."""
    whole = "I robbed the bank and said, ‘We must leave the harbour at once’"
    assert standing(ferry.judge(whole, "Bob Hall")) is Standing.DIFFERS
    assert standing(ferry.check(whole, "Bob Hall")) is Standing.DIFFERS
    pasted = "Bob Hall said, ‘We must leave the harbour at once’"
    assert ferry.check(pasted).verdict is Verdict.EXACT


@pytest.mark.parametrize(
    "told",
    [
        'A friend told a Sunday paper that Ann Lee had yelled "get that lizard off the set".',
        'An earlier post quoted Ann Lee as saying "get that lizard off the set". In fact not.',
    ],
)
def test_what_somebody_else_tells_of_words_is_second_hand(
    told: str, fill: Callable[..., Archive], embedder: Embedder
) -> None:
    """Nobody may print them as said."""
    record = RECORD | {"title": "Trouble on the set", "text": f"Filming went on.\n\n{told}"}
    desk = QuoteDesk(fill(record), embedder)
    found = desk.check("get that lizard off the set", "Ann Lee")
    assert standing(found) is not Standing.HOLDS
    assert notes(found, NoteKind.SECOND_HAND)


@pytest.mark.parametrize(
    ("said", "claimed", "stands"),
    [
        ("They hired 120 and lost 131 last year", "They hired … 131 last year", False),
        ("My opponent says I am a liar and a thief", "My opponent … a liar and a thief", False),
        ("If the ferry stops, I close the inn", "If … I close the inn", False),
        ("We hired anyone with less than 45 crowns", "We hired anyone with … 45 crowns", False),
        ("We will repair the long old bridge", "We will repair the … bridge", True),
    ],
)
def test_an_ellipsis_may_not_join_what_belongs_to_others(
    said: str, claimed: str, stands: bool, fill: Callable[..., Archive], embedder: Embedder
) -> None:
    """What it leaves out may hold the verb, the condition or the limit of what stays.

    Its notes are not taken for those of an earlier version when a receipt is verified.
    """
    record = RECORD | {"title": "Talks", "text": f"Talks began.\n\n“{said},” Ann Lee said."}
    found = QuoteDesk(fill(record), embedder).check(claimed, "Ann Lee")
    assert (standing(found) is Standing.HOLDS) is stands
    assert [in_present_words(note) for note in found.notes] == [*found.notes]


@pytest.mark.parametrize(
    "told",
    [
        "“The tunnel is a fraud,” Ann Lee is alleged to have told guests.",
        "“The tunnel is a fraud,” Ann Lee reportedly told friends.",
        "Her aide read out what Ann Lee called a forgery: “The tunnel is a fraud.”",
    ],
)
def test_doubts_behind_the_words_count_too(
    told: str, fill: Callable[..., Archive], embedder: Embedder
) -> None:
    """An attribution may come last, and with it what the article thinks of it."""
    record = RECORD | {"title": "Tunnel", "text": f"Talks began.\n\n{told}"}
    found = QuoteDesk(fill(record), embedder).check("The tunnel is a fraud", "Ann Lee")
    assert standing(found) is not Standing.HOLDS

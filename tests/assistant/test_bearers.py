"""Other bearers of a name, roles, and speakers who are not certain, at the quote desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.quotes.desk import QuoteDesk
from assistant.quotes.statement import statement
from assistant.quotes.verdict import Check, NoteKind, Standing, Verdict, standing
from index.archive import Archive
from index.embedding.embedder import Embedder

Judge = Callable[..., Check]

# The words of each quotation stand in one article only.
PARAGRAPHS = {
    "Timber": (
        "Erik Lund runs a mill in the north. Karin Lund sells boats.",
        "Erik Lund has cut trees for forty years.",
        "“The forest pays for every school we have here,” Erik Lund said.",
    ),
    "Final": (
        "Rovers manager Gil Santoro was calm.",
        "“He has saved us ten points this season,” the Argentine said.",
    ),
    "Organ": (
        "The organ builder Matthias Kehl has retired.",
        "“I believe in the wind and in very little else,” Matthias Kehl said.",
    ),
    "Trial": (
        "Nuala Devane KC, prosecuting, opened the case.",
        "“He knew who had sons and who did not,” Nuala Devane KC told the jury.",
    ),
    "Bench": (
        "Chair of the bench Winifred Aske adjourned the case.",
        "“We shall want to hear from whoever examined that boot,” Winifred Aske said.",
    ),
    "Library": (
        "“The trial carries no cost to the taxpayer at all,” the council's press office said.",
    ),
    "Boats": ("“Nobody buys a wooden boat before the ice is gone,” Lund said in Norrsund.",),
    "Rally": (
        "Donald Trump Jr. spoke in Ohio.",
        "“We will win this county by a hundred votes,” Trump said.",
    ),
    "Family": (
        "Donald Trump and Donald Trump Jr. came to Ohio.",
        "“My father taught me how to read a contract,” Donald Trump Jr. said.",
    ),
    "Visit": (
        "Hillary Clinton spoke in Ohio.",
        "“The bridge between these towns is older than I am,” Clinton said.",
    ),
    "Court": (
        "“The roof of this courthouse leaks when it rains,” a spokesman for Boris Johnson said.",
    ),
    "Trains": (
        "“Our night trains will be full until the spring,” said a spokeswoman for Halden Railways.",
    ),
    "Call": ("Ann Lee was told by Bob Hall: “You are the best minister this country ever had.”",),
    "Letter": (
        "Bob Hall read from a letter by Ann Lee: “I planted those apple trees in the war.”",
    ),
    "Tweet": (
        "“The harvest was the best one since the flood,” Bob Hall tweeted, quoting Ann Lee.",
    ),
    "Film": (
        "In the film, Meryl Streep as Margaret Thatcher says: “There is no such thing as a free"
        " train ride.”",
    ),
    "Bank": (
        "“My father told me, ‘Never trust a banker with your savings,’ and I listened,” Ann Lee"
        " said.",
    ),
    "Health": (
        "“We are not out of the woods yet on this,” Chief Medical Officer Chris Whitty said.",
    ),
    "Aide": (
        "“The president is within his rights to point that out,” a senior White House official"
        " told reporters.",
    ),
    "Royals": (
        "Prince William spoke. King Charles listened.",
        "“My father has always loved the sea and the land,” the Prince of Wales said.",
    ),
    "Central bank": (
        "The central bank of Ghana met on Friday.",
        "“Small traders are paying too much on overdrafts,” Deputy Governor Efua Mensah said.",
    ),
    "Student": (
        "Friederike Otto of the institute warned of more heat, and so did Sadiq Khan.",
        "A student told the paper that the city did too little.",
        "“The world is burning and we are only consuming,” she said.",
    ),
    "Match": (
        "The Nets lost on Sunday.",
        "“I cannot play like this for another year,” the Brooklyn Nets said on their website.",
    ),
    "Attack": (
        "Rep. Don Bacon said the action was great.",
        "“My concern is what comes next,” Bacon said. “Freedom was defended here last night, but"
        " dictators will exploit it.”",
        "–Bart Jansen",
    ),
    "Alliance": (
        "“It is important that we keep everyone on the same page,” President Joe Biden went on."
        " “There are differences in the alliance about it.”",
    ),
}


@pytest.fixture(scope="module")
def check(fill: Callable[..., Archive], embedder: Embedder) -> Judge:
    """Return the check of a quotation against the articles above."""
    records = [
        {"title": title, "text": "\n\n".join(paragraphs), "language": "en"}
        for title, paragraphs in PARAGRAPHS.items()
    ]
    return QuoteDesk(fill(*records), embedder).check


FOREST = "The forest pays for every school we have here"
BOAT = "Nobody buys a wooden boat before the ice is gone"
COUNTY = "We will win this county by a hundred votes"
CONTRACT = "My father taught me how to read a contract"
OLDER = "The bridge between these towns is older than I am"


@pytest.mark.parametrize(
    ("words", "speaker", "verdict"),
    [
        (FOREST, "Erik Lund", Verdict.EXACT),
        (FOREST, "Karin Lund", Verdict.MISATTRIBUTED),
        (BOAT, "Lund", Verdict.EXACT),
        (BOAT, "Karin Lund", Verdict.UNCONFIRMED),
        (BOAT, "Erik Lund", Verdict.UNCONFIRMED),
        (COUNTY, "Donald Trump Jr.", Verdict.EXACT),
        (COUNTY, "Donald Trump", Verdict.UNSURE),
        (COUNTY, "President Trump", Verdict.UNSURE),
        (CONTRACT, "Donald Trump", Verdict.MISATTRIBUTED),
        (CONTRACT, "Donald Trump Jr.", Verdict.EXACT),
        (OLDER, "Mrs Clinton", Verdict.EXACT),
        (OLDER, "Mr. Clinton", Verdict.MISATTRIBUTED),
        (OLDER, "Chelsea Clinton", Verdict.MISATTRIBUTED),
    ],
)
def test_another_bearer_of_a_name_is_another_person(
    check: Judge, words: str, speaker: str, verdict: Verdict
) -> None:
    """A family name alone confirms no given name; a suffix and a title tell people apart."""
    assert check(words, speaker).verdict is verdict


@pytest.mark.parametrize(
    ("words", "speaker", "verdict"),
    [
        (
            "The roof of this courthouse leaks when it rains",
            "Boris Johnson",
            Verdict.MISATTRIBUTED,
        ),
        ("Our night trains will be full until the spring", "Halden Railways", Verdict.EXACT),
        ("You are the best minister this country ever had", "Bob Hall", Verdict.EXACT),
        ("You are the best minister this country ever had", "Ann Lee", Verdict.MISATTRIBUTED),
        ("I planted those apple trees in the war", "Ann Lee", Verdict.EXACT),
        ("I planted those apple trees in the war", "Bob Hall", Verdict.MISATTRIBUTED),
        ("The harvest was the best one since the flood", "Bob Hall", Verdict.UNSURE),
        ("The harvest was the best one since the flood", "Ann Lee", Verdict.UNSURE),
        ("There is no such thing as a free train ride", "Margaret Thatcher", Verdict.UNCONFIRMED),
        ("There is no such thing as a free train ride", "Meryl Streep", Verdict.UNCONFIRMED),
        ("Never trust a banker with your savings", "Ann Lee", Verdict.UNSURE),
    ],
)
def test_who_passes_words_on_is_not_their_speaker(
    check: Judge, words: str, speaker: str, verdict: Verdict
) -> None:
    """Spokesmen, letters, films and inner quotations have somebody else behind the words."""
    assert check(words, speaker).verdict is verdict


@pytest.mark.parametrize(
    ("words", "speaker", "verdict"),
    [
        ("We are not out of the woods yet on this", "the chief medical officer", Verdict.EXACT),
        (
            "We are not out of the woods yet on this",
            "England's chief medical officer",
            Verdict.EXACT,
        ),
        (
            "We are not out of the woods yet on this",
            "New Mexico's chief medical officer",
            Verdict.EXACT,
        ),
        ("We are not out of the woods yet on this", "the former medical officer", None),
        ("He has saved us ten points this season", "Gil Santoro", None),
        ("I believe in the wind and in very little else", "the organ builder", Verdict.EXACT),
        ("I believe in the wind and in very little else", "the former organ builder", None),
        ("I believe in the wind and in very little else", "the boat builder", None),
        ("He knew who had sons and who did not", "the prosecutor", Verdict.EXACT),
        (
            "We shall want to hear from whoever examined that boot",
            "the chair of the bench",
            Verdict.EXACT,
        ),
        ("The trial carries no cost to the taxpayer at all", "the council", Verdict.EXACT),
        (
            "The president is within his rights to point that out",
            "Senior White House official",
            Verdict.EXACT,
        ),
        ("My father has always loved the sea and the land", "Prince William", Verdict.UNSURE),
        ("My father has always loved the sea and the land", "the Prince of Wales", Verdict.EXACT),
        (
            "Small traders are paying too much on overdrafts",
            "Ghana's deputy central bank governor",
            Verdict.EXACT,
        ),
        ("Small traders are paying too much on overdrafts", "the central bank governor", None),
    ],
)
def test_roles_agree_with_their_countries_and_titles(
    check: Judge, words: str, speaker: str, verdict: Verdict | None
) -> None:
    """A role is the speaker's where the article says so; another office never is."""
    assert check(words, speaker).verdict is (verdict or Verdict.UNCONFIRMED)


def test_an_unsure_attribution_contradicts_nobody(check: Judge) -> None:
    """A pronoun may stand for somebody else: the verdict asks to check, and says why."""
    found = check("The world is burning and we are only consuming", "Asser Wahab")
    assert found.verdict is Verdict.UNSURE
    assert standing(found) is Standing.UNSURE
    assert statement(found) == (
        "The archive seems to attribute these words to Friederike Otto and not to Asser Wahab, "
        "but this is uncertain."
    )
    notes = [note.text for note in found.notes if note.kind is NoteKind.SPEAKER]
    assert notes[-1] == "Why the speaker is unsure: pronoun."
    assert [p.attribution.sure for p in found.places if p.attribution] == [False]


def test_an_altered_quotation_says_that_its_speaker_is_unsure(check: Judge) -> None:
    """What the words are does not depend on it; who spoke is told as unsure."""
    found = check("The world is freezing and we are only consuming", "Asser Wahab")
    assert found.verdict is Verdict.ALTERED
    told = " ".join(note.text for note in found.notes)
    assert (
        "The archive seems to attribute the words to Friederike Otto, not to Asser Wahab." in told
    )


def test_bylines_and_bodies_do_not_speak(check: Judge) -> None:
    """Who wrote the article has said none of it, and a team does not say “I”."""
    words = "Freedom was defended here last night, but dictators will exploit it."
    assert check(words, "Don Bacon").verdict is Verdict.EXACT
    own = check("I cannot play like this for another year", "Kyrie Irving")
    assert own.verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    ("speaker", "verdict"),
    [("Joe Biden", Verdict.EXACT), ("Vladimir Putin", Verdict.MISATTRIBUTED)],
)
def test_going_on_is_speaking(check: Judge, speaker: str, verdict: Verdict) -> None:
    """“Biden went on” is an attribution."""
    words = "It is important that we keep everyone on the same page"
    assert check(words, speaker).verdict is verdict

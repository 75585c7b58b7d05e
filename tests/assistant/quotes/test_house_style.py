from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest

from assistant.quotes.alignment import occurrences
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.judgement import Judgement
from assistant.quotes.same_amounts import is_same_amount
from assistant.quotes.verdict import Change, Check, NoteKind, Verdict
from sources.article import Metadata
from sources.people.names import NO_ALIASES
from tests.assistant.fakes import a_scope
from tests.assistant.records import recorded

CASES = Path(__file__).parents[4] / "shared" / "cases" / "quotes" / "cases.jsonl"
SENTENCE = "Everybody in the town knows about the {} that we were promised"


def judged(said: str, words: str) -> Check:
    """Judge words against an article in which Ann Lee says something."""
    record = recorded(f"Some paragraph about nothing.\n\n{said}")
    check: Check | None = None
    for claimed in Claimed.readings(words):
        judgement = Judgement(claimed, "Ann Lee", a_scope(), NO_ALIASES)
        found = list(islice(occurrences(claimed, record), 5))
        check = judgement.present(found) if found else None
        if check is not None:
            return check
    check = judgement.shortened([record]) if judgement.is_short else judgement.changed([record])
    assert check is not None
    return check


def quoted(said: str, words: str) -> Check:
    """Judge words against a quotation that holds nothing else."""
    return judged(f"“{said},” Ann Lee said.", words)


PAIRS = [
    ("co-operation", "cooperation"),
    ("health care", "healthcare"),
    ("e-mail", "email"),
    ("judgment", "judgement"),
    ("practise", "practice"),
    ("theatre", "theater"),
    ("cheque", "check"),
    ("learnt lesson", "learned lesson"),
    ("fuelled theatre", "fueled theater"),
    ("skilful vice-president", "skillful vice president"),
    ("on-line re-election", "online reelection"),
    ("any more", "anymore"),
    ("all right", "alright"),
    ("visit of Zelenskyy to Kyiv", "visit of Zelensky to Kiev"),
    ("£5m", "5 million pounds"),
    ("half a billion", "500 million"),
    ("two thousand", "2,000"),
    ("$96", "96 dollars"),
    ("7.30pm train", "7:30 p.m. train"),
    ("three quarters", "75%"),
    ("room at No. 10", "room at Number 10"),
    ("9 May parade", "May 9th parade"),
    ("bread, cheese, and wine", "bread, cheese and wine"),
    ("200,000 families", "200 000 families"),
    ("U.S.A.", "USA"),
    ("bridge that isn't there", "bridge that is not there"),
    ("board's minutes", "boards minutes"),
    ("fire at 4.40 this morning", "fire at 4:40 this morning"),
    ("kr 5 million", "SEK 5m"),
    ("kr 5", "5 kronor"),
    ("5 pesos", "MXN 5"),
    ("Rs 500", "INR 500"),
    ("4.2m", "4.2 million"),
    ("€4.2m", "EUR 4.2 million"),
    ("kr 5 or kr 6", "SEK 5 or SEK 6"),
]


@pytest.mark.parametrize("pair", [*PAIRS, *(pair[::-1] for pair in PAIRS)])
def test_house_style_is_no_difference(pair: tuple[str, str]) -> None:
    """Spellings, compounds and numbers of another house are the same words."""
    found = quoted(SENTENCE.format(pair[0]), SENTENCE.format(pair[1]))
    assert found.verdict is Verdict.EXACT
    assert found.differences == ()


@pytest.mark.parametrize(
    ("said", "words"), [("5 yuan", "¥5"), ("A$5", "$5"), ("C$5m", "5 million dollars")]
)
def test_a_shared_sign_may_stand_for_the_currency_of_the_archive(said: str, words: str) -> None:
    """“$” for the archive's A$ is house style, but “A$” for its “$” is not, as for facts."""
    assert quoted(SENTENCE.format(said), SENTENCE.format(words)).verdict is Verdict.EXACT
    found = quoted(SENTENCE.format(words), SENTENCE.format(said))
    assert [piece.change for piece in found.differences] == [Change.NUMBER]


def test_the_outlets_country_decides_what_its_dollars_are() -> None:
    """An Australian outlet's “$5” is A$5."""
    australian, unknown = Metadata(url="https://port.com.au/news/1"), Metadata()
    assert is_same_amount("A$5", "$5", australian)
    assert not is_same_amount("C$5", "$5", australian)
    assert not is_same_amount("A$5", "$5", unknown)


def test_an_amount_in_brackets_may_be_spelt_in_another_way() -> None:
    """An editor may replace the amount by another spelling of it, but not by another amount."""
    said = SENTENCE.format("SEK 5 million")
    same = quoted(said, SENTENCE.format("[kr 5 million]"))
    assert same.differences == ()
    assert any("It is the same amount." in note.text for note in same.notes)
    assert quoted(said, SENTENCE.format("[NOK 5 million]")).differences


def test_an_amount_beside_another_change_is_not_the_change() -> None:
    """Where words beside it differ too, the amount is still the same."""
    (piece,) = quoted(SENTENCE.format("SEK 5 ferry"), SENTENCE.format("kr 5 bridge")).differences
    assert piece.change is Change.CHANGED


def test_another_style_is_noted() -> None:
    """A reader of the verdict learns what the record writes."""
    found = quoted(
        "We spent £5m on health care for the north", "We spent 5 million pounds on healthcare"
    )
    (note,) = [note.text for note in found.notes if note.kind is NoteKind.STYLE]
    assert note == (
        "House style: “5 million pounds” where the archive has “£5m”; "
        "“healthcare” where the archive has “health care”."
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("filled", "filed"),
        ("barred", "bared"),
        ("poured", "pored"),
        ("vogue", "vog"),
        ("story", "storey"),
        ("tiller", "tiler"),
        ("£5m", "£5bn"),
        ("£5m", "$5m"),
        ("NOK 5", "SEK 5"),
        ("5 yen", "5 yuan"),
        ("kr 5", "€5"),
        ("kr 5", "SEK 6"),
        ("4.2 million", "4.2 metres"),
        ("4.2 billion", "4.2m"),
        ("5th", "5"),
        ("−5.2 per cent", "5.2 per cent"),
        ("2°C", "2°F"),
        ("re-signed player", "resigned player"),
        ("a part", "apart"),
        ("7.30pm train", "7.30am train"),
        ("9 May parade", "9 March parade"),
        ("former member", "member"),
        ("alleged thief", "thief"),
        ("attempted murder", "murder"),
    ],
)
def test_what_only_looks_like_style_changes_the_meaning(said: str, words: str) -> None:
    """Other words, numbers and currencies are told, and so is a dropped “former”."""
    found = quoted(SENTENCE.format(said), SENTENCE.format(words))
    assert found.verdict is Verdict.ALTERED
    assert any(piece.grave for piece in found.differences)


@pytest.mark.parametrize(
    ("said", "words", "change"),
    [
        (
            "He's going to lose the vote on Tuesday",
            "We're going to lose the vote on Tuesday",
            "pronoun",
        ),
        (
            "She'd kill for that job at the ministry",
            "She'll kill for that job at the ministry",
            "hedge",
        ),
        ("They should be in prison for this", "They should have been in prison for this", "tense"),
        ("I was a member for ten years", "I am a member for ten years", "tense"),
        ("The police shot the man", "The man shot the police", "changed"),
        ("I've been called worse by better", "I've been called better by worse", "reordered"),
    ],
)
def test_who_did_it_and_when_changes_the_meaning(said: str, words: str, change: str) -> None:
    """Another pronoun, tense or role is grave however alike the words are."""
    found = quoted(said, words)
    assert found.verdict is Verdict.ALTERED
    assert {piece.change for piece in found.differences if piece.grave} >= {Change(change)}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "(Putin) will not stop at the border of Poland",
            "He will not stop at the border of Poland",
        ),
        ("He [Putin] will not stop at the border", "He will not stop at the border"),
    ],
)
def test_brackets_of_the_record_are_its_editors(said: str, words: str) -> None:
    """Who leaves them out, or has the pronoun that they replaced, quotes the speaker."""
    found = quoted(said, words)
    assert found.verdict is Verdict.EXACT
    assert "in brackets" in " ".join(n.text for n in found.notes if n.kind is NoteKind.BRACKETS)


def test_an_ellipsis_may_stand_for_an_attribution() -> None:
    """Nobody said what it leaves out, so that the words are whole."""
    said = "“We will fund every school,” Ann Lee said. “And we will open the hospitals.”"
    found = judged(said, "We will fund every school … and we will open the hospitals")
    assert found.verdict is Verdict.EXACT


@pytest.mark.parametrize(
    "words",
    [
        "We will fund … every hospital in the north",
        "We will fund the schools … in the north of the country",
    ],
)
def test_an_ellipsis_may_not_join_parts_of_two_sentences(words: str) -> None:
    """What it leaves out may change the meaning."""
    said = (
        "“We will fund the schools,” Ann Lee said. “We will cut every hospital in the north of "
        "the country.”"
    )
    found = judged(said, words)
    assert [note for note in found.notes if note.kind is NoteKind.CUT]


def test_an_ellipsis_may_not_join_two_speakers() -> None:
    """Each has said only a part of it."""
    said = (
        "“We will fund the schools in the north,” Ann Lee said. Bob Hall disagreed. “There is no "
        "money for any of it at all,” he said."
    )
    found = judged(said, "We will fund the schools … There is no money for any of it at all")
    assert found.verdict not in (Verdict.EXACT, Verdict.PARTIAL)


@pytest.mark.skipif(not CASES.is_file(), reason="the cases are not beside this checkout")
def test_none_of_the_pairs_of_house_style_changes_the_meaning() -> None:
    """An expert calls them the same, both ways round."""
    cases = map(json.loads, CASES.read_text(encoding="utf-8").splitlines())
    pairs = [case["pair"] for case in cases if case["kind"] == "house style"]
    wrong = [
        (one, other)
        for pair in pairs
        for one, other in (pair, pair[::-1])
        if any(
            piece.grave
            for piece in quoted(SENTENCE.format(one), SENTENCE.format(other)).differences
        )
    ]
    assert len(pairs) > 40
    assert wrong == []

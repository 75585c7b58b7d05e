from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.quotes.statement import (
    SYMBOLS,
    attributed,
    difference,
    headline,
    next_step,
    statement,
    symbol,
    tally,
    title,
)
from assistant.quotes.verdict import (
    Change,
    Note,
    NoteKind,
    Piece,
    Standing,
    Verdict,
    gravest,
    standing,
    warnings,
)
from tests.assistant.fakes import absent, altered, an_article, exact, misattributed

ARTICLE = an_article()
EXACT = exact(ARTICLE)
CUT = Note(NoteKind.CUT, "Left out, and it may change the meaning: “if”")


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_a_title_a_sentence_and_a_standing(verdict: Verdict) -> None:
    """No verdict is shown by its symbol alone."""
    check = replace(EXACT, verdict=verdict)
    assert title(verdict)[0].isupper()
    assert statement(check).endswith(".")
    assert next_step(check).endswith(".")
    assert SYMBOLS[verdict]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_can_be_told_without_a_place(verdict: Verdict) -> None:
    """A check with nothing found, by nobody, is told as well."""
    assert statement(replace(EXACT, verdict=verdict, places=(), speaker=None)).endswith(".")


def test_an_excerpt_holds_unless_its_cut_may_change_the_meaning() -> None:
    """A warning about what was left out makes a true excerpt one that differs."""
    partial = replace(EXACT, verdict=Verdict.PARTIAL)
    assert standing(partial) is Standing.HOLDS
    cut = replace(partial, notes=(CUT,))
    assert standing(cut) is Standing.DIFFERS
    assert "what was left out may change the meaning" in statement(cut)


def test_a_headline_names_what_keeps_the_words_from_being_printed() -> None:
    """A cut and a bracket are in it, unless the verdict is bad enough by itself."""
    bracket = Note(
        NoteKind.INSERTED, "The article does not support the words in brackets: “[illegally]”."
    )
    unnamed = replace(EXACT, verdict=Verdict.UNCONFIRMED, notes=(CUT,))
    assert headline(unnamed) == ("Exact, speaker not named, with a cut that may change the meaning")
    assert (standing(unnamed), symbol(unnamed)) == (Standing.DIFFERS, "✂")
    both = replace(EXACT, notes=(CUT, bracket))
    assert headline(both) == (
        "Exact, with a cut that may change the meaning and unsupported words in brackets"
    )
    assert warnings(both) == (CUT.text, bracket.text)
    assert tally([both, EXACT]) == (
        "1 exact with a cut that may change the meaning and unsupported words in brackets, 1 exact"
    )
    assert headline(replace(altered(ARTICLE), notes=(CUT,))) == "Altered"


def test_the_gravest_standing_counts() -> None:
    """One quotation that differs outweighs all that hold; without any, somebody has to look."""
    assert gravest([EXACT, absent(ARTICLE), altered(ARTICLE)]) is Standing.DIFFERS
    assert gravest([EXACT, absent(ARTICLE)]) is Standing.ABSENT
    assert gravest([]) is Standing.UNDECIDED


def test_what_differs_in_another_way_has_another_symbol() -> None:
    """Altered, spliced, misattributed, cut and a paraphrase are told apart at a glance."""
    grave = [v for v in Verdict if standing(replace(EXACT, verdict=v)) is Standing.DIFFERS]
    cut = replace(EXACT, verdict=Verdict.PARTIAL, notes=(CUT,))
    symbols = [symbol(replace(EXACT, verdict=verdict)) for verdict in grave] + [symbol(cut)]
    assert len(set(symbols)) == len(symbols) == 6
    assert symbol(EXACT) not in symbols


def test_a_tally_counts_the_verdicts_the_gravest_first() -> None:
    """Each verdict with its number; a cut that may change the meaning is counted apart."""
    partial = replace(EXACT, verdict=Verdict.PARTIAL)
    checks = [EXACT, partial, replace(partial, notes=(CUT,)), EXACT, altered(ARTICLE)]
    assert tally(checks) == (
        "1 partial with a cut that may change the meaning, 1 altered, 2 exact, 1 partial"
    )


@pytest.mark.parametrize(
    ("piece", "told"),
    [
        (
            Piece("will ", "will not ", None, Change.NEGATION, grave=True),
            "negation: “will” → the archive has “will not” (changes the meaning)",
        ),
        (Piece("really ", "", None, Change.ADDED), "added: “really” → not in the archive"),
        (Piece("", "very", None, Change.DROPPED), "dropped: (missing) → the archive has “very”"),
    ],
)
def test_a_difference_names_both_sides(piece: Piece, told: str) -> None:
    """What is claimed, what the record has, and whether it matters."""
    assert difference(piece) == told


def test_an_alteration_says_how_many_differences_matter() -> None:
    """Two differences of which one changes the meaning."""
    check = altered(ARTICLE)
    assert statement(check) == "The archive has different wording: 1 change in meaning."
    more = replace(check, pieces=(*check.pieces, Piece("a", "the", None, Change.CHANGED)))
    assert "1 change in meaning and 1 other difference" in statement(more)


def test_a_misattribution_says_whose_the_words_are() -> None:
    """Both names are there."""
    told = statement(misattributed(ARTICLE))
    assert "to Dana Orlova, not to Timur Aliev" in told


def test_a_draft_with_an_unsure_speaker_comes_before_absent_words() -> None:
    """What is altered is graver still."""
    unsure = replace(EXACT, verdict=Verdict.UNSURE)
    assert gravest([absent(ARTICLE), unsure]) is Standing.UNSURE
    assert gravest([altered(ARTICLE), unsure]) is Standing.DIFFERS


@pytest.mark.parametrize(
    ("speaker", "told"),
    [
        ("Tom Ode", "Dana Orlova and not to Tom Ode, but this is uncertain."),
        ("Dana Orlova", "Dana Orlova, but this is uncertain."),
    ],
)
def test_an_unsure_speaker_is_to_be_checked(speaker: str, told: str) -> None:
    """Nobody is contradicted with their own name."""
    unsure = replace(EXACT, verdict=Verdict.UNSURE, speaker=speaker)
    assert statement(unsure) == f"The archive seems to attribute these words to {told}"


def test_a_resolved_speaker_is_told_with_the_mention() -> None:
    """Who reads "he" learns that the name was taken from the text before."""
    given = EXACT.places[0].attribution
    assert given is not None
    mention = replace(given.mention, words="he")
    told = attributed(replace(given, mention=mention, resolved=True))
    assert told == "Dana Orlova (“he”, “said”, inferred from the text before)"
    assert attributed(None) == "speaker not named"

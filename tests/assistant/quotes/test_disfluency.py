from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quotes.alignment import occurrences
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.filler_matches import fluent_occurrences
from assistant.quotes.judgement import Judgement
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.verdict import Check, NoteKind, Standing, Verdict, standing
from index.scope import Scope
from sources.article import Page
from sources.cleaning.cleaner import clean
from sources.formats.cues import Cue, page_of
from sources.formats.labelled_text import with_turns
from sources.people.names import NO_ALIASES
from sources.quotations.finding import quotations
from tests.assistant.records import recorded

SCOPE = Scope(1, 1, 0, (), ("en",), None, None)
LEE = "[00:12:31] ANN LEE: {}\n[00:12:50] BOB HALL: And what, what else?\n"


def transcript(said: str) -> Recorded:
    """Return a transcript in which Ann Lee says something."""
    article = clean(with_turns(Page("a.txt", LEE.format(said))))
    return Recorded(article, quotations(article))


def checked(words: str, record: Recorded, speaker: str | None = "Ann Lee") -> Check | None:
    """Judge words by one article; None where it does not have them, fillers aside."""
    claimed = Claimed.of(words)
    judgement = Judgement(claimed, speaker, SCOPE, NO_ALIASES)
    found = list(occurrences(claimed, record)) or list(fluent_occurrences(claimed, record))
    return judgement.present(found) if found else None


HARMLESS = [
    ("Well, uh, we will, you know, build it by May.", "We will build it by May."),
    ("I, I mean, we were, we are going to build it.", "We are going to build it."),
    ("And we, we will not, we will not raise the fares.", "We will not raise the fares."),
    (
        "The inspectors found forty, no, sorry, fourteen cracks.",
        "The inspectors found fourteen cracks.",
    ),
    ("I got it at two in the— no, at three in the morning.", "I got it at three in the morning."),
    (
        "On day one I'd raise— I'd freeze the building fees.",
        "On day one I'd freeze the building fees.",
    ),
    ("My grandfather, he, uh, he built the first one.", "My grandfather built the first one."),
    (
        "Rents in this city went up, they went up nine percent.",
        "Rents in this city went up nine percent.",
    ),
    (
        "It holds two million— sorry, it holds twelve million litres.",
        "It holds twelve million litres.",
    ),
    (
        "We had nineteen shots. Nineteen. You can't blame the referee.",
        "We had nineteen shots. You can't blame the referee.",
    ),
    (
        "By Hallmark, no, not Hallmark, by Haldane Security, in August.",
        "By Haldane Security, in August.",
    ),
    (
        "It wasn't— the council hadn't repaired the barrier.",
        "The council hadn't repaired the barrier.",
    ),
    (
        "so uh we we went home and you know we slept until noon",
        "We went home and we slept until noon.",
    ),
    ("But one, I mean, one man waited forty minutes there.", "One man waited forty minutes there."),
    ("We lost twenty-, uh, twenty-six days of work.", "We lost twenty-six days of work."),
    ("We hired two hun-, two hundred people in Hull.", "We hired two hundred people in Hull."),
    (
        "It was in March, I mean, in April that we signed the lease.",
        "It was in April that we signed the lease.",
    ),
    ("It was, sort of, a surprise to the family.", "It was a surprise to the family."),
    ("It was, you know what I mean, a long night.", "It was a long night."),
    ("So, yeah, um, I'd, I'd do it again in a heartbeat.", "I'd do it again in a heartbeat."),
    ("The dam, it's not, it is not the problem here.", "The dam is not the problem here."),
    (
        "Have you, did you ring the council about the bins?",
        "Did you ring the council about the bins?",
    ),
    ("We saw it in April. No, strike that, in May of that year.", "We saw it in May of that year."),
    ("We were asked in '19, I'm sorry, in 2018 to wait.", "We were asked in 2018 to wait."),
    ("There is nothing, Mr. Speaker, there is nothing to add.", "There is nothing to add."),
    (
        "I blame him and his, what d'you call it, his cycle lanes.",
        "I blame him and his cycle lanes.",
    ),
    (
        "I didn't say that. I said that we, uh, that we left at noon.",
        "I said that we left at noon.",
    ),
    (
        "uh so the board we we are not we're not aware of any complaint about it",
        "We're not aware of any complaint about it.",
    ),
]
TURNED = [
    ("We are not, I repeat, we are not going to tear it down.", "We are going to tear it down."),
    ("I did not, I did not ignore the message.", "I did ignore the message."),
    (
        "The inspectors found forty, no, sorry, fourteen cracks.",
        "The inspectors found forty cracks.",
    ),
    (
        "We asked for, er, six million, and got four.",
        "We asked for, er, six million, and got five.",
    ),
    ("I did not, not once, uh, not ever go there.", "I did go there."),
    ("We came, we saw, we, uh, we won the cup.", "We came, we won the cup."),
    (
        "They said it was the new manager— no, sorry, the insurance.",
        "They said it was the new manager.",
    ),
    ("I know you, um, you know that he lied to all of us.", "I know that he lied to all of us."),
    (
        "We, uh, should, we must and we can pay for all of it.",
        "We can pay for all of it if we must.",
    ),
    ("It's the, um, it's not, it's not the quota or the price.", "It's the quota or the price."),
    (
        "Five, uh, six of the seven bridges are closed today.",
        "Five of the seven bridges are closed today.",
    ),
    ("The mayor, the, uh, governor signed the bill today.", "The mayor signed the bill today."),
    ("It cost, like, ten million euros to build.", "It cost ten million euros to build."),
    ("They sold it for, like, $10 million in the end.", "They sold it for $10 million in the end."),
    ("We signed the lease in March, I mean, in April.", "We signed the lease in March."),
    ("I'd, I didn't see the letter before Tuesday.", "I'd see the letter before Tuesday."),
    ("We saw it in April. No, strike that, in May of that year.", "We saw it in April."),
    (
        "so the drawings were sent in April in fact in May to all",
        "The drawings were sent in April.",
    ),
    ("They cut every one of them. No, not every one. Nine in ten.", "They cut every one of them."),
]


@pytest.mark.parametrize(("said", "quoted"), HARMLESS)
def test_what_speakers_do_not_mean_may_be_left_out(said: str, quoted: str) -> None:
    """Fillers, repeats, false starts and slips that were corrected at once."""
    check = checked(quoted, transcript(said))
    assert check is not None
    assert check.verdict in (Verdict.FILLERS, Verdict.EXACT, Verdict.PARTIAL)
    assert standing(check) is Standing.HOLDS
    assert "".join(piece.claimed for piece in check.pieces) == check.words
    assert check.places[0].citation.clock == "00:12:31"


@pytest.mark.parametrize(("said", "quoted"), TURNED)
def test_what_changes_the_meaning_is_no_filler(said: str, quoted: str) -> None:
    """No negation, number, name or content word goes with them, nor what was taken back."""
    check = checked(quoted, transcript(said))
    assert check is None or standing(check) is Standing.DIFFERS


def test_what_was_left_out_is_told_in_the_records_words() -> None:
    """A note lists it, and the verdict says so."""
    check = checked("We will build it by May.", transcript("We will, um, build it by, by May."))
    assert check is not None
    (note,) = [note for note in check.notes if note.kind is NoteKind.FILLERS]
    assert note.text == "Left out as fillers, repeats or false starts: “um”, “by”."


def test_what_a_speaker_takes_back_when_others_object_is_told() -> None:
    """The next words of the same speaker correct the ones that were quoted."""
    text = "LEE: Rosa had written it in May.\nHALL: In June.\nLEE: In June, sorry, in June.\n"
    article = clean(with_turns(Page("a.txt", text)))
    check = checked("Rosa had written it in May.", Recorded(article, quotations(article)), "Lee")
    assert check is not None
    assert standing(check) is Standing.DIFFERS
    assert any("In June, sorry, in June" in note.text for note in check.notes)


def test_captions_without_labels_are_not_joined_over_a_dash() -> None:
    """Nothing but a dash tells that somebody else speaks."""
    cues = [Cue(1, ("- We must leave at once.",), 2), Cue(4, ("- We must stay for good.",), 6)]
    article = clean(page_of("a.srt", cues))
    record = Recorded(article, quotations(article))
    assert checked("We must leave at once. We must stay for good.", record, None) is None


def test_words_of_two_speakers_are_not_joined() -> None:
    """A speech ends where another begins."""
    assert checked("I will, uh, pay. And what else?", transcript("I will, uh, pay.")) is None


def test_somebody_elses_words_stay_misattributed() -> None:
    """Fillers do not hide who spoke."""
    check = checked(
        "We will build the bridge.", transcript("We will, um, build the bridge."), "Bob Hall"
    )
    assert check is not None
    assert check.verdict is Verdict.MISATTRIBUTED


def test_a_quotation_in_an_article_is_speech_too() -> None:
    """What an outlet quotes with fillers may be quoted without them."""
    record = recorded("“We will, uh, build the bridge by May,” Ann Lee said.")
    check = checked("We will build the bridge by May", record)
    assert check is not None
    assert check.verdict is Verdict.FILLERS


def test_an_outlets_own_words_are_no_speech() -> None:
    """Outside of quotation marks nothing is a filler."""
    record = recorded("The mayor, you know, will build the bridge by May.")
    assert checked("The mayor will build the bridge by May", record) is None


@given(st.lists(st.sampled_from(["a", "uh,", "I,", "not", "no,", "sorry,", "two,", "we—", "it."])))
def test_any_speech_is_looked_through(said: list[str]) -> None:
    """Whatever was said, the words that it holds are found or they are not."""
    record = transcript(f"So {' '.join(said)}")
    for quoted in (" ".join(said[::2]), "not two", "we I not"):
        if Claimed.of(quoted).words:
            checked(quoted, record)

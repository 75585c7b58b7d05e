from __future__ import annotations

from assistant.quotes.alignment import occurrences
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.speaker_notes import by_speech
from tests.assistant.records import recorded


def parts(record: Recorded, claimed: str) -> list[str]:
    """Return the claimed words of each speech."""
    found = next(iter(occurrences(Claimed.of(claimed), record)))
    return [part.claimed.text.strip() for part in by_speech(found)]


LEAVE, STAY = "We must leave Europe at once.", "We must stay in Europe for good."


def test_words_of_two_speakers_are_two_speeches() -> None:
    """A quotation belongs to one speaker, whatever stands beside it."""
    joined = f"{LEAVE} {STAY}"
    paragraphs = recorded(f"Bob Hall said: “{LEAVE}”", f"“{STAY[:-1]},” said Ann Lee.")
    assert parts(paragraphs, joined) == [LEAVE, STAY]


def test_words_with_their_attributions_are_one() -> None:
    """Who copies the outlet's words too has joined nothing."""
    text = f"“{LEAVE}” Bob Hall said. “{STAY}” Ann Lee said."
    assert len(parts(recorded(text), text)) == 1


def test_one_speaker_goes_on_over_an_attribution_and_over_paragraphs() -> None:
    """What one person says is one speech."""
    joined = f"{LEAVE} {STAY}"
    attributed = recorded(f"“{LEAVE[:-1]},” Bob Hall said. “{STAY}”")
    assert parts(attributed, joined) == [joined]
    continued = recorded(f"“{LEAVE}", f"“{STAY[:-1]},” said Ann Lee.")
    assert parts(continued, joined) == [joined]
    again = recorded(f"Ann Lee said: “{LEAVE}”", f"“{STAY[:-1]},” said Ann Lee.")
    assert parts(again, joined) == [joined]

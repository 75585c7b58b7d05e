from __future__ import annotations

import pytest

from assistant.quotes.dispute import Attitude
from tests.assistant.records import recorded

WORDS = "the ferry sinks every winter"


def attitude(text: str) -> Attitude:
    """Return what an article makes of the quotation that stands for Q in it."""
    written = text.replace("Q", f"“{WORDS}”").replace("”. ", ".” ")
    record = recorded("Nothing else happened on Monday.", written)
    start = record.article.text.index(WORDS)
    return Attitude(record, next(q for q in record.quoted if q.start <= start < q.end))


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee denied saying Q.",
        "Lee has denied that she ever said Q.",
        "Ann Lee never said Q.",
        "Ann Lee refused to say Q.",
        "A doctored video shows Ann Lee saying Q.",
        "A false post claims that Ann Lee said Q.",
        "Ann Lee was wrongly quoted as saying Q.",
        "Asked whether she had said Q, Ann Lee said no.",
        "Bob Hall accused Ann Lee of saying Q, which she denies.",
        "Bob Hall claimed Ann Lee had told him Q, which she rejects.",
        "Q, Ann Lee is shown saying in a deepfake video.",
        "The tweet, in which Ann Lee appears to say Q, is a hoax.",
    ],
)
def test_an_article_that_disputes_words_says_so_in_their_sentence(text: str) -> None:
    """Denied, doubted or called fake: the sentence is the excerpt."""
    found = attitude(text).dispute
    assert found is not None
    assert WORDS in found.words


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Ann Lee said: Q. The quote is fake.", "The quote is fake."),
        ("Ann Lee said Q. She says she was misquoted.", "She says she was misquoted."),
        ("Posts claim that Ann Lee said Q. She never said that.", "She never said that."),
        ("Ann Lee said: Q. The video had been doctored.", "The video had been doctored."),
        (
            "A meme shows a quote attributed to Ann Lee: Q. There is no record of her saying so.",
            "There is no record of her saying so.",
        ),
    ],
)
def test_the_sentence_beside_them_may_dispute_words(text: str, says: str) -> None:
    """The excerpt is the sentence that denies or doubts that they were said."""
    found = attitude(text).dispute
    assert found is not None
    assert found.words == says


@pytest.mark.parametrize(
    "text",
    [
        "Bob Hall accused Ann Lee of saying Q.",
        "Bob Hall claimed Ann Lee had told him Q.",
        "Ann Lee reportedly said Q.",
        "Asked whether she had said Q, Ann Lee left the room.",
        "In the film, Ann Lee as the captain says: Q.",
    ],
)
def test_words_at_second_hand_are_told_from_disputed_ones(text: str) -> None:
    """Where the article does not say itself that they were said, it does not deny it either."""
    found = attitude(text)
    assert found.dispute is None
    assert found.second_hand is not None


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee apologised for having said Q in March.",
        "Ann Lee said: Q. Experts deny the claim.",
        "Ann Lee denied wrongdoing and said Q.",
        "Ann Lee denied the report, saying Q.",
        "Ann Lee did not deny saying Q.",
        "Q, Ann Lee said, a claim that captains reject.",
        "Ann Lee repeated false claims about the ferry, saying Q.",
        "Asked whether the ferry was safe, Ann Lee said Q.",
        "Asked whether she had said Q, Ann Lee said yes.",
        "Ann Lee, a film director, said Q.",
        "Ann Lee claimed that Q.",
        "“It is regrettable,” a statement attributed to the league said. Ann Lee said Q.",
    ],
)
def test_what_was_said_may_be_denied_without_the_saying(text: str) -> None:
    """A denial of something else leaves the quotation as it is."""
    found = attitude(text)
    assert (found.dispute, found.second_hand) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Q, Ann Lee said, or so her rivals have it.",
        "Ann Lee said Q. Her lawyers have since told us that she said no such thing.",
        "Ann Lee said Q. Three who were there, and a recording, have no such line.",
        "Ann Lee said Q. An earlier version of this article attributed the words to Bob Hall.",
        "Ann Lee said Q. The speech is kept in the library. The sentence is not in it.",
        "Ann Lee said Q. She disputes the account, which the reporter wrote from memory.",
        "Ann Lee said Q. Experts believe that the voice was made by software.",
        "Ann Lee wrote Q on a page in her name. The page is not hers.",
        "Ann Lee said Q. At least, that is what the subtitles said.",
        "Ann Lee said Q in a clip. The clip has been edited.",
    ],
)
def test_a_sentence_behind_the_words_may_dispute_them(text: str) -> None:
    """Corrections, other records of the speech, and other owners of the page."""
    assert attitude(text).dispute is not None


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee said Q. Bob Hall said that was untrue of the inner wall.",
        "Ann Lee said Q. The minutes of the meeting will be printed on Friday.",
        "Ann Lee wrote Q on her page. The page has four thousand readers.",
        "Ann Lee said Q. She disputes the cost, which the council put at £2m.",
        "Ann Lee said Q. An earlier version of this article gave her age as 43.",
    ],
)
def test_other_disputes_behind_the_words_leave_them_as_they_are(text: str) -> None:
    """What is disputed there is not that she said them."""
    assert not attitude(text).by_rule

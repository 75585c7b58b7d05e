from __future__ import annotations

from assistant.quotes.alignment import nearest, occurrences, written_occurrences
from assistant.quotes.claimed_words import Claimed
from tests.assistant.records import recorded

ROADS = recorded(
    "“We will build the road to the north,” Minister Ana Reyes said, “and we will not stop there.”",
    "The council voted on Monday. We will build, she repeated later.",
)


def found(words: str) -> list[str]:
    """Return the words of the record at each place that has the claim."""
    text = ROADS.article.text
    return [
        text[ROADS.tokens[a.first].start : ROADS.tokens[a.last].end]
        for a in occurrences(Claimed.of(words), ROADS)
    ]


def test_every_place_is_found() -> None:
    """Words that stand twice are found twice, whatever marks and spaces there are."""
    assert found("WE  will\nbuild") == ["We will build", "We will build"]


def test_an_interrupted_quotation_is_found_whole() -> None:
    """Words of one speech are found though the attribution stands between them."""
    assert found("the road to the north and we will not stop") == [
        "the road to the north,” Minister Ana Reyes said, “and we will not stop"
    ]


def test_an_ellipsis_may_leave_words_out() -> None:
    """What an ellipsis stands for is left out, and only there."""
    assert len(found("We will build … and we will not stop")) == 1
    assert found("We will build and we will not stop") == []


def test_a_bracket_may_stand_for_words() -> None:
    """Words in brackets stand for others, or for none."""
    assert len(found("We will build [a motorway] to the north")) == 1
    assert len(found("We will build the road [on land] to the north")) == 1
    assert found("We will build [a motorway] to the south") == []


NUMBERS = recorded("“One box in twelve cost 30 million won in May 2019,” Ana Reyes said.")


def test_a_claim_that_cuts_words_beside_a_number_is_found_as_written() -> None:
    """A claim that ends with "one" lacks the noun that makes it a number in the article."""
    text = "The fruit is soft. " + NUMBERS.article.text
    one = Claimed.of("The fruit is soft. “One")
    assert not list(occurrences(one, recorded(text)))
    assert len(list(written_occurrences(one, recorded(text)))) == 1


def test_part_of_a_number_is_not_the_number() -> None:
    """The words "cost 30" are in the article, but only as the start of another amount."""
    assert not list(written_occurrences(Claimed.of("One box in twelve cost 30"), NUMBERS))
    assert not list(written_occurrences(Claimed.of("million won in May 2019"), NUMBERS))
    assert not list(written_occurrences(Claimed.of("box in twelve … cost 30"), NUMBERS))
    assert list(written_occurrences(Claimed.of("in twelve cost 30 million won"), NUMBERS))


def test_the_nearest_place_is_laid_word_by_word() -> None:
    """A changed word is a step of its own between equal ones."""
    alignment = nearest(Claimed.of("We will build the bridge to the north"), ROADS)
    assert alignment is not None
    assert [(s.start, s.end, s.equal) for s in alignment.steps] == [
        (0, 4, True),
        (4, 5, False),
        (5, 8, True),
    ]
    assert alignment.matched == 7
    assert not alignment.exact


def aligned(claim: str, *paragraphs: str) -> list[tuple[str, str]]:
    """Return the steps that differ: claimed words, and those of the record."""
    record = recorded(*paragraphs)
    claimed = Claimed.of(claim)
    alignment = nearest(claimed, record)
    assert alignment is not None
    return [
        (
            " ".join(word.folded for word in claimed.words[step.start : step.end]),
            " ".join(alignment.stream.folded[step.first : step.last]),
        )
        for step in alignment.steps
        if not step.equal
    ]


def test_much_that_was_left_out_is_no_other_wording() -> None:
    """Behind a long gap the claim goes on, however many edits that takes."""
    told = (
        "“Amid a crisis that was made worse by several wars and conflicts of the old kind, the "
        "worth of the islands is rising,” she said."
    )
    assert aligned("Amid a crisis the worth of the islands is rising", told) == [
        ("", "that was made worse by several wars and conflicts of the old kind")
    ]


def test_a_small_word_far_away_is_not_reached_for() -> None:
    """That the sentence begins with the same article is no reason to take in all of it."""
    told = "The old trains that the company will build for us are paid for by a loan of 20 million."
    assert aligned("The loan is 20 million", told)[0] == ("the", "a")


def test_the_beginning_of_a_sentence_is_reached_for() -> None:
    """What stands before the nearest words is shown with them where the claim begins there."""
    told = "“The long and winding coastal railway lines are the result of many years,” she said."
    assert aligned("The KTX trains are the result of many years", told) == [
        ("ktx trains", "long and winding coastal railway lines")
    ]


def test_a_short_form_at_either_end_is_set_against_both_words() -> None:
    """“We'll” stands for “we will”, not for “will”."""
    told = "“In the end we will build the road because we have not,” she said."
    assert aligned("We'll build the road because we haven't", told) == [
        ("we'll", "we will"),
        ("haven't", "have not"),
    ]


def test_nothing_in_common_is_no_alignment() -> None:
    """Where not one word is the same there is nothing to show."""
    assert nearest(Claimed.of("Quite different matters altogether"), ROADS) is None

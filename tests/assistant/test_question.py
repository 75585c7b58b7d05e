from __future__ import annotations

import pytest

from assistant.question import LONGEST, MOST_PARTS, Kind, Question, content_terms, kind_of, parts
from tests.timing import shortest


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who won the contract?", Kind.WHO),
        ("whose idea was it", Kind.WHO),
        ("Which minister called it a win-win?", Kind.WHO),
        ("When will the summit be held?", Kind.WHEN),
        ("in what year did it open", Kind.WHEN),
        ("Where was it signed?", Kind.WHERE),
        ("which city hosts it", Kind.WHERE),
        ("How much was it worth?", Kind.HOW_MUCH),
        ("What was the price of the bridge?", Kind.HOW_MUCH),
        ("What did the city pay for it?", Kind.HOW_MUCH),
        ("What percentage agreed?", Kind.SHARE),
        ("How many cars will be supplied?", Kind.HOW_MANY),
        ("what is the number of cars", Kind.HOW_MANY),
        ("How long is the tunnel?", Kind.HOW_LONG),
        ("How much does the bell of Orsk weigh?", Kind.HOW_LONG),
        ("Which countries sent diplomats?", Kind.WHICH),
        ("wich countries sent diplomats", Kind.WHICH),
        ("What companies took part?", Kind.WHICH),
        ("Why did it fail?", Kind.WHY),
        ("What is the EDCF?", Kind.DEFINITION),
        ("what's the k-silk road", Kind.DEFINITION),
        ("What happened in Samarkand?", Kind.OTHER),
        ("Tell me about the ferry", Kind.OTHER),
        ("누가 계약을 따냈나?", Kind.WHO),
        ("회담은 언제 열리나?", Kind.WHEN),
        ("어디에서 열리나?", Kind.WHERE),
        ("얼마가 들었나?", Kind.HOW_MUCH),
        ("몇 량을 공급하나?", Kind.HOW_MANY),
        ("얼마나 오래 걸렸나?", Kind.HOW_LONG),
        ("어느 나라와 협정을 맺었나?", Kind.WHICH),
        ("왜 늦어졌나?", Kind.WHY),
        ("대외경제협력기금이란 무엇인가?", Kind.DEFINITION),
    ],
)
def test_the_question_words_tell_the_kind(text: str, kind: Kind) -> None:
    """English, carelessly typed English and Korean."""
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who goes hungry when the harvest fails?", Kind.WHO),
        ("Why was the man who sold the ferry fined?", Kind.WHY),
        ("What is the dam called where the cranes rest?", Kind.OTHER),
        ("How did the paper come to name a man who was not there?", Kind.OTHER),
        ("When the river rises, whose fields are flooded?", Kind.WHO),
        ("A man who sold two ferries was fined on Monday. Where was he tried?", Kind.WHERE),
        ("When did the U.S. Embassy in Gull Island open?", Kind.WHEN),
        ("What was the reason why the ferry stopped?", Kind.WHY),
        ("What is Gull Island's largest lake?", Kind.OTHER),
    ],
)
def test_the_first_question_word_tells_and_not_a_later_one(text: str, kind: Kind) -> None:
    """Clauses begin with such words, too, before the question and in it."""
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How many electric buses will Tashkent buy?", ("electr", "buse", "tashkent", "buy")),
        ("what did they say about it", ()),
        ("The ferry, the FERRY and the ferries", ("ferri",)),
        ("도서관은 언제 열었나?", ("도서", "서관", "열었")),
        ("", ()),
    ],
)
def test_content_terms_say_what_it_is_about(text: str, expected: tuple[str, ...]) -> None:
    """Words that only shape a question, and repetitions, are left out."""
    assert content_terms(text) == expected


def test_a_question_for_two_things_has_two_parts() -> None:
    """Each part knows the terms of the other."""
    cost, winner = parts("How much was the train contract worth, and who won it?")
    assert (cost.kind, winner.kind) == (Kind.HOW_MUCH, Kind.WHO)
    assert winner.shared == ("train", "contract", "worth")


def test_an_and_between_things_does_not_part_a_question() -> None:
    """Only a new question word does."""
    assert len(parts("How do Korea and Uzbekistan work together?")) == 1


def test_two_sentences_are_two_parts() -> None:
    """A question mark ends one."""
    first, second = parts("When was it signed? How many cars are there?")
    assert (first.kind, second.kind) == (Kind.WHEN, Kind.HOW_MANY)


def test_there_are_not_more_parts_than_can_be_answered() -> None:
    """The last one takes what is left over."""
    assert len(parts("who? what? when? where? why? how? who? what?")) == MOST_PARTS


def test_a_question_without_words_has_one_empty_part() -> None:
    """There is always something to look for, if nothing."""
    assert [part.terms for part in parts("?")] == [()]


def test_plain_is_what_a_reader_sees() -> None:
    """Invisible characters, surrogates and line breaks go."""
    assert Question(" how\x00 mu\u200bch\n\t\ud800 is it? ").plain == "how much is it?"
    assert len(Question("word " * 10_000).plain) <= LONGEST


@pytest.mark.parametrize(
    "bit",
    [
        "a ",
        "what is a",
        "how many ",
        "said about ",
        "'abc",
        '"',
        "A ",
        " ",
        "what do ",
        ", and ",
        "?",
        "1",
        "1,",
        "가",
        "A-",
        "what is the number of ",
        "which ",
    ],
)
@pytest.mark.parametrize("beginning", ["", "what is ", "how many ", 'said "'])
def test_no_question_takes_long_to_read(beginning: str, bit: str) -> None:
    """No pattern goes back and forth over what was typed."""
    text = Question(beginning + bit * (LONGEST // len(bit)) + "!b").plain
    assert shortest(lambda: parts(text)) < 1.0


def test_names_are_what_is_written_large_but_the_first_word() -> None:
    """Figures are as particular as names; times are told by the windows."""
    (part,) = parts("Did Ilsa Varga open the bridge in May 2024 with 40 guests?")
    assert part.names == ("ilsa", "varga", "40")


def test_a_part_that_says_it_is_read_with_the_whole_question() -> None:
    """One that names something itself is not."""
    whole = "Who won the cup, and how much did it cost?"
    first, second = parts(whole)
    assert (first.wording, second.wording) == (first.text, whole)
    _, named = parts("Who won the cup, and how much did it cost Korea?")
    assert named.wording == named.text

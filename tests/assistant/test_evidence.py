from __future__ import annotations

import pytest

from assistant.evidence import Evidence, sentences_of, weigh
from assistant.frequencies import Frequencies
from assistant.question import parts
from index.passages import passages
from sources.article import Article, BlockKind, Metadata
from tests.assistant.articles import article, sentence

NEWS = article(
    "Korea will supply 42 cars. The first will come in June.",
    "The line is long.",
    headline="Trains for Uzbekistan",
)


def weighed(question: str, beginning: str, similarity: float = 0.5) -> Evidence:
    """Weigh one sentence of the news."""
    (part,) = parts(question)
    found = sentence(NEWS, beginning)
    (evidence,) = weigh(part, [found], [similarity], Frequencies(20, {}))
    return evidence


def test_sentences_know_their_neighbours() -> None:
    """The one before may be in the paragraph above, but is no headline."""
    first, second, third = (sentence(NEWS, start) for start in ("Korea", "The first", "The line"))
    assert first.before is None
    assert second.before == first.span
    assert third.before == second.span
    assert first.span in second.around
    assert third.span in second.around


def test_a_heading_parts_neighbours() -> None:
    """What stands under another heading is not leant on."""
    one = Article.from_blocks(
        "/news/1.txt",
        [
            (BlockKind.PARAGRAPH, "Ilsa Varga came."),
            (BlockKind.HEADING, "Later"),
            (BlockKind.PARAGRAPH, "She left."),
        ],
        Metadata(title="Visit"),
    )
    found = sentence(one, "She")
    assert (found.before, found.heading) == (None, "Later")


@pytest.mark.parametrize(
    "text", ["See https://example.org for more.", "var x = {a: 1}", "[more](link)", "<b>bold</b>"]
)
def test_what_is_not_prose_is_no_evidence(text: str) -> None:
    """Addresses and markup are not quoted."""
    one = article(text)
    assert [s for passage in passages(one) for s in sentences_of(passage, one)] == []


def test_words_in_the_sentence_count_more_than_words_near_it() -> None:
    """A term of the sentence counts whole, of its neighbour or headline less, else nothing."""
    coverage = [
        weighed(f"What about {word}?", "Korea").coverage
        for word in ("supply", "june", "trains", "herons")
    ]
    assert coverage[0] == 1.0
    assert coverage == sorted(coverage, reverse=True)
    assert coverage[-1] == 0.0
    assert len(set(coverage)) == 4


def test_what_an_answer_cannot_lack() -> None:
    """A name, what is counted, a topic and quoted words."""
    lacks = {
        question: weighed(question, "Korea").lacks
        for question in (
            "How many cars will Korea supply?",
            "How many cars will Mongolia supply?",
            "How many buses will Korea supply?",
            "What did Korea say about herons?",
            'Who called the cars "splendid"?',
        )
    }
    assert list(lacks.values()) == [None, "mongolia", "buse", "heron", "splendid"]


def test_what_says_the_opposite_does_not_answer() -> None:
    """However near its words are: and it can be said what speaks against it."""
    close = weighed("Which cars will not come in June?", "The first", similarity=0.9)
    assert (close.sufficient, close.against) == (False, "not")
    same = weighed("Which cars will come in June?", "The first", similarity=0.9)
    assert (same.sufficient, same.against) == (False, None)
    assert weighed("What will come in June?", "The first", similarity=0.9).sufficient


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    """And one that is nowhere weighs like one that is rare."""
    frequencies = Frequencies(100, {"the": 100, "train": 20, "heron": 1})
    weights = [frequencies.weight(term) for term in ("the", "train", "heron", "absent")]
    assert weights[0] < weights[1] < weights[2] == weights[3]
    assert weights[0] > 0


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Uzbek President Shavkat Mirziyoyev opened the bridge.", True),
        ("President Shavkat Mirziyoyev of Uzbekistan opened the bridge.", True),
        ("The president of Uzbekistan opened the bridge.", True),
        ("President Yoon flew on to Uzbekistan in the evening.", False),
        ("The deal with Uzbekistan and Kazakhstan was part of President Yoon's journey.", False),
    ],
)
def test_an_office_is_held_where_the_question_says(text: str, holds: bool) -> None:
    """A president who visits a country is not the president of that country."""
    (part,) = parts("Who is the president of Uzbekistan?")
    found = sentence(article(text), text[:8])
    (weighed,) = weigh(part, [found], [0.6], Frequencies(10, {}))
    assert (weighed.lacks is None) is holds


def test_a_name_with_a_figure_stands_close() -> None:
    """Things of one kind are told apart by their numbers, though one passage names them all."""
    (part,) = parts("How many lamps did district 7000 count?")
    one = article(
        "District 1000 counted 12 lamps. It rained. It snowed. District 7000 counted 9 lamps."
    )
    near, far = sentence(one, "District 7000"), sentence(one, "District 1000")
    weighed = weigh(part, [far, near], [0.6, 0.6], Frequencies(10, {}))
    assert weighed[0].sentence is near
    assert weighed[1].lacks == "7000"

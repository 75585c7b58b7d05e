from __future__ import annotations

from assistant.answering.clipping import LONGEST, clippings
from assistant.answering.sentence import Sentence, sentences_of
from index.passage_cutting import passages
from tests.assistant.articles import article

SENTENCES = [
    f"Sentence number {n} of the report has about sixty characters, {n}." for n in range(30)
]


def found(*paragraphs: str) -> list[Sentence]:
    """Return the sentences of an article."""
    one = article(*paragraphs, headline="Bridges")
    return [sentence for p in passages(one) for sentence in sentences_of(p, one)]


def test_a_clipping_takes_sentences_in_a_row() -> None:
    """As far as there is room, and where they stand is told."""
    sentences = found(" ".join(SENTENCES))
    first, *_ = clippings(sentences)
    assert first.sentences == tuple(sentences[: len(first.sentences)])
    assert len(first.sentences) >= 4
    assert len(first.passage.text) <= LONGEST
    assert first.passage.title == "Bridges"
    spoken = [first.passage.text[start:end] for start, end in first.passage.sentences]
    assert spoken == [sentence.text for sentence in first.sentences]


def test_each_sentence_is_read_once() -> None:
    """In the order of the article, across its paragraphs."""
    sentences = found(" ".join(SENTENCES[:12]), " ".join(SENTENCES[12:]))
    read = [sentence for clipping in clippings(sentences) for sentence in clipping.sentences]
    assert read == sentences


def test_sentences_of_two_articles_are_read_apart() -> None:
    """So are those with something between them."""
    one = found("It rained. It was cold. It snowed.")
    other = found("The bridge is long.")
    rows = [[s.text for s in c.sentences] for c in clippings([one[1], one[3], other[1]])]
    assert rows == [["It rained."], ["It snowed."], ["The bridge is long."]]


def test_a_long_sentence_is_read_by_itself() -> None:
    """Whatever its length is."""
    long = "The council said that " + "and ".join(["the bridge is long "] * 40) + "today."
    sentences = found(f"It rained. {long} It was cold.")
    (alone,) = (c for c in clippings(sentences) if any(s.text == long for s in c.sentences))
    assert [s.text for s in alone.sentences] == [long]


def test_nothing_gives_no_clipping() -> None:
    """There is nothing to read."""
    assert list(clippings([])) == []

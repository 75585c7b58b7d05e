from __future__ import annotations

from assistant.clipping import LONGEST, clippings
from assistant.evidence import Sentence, sentences_of
from index.passages import passages
from tests.assistant.articles import article

SENTENCES = [
    f"Sentence number {n} of the report has about sixty characters, {n}." for n in range(30)
]


def found(*paragraphs: str) -> list[Sentence]:
    """Return the sentences of an article."""
    one = article(*paragraphs, headline="Bridges")
    return [sentence for p in passages(one) for sentence in sentences_of(p, one)]


def test_a_clipping_takes_the_neighbours_of_its_sentence() -> None:
    """As far as there is room, and where they stand is told."""
    sentences = found(" ".join(SENTENCES))
    (clipping,) = clippings([sentences[10], *sentences], 1)
    assert sentences[10] in clipping.sentences
    assert 4 <= len(clipping.sentences) <= 6
    assert len(clipping.passage.text) <= LONGEST
    assert clipping.passage.title == "Bridges"
    spoken = [clipping.passage.text[start:end] for start, end in clipping.passage.sentences]
    assert spoken == [sentence.text for sentence in clipping.sentences]


def test_each_sentence_is_read_once() -> None:
    """In the clipping of the best one beside it."""
    sentences = found(" ".join(SENTENCES[:12]), " ".join(SENTENCES[12:]))
    read = [s.span for clipping in clippings(sentences[::-1], 99) for s in clipping.sentences]
    assert len(read) == len(set(read)) == len(sentences)
    assert sentences[-1].span in read[:6]


def test_a_long_sentence_is_read_by_itself() -> None:
    """Whatever its length is."""
    long = "The council said that " + "and ".join(["the bridge is long "] * 40) + "today."
    sentences = found(f"It rained. {long} It was cold.")
    (alone,) = (c for c in clippings(sentences, 9) if any(s.text == long for s in c.sentences))
    assert [s.text for s in alone.sentences] == [long]


def test_no_more_than_asked_for() -> None:
    """Reading is what takes the time."""
    assert len(list(clippings(found(" ".join(SENTENCES)), 2))) == 2
    assert list(clippings([], 2)) == []

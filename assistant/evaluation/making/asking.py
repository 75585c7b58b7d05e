"""Questions built from the words of the sentence that answers them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.evaluation.making.material import Said, Source
from assistant.evaluation.making.plausible import counting, is_topic
from assistant.evaluation.making.topics import topics
from assistant.quotes.words import fold, is_content, tokens
from sources.article import Article

# Digits other than a year, or a number in words, and the noun it counts; not "20 million of them".
_COUNTED = re.compile(
    r"(?<![\w$€£₩.,-])(?P<number>\d{1,3}(?:,\d{3}){1,4}|(?!1[89]\d\d|20\d\d)\d{1,6}|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)"
    r" (?P<counted>(?!hundred|thousand|million|billion|trillion)"
    r"(?:[a-z]+(?:-[a-z]+)?(?<!s) ){0,2}[a-z]{3,}s)\b(?! (?:ago|later|old|earlier))"
)
_NOT_COUNTED = frozenset(
    "percent years months weeks days hours minutes seconds times degrees decades points is was has "
    "does says this thus its less plus dollars pounds euros cents kilometers kilometres meters "
    "thirds fifths tenths miles tons tonnes feet acres hectares others ones".split()
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its answer, and the words that any other answer would also contain.

    `about` are case-folded words: a sentence that contains all of them may be an answer, too.
    """

    text: str
    kind: str
    article: Article
    quote: str
    about: frozenset[str]
    answer: tuple[str, ...] = ()


def about_words(source: Source) -> Iterator[Asked]:
    """Ask what a person said about a topic of the quotation."""
    for said in source.said:
        for topic in topics(said.words):
            own = fold(said.speaker.split()[-1]) in folded(topic)
            if not own and is_topic(topic, said.words, said.article.text):
                yield _about(said, topic)


def about_numbers(source: Source) -> Iterator[Asked]:
    """Ask how many things a named person bought, built or moved somewhere, and the like."""
    for sentence in source.sentences:
        for found in _COUNTED.finditer(sentence):
            counted = found["counted"]
            if counted.split()[-1] in _NOT_COUNTED or "“" in sentence or '"' in sentence:
                continue
            question = counting(sentence, *found.span(), counted)
            if question is not None:
                about = content(question) & folded(sentence)
                answer = (found["number"],)
                yield Asked(question, "how_many", source.article, sentence, about, answer)


def _about(said: Said, topic: str) -> Asked:
    surname = {fold(said.speaker.split()[-1])}
    question = f"What did {said.speaker} say about {topic}?"
    return Asked(question, "quote", said.article, said.words, content(topic) | surname)


def content(text: str) -> frozenset[str]:
    """Return the case-folded content words of a text."""
    return frozenset(word for word in folded(text) if is_content(word))


def folded(text: str) -> frozenset[str]:
    """Return the case-folded words of a text."""
    return frozenset(token.folded for token in tokens(text))

"""Evidence: the sentences of the record that speak to a question, and whether they answer it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.contrary import contrary
from assistant.expected import holds
from assistant.frequencies import Frequencies
from assistant.question import Kind, Part
from index.passage import Passage
from index.words import terms
from sources.article import Article, Block, BlockKind, Span
from sources.sentences import sentences

# How far a term of the question counts when it stands not in the sentence but near it.
IN_NEIGHBOUR = 0.7
IN_HEADING = 0.6
IN_PASSAGE = 0.5
SAID_BY_ANSWER = 0.8
# The same for a term that the conversation gave, anywhere in the article.
IN_ARTICLE = 0.8
IN_OTHER_PART_OF_QUESTION = 0.25
# Coverage and similarity together, from which a sentence counts as an answer; less is enough
# where the sentence must also hold an amount, a time or several names. Other sums were tried on
# SQuAD 2.0: what declines more there loses answers in news.
ENOUGH = 1.0
ENOUGH_WHERE_TELLING = 0.85
LEAST_COVERAGE = 0.3
LEAST_CONFIDENCE = 0.35
_FIGURES = frozenset({Kind.SHARE, Kind.HOW_MUCH, Kind.HOW_MANY, Kind.HOW_LONG, Kind.WHEN})
# Text that is not prose is no evidence: addresses, markup, what a page is built with.
_NOT_PROSE = re.compile(r"https?://|www\.|<[a-z/!]|\]\(|[{}]", re.IGNORECASE)
# "President Shavkat Mirziyoyev of Uzbekistan": the office may stand so many words before the place.
ROLE_REACH = 5
# Names meet when they begin alike: "Uzbek" and "Uzbekistan", "Korean" and "Korea".
_NAME_STEM = 5


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article, in its place.

    `before` is the sentence before it, in the same paragraph or the one right above; `around` are
    the one before and the one after, as far as the passage's own paragraphs go. `rank` is the place
    of the passage among those that were found, from 0.
    """

    article: Article
    block: Block
    span: Span
    before: Span | None
    around: tuple[Span, ...]
    heading: str
    passage_text: str
    rank: int = 0

    @cached_property
    def text(self) -> str:
        """The exact words."""
        return self.article.words(self.span)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of the sentence."""
        return frozenset(terms(self.text))

    @cached_property
    def neighbour_terms(self) -> frozenset[str]:
        """The terms of the sentences before and after it."""
        return frozenset(term for span in self.around for term in terms(self.article.words(span)))

    @cached_property
    def heading_terms(self) -> frozenset[str]:
        """The terms of the headline and of the section's heading."""
        return frozenset(terms(f"{self.article.headline} {self.heading}"))

    @cached_property
    def passage_terms(self) -> frozenset[str]:
        """The terms of the passage that it was found in."""
        return frozenset(terms(self.passage_text))


def sentences_of(passage: Passage, article: Article, rank: int = 0) -> tuple[Sentence, ...]:
    """Return the sentences of a passage that are prose, each with its neighbours."""
    placed = [
        (block, span)
        for block in _blocks_around(passage, article)
        for span in sentences(article, block)
    ]
    found: list[Sentence] = []
    for n, (block, span) in enumerate(placed):
        inside = passage.span.start <= span.start < passage.span.end
        if not inside or _NOT_PROSE.search(article.words(span)):
            continue
        around = [
            other
            for b, other in placed[max(0, n - 1) : n + 2]
            if other != span and b.end > passage.span.start
        ]
        before = next((s for b, s in placed[max(0, n - 1) : n] if _reads_on(b, block)), None)
        heading = passage.heading or ""
        found.append(
            Sentence(article, block, span, before, tuple(around), heading, passage.text, rank)
        )
    return tuple(found)


def _blocks_around(passage: Passage, article: Article) -> list[Block]:
    """Return the blocks of a passage, and the one above it that its first sentence may lean on."""
    inside = [
        n
        for n, b in enumerate(article.blocks)
        if b.start < passage.span.end and passage.span.start < b.end
    ]
    if not inside:
        return []
    first, last = inside[0], inside[-1] + 1
    if first and _reads_on(article.blocks[first - 1], article.blocks[first]):
        first -= 1
    return list(article.blocks[first:last])


def _reads_on(above: Block, block: Block) -> bool:
    """Say whether a block goes on where the one above it ended: one text, no heading between."""
    return above == block or above.kind is block.kind is BlockKind.PARAGRAPH


@dataclass(frozen=True)
class Evidence:
    """A sentence, and how well it speaks to one part of a question.

    `coverage` is the share of the part's terms, by weight, that stand in the sentence or near it,
    0 to 1, and `exact` the share that stand in it; `similarity` is the cosine of the question's
    and the sentence's vectors; `fits` tells whether the sentence holds the kind of thing asked
    for; `lacks` is the first thing that an answer cannot do without and that stands nowhere near:
    a name, what is counted, the topic.
    """

    sentence: Sentence
    part: Part
    coverage: float
    exact: float
    similarity: float
    fits: bool
    lacks: str | None
    confidence: float | None = None

    @property
    def score(self) -> float:
        """Rank sentences by this: more is better."""
        if self.confidence is not None:
            return self.confidence
        fitting = 0.5 if self.telling else 0.3
        words = (self.coverage + self.exact) / 2
        lacking = 0.3 if self.lacks else 0.0
        return words + self.similarity + (fitting if self.fits else 0.0) - lacking

    @property
    def sufficient(self) -> bool:
        """Say whether the sentence answers, or merely speaks of the same things."""
        return not self.refusal

    @cached_property
    def refusal(self) -> str:
        """Why the sentence does not answer; "" where it does."""
        if self.confidence is None:
            return self._refusal_by_rules
        if self.confidence < LEAST_CONFIDENCE:
            return f"it is too unlikely to answer ({self.confidence:.2f})"
        return ""

    @property
    def rules_suffice(self) -> bool:
        """Say whether the checks of words, names and figures alone find it enough."""
        return not self._refusal_by_rules

    @cached_property
    def _refusal_by_rules(self) -> str:
        enough = ENOUGH_WHERE_TELLING if self.telling else ENOUGH
        if not self.fits:
            return f"it does not state what is asked for ({self.part.kind})"
        if self.lacks is not None:
            return f"“{self.lacks}” is not near it"
        if self.coverage < LEAST_COVERAGE:
            return "it shares too few words with the question"
        if self.coverage + self.similarity < enough:
            return "it is not close enough to the question"
        if self.against is not None:
            return f"it says something else than is asked (“{self.against}”)"
        return ""

    @cached_property
    def against(self) -> str | None:
        """What in the sentence says another thing than is asked; None where nothing does."""
        return contrary(self.part.text, self.part.terms, self.sentence.text)

    @property
    def telling(self) -> bool:
        """Say whether holding the kind of thing asked for tells much: few sentences do."""
        return self.part.kind in _FIGURES or self.part.several


def weigh(
    part: Part,
    found: Sequence[Sentence],
    similarities: Sequence[float],
    frequencies: Frequencies,
) -> tuple[Evidence, ...]:
    """Weigh sentences as evidence for one part of a question, best first."""
    aside = 1.0 if part.leans else IN_OTHER_PART_OF_QUESTION
    weights = {term: frequencies.weight(term) * aside for term in part.shared}
    weights |= {term: frequencies.weight(term) for term in part.terms}
    about = _about(part, found) if part.given else {}
    weighed = [
        _evidence(
            part, sentence, similarity, weights, about.get(sentence.article.content_hash, _NOTHING)
        )
        for sentence, similarity in zip(found, similarities, strict=True)
    ]
    return tuple(sorted(weighed, key=lambda evidence: -evidence.score))


@dataclass(frozen=True)
class _About:
    """Which terms that the conversation gave an article holds, and the first name it does not.

    A sentence that answers a follow-up mostly says "she" or "the course"; its article names them.
    """

    holds: frozenset[str] = frozenset()
    lacks: str | None = None


_NOTHING = _About()


def _about(part: Part, found: Sequence[Sentence]) -> dict[str, _About]:
    articles = {sentence.article.content_hash: sentence.article for sentence in found}
    about: dict[str, _About] = {}
    for content_hash, article in articles.items():
        known = frozenset(terms(f"{article.text} {article.metadata.outlet or ''}"))
        absent = (name for name in part.carried if not any(_alike(name, term) for term in known))
        about[content_hash] = _About(known.intersection(part.given), next(absent, None))
    return about


def _evidence(
    part: Part, sentence: Sentence, similarity: float, weights: dict[str, float], about: _About
) -> Evidence:
    fits = holds(part.kind, sentence.text, {*part.terms, *part.shared}, part.several)
    # What class of thing is asked for is said by a thing of that class as well as by its name.
    said = part.of_class if fits else ()
    near = {t: max(_nearness(t, sentence), SAID_BY_ANSWER * (t in said)) for t in weights}
    near |= {term: max(near[term], IN_ARTICLE) for term in about.holds}
    total = sum(weights.values()) or 1.0
    return Evidence(
        sentence,
        part,
        coverage=sum(weight * near[term] for term, weight in weights.items()) / total,
        exact=sum(w for term, w in weights.items() if term in sentence.terms) / total,
        similarity=similarity,
        fits=fits,
        lacks=_lack(part, sentence, weights) or about.lacks,
    )


def _lack(part: Part, sentence: Sentence, weights: dict[str, float]) -> str | None:
    """Name what an answer cannot do without, where it stands nowhere near the sentence."""
    near = sentence.terms | sentence.neighbour_terms
    around = near | sentence.heading_terms | sentence.passage_terms
    absent = [
        name
        for name in part.names
        # A figure, or a name with a figure in it, tells things of one kind apart: it stands close.
        if not any(_alike(name, term) for term in (near if _has_digit(name) else around))
    ]
    absent += [part.role[0]] if part.role and not _holds_role(part.role, sentence) else []
    absent += [word for word in part.quoted if word not in sentence.terms]
    absent += [thing for thing in part.counted[-1:] if thing not in near]
    if part.leans and part.terms and sentence.terms.isdisjoint(part.terms):
        # The others say what "it" is; what is asked of it, only its own words say.
        absent.append(part.terms[0])
    topic = max(part.topic, key=lambda term: weights.get(term, 0.0), default=None)
    if topic is not None and not any(_alike(topic, t) for t in near | sentence.heading_terms):
        absent.append(topic)
    return absent[0] if absent else None


def _has_digit(term: str) -> bool:
    return any(character.isdigit() for character in term)


def _holds_role(role: tuple[str, ...], sentence: Sentence) -> bool:
    """Say whether the office is held there: "Uzbek President", "President X of Uzbekistan"."""
    office, *place = role
    words = re.findall(r"\w+", sentence.text)
    offices = [n for n, word in enumerate(words) if office in terms(word)]
    for n, word in enumerate(words):
        if not any(_alike(term, p) for term in terms(word) for p in place):
            continue
        joined = words[max(0, n - 2) : n]
        behind = "of" in joined or "in" in joined
        if any(0 < o - n <= 2 or (behind and 0 < n - o <= ROLE_REACH) for o in offices):
            return True
    return False


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    stem = min(len(one), len(other))
    return stem >= _NAME_STEM - 1 and one[:stem] == other[:stem] and not one.isdigit()


def _nearness(term: str, sentence: Sentence) -> float:
    """Say how far a term counts for a sentence: 1 in it, less near it, 0 nowhere near."""
    if term in sentence.terms:
        return 1.0
    if term in sentence.neighbour_terms:
        return IN_NEIGHBOUR
    if term in sentence.heading_terms:
        return IN_HEADING
    return IN_PASSAGE if term in sentence.passage_terms else 0.0

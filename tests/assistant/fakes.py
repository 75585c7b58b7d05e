"""A desk that says what it was told to, a record to look into, and checks of made-up articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.answer import Citation
from assistant.facts.draft_facts import FactSentence
from assistant.facts.fact_finding import FactCheck, FactDifference, FactFinding, FactVerdict
from assistant.ledger.ledger import DoubtKind
from assistant.quotes.verdict import (
    Attribution,
    Change,
    Check,
    Excerpt,
    Note,
    NoteKind,
    Piece,
    Place,
    Verdict,
)
from index.errors import ArticleMissing, ArticlePurged
from index.scope import Filters, Scope
from index.state import ArchiveState
from sources.article import Article, BlockKind, Metadata
from sources.quotations.quotation import MentionKind
from tests.views import ItsOwnView, OverAnything

SAID = "We will not raise the fares before the bridge is open."
STATE = ArchiveState(revision=7, articles=3, model_id="minilm", schema=2, quotation_rules=1)
NO_FILTERS = Filters()


def an_article(origin: str = "/archive/fares.txt", said: str = SAID, **known: object) -> Article:
    """Make an article in which Dana Orlova says something."""
    metadata = Metadata(outlet="Steppe Courier", published=date(2024, 6, 14), language="en")
    return Article.from_blocks(
        origin,
        [
            (BlockKind.HEADLINE, "Fares stay as they are"),
            (
                BlockKind.PARAGRAPH,
                f"The council met on Monday. “{said}” Dana Orlova said. Buses run again.",
            ),
        ],
        replace(metadata, **known),  # type: ignore[arg-type]
    )


def excerpt(article: Article, words: str) -> Excerpt:
    """Find words in an article."""
    start = article.text.index(words)
    return Excerpt(article.span(start, start + len(words)), words)


def citation(article: Article, words: str, number: int = 1) -> Citation:
    """Cite words of the paragraph of an article."""
    block = article.blocks[-1]
    context = article.span(block.start, block.end)
    return Citation(
        number,
        excerpt(article, words).span,
        words,
        context,
        article.words(context),
        article.headline,
        article.metadata.outlet,
        article.metadata.published,
        article.metadata.url,
    )


def place(article: Article, words: str = SAID, number: int = 1) -> Place:
    """Say where words stand, and whose they are."""
    attribution = Attribution(
        "Dana Orlova",
        excerpt(article, "Dana Orlova"),
        MentionKind.NAMED,
        resolved=False,
        cue=excerpt(article, "said"),
    )
    before = excerpt(article, "The council met on Monday.")
    after = excerpt(article, "Buses run again.")
    return Place(citation(article, words, number), True, attribution, before, after)


def a_scope(filters: Filters = NO_FILTERS) -> Scope:
    """Say what was searched."""
    outlets = ("Steppe Courier", "Tashkent Lantern")
    return Scope(3, 12, 0, outlets, ("en",), date(2024, 5, 3), date(2024, 6, 18), filters)


def exact(article: Article, *carriers: Article, speaker: str | None = "Dana Orlova") -> Check:
    """Make the check of words that stand in the article as they are."""
    found = place(article)
    return Check(
        words=SAID,
        speaker=speaker,
        verdict=Verdict.EXACT,
        pieces=(Piece(SAID, SAID, found.citation.span),),
        notes=(),
        places=(found,),
        carriers=tuple(place(other, number=n) for n, other in enumerate(carriers, start=2)),
        nearest=(),
        scope=a_scope(),
    )


def altered(article: Article) -> Check:
    """Make the check of words from which a "not" was taken."""
    will, not_, rest = "We will ", "not ", "raise the fares before the bridge is open."
    first = excerpt(article, will).span
    pieces = (
        Piece(will, will, first),
        Piece("", not_, excerpt(article, not_).span, Change.NEGATION, grave=True),
        Piece(rest, rest, excerpt(article, rest).span),
    )
    return replace(exact(article), words=will + rest, verdict=Verdict.ALTERED, pieces=pieces)


def misattributed(article: Article) -> Check:
    """Make the check of words that somebody else said."""
    note = Note(
        NoteKind.SPEAKER, "The archive attributes the words to Dana Orlova, not to Timur Aliev."
    )
    return replace(
        exact(article),
        speaker="Timur Aliev",
        verdict=Verdict.MISATTRIBUTED,
        notes=(note,),
    )


def disputed(article: Article) -> Check:
    """Make the check of words that the article disputes."""
    dispute = excerpt(article, "Buses run again.")
    return replace(exact(article), verdict=Verdict.DISPUTED, dispute=dispute)


def absent(
    article: Article, words: str = "The fares will double by autumn at the latest."
) -> Check:
    """Make the check of words that the record does not have."""
    return replace(
        exact(article, speaker=None),
        words=words,
        verdict=Verdict.NOT_IN_RECORD,
        pieces=(Piece(words, "", None),),
        places=(),
        nearest=(citation(article, SAID),),
    )


def hostile() -> Article:
    """Make an article that tries to be more than text wherever it can."""
    evil = (
        "<img src=x onerror=alert(1)> ![x](http://evil.example/a) `*_[a]: www.evil.example | \n# x"
    )
    flat = " ".join(evil.split())
    return Article.from_blocks(
        "/archive/evil.txt",
        [
            (BlockKind.HEADLINE, f"Fares {flat}"),
            (
                BlockKind.PARAGRAPH,
                f"The council met on Monday. “{SAID}” Dana Orlova said. Buses run again. {flat}",
            ),
        ],
        Metadata(title=f"Fares {flat}", outlet=f"Courier {flat}", url="javascript:alert(1)"),
    )


@dataclass
class FakeDesk(OverAnything):
    """Gives the check that was laid in for the words, and records what it was asked."""

    known: dict[str, Check] = field(default_factory=dict)
    otherwise: Check | None = None
    trouble: Exception | None = None
    asked: list[tuple[str, str | None, Filters]] = field(default_factory=list)

    def lay(self, *checks: Check) -> FakeDesk:
        """Know these checks by their words."""
        self.known |= {check.words: check for check in checks}
        return self

    def check(self, words: str, speaker: str | None = None, filters: Filters = NO_FILTERS) -> Check:
        """Give a check of just these words."""
        self.asked.append((words, speaker, filters))
        if self.trouble:
            raise self.trouble
        found = self.known.get(words, self.otherwise)
        assert found is not None, f"nothing was laid in for {words!r}"
        return replace(found, words=words, speaker=speaker)

    judge = check


@dataclass
class FakeFacts(OverAnything):
    """Gives the finding that was laid in for a sentence, and records what it was asked."""

    known: dict[str, FactFinding] = field(default_factory=dict)
    reader_id: str = "a reader@0123456789ab/bf16"
    asked: list[tuple[tuple[str, ...], Filters]] = field(default_factory=list)

    def lay(self, *findings: FactFinding) -> FakeFacts:
        """Know these findings by their words."""
        self.known |= {finding.words: finding for finding in findings}
        return self

    def facts(
        self,
        sentences: tuple[FactSentence, ...],
        filters: Filters = NO_FILTERS,
        progress: Callable[[int, int], None] | None = None,
    ) -> FactCheck:
        """Give a finding for each sentence; without one, it is not in the record."""
        self.asked.append((tuple(one.words for one in sentences), filters))
        found = []
        for number, one in enumerate(sentences, start=1):
            known = self.known.get(one.words)
            found.append(
                replace(known, line=one.line, before=one.before)
                if known
                else FactFinding(one.words, one.line, FactVerdict.NOT_IN_RECORD, before=one.before)
            )
            if progress is not None:
                progress(number, len(sentences))
        return FactCheck(tuple(found), a_scope(filters))


def contradicted(article: Article, words: str, claimed: str, recorded: str) -> FactFinding:
    """Make the finding that a sentence has other words than an article."""
    difference = FactDifference(DoubtKind.NUMBER, claimed, excerpt(article, recorded))
    return FactFinding(
        words, 1, FactVerdict.CONTRADICTED, (difference,), (citation(article, recorded),)
    )


@dataclass
class FakeRecord(ItsOwnView):
    """Holds articles in all the versions that it was given."""

    current: dict[str, Article] = field(default_factory=dict)
    versions: dict[tuple[str, str], Article] = field(default_factory=dict)
    now: ArchiveState = STATE
    purged: dict[str, date] = field(default_factory=dict)

    def hold(self, *articles: Article) -> FakeRecord:
        """Make each article the current version of its origin."""
        for article in articles:
            self.current[article.id] = article
            self.versions[article.content_hash, article.id] = article
        return self

    def remove(self, article: Article) -> None:
        """Take an article away; its versions stay."""
        del self.current[article.id]

    def purge(self, article: Article, day: date) -> None:
        """Remove an article in all its versions, as of a day."""
        self.current.pop(article.id, None)
        self.purged[article.id] = day

    def article(self, article_id: str) -> Article:
        """Return the current version."""
        if article_id in self.purged:
            raise ArticlePurged(article_id, self.purged[article_id])
        if article_id not in self.current:
            raise ArticleMissing(article_id)
        return self.current[article_id]

    def version(self, content_hash: str, article_id: str | None = None) -> Article:
        """Return any version that was held."""
        if article_id in self.purged:
            raise ArticlePurged(article_id, self.purged[article_id])
        found = self.versions.get((content_hash, article_id or ""))
        if found is None:
            raise ArticleMissing(str(article_id))
        return found

    def state(self) -> ArchiveState:
        """Name the state that it was put into."""
        return self.now

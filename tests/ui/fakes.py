"""An archive and a chain that answer as they were told to, and record what they were asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.answer import Answer, Citation, Claim
from assistant.ledger.ledger import Doubt, DoubtKind, Support
from assistant.ledger.ledger import Entry as Written
from assistant.question import Question
from assistant.times.window import Window
from index.catalogue.entry import Entry
from index.errors import ArticleMissing, ArticlePurged
from index.passage import Match
from index.progress import Progress
from index.report import AddReport, Removal
from index.scope import Filters, Scope
from index.state import ArchiveState
from sources.article import Article, BlockKind, Metadata
from sources.language.time_phrase import Granularity, Period, TimePhrase
from tests.assistant.fakes import FakeDesk, FakeFacts
from tests.views import ItsOwnView, OverAnything
from ui.requests.check import Desks
from ui.requests.newsroom import Newsroom

PARAGRAPH = (
    "The minister opened the hall in April. The new line cost 270 billion won. "
    "It is to carry passengers from next spring."
)
SENTENCE = "The new line cost 270 billion won."


def an_article(
    origin: str = "/archive/line.txt",
    paragraph: str = PARAGRAPH,
    metadata: Metadata | None = None,
) -> Article:
    """Make an article of a headline, a section heading, a paragraph and a caption."""
    return Article.from_blocks(
        origin,
        [
            (BlockKind.HEADLINE, "A line through the steppe"),
            (BlockKind.HEADING, "What it cost"),
            (BlockKind.PARAGRAPH, paragraph),
            (BlockKind.CAPTION, "Workers at the last bridge."),
        ],
        metadata or Metadata(outlet="Steppe Courier", published=date(2024, 6, 14), language="en"),
    )


def a_citation(article: Article, words: str = SENTENCE, number: int = 1) -> Citation:
    """Cite words of an article within the block that holds them."""
    start = article.text.index(words)
    block = next(b for b in article.blocks if b.start <= start < b.end)
    context = article.span(block.start, block.end)
    return Citation(
        number=number,
        span=article.span(start, start + len(words)),
        words=words,
        context=context,
        context_words=article.words(context),
        headline=article.headline,
        outlet=article.metadata.outlet,
        published=article.metadata.published,
        url=article.metadata.url,
    )


def a_timed_citation() -> Citation:
    """Cite words of which one stands for a year."""
    cited = a_citation(an_article())
    start = cited.span.start + cited.words.index("line")
    year = Period(date(2025, 1, 1), date(2025, 12, 31), Granularity.YEAR)
    return replace(cited, times=(TimePhrase(start, start + 4, year),))


def a_scope(articles: int = 3, filters: Filters | None = None) -> Scope:
    """Make the scope of a small archive."""
    return Scope(
        articles=articles,
        passages=articles * 4,
        undated=1 if articles else 0,
        outlets=("Steppe Courier", "Tashkent Lantern") if articles else (),
        languages=("en", "ko") if articles else (),
        first=date(2024, 5, 3) if articles else None,
        last=date(2024, 6, 18) if articles else None,
        filters=filters or Filters(),
    )


def an_answer(*citations: Citation, question: str = "What did the line cost?") -> Answer:
    """Make an answer with a claim for each citation."""
    claims = tuple(Claim(citation.words, (citation,)) for citation in citations)
    return Answer(question, claims, (), a_scope())


def an_abstention(*nearest: Citation, filters: Filters | None = None) -> Answer:
    """Make the answer that there is none."""
    return Answer("Who won the cup?", (), nearest, a_scope(filters=filters))


def a_written_answer(
    article: Article, text: str = "The line was costly", words: str = SENTENCE
) -> Answer:
    """Make an answer of a chat model in which every verdict and every doubt occurs."""
    cited = a_citation(article, words)
    other = a_citation(article, "Workers at the last bridge.", 2)
    doubts = tuple(Doubt(kind, text) for kind in DoubtKind)
    reserved = (Doubt(DoubtKind.HEDGE, text),)
    claims = (
        Claim(f"{text}.", (cited,), entry=Written(Support.SUPPORTED)),
        Claim(f"{text} to build.", (cited,), entry=Written(Support.PARTLY, reserved)),
        Claim(f"{text} to run.", (), entry=Written(Support.UNSUPPORTED, doubts), offered=other),
        Claim(f"{text}?", (), entry=Written(Support.NO_CLAIM)),
    )
    return Answer(
        "And how costly?",
        claims,
        (),
        a_scope(),
        (text,),
        standalone=f"How costly is the line? {text}",
        writer=f"fake:{text}",
        remarks=(text,),
        window=Window(text, date(2024, 1, 1), None, "How costly?"),
    )


@dataclass
class FakeArchive(ItsOwnView):
    """Holds the articles it is given; adding hands out a report that was laid in beforehand."""

    folder: Path
    articles: dict[str, Article] = field(default_factory=dict)
    versions: dict[tuple[str, str | None], Article] = field(default_factory=dict)
    report: AddReport = field(default_factory=AddReport)
    trouble: Exception | None = None
    added: list[tuple[tuple[Path, ...], Metadata]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    purged: dict[str, date] = field(default_factory=dict)
    listed: list[tuple[Filters, str, int, int]] = field(default_factory=list)

    def hold(self, article: Article) -> Article:
        """Make an article the current version of its origin."""
        self.articles[article.id] = article
        self.versions[article.content_hash, article.id] = article
        return article

    def purge(self, article: Article, day: date) -> None:
        """Remove an article in all its versions, as of a day."""
        self.articles.pop(article.id, None)
        self.versions = {key: a for key, a in self.versions.items() if a.id != article.id}
        self.purged[article.id] = day

    def scope(self, filters: Filters | None = None) -> Scope:
        """Count the articles."""
        return a_scope(len(self.articles), filters)

    def state(self) -> ArchiveState:
        """Name the state."""
        return ArchiveState(1, len(self.articles), "a model", schema=1, quotation_rules=1)

    def entries(self, filters: Filters, text: str, limit: int, offset: int) -> tuple[Entry, ...]:
        """List the articles whose headline holds the text."""
        self.listed.append((filters, text, limit, offset))
        found = [an_entry(a) for a in self.articles.values() if text in a.headline]
        return tuple(found[offset : offset + limit])

    def ids_beginning(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the ids that begin like this."""
        return tuple(each for each in self.articles if each.startswith(prefix))[:limit]

    def purged_on(self, name: str) -> date | None:
        """Return the day of a purge."""
        return self.purged.get(name)

    def article(self, article_id: str) -> Article:
        """Return the current version."""
        if article_id in self.purged:
            raise ArticlePurged(article_id, self.purged[article_id])
        if article_id not in self.articles:
            raise ArticleMissing(article_id)
        return self.articles[article_id]

    def version(self, content_hash: str, article_id: str | None = None) -> Article:
        """Return any version that was held."""
        if article_id in self.purged:
            raise ArticlePurged(article_id, self.purged[article_id])
        if (content_hash, article_id) not in self.versions:
            raise ArticleMissing(str(article_id))
        return self.versions[content_hash, article_id]

    def add(
        self,
        paths: Sequence[Path],
        metadata: Metadata,
        *,
        wait: float,
        progress: Callable[[Progress], None],
    ) -> AddReport:
        """Record what was to be added."""
        assert wait > 0, "a visitor waits for another writer instead of failing at once"
        if self.trouble:
            raise self.trouble
        self.added.append((tuple(paths), metadata))
        progress(Progress(articles=len(paths), passages=4, fraction=1.0))
        return self.report

    def remove(self, article_ids: Sequence[str], wait: float) -> Removal:
        """Record what was removed."""
        assert wait > 0, "a visitor waits for another writer instead of failing at once"
        if self.trouble:
            raise self.trouble
        self.removed.extend(article_ids)
        return Removal(len([self.articles.pop(each) for each in article_ids]), self.report.warnings)


@dataclass
class FakeChain(OverAnything):
    """Streams the snapshots it was given, then raises the trouble it was given."""

    snapshots: Sequence[Answer] = ()
    trouble: Exception | None = None
    asked: list[Question] = field(default_factory=list)

    def stream(self, input: Question) -> Iterator[Answer]:  # noqa: A002 - LangChain's own name
        """Yield the snapshots."""
        self.asked.append(input)
        yield from self.snapshots
        if self.trouble:
            raise self.trouble

    def invoke(self, input: Question) -> Answer:  # noqa: A002 - LangChain's own name
        """Return the last snapshot."""
        return list(self.stream(input))[-1]


@dataclass
class FakeSearcher(OverAnything):
    """Finds the passages that it was given, and records what was searched for."""

    found: tuple[Match, ...] = ()
    asked: list[tuple[str, int, Filters]] = field(default_factory=list)

    def passages(self, question: str, limit: int, filters: Filters) -> tuple[Match, ...]:
        """Return the passages."""
        self.asked.append((question, limit, filters))
        return self.found


def a_newsroom(
    archive: FakeArchive,
    chain: FakeChain,
    desks: Desks | None = None,
    writers: Sequence[str] = (),
    searcher: FakeSearcher | None = None,
) -> Newsroom:
    """Put together what answers requests as it was told to."""
    searching = searcher or FakeSearcher()
    return Newsroom(
        archive, chain, desks or Desks(FakeDesk(), FakeFacts()), lambda _: searching, writers
    )


def an_entry(article: Article) -> Entry:
    """Make what a list shows of an article."""
    return Entry(
        article_id=article.id,
        content_hash=article.content_hash,
        headline=article.headline,
        outlet=article.metadata.outlet,
        published=article.metadata.published,
        language=article.metadata.language,
        origin=article.origin,
        added_at=datetime(2024, 7, 1, tzinfo=UTC),
        passages=4,
    )

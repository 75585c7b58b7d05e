"""The composition root: builds the archive, the embedder and the chain from the settings."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ui.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.answering.confidence import Judge
    from assistant.answering.reading_search import ReadingSearch
    from assistant.chain import ArchiveChain, Setup
    from assistant.facts.fact_desk import FactDesk
    from assistant.followup import Rewriter
    from assistant.ledger.support import SupportCheck
    from assistant.quotes.desk import QuoteDesk
    from assistant.reading.reader import Reader
    from assistant.retriever import ArchiveRetriever
    from assistant.writing.writer import Writer
    from index.archive import Archive
    from index.embedding.embedder import Embedder
    from index.search import Search
    from index.view import Viewable
    from sources.people.aliases import Aliases
    from ui.requests.check import Desks
    from ui.requests.newsroom import Newsroom


ALIASES = "aliases.txt"
# The longest time that a visitor waits for a question to be rewritten before the search starts.
REWRITING_SECONDS = 20.0


@dataclass(frozen=True)
class Composition:
    """The objects that verbs use, each built when it is first needed."""

    settings: Settings
    named_archive: bool = False

    @property
    def program(self) -> str:
        """The start of suggested commands: `onrecord`, with --archive if it was given."""
        if not self.named_archive:
            return "onrecord"
        return f"onrecord --archive {shlex.quote(str(self.settings.archive))}"

    def at(self, archive: Path) -> Composition:
        """Return the same composition for the archive given by --archive."""
        moved = self.settings.model_copy(update={"archive": archive.expanduser()})
        return replace(self, settings=moved, named_archive=True)

    def changed(self, **settings: object) -> Composition:
        """Return the composition with some settings replaced. None keeps a setting unchanged."""
        given = {name: value for name, value in settings.items() if value is not None}
        return replace(self, settings=self.settings.model_copy(update=given))

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model. Its weights are loaded when they are first needed."""
        from index.embedding.embedder import default_embedder, named_embedder  # noqa: PLC0415 - numpy

        model = self.settings.embedding_model
        if not model:
            return default_embedder()
        return named_embedder(model, self.settings.embedding_cache.expanduser())

    @cached_property
    def archive(self) -> Archive:
        """The archive. Raise ArchiveMissing if it does not exist."""
        from index.archive import Archive  # noqa: PLC0415 - a quarter of a second

        return Archive.open(self.settings.archive, self.embedder)

    @cached_property
    def archive_to_fill(self) -> Archive:
        """The archive. If it does not exist, adding something creates it."""
        from index.archive import Archive  # noqa: PLC0415 - a quarter of a second

        return Archive.create_or_open(self.settings.archive, self.embedder)

    def searcher(self, archive: Viewable, reading: bool) -> Search | ReadingSearch:
        """Return the search of an archive or a view. With `reading`, the reader reranks it."""
        from index.search import Search  # noqa: PLC0415 - a quarter of a second

        search = Search(archive, self.embedder)
        if not reading:
            return search
        from assistant.answering.reading_search import ReadingSearch  # noqa: PLC0415 - half a second

        return ReadingSearch(search, self.judge)

    @property
    def retriever(self) -> ArchiveRetriever:
        """The search over the archive as a LangChain retriever."""
        from assistant.retriever import ArchiveRetriever  # noqa: PLC0415 - langchain: half a second
        from index.search import Search  # noqa: PLC0415 - a quarter of a second

        return ArchiveRetriever(search=Search(self.archive, self.embedder))

    def chain(self, archive: Viewable) -> ArchiveChain:
        """Return the chain that answers from the archive or a view of it."""
        from assistant.chain import build_chain  # noqa: PLC0415 - langchain: half a second

        return build_chain(archive, self.embedder, self.setup)

    @cached_property
    def setup(self) -> Setup:
        """The settings and models that answer questions."""
        from assistant.chain import Setup  # noqa: PLC0415 - langchain: half a second

        return Setup(
            writers=self.writers,
            rewriting=self._rewriting,
            today=self.today,
            judge=self.judge,
        )

    @cached_property
    def judge(self) -> Judge:
        """The model that decides whether a sentence answers a question."""
        from assistant.answering.confidence import shipped_judge  # noqa: PLC0415 - half a second

        return shipped_judge(self.settings.caution)

    @cached_property
    def writers(self) -> Mapping[str, Writer]:
        """The chat models that may write answers, by name, the preferred one first.

        Raise ModelUnusable if a model cannot be set up.
        """
        return {name: self._writer(name) for name in self.settings.models}

    def _rewriting(self, search: Search, reader: Reader) -> Rewriter:
        """Return the rewriter of follow-ups: the chat model that will answer, or else FollowUps."""
        from assistant.followup import FollowUps  # noqa: PLC0415 - the same
        from assistant.writing.question_rewriting import ChosenRewriter, ModelRewriter  # noqa: PLC0415 - the same

        key, seconds = self.settings.model_key, min(REWRITING_SECONDS, self.settings.model_seconds)
        otherwise = FollowUps(search, reader)
        models = {
            name: ModelRewriter(model, name, otherwise, seconds, key)
            for name, model in self.chat_models.items()
        }
        return ChosenRewriter(models, otherwise)

    @cached_property
    def chat_models(self) -> Mapping[str, BaseChatModel]:
        """The chat models of the settings, by name. Raise ModelUnusable if one cannot be set up."""
        return {name: self.chat_model(name) for name in self.settings.models}

    def chat_model(self, name: str) -> BaseChatModel:
        """Return a chat model by its name; raise ModelUnusable if it cannot be set up."""
        from assistant.writing.models import ModelSettings, chat_model  # noqa: PLC0415 - seconds

        set_to = self.settings
        return chat_model(
            ModelSettings(
                name,
                base_url=set_to.model_url,
                key=set_to.model_key,
                timeout=set_to.model_seconds,
                retries=set_to.model_retries,
                answer_tokens=set_to.model_answer,
            )
        )

    @cached_property
    def ledger(self) -> SupportCheck:
        """The ledger, which checks written sentences."""
        from assistant.ledger.support import SupportCheck  # noqa: PLC0415 - langchain: half a second

        return SupportCheck(self.embedder)

    def _writer(self, name: str) -> Writer:
        from assistant.writing.writer import Limits, Unsupported, Writer  # noqa: PLC0415 - half a second

        set_to = self.settings
        unsupported = Unsupported(set_to.unsupported)
        return Writer(
            self.chat_models[name],
            name,
            self.ledger,
            self.today,
            Limits(set_to.model_context, set_to.model_seconds, unsupported),
            set_to.model_key,
        )

    @staticmethod
    def today() -> date:
        """Return the current date in the local time zone."""
        return datetime.now().astimezone().date()

    @cached_property
    def aliases(self) -> Aliases:
        """The alternative names of people. Raise BadAlias or Unreadable for an unusable file."""
        from sources.people.aliases import NO_ALIASES, Aliases  # noqa: PLC0415 - numpy

        named = self.settings.aliases
        path = Path(named).expanduser() if named else self.settings.archive / ALIASES
        return Aliases.read(path) if named or path.exists() else NO_ALIASES

    @property
    def runs(self) -> Path:
        """The folder where runs of test sets are kept."""
        from index.kept import RUNS  # noqa: PLC0415 - a quarter of a second

        named = self.settings.runs
        return Path(named).expanduser() if named else self.settings.archive / RUNS

    def desk(self, archive: Viewable) -> QuoteDesk:
        """Return the desk that checks quotations against the archive."""
        from assistant.quotes.desk import QuoteDesk  # noqa: PLC0415 - a third of a second
        from assistant.reading.trained import shipped_reader  # noqa: PLC0415 - the same

        return QuoteDesk(archive, self.embedder, self.aliases, shipped_reader())

    def desks(self, archive: Viewable) -> Desks:
        """Return the desks that check quotations and facts against the archive."""
        from ui.requests.check import Desks  # noqa: PLC0415 - a third of a second

        return Desks(self.desk(archive), self.fact_desk(archive))

    def newsroom(self, archive: Archive) -> Newsroom:
        """Return the newsroom, which answers requests from the page and from programs."""
        from ui.requests.newsroom import Newsroom  # noqa: PLC0415 - a third of a second

        return Newsroom(
            archive,
            self.chain(archive),
            self.desks(archive),
            partial(self.searcher, archive),
            tuple(self.writers),
        )

    def fact_desk(self, archive: Viewable) -> FactDesk:
        """Return the desk that compares facts in drafts with the archive."""
        from assistant.facts.fact_desk import FactDesk  # noqa: PLC0415 - a third of a second
        from assistant.reading.trained import shipped_reader  # noqa: PLC0415 - half a second

        return FactDesk(archive, self.embedder, shipped_reader())

"""Composition: an archive, its embedder and its chain, put together from the settings."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.archive import Archive
from index.embedding import Embedder, default_embedder, named_embedder
from index.search import Search
from sources.aliases import NO_ALIASES, Aliases
from ui.settings import Settings

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from assistant.answer import Answer
    from assistant.question import Question
    from assistant.quotes import QuoteDesk


ALIASES = "aliases.txt"
RUNS = "runs"


@dataclass(frozen=True)
class Composition:
    """What the verbs work with; each part is made when it is first asked for."""

    settings: Settings
    named_archive: bool = False

    @property
    def program(self) -> str:
        """How this program is called for the same archive: for commands that are suggested."""
        if not self.named_archive:
            return "onrecord"
        return f"onrecord --archive {shlex.quote(str(self.settings.archive))}"

    def changed(self, **settings: object) -> Composition:
        """Return the same with some settings replaced; None keeps one as it is."""
        given = {name: value for name, value in settings.items() if value is not None}
        return replace(self, settings=self.settings.model_copy(update=given))

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model; loaded when it first embeds."""
        model = self.settings.embedding_model
        return named_embedder(model) if model else default_embedder()

    @cached_property
    def archive(self) -> Archive:
        """The archive; ArchiveMissing where there is none."""
        return Archive.open(self.settings.archive, self.embedder)

    @cached_property
    def archive_to_fill(self) -> Archive:
        """The archive, which comes into being when something is added."""
        return Archive.create_or_open(self.settings.archive, self.embedder)

    @property
    def search(self) -> Search:
        """The search over the archive."""
        return Search(self.archive, self.embedder)

    def chain(self, archive: Archive) -> Runnable[Question, Answer]:
        """Return the chain that answers from the archive."""
        from assistant.chain import build_chain  # noqa: PLC0415 - langchain: half a second

        return build_chain(archive, self.embedder)

    @cached_property
    def aliases(self) -> Aliases:
        """The further names of people; BadAlias or Unreadable where the file cannot be used."""
        named = self.settings.aliases
        path = Path(named).expanduser() if named else self.settings.archive / ALIASES
        return Aliases.read(path) if named or path.exists() else NO_ALIASES

    @property
    def runs(self) -> Path:
        """The folder in which runs of test sets are kept."""
        named = self.settings.runs
        return Path(named).expanduser() if named else self.settings.archive / RUNS

    def desk(self, archive: Archive) -> QuoteDesk:
        """Return the desk that checks quotations against the archive."""
        from assistant.quotes import QuoteDesk  # noqa: PLC0415 - a third of a second

        return QuoteDesk(archive, self.embedder, self.aliases)

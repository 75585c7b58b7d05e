"""Settings of a run: everything that its results depend on, so that runs can be distinguished."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

from assistant.chain import Setup
from assistant.evaluation.testset import Testset
from assistant.receipts.receipt import digest_of
from index.archive import Archive
from index.search import HYBRID, VECTORS_ONLY, WORDS_ONLY, Mix
from index.view import View
from sources.people.aliases import NO_ALIASES, Aliases


class Signals(StrEnum):
    """The signals used to find passages: words, vectors, or both."""

    HYBRID = "hybrid"
    WORDS = "words"
    VECTORS = "vectors"

    @property
    def mix(self) -> Mix:
        """The mix of these signals in a search."""
        return _MIXES[self]


_MIXES = MappingProxyType(
    {Signals.HYBRID: HYBRID, Signals.WORDS: WORDS_ONLY, Signals.VECTORS: VECTORS_ONLY}
)
_TOP = Path(__file__).parents[2]
_ROOMS = ("sources", "index", "assistant")


@dataclass(frozen=True, slots=True)
class RunSettings:
    """Everything that the results of a run depend on, as plain values.

    `code` is a digest of the source code that finds and measures answers, because the version does
    not change during development. `contents` is a digest of the visible articles: equal for
    archives of the same articles, wherever they were read from. `revision` counts the changes of
    the archive. `reader` is the name of the reader's model, with its digest and precision: a
    probability near the threshold set by `caution` may differ between processors. `seed` decides
    the order of the cases. `judge` is the name of the judging model, if any.
    """

    program: str
    code: str
    system: str
    search: str
    reader: str
    caution: float
    model: str
    contents: str
    articles: int
    revision: int
    schema: int
    quotation_rules: int
    aliases: str
    testset: str
    testset_digest: str
    cases: int
    seed: int = 0
    judge: str = ""

    @property
    def digest(self) -> str:
        """The SHA-256 of all settings."""
        return digest_of(self.to_json())

    def to_json(self) -> dict[str, Any]:
        """Return the settings as JSON-compatible values."""
        return {name: getattr(self, name) for name in self.__slots__}

    def differing(self, other: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the differences from an earlier run's settings, one clause each."""
        own = self.to_json()
        names = [*own, *(name for name in other if name not in own)]
        return tuple(
            f"{name} was {other.get(name)!r} and is now {own.get(name)!r}"
            for name in names
            if own.get(name) != other.get(name)
        )


def settings_of(
    testset: Testset,
    archive: Archive,
    signals: Signals = Signals.HYBRID,
    seed: int = 0,
    aliases: Aliases = NO_ALIASES,
    setup: Setup | None = None,
) -> RunSettings:
    """Return the settings of a run of this program over an archive with this setup."""
    setup = setup or Setup()
    with archive.view() as view:
        state = view.state()
        contents = _contents(view, state.articles)
    writer = next(iter(setup.writers), "")
    return RunSettings(
        program=f"OnRecord {version('onrecord')}",
        code=_code(),
        system=f"answers by {writer or 'quotation'}",
        search=signals.value,
        reader=setup.judge.reader.model_id,
        caution=setup.judge.caution,
        model=state.model_id,
        contents=contents,
        articles=state.articles,
        revision=state.revision,
        schema=state.schema,
        quotation_rules=state.quotation_rules,
        aliases=digest_of(aliases.groups) if aliases.groups else "",
        testset=testset.name,
        testset_digest=testset.digest,
        cases=len(testset.cases),
        seed=seed,
    )


def _contents(view: View, articles: int) -> str:
    entries = view.entries(limit=articles + 1)
    shown = ((e.content_hash, e.outlet, str(e.published), e.language, e.headline) for e in entries)
    return digest_of(sorted(shown, key=str))


@cache
def _code() -> str:
    files = sorted(path for room in _ROOMS for path in (_TOP / room).rglob("*.py"))
    return digest_of([(str(f.relative_to(_TOP)), f.read_text(encoding="utf-8")) for f in files])

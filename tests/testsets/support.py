"""Sentences of written answers that we wrote ourselves, true and false, with what they cite."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.ledger.ledger import Entry, Support
from assistant.ledger.support import SupportCheck
from sources.article import Article
from tests.testsets.question import SAMPLES, cleaned

PATH = Path(__file__).with_name("support.jsonl")
# Two for each evidence: one that says the same in other words, one with a word or two put in, left
# out or exchanged for others, none of which is a number or a name.
EXCHANGED = Path(__file__).with_name("exchanged.jsonl")
TRUE = frozenset({"verbatim", "trimmed", "paraphrase"})
_SEED = "20241101"


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence, its kind, and the sentences of an article that it cites."""

    id: str
    kind: str
    sentence: str
    evidence: tuple[str, ...]
    article: Article

    @property
    def split(self) -> str:
        """The half that all sentences about one evidence fall into."""
        digest = hashlib.sha256(f"{_SEED}:{self.id}".encode()).digest()
        return "held_out" if digest[0] % 2 else "dev"

    @property
    def around(self) -> tuple[str, ...]:
        """The paragraphs that the evidence stands in, the headline and the outlet."""
        text, blocks = self.article.text, self.article.blocks
        paragraphs = (text[block.start : block.end] for block in blocks)
        near = (p for p in paragraphs if any(words in p for words in self.evidence))
        return (*near, self.article.headline, self.article.metadata.outlet or "")

    def judged(self, check: SupportCheck) -> Entry:
        """Return what the ledger says of it."""
        published = self.article.metadata.published
        return check.entry(self.sentence, self.evidence, said_on=published, around=self.around)

    def passes(self, entry: Entry) -> bool:
        """Return True if that is right: what is true is supported, and what is false is not."""
        return (entry.support is Support.SUPPORTED) == (self.kind in TRUE)


def written(path: Path = PATH) -> Iterator[Written]:
    """Yield the sentences of a file, and each evidence as it stands."""
    articles = cleaned(SAMPLES)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        evidence = tuple(row["evidence"])
        article = articles[row["article"]]
        for kind, sentence in [*row["sentences"], *(["verbatim", each] for each in evidence)]:
            yield Written(row["id"], kind, sentence, evidence, article)

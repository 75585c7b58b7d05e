"""WiCE: claims of an encyclopedia, the pages that they cite, and what the ledger says of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.ledger.doubts.support_likelihood import Signs
from assistant.ledger.ledger import Support
from assistant.ledger.support import SupportCheck
from sources.language.words import tokens

CLAIMS = Path(__file__).resolve().parents[3] / "shared" / "data" / "wice" / "claim_dev.jsonl"
_SEED = "20241101"
# So many sentences with the most words in common are embedded, and so many of them cited.
_COMPARED, _CITED = 40, 5


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, its label, and the sentences of its page that it is judged by."""

    id: str
    text: str
    label: str
    gold: tuple[str, ...]
    retrieved: tuple[str, ...]
    split: str


@dataclass(frozen=True)
class Judged:
    """A claim's label, what the ledger says of it, and the scores of the ways to tell."""

    label: str
    signs: Signs
    support: Support
    scores: dict[str, float]

    @property
    def truth(self) -> bool:
        """Whether the claim is supported in full."""
        return self.label == "supported"


def split_of(name: str) -> str:
    """Return the half of the set that a claim falls into."""
    return "held_out" if hashlib.sha256(f"{_SEED}:{name}".encode()).digest()[0] % 2 else "dev"


def claims(check: SupportCheck, splits: Container[str]) -> Iterator[Claim]:
    """Read the claims of some halves, and find the sentences that come closest to each."""
    for line in CLAIMS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        split = split_of(row["meta"]["id"])
        if split not in splits:
            continue
        page = row["evidence"]
        close = tuple(page[number] for number in _closest(row["claim"], page, check))
        sets = [[page[n] for n in numbers] for numbers in row["supporting_sentences"] if numbers]
        gold = tuple(sets[0]) if sets and row["label"] != "not_supported" else close
        yield Claim(row["meta"]["id"], row["claim"], row["label"], gold, close, split)


def judged(claim: Claim, evidence: Sequence[str], check: SupportCheck) -> Judged:
    """Judge a claim by some of its page."""
    signs = check.signs(claim.text, evidence)
    scores = {
        "words in common": overlap(claim.text, " ".join(evidence)),
        "cosine": signs.sense,
        "ledger, likelihood": signs.likelihood,
    }
    return Judged(claim.label, signs, check.entry(claim.text, evidence).support, scores)


def overlap(claim: str, evidence: str) -> float:
    """Return the share of a claim's content words that stand in the evidence, letter for letter."""
    ours = {word.folded for word in tokens(claim) if word.is_content}
    return len(ours & {word.folded for word in tokens(evidence)}) / max(1, len(ours))


def _closest(claim: str, page: Sequence[str], check: SupportCheck) -> list[int]:
    shared = np.array([overlap(claim, sentence) for sentence in page])
    compared = np.argsort(-shared, kind="stable")[:_COMPARED]
    ranked = check.ranked(claim, [page[number] for number in compared])
    return sorted(int(compared[number]) for number, _ in ranked[:_CITED])

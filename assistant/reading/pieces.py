"""Word pieces of a text, each with its character offsets and word number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tokenizers import Tokenizer

from index.embedding.excerpt import CHARACTERS_PER_TOKEN

CLS, SEP = 101, 102
# Tokenizers reject unpaired surrogates.
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The ids of a text's word pieces, their character offsets, and their word numbers."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    words: tuple[int | None, ...]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Cutter:
    """Split texts into word pieces. Safe to use from any number of threads."""

    tokenizer: Tokenizer

    def cut(self, text: str, most: int) -> Pieces:
        """Return at most that many pieces from the start of a text."""
        # A tokenizer given megabytes of text splits all of it.
        beginning = _SURROGATE.sub("\ufffd", text[: most * CHARACTERS_PER_TOKEN])
        encoding = self.tokenizer.encode(beginning, add_special_tokens=False)
        ids, offsets, words = encoding.ids, encoding.offsets, encoding.word_ids
        return Pieces(tuple(ids[:most]), tuple(offsets[:most]), tuple(words[:most]))

"""The part of a text that an embedding model reads."""

from __future__ import annotations

# Tokens are rarely longer than ten characters. A tokenizer given megabytes splits all of them.
CHARACTERS_PER_TOKEN = 64


def excerpt(text: str, tokens: int) -> str:
    """Return the beginning of a text, long enough for that many tokens, as valid Unicode."""
    beginning = text[: tokens * CHARACTERS_PER_TOKEN]
    # Tokenizers reject lone surrogates. They are replaced, and pairs of them are joined.
    return beginning.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

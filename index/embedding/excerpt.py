"""The part of a text that an embedding model reads."""

from __future__ import annotations

# Tokens are rarely longer than ten characters; a model that is handed megabytes splits them all.
CHARACTERS_PER_TOKEN = 64


def excerpt(text: str, tokens: int) -> str:
    """Return the beginning of a text, generous for that many tokens, as valid Unicode."""
    beginning = text[: tokens * CHARACTERS_PER_TOKEN]
    # Tokenizers refuse half a surrogate pair; it is replaced, and two halves are joined.
    return beginning.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

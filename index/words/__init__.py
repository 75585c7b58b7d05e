"""The word index: passages found by their words, with BM25; the only part that knows tantivy."""

from index.words.fields import terms, usable
from index.words.reader import WordHit, Words
from index.words.writer import WordsWriter, clear_strays

__all__ = ["WordHit", "Words", "WordsWriter", "clear_strays", "terms", "usable"]

"""The word index: BM25 search of passages. This is the only package that imports tantivy."""

from index.words.fields import terms, usable
from index.words.word_search import WordHit, Words
from index.words.word_writer import WordsWriter, clear_strays

__all__ = ["WordHit", "Words", "WordsWriter", "clear_strays", "terms", "usable"]

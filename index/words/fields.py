"""The fields of the word index: the part of a passage in each, and how it is tokenized."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from index.errors import ArchiveError, ArchiveFull, WordsMissing
from index.passage import PassageRecord
from sources.language.stop_words import STOP_WORDS
from sources.language.terms import PAIRED, pairs_of

# The fields for phrases. Together they hold the whole text of an article.
IN_ORDER = ("body", "beside")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in ("headline", "heading"):
        builder.add_text_field(field, tokenizer_name="english", index_option="freq")
    for field in IN_ORDER:
        builder.add_text_field(field, tokenizer_name="english", index_option="position")
    builder.add_text_field("pairs", tokenizer_name="spaced", index_option="freq")
    for field in ("outlet", "language"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("published", indexed=True, fast=True)
    builder.add_integer_field("version", indexed=True)
    builder.add_integer_field("seq", indexed=True, fast=True)
    return builder.build()


SCHEMA = _schema()


def _english(without: Sequence[str] = ()) -> tantivy.TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(60))
    if without:
        builder = builder.filter(Filter.custom_stopword(list(without)))
    return (
        builder.filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.stemmer("english"))
        .build()
    )


ENGLISH = _english()
ENGLISH_QUESTION = _english(without=STOP_WORDS)


def terms(text: str) -> list[str]:
    """Return the search terms of a text: English stems, and pairs of characters."""
    text = unicodedata.normalize("NFKC", text)
    return [*ENGLISH.analyze(PAIRED.sub(" ", text)), *pairs_of(text)]


def open_index(folder: Path) -> tantivy.Index:
    """Open an existing index; raise ValueError if there is none or it has other fields."""
    # Constructing a missing index would create one, and readers must not.
    if not tantivy.Index.exists(str(folder)):
        raise ValueError("it does not exist")
    index = tantivy.Index(SCHEMA, str(folder))
    index.register_tokenizer("english", ENGLISH)
    index.register_tokenizer("spaced", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    index.config_reader("manual")
    return index


def usable(folder: Path) -> bool:
    """Return True if the folder holds a word index that this program can read."""
    try:
        with converted(folder):
            open_index(folder)
    except WordsMissing:
        return False
    return True


def document_of(record: PassageRecord) -> tantivy.Document:
    """Return a passage as a document of the index."""
    document = tantivy.Document()
    body = unicodedata.normalize("NFKC", record.body)
    headline = unicodedata.normalize("NFKC", record.headline)
    document.add_text("headline", headline)
    document.add_text("heading", unicodedata.normalize("NFKC", record.heading or ""))
    document.add_text("body", body)
    document.add_text("pairs", " ".join(pairs_of(f"{headline} {body}")))
    document.add_text("beside", unicodedata.normalize("NFKC", record.beside))
    document.add_integer("seq", record.seq)
    document.add_integer("version", record.version)
    if record.outlet is not None:
        document.add_text("outlet", record.outlet)
    if record.language is not None:
        document.add_text("language", record.language)
    if record.published is not None:
        document.add_integer("published", record.published)
    return document


def says_full(error: Exception) -> bool:
    """Return True if the error means that the disk is full."""
    return any(sign in str(error) for sign in ("No space left", "StorageFull"))


@contextmanager
def converted(folder: Path) -> Iterator[None]:
    """Convert tantivy's errors, which are all ValueError, to the errors of this package."""
    try:
        yield
    except ArchiveError:
        raise
    except (ValueError, OSError) as error:
        if says_full(error):
            raise ArchiveFull.at(folder) from error
        raise WordsMissing(folder, str(error)) from error

"""The word index: passages found by their words, with BM25."""

from __future__ import annotations

import json
import shutil
import threading
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy
from tantivy import FieldType, Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from index.day import to_day
from index.errors import ArchiveError, ArchiveFull, WordsMissing
from index.links import linked
from index.pairs import PAIRED, pairs_of
from index.record import PassageRecord
from index.scope import Filters
from index.weights import STANDARD, Weights

_HEAP_BYTES = 50_000_000
# A pasted article must not become a query of thousands of clauses.
_MOST_TERMS = 96
_PRIVATE = ("meta.json", ".managed.json")
_UNFILTERED = Filters()


@dataclass(frozen=True, slots=True)
class WordHit:
    """The number of a passage that was found by its words, and its BM25 score."""

    seq: int
    score: float


class Words:
    """Search a word index that another process may be writing."""

    def __init__(self, folder: Path, writable: bool = True) -> None:
        self._folder = folder
        self._writable = writable
        self._linked: TemporaryDirectory[str] | None = None
        self._guard = threading.Lock()
        self._index: tantivy.Index | None = None
        self._searcher: tantivy.Searcher | None = None
        self._revision = -1

    def search(
        self,
        question: str,
        limit: int,
        revision: int,
        filters: Filters = _UNFILTERED,
        weights: Weights = STANDARD,
    ) -> tuple[WordHit, ...]:
        """Return the best hits, best first, from what was committed up to the revision."""
        query = _query(question, weights)
        if query is None or limit < 1:
            return ()
        with _converted(self._folder):
            searcher = self._fresh(revision)
            result = searcher.search(_restricted(query, filters), limit, count=False)
            seqs = searcher.fast_field_values("seq", [address for _, address in result.hits])
        hits = [
            WordHit(int(seq or 0), float(score))
            for seq, (score, _) in zip(seqs, result.hits, strict=True)
        ]
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.seq)))

    def count(self, revision: int) -> int:
        """Count the passages in the index, those of hidden articles included."""
        with _converted(self._folder):
            return self._fresh(revision).num_docs

    def seqs(self, revision: int) -> list[int]:
        """Return the number of every passage in the index."""
        with _converted(self._folder):
            searcher = self._fresh(revision)
            if not searcher.num_docs:
                return []
            result = searcher.search(Query.all_query(), searcher.num_docs, count=False)
            values = searcher.fast_field_values("seq", [address for _, address in result.hits])
        return [int(value or 0) for value in values]

    def finds(self, record: PassageRecord, revision: int) -> bool:
        """Say whether a passage is among those that its own words lead to."""
        query = _query(record.body, STANDARD)
        if query is None:
            return True
        itself = Query.term_query(_SCHEMA, "seq", record.seq)
        both = Query.boolean_query([(Occur.Must, query), (Occur.Must, itself)])
        with _converted(self._folder):
            return bool(self._fresh(revision).search(both, 1, count=False).hits)

    def frequencies(self, wanted: Iterable[str], revision: int) -> dict[str, int]:
        """Count the passages that hold each term, in their text or their headline."""
        fields = ("body", "headline", "pairs")
        with _converted(self._folder):
            searcher = self._fresh(revision)
            return {
                term: max(searcher.doc_freq(field, term) for field in fields) for term in wanted
            }

    def close(self) -> None:
        """Let go of all files."""
        with self._guard:
            self._index = self._searcher = None
            if self._linked is not None:
                self._linked.cleanup()
                self._linked = None

    def _fresh(self, revision: int) -> tantivy.Searcher:
        with self._guard:
            if self._index is None or (self._linked and revision != self._revision):
                self._index = _open(self._place())
                self._searcher = None
            if self._searcher is None or revision != self._revision:
                self._index.reload()
                self._searcher = self._index.searcher()
                self._revision = revision
            return self._searcher

    def _place(self) -> Path:
        if self._writable or not self._folder.is_dir():
            return self._folder
        # Tantivy makes a lock file beside what it reads.
        self._linked = linked(self._folder)
        return Path(self._linked.name)


class WordsWriter:
    """Add to the word index and delete from it; readers see nothing until `commit`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with _converted(folder):
            self._index = _open(folder)
            _clear_unnamed_deletions(folder)
            self._writer = self._index.writer(_HEAP_BYTES, 1)

    @classmethod
    def create(cls, folder: Path) -> WordsWriter:
        """Make an empty index in the place of whatever is there."""
        unfinished = folder.with_name(f"{folder.name}.{uuid.uuid4().hex}")
        unfinished.mkdir(parents=True)
        with _converted(folder):
            tantivy.Index(_SCHEMA, str(unfinished))
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
        return cls(folder)

    def add(self, records: Iterable[PassageRecord]) -> None:
        """Add passages."""
        with _converted(self._folder):
            for record in records:
                self._writer.add_document(_document(record))

    def delete(self, versions: Iterable[int]) -> None:
        """Delete the passages of these versions."""
        with _converted(self._folder):
            for version in versions:
                self._writer.delete_documents_by_term("version", version)

    def delete_all(self) -> None:
        """Delete every passage."""
        with _converted(self._folder):
            self._writer.delete_all_documents()

    def commit(self) -> None:
        """Make everything so far durable, and visible to readers, at once."""
        with _converted(self._folder):
            self._writer.commit()
        self._share()

    def close(self) -> None:
        """Drop what was not committed, and end the merging of segments."""
        with _converted(self._folder):
            self._writer.wait_merging_threads()
        self._share()

    def _share(self) -> None:
        """Let whoever may read the catalogue read the index: tantivy keeps two files for itself."""
        mode = self._folder.stat().st_mode & 0o666
        for name in _PRIVATE:
            with suppress(FileNotFoundError, PermissionError):  # gone, or another writer's
                (self._folder / name).chmod(mode)


def terms(text: str) -> list[str]:
    """Return the terms that a text is searched by: English stems, and pairs of characters."""
    text = unicodedata.normalize("NFC", text)
    return [*_ENGLISH.analyze(PAIRED.sub(" ", text)), *pairs_of(text)]


def _clear_unnamed_deletions(folder: Path) -> None:
    """Remove the lists of deletions that are newer than the last commit.

    A writer that dies between writing such a list and committing it leaves it behind; the next one
    counts on from the last commit, comes to the same name, and tantivy would not write over it.
    """
    committed = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["opstamp"]
    for found in folder.glob("*.del"):
        # Older ones may still be wanted by a reader; tantivy clears those itself.
        if int(found.name.split(".")[1]) > committed:
            found.unlink(missing_ok=True)


def usable(folder: Path) -> bool:
    """Say whether the folder holds a word index that this program can read."""
    try:
        with _converted(folder):
            _open(folder)
    except WordsMissing:
        return False
    return True


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in ("headline", "heading", "body"):
        builder.add_text_field(field, tokenizer_name="english", index_option="freq")
    builder.add_text_field("pairs", tokenizer_name="spaced", index_option="freq")
    for field in ("outlet", "language"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("published", indexed=True, fast=True)
    builder.add_integer_field("version", indexed=True)
    builder.add_integer_field("seq", indexed=True, fast=True)
    return builder.build()


_SCHEMA = _schema()


def _english(without_stop_words: bool) -> tantivy.TextAnalyzer:
    builder = (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(60))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
    )
    if without_stop_words:
        builder = builder.filter(Filter.stopword("english"))
    return builder.filter(Filter.stemmer("english")).build()


_ENGLISH = _english(without_stop_words=False)
_ENGLISH_QUESTION = _english(without_stop_words=True)


def _open(folder: Path) -> tantivy.Index:
    # Constructing an index where there is none would make one; readers must not.
    if not tantivy.Index.exists(str(folder)):
        raise ValueError("there is none")
    index = tantivy.Index(_SCHEMA, str(folder))
    index.register_tokenizer("english", _ENGLISH)
    index.register_tokenizer("spaced", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    index.config_reader("manual")
    return index


def _document(record: PassageRecord) -> tantivy.Document:
    document = tantivy.Document()
    body = unicodedata.normalize("NFC", record.body)
    headline = unicodedata.normalize("NFC", record.headline)
    document.add_text("headline", headline)
    document.add_text("heading", unicodedata.normalize("NFC", record.heading or ""))
    document.add_text("body", body)
    document.add_text("pairs", " ".join(pairs_of(f"{headline} {body}")))
    document.add_integer("seq", record.seq)
    document.add_integer("version", record.version)
    if record.outlet is not None:
        document.add_text("outlet", record.outlet)
    if record.language is not None:
        document.add_text("language", record.language)
    if record.published is not None:
        document.add_integer("published", record.published)
    return document


def _query(question: str, weights: Weights) -> Query | None:
    """Build a query from the words of the question; None when it has no words.

    The words never pass through a query language, so nothing in them can be an operator.
    """
    text = unicodedata.normalize("NFC", question)
    terms = _ENGLISH_QUESTION.analyze(text) or _ENGLISH.analyze(text)
    fields = [("headline", weights.headline), ("heading", weights.heading), ("body", weights.body)]
    wanted = [(field, term, w) for term in _first(terms) for field, w in fields]
    wanted += [("pairs", pair, weights.pairs) for pair in _first(pairs_of(text))]
    clauses = [
        (Occur.Should, Query.boost_query(Query.term_query(_SCHEMA, field, term, "freq"), weight))
        for field, term, weight in wanted
        if weight > 0
    ]
    return Query.boolean_query(clauses) if clauses else None


def _first(terms: Iterable[str]) -> Sequence[str]:
    return list(dict.fromkeys(terms))[:_MOST_TERMS]


def _restricted(query: Query, filters: Filters) -> Query:
    """Leave the scores as they are, and out what the filters exclude."""
    must: list[Query] = []
    for field, values in (("outlet", filters.outlets), ("language", filters.languages)):
        if values:
            must.append(Query.term_set_query(_SCHEMA, field, list(values)))
    if filters.since or filters.until:
        since = to_day(filters.since) if filters.since else None
        until = to_day(filters.until) if filters.until else None
        must.append(Query.range_query(_SCHEMA, "published", FieldType.Integer, since, until))
    clauses = [(Occur.Must, Query.const_score_query(clause, 0.0)) for clause in must]
    return Query.boolean_query([(Occur.Must, query), *clauses]) if clauses else query


@contextmanager
def _converted(folder: Path) -> Iterator[None]:
    """Turn tantivy's errors, which are all ValueError, into the errors of this room."""
    try:
        yield
    except ArchiveError:
        raise
    except (ValueError, OSError) as error:
        if "No space left" in str(error) or "StorageFull" in str(error):
            raise ArchiveFull(
                f"No room left on the disk of {folder}. What was added before is kept; free "
                "some space and run the command again."
            ) from error
        raise WordsMissing(folder, str(error)) from error

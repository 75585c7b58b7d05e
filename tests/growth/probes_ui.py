"""What `ui` does with texts from outside: what is typed, kept, read from files, and shown."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from assistant.answer import Answer, Citation, Claim
from assistant.errors import DraftUnusable, ReceiptUnreadable, RunUnreadable
from assistant.evaluation.run_folder import RESULTS, RunFolder
from assistant.ledger.ledger import Doubt, DoubtKind, Entry, Support
from assistant.question import Question
from assistant.quotes.alignment import nearest
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.desk import LONGEST
from assistant.quotes.draft import check_draft
from assistant.quotes.judgement import Judgement
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.verdict import Check
from assistant.receipts.receipt import Receipt
from index.errors import ArchiveError
from index.scope import Filters
from sources.article import Article, BlockKind, Metadata, Page
from sources.people.aliases import NO_ALIASES
from tests.assistant.fakes import STATE, FakeDesk, FakeFacts, exact
from tests.assistant.fakes import an_article as a_fare_article
from tests.growth.probes_sources import article_of
from tests.ui.fakes import FakeArchive, FakeChain, a_newsroom, a_scope, an_abstention
from tests.views import ItsOwnView
from ui.conversations.amending import amended
from ui.conversations.arrival import Arrival
from ui.conversations.conversation import Conversation, Stage, Turn
from ui.conversations.kept_conversation import KeepsakeUnreadable, keepsake_text, read_keepsake
from ui.conversations.restoring import Restorer
from ui.errors import FilterUnreadable
from ui.receipt_files import stored_receipt
from ui.render.export import answer_markdown, conversation_json, conversation_markdown
from ui.render.html.article import article_document, published_host
from ui.render.html.article_list import listing_html
from ui.render.html.draft import draft_html
from ui.render.html.page_parts import sources_html
from ui.render.html.turn import turn_html
from ui.render.html.verdict import verdict_html
from ui.render.json_records import answer_record
from ui.render.text.answer import say_answer, say_article
from ui.render.text.terminal import json_text, one_line, say
from ui.render.text.verdict import say_check
from ui.requests.act import Act
from ui.requests.ask import AskRequest, why_not_asked
from ui.requests.check import CheckRequest, Desks, check
from ui.requests.filtering import held_filters
from ui.requests.newsroom import acts
from ui.requests.quotation_input import named_speaker, why_not_checked
from ui.uploads import article_management as articles
from ui.uploads.kept_uploads import safe_name

_LINE = 80
_MADE = datetime(2024, 7, 1, tzinfo=UTC)


def _lines(text: str) -> list[str]:
    return [text[start : start + _LINE] for start in range(0, len(text), _LINE)]


def _refusing(work: Callable[[str], object], *errors: type[Exception]) -> Callable[[str], object]:
    """Return a probe of work that may refuse the text: refusing must not take long either."""

    def refusing(text: str) -> object:
        try:
            return work(text)
        except errors as error:
            return error

    return refusing


def _article(text: str) -> Article:
    return Article.from_blocks(
        "/page.txt",
        [(BlockKind.PARAGRAPH, line) for line in _lines(text)] or [(BlockKind.PARAGRAPH, "a")],
        Metadata(title=text[:_LINE], outlet=text[:_LINE], url=text[:_LINE]),
    )


def _citation(article: Article, start: int, end: int, number: int) -> Citation:
    span = article.span(start, end)
    return Citation.of(article, span, span, number)


def _long_answer(text: str) -> Answer:
    """Return an answer that cites one article of which everything is the text."""
    known = Metadata(title=text, outlet=text, url=text)
    one = Article.from_blocks("/page.txt", [(BlockKind.PARAGRAPH, text or "a")], known)
    claim = Claim(one.text, (_citation(one, 0, len(one.text), 1),))
    return Answer(text, (claim,), (), a_scope(), (text,), text, "", (text,))


def _answer(text: str) -> Answer:
    """Return an answer with a written sentence for each line, each with a citation and doubts."""
    one = _article(text)
    doubts = tuple(Doubt(kind, "a b") for kind in DoubtKind)
    claims = tuple(
        Claim(
            one.text[block.start : block.end],
            (_citation(one, block.start, block.end, number),),
            entry=Entry(Support.PARTLY, doubts),
        )
        for number, block in enumerate(one.blocks, 1)
        if block.end > block.start
    )
    long = Claim(text, (), entry=Entry(Support.UNSUPPORTED, (Doubt(DoubtKind.WORDS, text),)))
    return Answer(text, (*claims, long), (), a_scope(), (text,), text, text, (text,))


def _turn(text: str, number: int = 1) -> Turn:
    question = Question(text, standalone=text, writer="fake")
    return Turn(number, question, _answer(text), frozenset(), Stage.COMPLETE)


def _talk(text: str) -> Conversation:
    return Conversation(tuple(_turn(line, number) for number, line in enumerate(_lines(text), 1)))


@cache
def _archive() -> FakeArchive:
    archive = FakeArchive(Path(mkdtemp()))
    archive.hold(a_fare_article())
    return archive


@cache
def _acts() -> dict[str, Act]:
    desks = Desks(FakeDesk(otherwise=exact(a_fare_article())), FakeFacts())
    newsroom = a_newsroom(_archive(), FakeChain([an_abstention()]), desks)
    return {act.name: act for act in acts(newsroom)}


def _tools(text: str) -> object:
    found: list[object] = []
    calls: tuple[tuple[str, dict[str, object]], ...] = (
        ("ask", {"question": text, "history": _lines(text)}),
        ("ask", {"question": "Who?", "history": [text]}),
        ("ask", {"question": "Who?", "outlets": _lines(text), "since": text}),
        ("ask", {"question": "Who?", "since": text, "languages": [text]}),
        ("search", {"query": text}),
        ("check", {"words": text, "speaker": "Ann Lee"}),
        ("check", {"words": "A b c.", "speaker": text}),
        ("show", {"article_id": text}),
        ("show", {"article_id": "0" * 16, "content_hash": text, "span": text}),
    )
    for name, arguments in calls:
        try:
            found.append(_acts()[name].call(arguments))
        except (ValueError, ArchiveError) as error:
            found.append(error)
    return found


def _check(text: str) -> Check:
    """Return the check of words of an article of which every ninth was left out."""
    claim = " ".join(word for n, word in enumerate(text[:LONGEST].split()) if n % 9) or "a"
    recorded = Recorded(article_of(text or "a"), ())
    judgement = Judgement(Claimed.of(claim), "Ann Lee", a_scope(), NO_ALIASES)
    found = nearest(judgement.claimed, recorded) if judgement.claimed.words else None
    made = judgement.changed([recorded]) if found else None
    return made or judgement.too_short(())


def _drafted(text: str) -> object:
    quoted = "\n\n".join(f"“{line}” said Ann Lee." for line in _lines(text)[:400])
    draft, checks = check_draft(
        Page("/draft.txt", quoted or "a"), FakeDesk(otherwise=exact(a_fare_article()))
    )
    return draft_html(Receipt.of(checks, STATE, draft))


def _printed(work: Callable[[], object]) -> str:
    with redirect_stdout(io.StringIO()) as printed:
        work()
    return printed.getvalue()


class _Terminal(io.StringIO):
    """Takes what is printed as a terminal does."""

    def isatty(self) -> bool:
        """Say that somebody reads it."""
        return True


def _on_a_terminal(text: str) -> str:
    with redirect_stdout(_Terminal()) as printed:
        say(one_line(text), indent=4)
    return printed.getvalue()


class _Anything(ItsOwnView):
    """An archive in which every version is the same article."""

    def __init__(self, article: Article) -> None:
        self._article = article

    def version(self, content_hash: str, article_id: str | None = None) -> Article:
        """Return it."""
        del content_hash, article_id
        return self._article

    def ids_beginning(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return its id."""
        del prefix, limit
        return (self._article.id,)


def _said(text: str, *, verbose: bool = False) -> object:
    archive = _Anything(a_fare_article())
    return _printed(lambda: say_answer(_answer(text), archive, "onrecord", verbose=verbose))


def _checked_aloud(text: str, *, verbose: bool = False) -> object:
    archive = _Anything(article_of(text or "a"))
    return _printed(lambda: say_check(_check(text), archive, "onrecord", verbose=verbose))


def _kept(text: str) -> object:
    archive: Any = _Anything(a_fare_article())
    return Restorer(archive).restored(read_keepsake(keepsake_text(_talk(text[:20_000]))))


def _file(reader: Callable[[Path], object], name: str) -> Callable[[str], object]:
    def work(text: str) -> object:
        with TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(text.encode("utf-8", "replace"))
            return reader(path)

    return work


def _read_run(path: Path) -> object:
    folder = RunFolder(path.parent)
    with suppress(RunUnreadable):
        folder.summary()
    return folder.results()


def _arrival(text: str) -> object:
    fields = [("ask", text), ("check", text), ("speaker", text), ("since", text)]
    return Arrival.of([*fields, *(("outlet", line) for line in _lines(text))])


PROBES: dict[str, Callable[[str], object]] = {
    "typed": lambda text: (
        why_not_asked(text),
        why_not_checked(text, text),
        named_speaker(text),
        safe_name(text),
    ),
    "amended": lambda text: [
        amended(Question("Who?", Filters(outlets=tuple(_lines(text)))), what, text)
        for what in ("outlet", "language", "standalone", "window")
    ],
    "filters": _refusing(
        lambda text: held_filters(
            AskRequest(question="Who?", outlets=_lines(text), since=text, until=text), _archive()
        ),
        FilterUnreadable,
    ),
    "arrival": _arrival,
    "find": lambda text: listing_html(articles.listing(_archive(), articles.Search(text))),
    "tools": _tools,
    "check": _refusing(
        lambda text: check(
            CheckRequest(words=text, speaker="Ann Lee"),
            _archive(),
            Desks(FakeDesk(otherwise=exact(a_fare_article())), FakeFacts()),
        ),
        ValueError,
    ),
    "turn": lambda text: turn_html(_turn(text), latest=True),
    "turn, long": lambda text: turn_html(
        Turn(1, Question(text), _long_answer(text), frozenset(), Stage.COMPLETE)
    ),
    "sources": lambda text: sources_html(_turn(text)),
    "conversation": lambda text: [turn_html(turn) for turn in _talk(text).turns],
    "export": lambda text: (
        conversation_markdown(_talk(text), _MADE),
        conversation_json(_talk(text), _MADE),
    ),
    "answer in Markdown": lambda text: answer_markdown(_answer(text)),
    "answer for programs": lambda text: json_text(answer_record(_answer(text))),
    "answer in plain text": _said,
    "answer in plain text, in full": partial(_said, verbose=True),
    "terminal": _on_a_terminal,
    "article": lambda text: article_document(_article(text)),
    "article in plain text": lambda text: _printed(lambda: say_article(_article(text), None)),
    "address": published_host,
    "verdict": lambda text: verdict_html(_check(text)),
    "verdict in plain text": _checked_aloud,
    "verdict in plain text, in full": partial(_checked_aloud, verbose=True),
    "draft": _refusing(_drafted, DraftUnusable),
    "keepsake": _refusing(_kept, KeepsakeUnreadable),
    "keepsake, read": _refusing(read_keepsake, KeepsakeUnreadable),
    "receipt": _refusing(_file(stored_receipt, "receipt.json"), ReceiptUnreadable),
    "run": _refusing(_file(_read_run, RESULTS), RunUnreadable),
    "run, settings": _refusing(_file(_read_run, "settings.json"), RunUnreadable),
}

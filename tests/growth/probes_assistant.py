"""What `assistant` does with texts from outside: what is asked and checked, what models write."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_core.runnables import Runnable

from assistant.answer import Answer, Citation
from assistant.answering.clipping import clippings
from assistant.answering.evidence import Frequencies, Topic
from assistant.answering.findings import korean_evidence
from assistant.answering.quoting import choose
from assistant.answering.sentence import sentences_of
from assistant.chain import Setup, build_chain
from assistant.errors import DraftUnusable, ReceiptUnreadable, TestsetUnusable
from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.gold import GoldMissing, names_of, resolved
from assistant.evaluation.matching import values
from assistant.evaluation.model_judge import read as read_judgement
from assistant.evaluation.result import Result
from assistant.evaluation.testset import lines
from assistant.followup import FollowUps
from assistant.ledger.support import SupportCheck
from assistant.markdown_escaping import plain
from assistant.question import Exchange, Question, parts
from assistant.quotes.alignment import occurrences, written_occurrences
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.closest_passages import Translation
from assistant.quotes.desk import LONGEST, QuoteDesk
from assistant.quotes.dispute import Attitude
from assistant.quotes.draft import check_draft
from assistant.quotes.filler_matches import fluent_occurrences
from assistant.quotes.judgement import Judgement
from assistant.quotes.pasted_text import Pasted
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.speaker_identity import identity
from assistant.quotes.verdict import Attribution, Excerpt
from assistant.reading.trained import shipped_reader
from assistant.receipts.receipt import MOST_CHECKS, Receipt, read_receipt, receipt_json
from assistant.receipts.receipt_markdown import receipt_markdown
from assistant.times.window import window_of
from assistant.writing.key_masking import Keys, without
from assistant.writing.reply import every, read
from assistant.writing.writer import Writer
from index.archive import Archive
from index.passage_cutting import passages
from index.scope import Filters
from index.search import Search
from sources.article import Article, BlockKind, Metadata, Page
from sources.cleaning.characters import readable
from sources.cleaning.cleaner import clean
from sources.formats.decoding import scrub
from sources.formats.labelled_text import with_turns
from sources.language.notation import notations
from sources.language.numbers import numbers
from sources.language.words import tokens
from sources.people.aliases import NO_ALIASES
from sources.quotations.finding import quotations
from sources.quotations.quotation import MentionKind
from sources.span import Span
from tests.assistant.conftest import RECORDS
from tests.assistant.fakes import STATE, FakeDesk, a_scope, an_article, exact
from tests.assistant.recorded_model import RecordedModel
from tests.growth.probes_sources import article_of
from tests.index.fakes import FakeEmbedder

_TODAY = date(2024, 7, 10)
_LINE = 80
_ASKED = "What did the new harbour bridge cost, and who opened it?"
_ORDINARY = (
    "The new harbour bridge cost 40 million dollars, the port authority said on Monday. "
    "Transport minister Ilsa Varga did not open it in the rain. “We will not raise the fares "
    "before the bridge is open,” said Ann Lee, who may go to Oslo next year."
)


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


@cache
def _archive() -> Archive:
    folder = Path(mkdtemp())
    (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, RECORDS)), encoding="utf-8")
    archive = Archive.create_or_open(folder / "archive", FakeEmbedder())
    archive.add([folder / "pages.jsonl"])
    return archive


@cache
def _chain() -> Runnable[Question, Answer]:
    return build_chain(_archive(), FakeEmbedder(), Setup(today=lambda: _TODAY))


@cache
def _desk() -> QuoteDesk:
    return QuoteDesk(_archive(), FakeEmbedder())


def _ask(text: str) -> object:
    return _chain().invoke(Question(text))


def _ask_after(text: str) -> object:
    history = tuple(Exchange(line, text) for line in _lines(text)[:50])
    return _chain().invoke(Question("And why did she open it?", history=history))


def _rewritten(text: str) -> object:
    follow_ups = FollowUps(Search(_archive(), FakeEmbedder()), shipped_reader())
    history = (Exchange(text, text), Exchange("Who is she?", text, text))
    return follow_ups.rewrite(Question("And what did he do there?", history=history))


def _windowed(text: str) -> object:
    return window_of(Question(text).plain, _TODAY, lambda _: None)


def _weighed(text: str) -> object:
    """Weigh the sentences of the best passages of an article, as a question does."""
    text = readable(scrub(text))
    found = [s for p in passages(article_of(text))[:10] for s in sentences_of(p, article_of(text))]
    ranked = []
    for part in parts("Who opened the bridge in Oslo, and how much did Ann Lee say it cost?"):
        weights = Topic.of(part, Frequencies(100, dict.fromkeys(part.terms, 3)))
        ranked.append(korean_evidence(part, found, [0.9] * len(found), weights))
    return choose(ranked), list(clippings(found))


def _recorded(text: str) -> Recorded:
    one = article_of(text)
    return Recorded(one, quotations(one))


def _judged(claim: str, text: str, speaker: str | None = "Ann Lee") -> object:
    """Judge a claim by an article, in every way that the desk may."""
    recorded, made = _recorded(text), []
    for claimed in Claimed.readings(claim):
        judgement = Judgement(claimed, speaker, a_scope(), NO_ALIASES)
        found = list(islice(occurrences(claimed, recorded), 12))
        found = found or list(islice(written_occurrences(claimed, recorded), 12))
        made.append(judgement.present(found) if found else None)
    if judgement.is_short:
        return made, judgement.shortened([recorded])
    return made, judgement.changed([recorded])


_CLAIM = 1_000


def _altered(text: str) -> str:
    """Leave out every ninth word, and edit others as journalists do."""
    words = text.split()
    edited = [f"[{word}]" if n % 31 == 7 else word for n, word in enumerate(words) if n % 9]
    return " … ".join(" ".join(edited[n : n + 41]) for n in range(0, len(edited), 41))


def _translated(text: str) -> object:
    one = article_of(text)

    class Holding:
        """Finds one article for everything."""

        def matching(self, *_: object) -> tuple[Any, ...]:
            """Return its first passages."""
            return tuple(_Match(passage) for passage in passages(one)[:12])

        def version(self, *_: object) -> Article:
            """Return it."""
            return one

        def frequencies(self, terms: object) -> dict[str, int]:
            """Find every term rare."""
            return dict.fromkeys(terms, 1)  # type: ignore[call-overload, no-any-return]

    words = "민준 장관은 KTX 42대와 서울 부산 철도를 2024년에 열었다. 이서연 김철수 박지호"
    return Translation(Holding(), NO_ALIASES).look(words, None, a_scope(), Filters())  # type: ignore[arg-type]


def _fluent(text: str) -> object:
    """Look through a speech for words that it has but for its fillers."""
    page = with_turns(Page("a.txt", f"LEE: {' '.join(text.split())}\nHALL: I see.\nLEE: So do I."))
    one = clean(page)
    recorded = Recorded(one, quotations(one))
    claims = (" ".join(text.split()[::2][:100]), "So do I.", "we were going to")
    return [list(fluent_occurrences(Claimed.of(claim), recorded)) for claim in claims]


class _Match:
    """A passage that was found."""

    def __init__(self, passage: Any) -> None:
        self.passage = passage


_GIVEN = Attribution(
    "Dana Orlova", Excerpt(Span("a", "b", 0, 6), "Orlova"), MentionKind.NAMED, False, None
)


def _check_of(text: str) -> object:
    return _desk().check(text, "Ilsa Varga")


def _draft(text: str) -> object:
    return check_draft(Page("/draft.txt", text), FakeDesk(otherwise=exact(an_article())))


def _draft_at_the_desk(text: str) -> object:
    return check_draft(Page("/draft.txt", text), _desk())


def _citations(text: str) -> list[Citation]:
    one = Article.from_blocks("/page.txt", [(BlockKind.PARAGRAPH, text)], Metadata(title=text))
    span = one.span(0, len(one.text))
    return [Citation.of(one, span, span, 1)]


def _supported(sentence: str, evidence: str) -> object:
    ledger = SupportCheck(FakeEmbedder())
    return ledger.cited(sentence, _citations(evidence)), ledger.closest(sentence, [evidence])


class Stuttering(RecordedModel):
    """Says its replies a few characters at a time, as many as make 500 pieces of a reply."""

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        del messages, stop, run_manager, kwargs
        text = str(self.replies[0][0])
        size = max(1, len(text) // 500)
        for start in range(0, len(text), size):
            piece = AIMessageChunk(content=text[start : start + size])
            yield ChatGenerationChunk(message=piece)


def _written(text: str) -> object:
    """Let a model write the text, piece by piece, and keep the states of the answer."""
    writer = Writer(Stuttering.saying(text), "fake", SupportCheck(FakeEmbedder()), lambda: _TODAY)
    chain = build_chain(_archive(), FakeEmbedder(), Setup(writers={"fake": writer}))
    return list(chain.stream(Question("What did the new harbour bridge cost?", writer="fake")))


def _with_labels(text: str) -> str:
    return " ".join(f"{line}. [1.1, 2.{n}]" for n, line in enumerate(_lines(text)))


def _receipt_of(text: str) -> object:
    """Write and read a receipt of a check of the text, and one of many checks."""
    desk = FakeDesk(otherwise=exact(an_article()))
    many = [desk.check(line) for line in _lines(text)[: MOST_CHECKS - 1]]
    receipt = Receipt.of([desk.check(text), *many], STATE)
    return receipt_markdown(receipt), read_receipt(receipt_json(receipt).encode("utf-8", "replace"))


def _testset(text: str, *, of: Callable[[str], str]) -> object:
    with TemporaryDirectory() as folder:
        path = Path(folder, "cases.jsonl")
        path.write_text(of(text), encoding="utf-8", errors="replace")
        return lines(path)


def _one_case(text: str) -> str:
    return json.dumps({"id": text, "question": text, "answer": [text], "numbers": [text]})


def _many_cases(text: str) -> str:
    return "\n".join(
        json.dumps({"id": str(n), "question": line or "a", "answer": [line]})
        for n, line in enumerate(_lines(text))
    )


def _matched(text: str) -> object:
    half = text[: len(text) // 2]
    answers = (half[:2_000], text[1:2_000])
    case = Case("1", question="Who?", answers=answers, answers_all=("Ann",), numbers=("7",))
    return values(case, Outcome("1", answered=True, text=text))


def _around(text: str) -> object:
    """Read the text on both sides of a quotation, and inside of one on both sides of its words."""
    outside = _recorded(f"Ann Lee {text} said “we will not raise the fares” {text}")
    said = [q for q in outside.quoted if "raise the fares" in outside.article.text[q.start : q.end]]
    attitudes = [Attitude(outside, one) for one in said[:1]]
    inside = f"“{text} we will not raise the fares {text},” Ann Lee said."
    return [(one.dispute, one.second_hand) for one in attitudes], _judged(_ORDINARY, inside)


def _gold(text: str) -> object:
    return resolved(article_of(text), text[: len(text) // 2] + " b")


PROBES: dict[str, Callable[[str], object]] = {
    "ask": _ask,
    "ask after a conversation": _ask_after,
    "question": lambda text: parts(Question(text).plain),
    "window": _windowed,
    "follow-up": _rewritten,
    "sentences of an article": _weighed,
    "speech with fillers": _fluent,
    "words": tokens,
    "numbers": numbers,
    "notations": lambda text: list(notations(text)),
    "claim": lambda text: Claimed.readings(text[:LONGEST]),
    "pasted": lambda text: Pasted.of(text[:LONGEST]),
    "check": _refusing(_check_of, ValueError),
    "identity, name": lambda text: identity(_GIVEN, "Dana Orlova Jr.", text, NO_ALIASES),
    "identity, role": lambda text: identity(_GIVEN, "Ghana's governor", text, NO_ALIASES),
    "identity, claimed": lambda text: identity(_GIVEN, text, "Dana Orlova said so.", NO_ALIASES),
    "check, speaker": _refusing(lambda text: _desk().check(_ORDINARY, text), ValueError),
    "check, article": lambda text: _judged(_ORDINARY, text),
    "check, few words of an article": lambda text: _judged("not raise fares", text),
    # One of the two grows: an article as long as its claim has few places for it.
    "check, long words of an article": lambda text: _judged(text[:_CLAIM], text + " b" + text),
    "check, altered words of an article": lambda text: _judged(_altered(text[:_CLAIM]), text),
    "check, around the words": _around,
    "check, a bracket": lambda text: _judged(f"We will [{text[:_CLAIM]}] raise the fares", text),
    "translation": _translated,
    "draft": _refusing(_draft, DraftUnusable),
    "draft, paragraphs": _refusing(lambda text: _draft("\n\n".join(_lines(text))), DraftUnusable),
    "draft at the desk": _refusing(_draft_at_the_desk, DraftUnusable),
    "reply": lambda text: (read(text), every(text, complete=False)),
    "reply, citations": lambda text: read(_with_labels(text)),
    "reply, in a bracket": lambda text: read(f"A b [{text}"),
    "written": _written,
    "written, citations": lambda text: _written(_with_labels(text)),
    "ledger": lambda text: _supported(text, _ORDINARY),
    "ledger, evidence": lambda text: _supported(_ORDINARY, text),
    "ledger, both": lambda text: _supported(text, text + "b"),
    "keys": lambda text: [Keys(("sk-abcdefgh",)).hidden(text), without("abcdefgh", text)],
    "Markdown": plain,
    "receipt": _receipt_of,
    "receipt, read": _refusing(
        lambda text: read_receipt(text.encode("utf-8", "replace")), ReceiptUnreadable
    ),
    "test set": _refusing(lambda text: _testset(text, of=str), TestsetUnusable),
    "test set, a case": _refusing(lambda text: _testset(text, of=_one_case), TestsetUnusable),
    "test set, cases": _refusing(lambda text: _testset(text, of=_many_cases), TestsetUnusable),
    "answer match": _matched,
    "gold": _refusing(_gold, GoldMissing),
    "names of an origin": lambda text: list(names_of(text)),
    "result": _refusing(Result.from_line, ValueError),
    "judgement": lambda text: read_judgement(text, "stated", "expected"),
}

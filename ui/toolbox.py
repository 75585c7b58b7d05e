"""The toolbox: what another program's chat model may do here, which is to read and nothing else.

The sentences below the names of the tools and beside their parameters are what that model is told.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Protocol

from pydantic import Field

from assistant.question import Question
from index.match import Match
from index.scope import Filters
from index.view import View, Viewable
from sources.article import Article
from ui import ask, check
from ui.filtering import held_filters
from ui.records import answer_record, excerpt_record, match_record, plain

MOST_PASSAGES = 50
MOST_CHARACTERS = 20_000
_VERSION = re.compile(r"[0-9a-f]{8,64}|")

Outlets = Annotated[
    list[str] | None, Field(description="Only articles of these outlets, by their exact names.")
]
Since = Annotated[
    str, Field(description="Only articles from this year, month or day on: 2024, 2024-06.")
]
Until = Annotated[str, Field(description="Only articles up to this year, month or day.")]
Languages = Annotated[
    list[str] | None, Field(description="Only articles in these languages, by code: en, ko.")
]


class Searcher(Protocol):
    """What finds passages."""

    def over(self, view: View) -> Searcher:
        """Return the same search over a view of the archive."""

    def passages(self, question: str, limit: int, filters: Filters) -> tuple[Match, ...]:
        """Return the best passages, best first."""


class NoSuchWords(ValueError):
    """Characters were asked for that an article does not have; the message is for who asked."""


@dataclass(frozen=True, slots=True)
class Toolbox:
    """What the tools work with; ValueError or ArchiveError where one cannot do what was asked."""

    archive: Viewable
    chain: ask.Chain
    desks: check.Desks
    searcher: Searcher

    def ask(  # noqa: PLR0913 - the parameters are what programs may give
        self,
        question: Annotated[
            str,
            Field(
                description="The question, in everyday words; without `history` one that stands "
                "alone."
            ),
        ],
        outlets: Outlets = None,
        since: Since = "",
        until: Until = "",
        languages: Languages = None,
        windowed: Annotated[
            bool,
            Field(description="Whether a time that the question names may narrow the search."),
        ] = True,
        history: Annotated[
            list[str] | None,
            Field(description="The questions before this one, oldest first, where it follows up."),
        ] = None,
        writer: Annotated[
            str,
            Field(
                description="The chat model that is to write the answer, by the name that OnRecord "
                "was set up with; empty for an answer by quotation."
            ),
        ] = "",
    ) -> dict[str, Any]:
        """Answer a question from the newsroom's archive, every sentence with its citations.

        `claims` are the sentences of the answer. Each citation in them has the exact `words` of
        the record, the headline, outlet and date of their article, and a `span` that points at
        them; `context_words` is the paragraph around them. Where `found` is false the record
        has no clear answer: say so, and do not answer from `nearest`, which only came closest.
        `unanswered` holds the parts of the question that the record does not answer, `window` the
        time by which the question narrowed the search, and `scope` tells what was searched.
        `standalone` is what was looked for where the question followed up on `history`. Where a
        `writer` wrote, `entry` says of each sentence whether its citations bear it out; without an
        entry a claim is a quotation. `remarks` say what else to know of how the answer came about.
        """
        with self.archive.view() as view:
            filters = held_filters(view.scope(), outlets, since, until, languages)
            chain = self.chain.over(view)
            before = ask.following(chain, history or [], filters)
            asked = Question(question, filters, before, windowed=windowed, writer=writer)
            return answer_record(ask.answer(chain, asked))

    def search(
        self,
        query: Annotated[str, Field(description="What the passages should speak to.")],
        limit: Annotated[
            int, Field(ge=1, le=MOST_PASSAGES, description="How many passages at most.")
        ] = 10,
        outlets: Outlets = None,
        since: Since = "",
        until: Until = "",
        languages: Languages = None,
    ) -> dict[str, Any]:
        """Find the passages of the newsroom's archive that speak to a question, best first.

        A passage need not answer the question: `ask` tells whether the record does. Each has its
        exact `text`, a `span`, and the headline, outlet and date of its article. A `score`
        compares within one search only. `scope` tells what was searched.
        """
        problem = ask.why_not_asked(query)
        if problem:
            raise ValueError(problem)
        with self.archive.view() as view:
            filters = held_filters(view.scope(), outlets, since, until, languages)
            matches = self.searcher.over(view).passages(query.strip(), limit, filters)
            return {
                "question": query,
                "scope": plain(asdict(view.scope(filters))),
                "matches": [match_record(match, _article(view, match)) for match in matches],
            }

    def check(  # noqa: PLR0913 - the parameters are what programs may give
        self,
        words: Annotated[
            str, Field(description="The words of the quotation, as it is given.")
        ] = "",
        speaker: Annotated[str, Field(description="Who is said to have said it, if known.")] = "",
        outlets: Outlets = None,
        since: Since = "",
        until: Until = "",
        languages: Languages = None,
        draft: Annotated[
            str,
            Field(description="The text of a draft, in place of words: all that it quotes."),
        ] = "",
        facts: Annotated[
            bool,
            Field(description="Whether to compare the draft's other sentences with the archive."),
        ] = False,
    ) -> dict[str, Any]:
        """Hold one quotation, or a draft, against the newsroom's archive, and return the receipt.

        `checks[0].verdict` is one of: exact; exact but for fillers; partial; altered; spliced;
        misattributed; speaker unsure (the record seems to give the words to somebody else);
        disputed in the record; paraphrase; exact, speaker not named; exact, not as a quotation;
        translated; too short to judge; not in the record. `differences` name how the words differ
        from the record's, those that change the meaning first. `attribution.sure` says whether it
        is certain who spoke. `dispute` is the sentence of an article that denies or doubts that the
        words were said. Only "exact", "exact but for fillers" and "partial", without a note of the
        kind "cut" or "inserted", mean that the quotation may stand. In a transcript `at` is the
        time of the recording in seconds. "Not in the record" does not mean that nobody said it. Of
        a draft, `checks` has one for each quotation, and with `facts` `facts.findings` has one for
        each other sentence: contradicted (`differences` has the record's words), not in the record,
        borne out, or no claim.
        """
        with self.archive.view() as view:
            filters = held_filters(view.scope(), outlets, since, until, languages)
            if problem := check.why_not_drafted(draft, words, speaker, facts=facts):
                raise check.NotChecked(problem)
            if draft:
                return check.draft_record(self.desks, view, draft, filters, facts=facts)
            return check.check_record(self.desks.quotations, view, words, speaker, filters)

    def show(
        self,
        article_id: Annotated[str, Field(description="The `article_id` of a span.")],
        content_hash: Annotated[
            str, Field(description="The `content_hash` of a span; empty for the current version.")
        ] = "",
        start: Annotated[int, Field(ge=0, description="The first character to show.")] = 0,
        end: Annotated[
            int | None, Field(ge=0, description="The character to stop before; empty for the end.")
        ] = None,
    ) -> dict[str, Any]:
        """Return the text of an article, whole or from one character to another.

        Every version that was ever stored can be read, so the words of a span are
        `text[span.start - start : span.end - start]`. At most 20,000 characters come at once;
        `characters` tells how many there are.
        """
        if not _VERSION.fullmatch(content_hash):
            raise NoSuchWords(
                f"The content_hash {content_hash[:80]!r} is none: give that of a span, or none."
            )
        with self.archive.view() as view:
            article = (
                view.version(content_hash, article_id) if content_hash else view.article(article_id)
            )
        length = len(article.text)
        last = min(length if end is None else end, start + MOST_CHARACTERS)
        if not start <= last <= length:
            raise NoSuchWords(
                f"The article has {length:,} characters, and {start:,} to {last:,} are not among "
                "them. Ask for a part of it."
            )
        return excerpt_record(article, start, last)


def _article(view: View, match: Match) -> Article:
    return view.version(match.passage.span.content_hash, match.passage.span.article_id)

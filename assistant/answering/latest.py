"""The latest news: answers to questions that name a time and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.answer import Answer, Citation, Claim
from assistant.answering.quoting import MOST_CLAIMS
from assistant.question import Kind, Question, content_terms, kind_of
from assistant.wording import count
from index.scope import Scope
from index.view import View
from sources.article import PROSE, Article
from sources.language.sentences import sentences

# Words such as those of "what is in the news" only ask whether anything happened.
_NEWS = frozenset(content_terms("new news latest newest headlines stories going else everything"))
_KOREAN_NEWS = re.compile(
    r"(?:무슨|어떤) ?일\w*|있었\w*|있나\w*|일어났\w*|생겼\w*|새로운|소식\w*|뉴스\w*|기사\w*|뭐\w*"
)

# "What did she say last week?" is about a person, though it does not name one.
_POINTING = re.compile(
    r"\b(?:he|she|it|they|him|her|his|its|them|their|this|that|these|those|you|your|there)\b|그",
    re.IGNORECASE,
)


def names_only_a_time(question: Question, sought: Question) -> bool:
    """Return True if a question has dates and, in the form searched for, no content words."""
    dated = question.filters.since or question.filters.until
    left = _KOREAN_NEWS.sub(" ", sought.plain)
    if not dated or kind_of(left) is not Kind.OTHER or _POINTING.search(left):
        return False
    return all(word in _NEWS for word in content_terms(left))


def latest(question: Question, view: View, scope: Scope) -> Iterator[Answer]:
    """Yield an answer that grows by one opening sentence per article, newest article first."""
    asked = f"{question.writer} was not asked: the" if question.writer else "The"
    if not scope.articles:
        remark = f"{asked} question names only a time, and the archive has no articles from then."
        yield Answer(question.text, (), (), scope, remarks=(remark,))
        return
    claims: list[Claim] = []
    for article in _newest(view, scope):
        lead = _lead(article, len(claims) + 1)
        if lead is not None and all(lead.text != claim.text for claim in claims):
            claims.append(lead)
        if len(claims) == MOST_CLAIMS:
            break
    remark = (
        f"{asked} question names only a time. These are the opening sentences of the newest of "
        f"{count(scope.articles, 'article')} from then."
    )
    for shown in range(1, len(claims) + 1):
        yield Answer(question.text, tuple(claims[:shown]), (), scope, remarks=(remark,))
    if not claims:
        yield Answer(question.text, (), (), scope)


def _newest(view: View, scope: Scope) -> Iterator[Article]:
    entries = view.entries(scope.filters, limit=scope.articles)
    for entry in sorted(entries, key=lambda one: one.published or date.min, reverse=True):
        yield view.article(entry.article_id)


def _lead(article: Article, number: int) -> Claim | None:
    """Quote the first sentence below the headline, or return None if there is no sentence."""
    for block in article.blocks:
        if block.kind in PROSE and (found := sentences(article, block)):
            context = article.span(block.start, block.end)
            cited = Citation.of(article, found[0], context, number)
            return Claim(cited.words, (cited,))
    return None

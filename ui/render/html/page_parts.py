"""The page's head, notices and sources as HTML, with all text from elsewhere escaped.

Markup escapes whatever is formatted into it, so a template cannot let an article's words become
tags, even without its own escaping.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from assistant.answer import Citation
from assistant.wording import NO_OUTLET, day, holdings, times, told_beside
from index.scope import Scope
from sources.span import Span
from ui.conversations.conversation import Stage, Turn
from ui.render.html.article import CITED

BROKEN = "This citation does not match the stored article."
UNREADABLE = "The cited words can no longer be read in this archive."
NOTHING = Markup("")
_QUOTED = re.compile('["“”„«»「」『』]')


def joined(pieces: Iterable[Markup]) -> Markup:
    """Concatenate pieces of HTML."""
    return NOTHING.join(pieces)


def masthead(scope: Scope | None) -> Markup:
    """Return the top of the page, with a summary of the archive if it can be read."""
    return Markup(
        '<header class="masthead"><h1>OnRecord</h1>'
        '<p class="motto">Every sentence cites the words that support it.</p>'
        '<p class="holdings" title="What the archive holds">{}</p></header>'
    ).format(holdings(scope) if scope else "")


def welcome(scope: Scope, examples: Sequence[str], program: str) -> Markup:
    """Return the introduction that is shown before the first question."""
    if not scope.articles:
        return Markup(
            '<div class="welcome"><h2>The archive is empty.</h2>'
            "<p>Add articles in the <b>Articles</b> tab, or on the command line with "
            "<code>{} add FOLDER</code>. Then ask.</p></div>"
        ).format(program)
    buttons = joined(
        Markup('<li><button type="button" data-ask="{0}"><bdi>{0}</bdi></button></li>').format(e)
        for e in examples
    )
    tries = Markup("<p>For example:</p><ul>{}</ul>").format(buttons) if examples else NOTHING
    return Markup(
        '<div class="welcome"><h2>Ask the archive.</h2>'
        "<p>Answers are quotations from its articles. Click a number to see "
        "the sentence in its article.</p>{}</div>"
    ).format(tries)


def notice_html(message: str) -> Markup:
    """Return a notice, which screen readers announce, with the commands in `...` as code."""
    text, code = Markup("{}"), Markup("<code>{}</code>")
    parts = enumerate(re.split("`([^`]+)`", message))
    said = joined((code if n % 2 else text).format(part) for n, part in parts)
    return Markup('<p class="notice" role="alert">{}</p>').format(said)


def sources_html(turn: Turn | None) -> Markup:
    """Return the sources of an answer, or the closest passages if there is no answer."""
    if turn is None or turn.answer is None:
        return NOTHING
    found = turn.answer.found
    citations = turn.answer.citations if found else turn.answer.nearest
    if not citations or (not found and turn.stage is not Stage.COMPLETE):
        return NOTHING
    title = "Sources" if found else "Closest passages"
    warning = Markup('<p class="note">These may not answer the question.</p>')
    told = told_beside(turn.answer) if found else frozenset()
    cards = joined(
        source_card(citation, turn, citation.number in told, numbered=found)
        for citation in citations
    )
    return Markup(
        '<section class="sources{}" id="sources-{}" data-turn="{}" tabindex="-1" '
        'aria-label="{} for question {}"><h3>{}</h3><p class="for" dir="auto">{}</p>{}{}</section>'
    ).format(
        "" if found else " unanswering",
        turn.number,
        turn.number,
        title,
        turn.number,
        title,
        turn.text,
        NOTHING if found else warning,
        cards,
    )


def source_card(citation: Citation, turn: Turn, dated: bool, *, numbered: bool = True) -> Markup:
    """Return one source: its byline, the cited words in their paragraph, and a link to the article.

    What its time phrases refer to is left out if the answer already shows it (`dated`).
    """
    broken = citation.number in turn.broken
    return Markup(
        '<article class="source{}" id="source-{}-{}" tabindex="-1">{}'
        '<h4 dir="auto">{}</h4>{}{}<p class="context" dir="auto">{}</p>{}'
        '<div class="ways">{}</div></article>'
    ).format(
        " broken" if broken else "",
        turn.number,
        citation.number,
        Markup('<span class="number" aria-hidden="true">{}</span>').format(citation.number)
        if numbered
        else NOTHING,
        citation.headline,
        byline(citation),
        _failure(citation) if broken else NOTHING,
        citation.words if broken else in_context(citation),
        NOTHING if broken or dated else _times(citation),
        _ways(citation, broken),
    )


def _times(citation: Citation) -> Markup:
    """Return what time phrases in the cited words, such as "next year", refer to."""
    said = "; ".join(times(citation))
    return Markup('<p class="times" dir="auto">{}</p>').format(said) if said else NOTHING


def _failure(citation: Citation) -> Markup:
    if not citation.words:
        return Markup('<p class="failure" role="note">✗ {}</p>').format(UNREADABLE)
    return Markup(
        '<p class="failure" role="note">✗ {}</p><p class="note">The citation claims:</p>'
    ).format(BROKEN)


def _ways(citation: Citation, broken: bool) -> Markup:
    if not citation.words:
        return NOTHING
    link = Markup('<a class="open" href="{}">Read the whole article</a>').format(
        article_href(citation.span)
    )
    return link if broken else link + _inspect(citation)


def _inspect(citation: Citation) -> Markup:
    """Return a button that checks the quotation in the cited words, if there is one."""
    if not _QUOTED.search(citation.words):
        return NOTHING
    span = citation.span
    return Markup(
        '<button type="button" class="inspect" data-article="{}" data-version="{}" '
        'data-start="{}" data-end="{}">Check this quotation</button>'
    ).format(span.article_id, span.content_hash, span.start, span.end)


def byline(citation: Citation) -> Markup:
    """Return the outlet and the date of a source."""
    mark = Markup(' · <span class="clock">{}</span>')
    marks = Markup("").join(map(mark.format, citation.marks))
    return Markup('<p class="byline"><bdi>{}</bdi> · {}{}</p>').format(
        citation.outlet or NO_OUTLET, when(citation), marks
    )


def when(citation: Citation) -> Markup:
    """Return the publication date as a <time> element, or a note that it is unknown."""
    if citation.published is None:
        return Markup('<span class="undated">{}</span>').format(day(None))
    return Markup('<time datetime="{}">{}</time>').format(
        citation.published.isoformat(), day(citation.published)
    )


def in_context(citation: Citation) -> Markup:
    """Return the cited words marked inside their paragraph."""
    start = citation.span.start - citation.context.start
    end = citation.span.end - citation.context.start
    if not citation.context.contains(citation.span):
        return Markup("<mark>{}</mark>").format(emphasised(*citation.parted))
    around, words = citation.context_words, emphasised(*citation.parted)
    return Markup("{}<mark>{}</mark>{}").format(around[:start], words, around[end:])


def emphasised(before: str, short: str, after: str) -> Markup:
    """Return a sentence with its short answer in bold."""
    if not short:
        return Markup("{}").format(before)
    return Markup('{}<b class="short">{}</b>{}').format(before, short, after)


def article_href(span: Span) -> str:
    """Return the address of the whole article, in the version and at the words of a span."""
    query = {"version": span.content_hash, "start": span.start, "end": span.end}
    return f"/article/{span.article_id}?{urlencode(query)}#{CITED}"


def escaped(html: Markup) -> str:
    """Return HTML as a string for the browser; raise TypeError for unescaped text."""
    if not isinstance(html, Markup):
        raise TypeError(f"only escaped HTML is shown, got {type(html).__name__}")
    return str(html)


def kept_html(text: str) -> Markup:
    """Return an element whose text the browser keeps. An empty text deletes what it kept."""
    return Markup('<div data-kept="{}"></div>').format(text)

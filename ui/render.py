"""Rendering: answers and their sources as HTML in which every foreign word is escaped.

Markup escapes whatever is formatted into it, so that a template without its own escaping cannot
let an article's words become tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from assistant.answer import NOT_IN_RECORD, Answer, Citation, Claim
from assistant.wording import count, day, holdings, restrictions, searched, unanswered
from index.scope import Scope
from sources.article import Span
from ui.conversation import Stage, Turn
from ui.markdown import answer_markdown

BROKEN = "This citation does not match the stored article."
NOTHING = Markup("")
_QUOTED = re.compile('["“”„«»「」『』]')


def joined(pieces: Iterable[Markup]) -> Markup:
    """Put pieces of HTML one after the other."""
    return NOTHING.join(pieces)


def masthead(scope: Scope | None) -> Markup:
    """Show the name of the page and what the archive holds, where that is known."""
    return Markup(
        '<header class="masthead"><h1>OnRecord</h1>'
        '<p class="motto">Every sentence points at the words that support it.</p>'
        '<p class="holdings" title="What the archive holds">{}</p></header>'
    ).format(holdings(scope) if scope else "")


def welcome(scope: Scope, examples: Sequence[str]) -> Markup:
    """Show what can be asked before the first question is."""
    if not scope.articles:
        return Markup(
            '<div class="welcome"><h2>The archive is empty.</h2>'
            "<p>Add articles in the <b>Articles</b> tab, or on the command line with "
            "<code>onrecord add FOLDER</code>. Then ask.</p></div>"
        )
    buttons = joined(
        Markup('<li><button type="button" data-ask="{0}"><bdi>{0}</bdi></button></li>').format(e)
        for e in examples
    )
    tries = Markup("<p>For example:</p><ul>{}</ul>").format(buttons) if examples else NOTHING
    return Markup(
        '<div class="welcome"><h2>Ask the record.</h2>'
        "<p>Answers are quotations from the articles in this archive. Choose a number behind a "
        "sentence to see where it stands.</p>{}</div>"
    ).format(tries)


def notice_html(message: str) -> Markup:
    """Show one sentence to which the visitor should pay attention."""
    return Markup('<p class="notice" role="alert">{}</p>').format(message)


def turn_html(turn: Turn) -> Markup:
    """Show a question and as much of its answer as there is."""
    return Markup(
        '<section class="turn" id="turn-{0}" data-turn="{0}" data-stage="{1}" '
        'aria-label="Question {0}"><h3 class="question" dir="auto">{2}</h3>{3}{4}</section>'
    ).format(turn.number, turn.stage.value, turn.text, _limits(turn), _reply(turn))


def _limits(turn: Turn) -> Markup:
    if not turn.filters:
        return NOTHING
    return Markup('<p class="limits" dir="auto">Only articles {}</p>').format(
        restrictions(turn.filters)
    )


def _reply(turn: Turn) -> Markup:
    if turn.stage is Stage.FAILED:
        return Markup('<p class="trouble" role="alert">{}</p>').format(turn.trouble)
    if turn.answer is not None and turn.answer.found:
        return _claims(turn, turn.answer)
    if turn.stage is Stage.STOPPED:
        return Markup('<p class="note">Stopped before an answer was found.</p>')
    if turn.answer is not None and turn.stage is Stage.COMPLETE:
        return _abstention(turn, turn.answer)
    return Markup('<p class="note waiting">Searching the record …</p>')


def _claims(turn: Turn, answer: Answer) -> Markup:
    streaming = turn.stage is Stage.STREAMING
    newest = len(answer.claims) - 1
    paragraphs = joined(
        _claim(claim, turn, newest=streaming and position == newest)
        for position, claim in enumerate(answer.claims)
    )
    if turn.stage is Stage.STOPPED:
        paragraphs += Markup('<p class="note">Stopped. The answer may be incomplete.</p>')
    if answer.unanswered:
        paragraphs += Markup('<p class="note" dir="auto">{}</p>').format(unanswered(answer))
    tail = NOTHING if streaming else _answer_tools(turn, answer)
    return Markup('<div class="answer">{}</div>{}').format(paragraphs, tail)


def _claim(claim: Claim, turn: Turn, *, newest: bool) -> Markup:
    numbers = joined(_number(citation, turn) for citation in claim.citations)
    return Markup('<p class="claim{}"><span dir="auto">{}</span>{}{}</p>').format(
        " newest" if newest else "", claim.text, numbers, _also(claim.also, turn)
    )


def _number(citation: Citation, turn: Turn) -> Markup:
    broken = citation.number in turn.broken
    label = f"Source {citation.number}: {citation.headline}"
    return Markup(
        '<a class="cite{}" href="#source-{}-{}" aria-label="{}" title="{}">{}{}</a>'
    ).format(
        " broken" if broken else "",
        turn.number,
        citation.number,
        f"{label}. {BROKEN}" if broken else label,
        BROKEN if broken else citation.headline,
        citation.number,
        Markup('<span aria-hidden="true">✗</span>') if broken else NOTHING,
    )


def _also(also: Sequence[Citation], turn: Turn) -> Markup:
    if not also:
        return NOTHING
    carriers = Markup(", ").join(
        Markup("<bdi>{}</bdi>{}").format(c.outlet or c.headline, _number(c, turn)) for c in also
    )
    return Markup('<span class="also">Also in: {}</span>').format(carriers)


def _answer_tools(turn: Turn, answer: Answer) -> Markup:
    markdown = answer_markdown(answer, turn.broken)
    sentences = count(len(answer.claims), "sentence")
    articles = count(len({c.span.article_id for c in answer.citations}), "article")
    return Markup(
        '<div class="tools"><span>{} from {}</span>'
        '<button type="button" data-copy="markdown-{}">Copy with citations</button>'
        "<details><summary>Show as Markdown</summary>"
        '<pre id="markdown-{}" tabindex="0" aria-label="The answer as Markdown">{}</pre>'
        "</details></div>"
    ).format(sentences, articles, turn.number, turn.number, markdown)


def _abstention(turn: Turn, answer: Answer) -> Markup:
    nearest = NOTHING
    if answer.nearest:
        nearest = Markup(
            '<p class="note"><a class="nearest-link" href="#sources-{}">{}</a> came closest, but '
            "none of them answers the question.</p>"
        ).format(turn.number, count(len(answer.nearest), "passage"))
    return Markup(
        '<div class="answer abstained"><p class="claim">{}</p><p class="note">{}</p>{}</div>'
    ).format(NOT_IN_RECORD, searched(answer.scope), nearest)


def sources_html(turn: Turn | None) -> Markup:
    """Show the sources of an answer, or the nearest passages where there is none."""
    if turn is None or turn.answer is None:
        return NOTHING
    found = turn.answer.found
    citations = turn.answer.citations if found else turn.answer.nearest
    if not citations or (not found and turn.stage is not Stage.COMPLETE):
        return NOTHING
    title = "Sources" if found else "Nearest passages"
    warning = Markup('<p class="note">These do not answer the question.</p>')
    cards = joined(source_card(c, turn, numbered=found) for c in citations)
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


def source_card(citation: Citation, turn: Turn, *, numbered: bool = True) -> Markup:
    """Show one source: what it is, the cited words in their paragraph, the way to the article."""
    broken = citation.number in turn.broken
    return Markup(
        '<article class="source{}" id="source-{}-{}" tabindex="-1">{}'
        '<h4 dir="auto">{}</h4>{}{}<p class="context" dir="auto">{}</p>'
        '<div class="ways"><a class="open" href="{}">Read the whole article</a>{}</div></article>'
    ).format(
        " broken" if broken else "",
        turn.number,
        citation.number,
        Markup('<span class="number" aria-hidden="true">{}</span>').format(citation.number)
        if numbered
        else NOTHING,
        citation.headline,
        byline(citation),
        Markup('<p class="failure" role="note">✗ {}</p><p class="note">It claims:</p>').format(
            BROKEN
        )
        if broken
        else NOTHING,
        citation.words if broken else in_context(citation),
        article_href(citation.span),
        NOTHING if broken else _inspect(citation),
    )


def _inspect(citation: Citation) -> Markup:
    """Offer to check a quotation that the cited words hold."""
    if not _QUOTED.search(citation.words):
        return NOTHING
    span = citation.span
    return Markup(
        '<button type="button" class="inspect" data-article="{}" data-version="{}" '
        'data-start="{}" data-end="{}">Check this quotation</button>'
    ).format(span.article_id, span.content_hash, span.start, span.end)


def byline(citation: Citation) -> Markup:
    """Show the outlet and the date of a source."""
    return Markup('<p class="byline"><bdi>{}</bdi> · {}</p>').format(
        citation.outlet or "outlet unknown", when(citation)
    )


def when(citation: Citation) -> Markup:
    """Show a publication date that programs can read too, or that it is unknown."""
    if citation.published is None:
        return Markup('<span class="undated">{}</span>').format(day(None))
    return Markup('<time datetime="{}">{}</time>').format(
        citation.published.isoformat(), day(citation.published)
    )


def in_context(citation: Citation) -> Markup:
    """Show the cited words marked inside their paragraph."""
    start = citation.span.start - citation.context.start
    end = citation.span.end - citation.context.start
    if not citation.context.contains(citation.span):
        return Markup("<mark>{}</mark>").format(citation.words)
    paragraph = citation.context_words
    return highlighted(paragraph, start, end)


def highlighted(text: str, start: int, end: int) -> Markup:
    """Mark the characters from start to end."""
    return Markup("{}<mark>{}</mark>{}").format(text[:start], text[start:end], text[end:])


def article_href(span: Span) -> str:
    """Point at the whole article, in the version and at the words of a span."""
    query = {"version": span.content_hash, "start": span.start, "end": span.end}
    return f"/article/{span.article_id}?{urlencode(query)}"


def escaped(html: Markup) -> str:
    """Hand HTML on to what sends it to the browser as it is; TypeError for any other text."""
    if not isinstance(html, Markup):
        raise TypeError(f"only escaped HTML is shown, got {type(html).__name__}")
    return str(html)


def progress_html(turn: Turn | None) -> Markup:
    """Say for a screen reader how far the answer has come.

    The element is there before there is anything to say: only then is a change announced.
    """
    return Markup('<p role="status">{}</p>').format(_progress(turn) if turn else "")


def _progress(turn: Turn) -> str:
    if turn.stage is Stage.SEARCHING:
        return "Searching the record."
    if turn.stage in (Stage.FAILED, Stage.STOPPED) or turn.answer is None:
        return turn.trouble or "Stopped."
    if not turn.answer.found:
        return f"{NOT_IN_RECORD} {searched(turn.answer.scope)}"
    if turn.stage is Stage.STREAMING:
        return turn.answer.claims[-1].text
    sentences = count(len(turn.answer.claims), "sentence")
    return f"Answer complete: {sentences}, {count(len(turn.answer.citations), 'source')}."

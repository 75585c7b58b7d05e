"""One turn as HTML: a question and its answer so far, with all text from elsewhere escaped."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant.answer import NO_CLEAR_ANSWER, Answer, Citation, Claim
from assistant.wording import count, searched, times_of, unanswered
from ui.conversations.conversation import Stage, Turn
from ui.render.export import answer_markdown
from ui.render.html.chips import chips_html
from ui.render.html.page_parts import BROKEN, NOTHING, UNREADABLE, emphasised, joined
from ui.render.ledger_wording import doubts, heading, tally, verdict


def turn_html(turn: Turn, *, latest: bool = False) -> Markup:
    """Return a question and its answer so far. The settings of the latest can be changed."""
    return Markup(
        '<section class="turn" id="turn-{0}" data-turn="{0}" data-stage="{1}" '
        'aria-label="Question {0}"><h3 class="question" dir="auto">{2}</h3>{3}{4}</section>'
    ).format(
        turn.number,
        turn.stage.value,
        turn.text,
        chips_html(turn, editable=latest and not turn.running),
        _reply(turn),
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
    return Markup('<p class="note waiting">Searching the archive …</p>')


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
    return Markup('{}<div class="answer">{}</div>{}{}').format(
        _heading(answer), paragraphs, _remarks(answer), tail
    )


def _heading(answer: Answer) -> Markup:
    said = heading(answer)
    return Markup('<p class="writer" dir="auto">{}</p>').format(said) if said else NOTHING


def _remarks(answer: Answer) -> Markup:
    return joined(
        Markup('<p class="note remark" dir="auto">{}</p>').format(remark)
        for remark in answer.remarks
    )


def _claim(claim: Claim, turn: Turn, *, newest: bool) -> Markup:
    numbers = joined(_number(citation, turn) for citation in claim.citations)
    written = turn.answer is not None and bool(turn.answer.writer)
    return Markup('<p class="claim{}"{}><span dir="auto">{}</span>{}{}{}{}</p>').format(
        " newest" if newest else "",
        _support(claim) if written else NOTHING,
        emphasised(*claim.parted),
        numbers,
        _entry(claim, turn) if written else NOTHING,
        _times(claim),
        _also(claim.also, turn),
    )


def _times(claim: Claim) -> Markup:
    """Return what time phrases in the cited words, such as "next year", refer to."""
    said = "; ".join(times_of(claim))
    return Markup('<span class="means" dir="auto">{}</span>').format(said) if said else NOTHING


def _support(claim: Claim) -> Markup:
    if claim.quoted:
        return Markup(' data-support="quoted"')
    support = claim.entry.support.name.lower() if claim.entry else "growing"
    return Markup(' data-support="{}"').format(support)


def _entry(claim: Claim, turn: Turn) -> Markup:
    """Return the ledger's verdict on a sentence, its doubts, and the closest words found."""
    shown = Markup(' <span class="verdict-of">{}</span>').format(verdict(claim))
    why = doubts(claim)
    if why:
        shown += Markup('<span class="doubts" dir="auto">{}</span>').format(why)
    if claim.offered is not None:
        shown += Markup(
            '<span class="offered">Closest in the archive: <bdi>{}</bdi>{}</span>'
        ).format(claim.offered.outlet or claim.offered.headline, _number(claim.offered, turn))
    return shown


def _number(citation: Citation, turn: Turn) -> Markup:
    broken = citation.number in turn.broken
    why = BROKEN if citation.words else UNREADABLE
    label = f"Source {citation.number}: {citation.headline}"
    return Markup(
        '<a class="cite{}" href="#source-{}-{}" aria-label="{}" title="{}">{}{}</a>'
    ).format(
        " broken" if broken else "",
        turn.number,
        citation.number,
        f"{label}. {why}" if broken else label,
        why if broken else citation.headline,
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
    return Markup(
        '<div class="tools"><span>{}</span>'
        '<button type="button" data-copy="markdown-{}">Copy with citations</button>'
        "<details><summary>Show as Markdown</summary>"
        '<pre id="markdown-{}" tabindex="0" aria-label="The answer as Markdown">{}</pre>'
        "</details></div>"
    ).format(_sum(answer), turn.number, turn.number, markdown)


def _sum(answer: Answer) -> str:
    if answer.writer:
        return tally(answer.claims)
    articles = count(len({c.span.article_id for c in answer.citations}), "article")
    return f"{count(len(answer.claims), 'sentence')} from {articles}"


def _abstention(turn: Turn, answer: Answer) -> Markup:
    nearest = NOTHING
    if answer.nearest:
        nearest = Markup(
            '<p class="note"><a class="nearest-link" href="#sources-{}">{}</a> came closest, but '
            "may not answer the question.</p>"
        ).format(turn.number, count(len(answer.nearest), "passage"))
    return Markup(
        '<div class="answer abstained"><p class="claim">{}</p><p class="note">{}</p>{}{}</div>'
    ).format(NO_CLEAR_ANSWER, searched(answer.scope), nearest, _remarks(answer))


def progress_html(turn: Turn | None) -> Markup:
    """Return the progress of the answer for screen readers.

    The element exists before it has a message, because screen readers announce only changes.
    """
    return Markup('<p role="status">{}</p>').format(_progress(turn) if turn else "")


def _progress(turn: Turn) -> str:
    if turn.stage is Stage.SEARCHING:
        return "Searching the archive."
    if turn.stage in (Stage.FAILED, Stage.STOPPED) or turn.answer is None:
        return turn.trouble or "Stopped."
    if not turn.answer.found:
        return f"{NO_CLEAR_ANSWER} {searched(turn.answer.scope)}"
    if turn.stage is Stage.STREAMING:
        return turn.answer.claims[-1].text
    claims = turn.answer.claims
    told = tally(claims) if turn.answer.writer else count(len(claims), "sentence")
    return f"Answer complete: {told}, {count(len(turn.answer.citations), 'source')}."

"""Answers, passages and articles as plain text for the terminal."""

from __future__ import annotations

import re

from assistant.answer import NO_CLEAR_ANSWER, Answer, Citation, Claim
from assistant.wording import (
    count,
    in_quotes,
    language,
    searched,
    times,
    times_of,
    told_beside,
    unanswered,
)
from index.passage import Match
from index.view import View
from sources.article import Article, Block, BlockKind
from sources.span import Span
from ui.render.ledger_wording import doubts, heading, verdict
from ui.render.text.sources import by_article, byline, say_short_sources, span_arguments
from ui.render.text.terminal import one_line, safe, say, say_emphasised, say_whole
from ui.requests.lookup import short_name
from ui.requests.search import Found

_SPACES = re.compile(r"\s+")
OPENING, CLOSING = "⟦", "⟧"
_STYLES = {
    BlockKind.HEADLINE: "bold",
    BlockKind.SUBHEADLINE: "italic",
    BlockKind.HEADING: "bold",
    BlockKind.CAPTION: "dim",
}


def say_answer(answer: Answer, view: View, program: str, *, verbose: bool = False) -> None:
    """Print the claims and then their sources, or that there is no clear answer.

    Each source is one line, without words that the claims already print. `verbose` prints every
    source in full.
    """
    if not answer.found:
        _say_abstention(answer, view, program, verbose=verbose)
        return
    if said := heading(answer):
        say(one_line(said), style="dim")
        say()
    for claim in answer.claims:
        _say_claim(claim)
        for said in times_of(claim):
            say(one_line(said), indent=4)
        if answer.writer:
            _say_entry(claim)
    if answer.unanswered:
        say(one_line(unanswered(answer)))
    _say_remarks(answer)
    say()
    told = told_beside(answer)
    if not verbose:
        claimed = {one_line(claim.text) for claim in answer.claims}
        printed = [c.span for c in answer.citations if one_line(c.words) in claimed]
        say_short_sources(answer.citations, view, program, printed=printed, told=told)
        return
    say("Sources", style="bold")
    for citation in answer.citations:
        say()
        say(f"[{citation.number}] {one_line(citation.headline)}")
        _say_source(citation, view, program, timed=citation.number not in told)


def _say_claim(claim: Claim) -> None:
    cited = "".join(f" [{citation.number}]" for citation in claim.citations)
    also = "".join(f" [{citation.number}]" for citation in claim.also)
    before, short, after = (safe(_SPACES.sub(" ", part)) for part in claim.parted)
    notes = f"{cited}{f' (also in{also})' if also else ''}"
    say_emphasised(before.lstrip(), short, f"{after.rstrip()}{notes}")


def _say_entry(claim: Claim) -> None:
    say(one_line(f"{verdict(claim)} {doubts(claim)}"), indent=4)
    if claim.offered is not None:
        say(f"Closest in the archive: [{claim.offered.number}]", indent=4)


def _say_remarks(answer: Answer) -> None:
    for remark in answer.remarks:
        say(one_line(remark))


def _say_abstention(answer: Answer, view: View, program: str, *, verbose: bool) -> None:
    say(NO_CLEAR_ANSWER, style="bold")
    say(one_line(searched(answer.scope)))
    _say_remarks(answer)
    if not answer.nearest:
        return
    say()
    say("Closest passages, which may not answer the question", style="bold")
    if not verbose:
        say_short_sources(answer.nearest, view, program, numbered=False)
        return
    for citation in answer.nearest:
        say()
        say(one_line(citation.headline), indent=4)
        _say_source(citation, view, program)


def _say_source(citation: Citation, view: View, program: str, *, timed: bool = True) -> None:
    article = view.version(citation.span.content_hash, citation.span.article_id)
    marks = "".join(f" · {mark}" for mark in citation.marks)
    where = byline(citation.outlet, citation.published)
    say(one_line(f"{where} · {article.name}{marks}"), indent=4)
    say(in_quotes(one_line(citation.words)), indent=4)
    for said in times(citation) if timed else ():
        say(one_line(said), indent=4)
    say_whole(f"{program} show {span_arguments(citation.span)}", indent=4)


def say_found(found: Found, view: View, program: str, *, verbose: bool = False) -> None:
    """Print the passages that a search found, best first, grouped by article."""
    numbered = tuple(enumerate(found.matches, start=1))
    if verbose:
        for number, (match, article) in numbered:
            _say_match(number, match, article, program)
        return
    for group in by_article(numbered, lambda each: each[1][0].passage.span):
        _, (first, article) = group[0]
        known, name = article.metadata, short_name(view, article.id)
        headline = one_line(first.passage.headline)
        say(f"{one_line(byline(known.outlet, known.published))}: {headline} · {name}", style="bold")
        for number, (match, _) in group:
            say(f"{number}. {one_line(match.passage.text)} ({match.score:.3f})", indent=4)
        say()
    say_whole(f"{program} show {short_name(view, found.matches[0][1].id)}")


def _say_match(number: int, match: Match, article: Article, program: str) -> None:
    known = article.metadata
    if number > 1:
        say()
    say(f"{number}. {one_line(match.passage.headline)}  ({match.score:.3f})", style="bold")
    say(one_line(f"{byline(known.outlet, known.published)} · {article.name}"), indent=4)
    say(one_line(match.passage.text), indent=4)
    say_whole(f"{program} show {span_arguments(match.passage.span)}", indent=4)


def say_article(article: Article, span: Span | None) -> None:
    """Print an article block by block, with the words of a span between ⟦ and ⟧."""
    known = article.metadata
    facts = [
        byline(known.outlet, known.published),
        *([", ".join(known.authors)] if known.authors else []),
        *([language(known.language)] if known.language else []),
    ]
    say(one_line(article.headline), style="bold")
    say(one_line(" · ".join(facts)))
    if known.url:
        say(one_line(known.url))
    say(one_line(article.origin))
    say(f"article {article.id}, version {article.content_hash[:12]}")
    for block in article.blocks:
        say()
        _say_block(block, marked(article, block, span), block.time)
    if span is not None:
        say()
        say(f"{count(span.end - span.start, 'character')} marked {OPENING}like this{CLOSING}")


def _say_block(block: Block, text: str, time: str) -> None:
    label = "" if block.kind is BlockKind.PARAGRAPH else f"[{block.kind.value}] "
    label = f"[{time}] {label if block.kind is BlockKind.CAPTION else ''}" if time else label
    say(f"{label}{text}", style=_STYLES.get(block.kind, ""))


def marked(article: Article, block: Block, span: Span | None) -> str:
    """Return the text of a block, with the words of the span between ⟦ and ⟧."""
    text = article.text
    start = max(block.start, span.start) if span else block.end
    end = min(block.end, span.end) if span else block.end
    if start >= end:
        return safe(text[block.start : block.end])
    before, words, after = text[block.start : start], text[start:end], text[end : block.end]
    return f"{safe(before)}{OPENING}{safe(words)}{CLOSING}{safe(after)}"

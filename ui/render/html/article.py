"""The article view: a whole article as a page, with the cited words marked."""

from __future__ import annotations

from urllib.parse import urlsplit

from markupsafe import Markup

from assistant.wording import NO_OUTLET, day, language
from sources.article import Article, Block, BlockKind, Metadata
from sources.span import Span

STYLE_PATH = "/onrecord/style.css"
# The id of the element where the marked words begin, used as the fragment of addresses.
CITED = "cited"
NOTHING = Markup("")
_TEMPLATES = {
    BlockKind.HEADLINE: Markup('<h1 dir="auto">{}</h1>'),
    BlockKind.SUBHEADLINE: Markup('<p class="subheadline" dir="auto">{}</p>'),
    BlockKind.HEADING: Markup('<h2 dir="auto">{}</h2>'),
    BlockKind.PARAGRAPH: Markup('<p dir="auto">{}</p>'),
    BlockKind.QUOTATION: Markup('<blockquote dir="auto">{}</blockquote>'),
    BlockKind.SIGNATURE: Markup('<p class="signature" dir="auto">— {}</p>'),
    BlockKind.CAPTION: Markup(
        '<p class="caption" dir="auto"><span class="kind">Caption</span> {}</p>'
    ),
}
_DOCUMENT = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="referrer" content="no-referrer">'
    '<title>{title} · OnRecord</title><link rel="stylesheet" href="{style}"></head>'
    '<body class="standalone"><nav><a href="/">OnRecord</a></nav><main>{body}</main></body></html>'
)


def article_document(article: Article, span: Span | None = None, notice: str = "") -> Markup:
    """Return an article as a standalone page."""
    return _DOCUMENT.format(
        title=article.headline, style=STYLE_PATH, body=article_html(article, span, notice)
    )


def message_document(title: str, message: str) -> Markup:
    """Return a page that explains why there is no article at this address."""
    body = Markup('<article class="reading"><h1>{}</h1><p>{}</p></article>').format(title, message)
    return _DOCUMENT.format(title=title, style=STYLE_PATH, body=body)


def article_html(article: Article, span: Span | None = None, notice: str = "") -> Markup:
    """Return an article: its headline, outlet, date and text, block by block."""
    first = next((b for b in article.blocks if b.kind is BlockKind.HEADLINE), None)
    heading = (
        block_html(article, first, span)
        if first
        else _TEMPLATES[BlockKind.HEADLINE].format(article.headline)
    )
    body = NOTHING.join(block_html(article, b, span) for b in article.blocks if b is not first)
    warning = Markup('<p class="notice" role="note">{}</p>').format(notice) if notice else NOTHING
    return Markup('<article class="reading"{}>{}{}{}{}</article>').format(
        _language_attribute(article.metadata), warning, heading, _byline(article), body
    )


def block_html(article: Article, block: Block, span: Span | None) -> Markup:
    """Return one block of an article, with the words of the span marked."""
    text = article.text[block.start : block.end]
    template = _TEMPLATES[block.kind]
    if block.time:
        stamp = Markup('<span class="clock">{}</span> {{}}').format(block.time)
        template = template.format(stamp)
    if span is None or span.end <= block.start or block.end <= span.start:
        return template.format(text)
    start = max(span.start - block.start, 0)
    end = min(span.end, block.end) - block.start
    place = Markup(' id="{}"').format(CITED) if span.start >= block.start else NOTHING
    marked = Markup('{}<mark{} tabindex="-1">{}</mark>{}').format(
        text[:start], place, text[start:end], text[end:]
    )
    return template.format(marked)


def _byline(article: Article) -> Markup:
    known = article.metadata
    parts = [known.outlet or NO_OUTLET, day(known.published)]
    if known.authors:
        parts.append("by " + ", ".join(known.authors))
    if known.language:
        parts.append(language(known.language))
    facts = Markup(" · ").join(Markup("<bdi>{}</bdi>").format(part) for part in parts)
    return Markup(
        '<p class="byline">{}{}</p><p class="origin">From the file <bdi>{}</bdi></p>'
    ).format(facts, _original(known.url), article.name)


def _original(url: str | None) -> Markup:
    host = published_host(url)
    if url is None or host is None:
        return NOTHING
    return Markup(
        ' · <a class="original" href="{}" target="_blank" rel="noopener noreferrer nofollow">'
        "original on {}</a>"
    ).format(url, host)


def published_host(url: str | None) -> str | None:
    """Return the host of a web address, or None if the address is not a plain web address."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        return None
    return host if host.isascii() else None


def _language_attribute(known: Metadata) -> Markup:
    code = known.language or ""
    return Markup(' lang="{}"').format(code) if code.isascii() and code.isalnum() else NOTHING

"""Advertising: boxes inside an article, and pages that an advertiser has paid for.

Boxes are recognised by the names of their elements, as are labels that also stand above boxes
("Advertisement"). Only labels that no box has ("Sponsored content") count by their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from sources.cleaning.element_parts import Parts, is_running
from sources.cleaning.publication_status import is_advertising
from sources.formats.field_names import compact

_NOUN = r"(?:ads?|advert(?:s|isements?|ising)?|adsbygoogle|sponsored|anzeigen?|werbung|publicidad)"
_PLACE = (
    r"(?:article|in|inline|mid|content|body|story|sidebar|google|gpt|dfp|display|native|js|c|m)"
)
_PART = (
    r"(?:slot|unit|container|wrapper|wrap|holder|placeholder|box|block|banner|frame|section|item"
    r"|inline|content|text|top|middle|bottom|left|right|center|desktop|mobile|\d{1,6})"
)
_BOX = re.compile(rf"(?:{_PLACE}[-_]+)*{_NOUN}(?:[-_]+{_PART})*", re.IGNORECASE)
# The share of a page's running text that its advertisements may have.
_MOST_OF_PAGE = 0.3
_KEPT_TAGS = frozenset("html body main article h1 figure table tbody tr td".split())

_PAID_FOR = re.compile(
    r"(?:(?:sponsored|promoted|branded|advertiser) (?:content|post|article|story|feature|message)"
    r"|partner content|paid (?:partner )?(?:content|post))(?: (?:by|from|with) .{1,40})?"
    r"|advertorials?|advertisement (?:feature|promotion)|special advertising section|paid for by .+"
    r"|(?:bezahlter|gesponserter|gesponserte[rs]?) (?:inhalt|beitrag|artikel|anzeige)"
    r"|publi-?(?:rédactionnel|redactionnel|reportage|rreportage|rreportaje|reportagem|redazionale)"
    r"|contenu (?:sponsorisé|de marque|partenaire)|article (?:sponsorisé|partenaire)"
    r"|(?:contenido|conteúdo) (?:patrocinado|publicitario|de marca)|contenuto sponsorizzato"
    r"|(?:gesponsorde|betaalde) (?:inhoud|content)|annonsørinnhold|annonsinnhåll|reklamní sdělení"
    r"|artykuł sponsorowany|на правах рекламы|партнерский материал|спонсируемый контент"
    r"|기사형 ?광고|광고성 ?기사|스폰서 ?(?:콘텐츠|기사)|pr記事|記事広告|スポンサード ?コンテンツ",
    re.IGNORECASE,
)
# These also label boxes. At a headline they count in an element that is named as a label.
_ALSO_OF_BOXES = re.compile(
    r"sponsored|promoted|advertisement|promotion|anzeige|werbung|publicité|publicidad|publicidade"
    r"|pubblicità|reklama?|реклама|광고",
    re.IGNORECASE,
)
_NAMED_LABEL = re.compile(
    r"label|kicker|eyebrow|badge|flag|overline|topline|dachzeile|tag(?:line)?$|category",
    re.IGNORECASE,
)
_HEADS = frozenset("header hgroup div p span strong small em".split())
_LONGEST_LABEL, _MOST_AROUND, _MOST_BESIDE = 80, 3, 4
_ADVERTISER = "//*[contains(@itemtype, 'schema.org/AdvertiserContentArticle')][.//h1]"


def advertisements(body: HtmlElement, parts: Parts) -> Iterator[HtmlElement]:
    """Yield the boxes that are declared to be advertisements, unless they are most of the page."""
    whole = parts[body].prose
    for element in body.xpath(".//*[@class or @id or @aria-label]"):
        part = parts.get(element)
        if part is None or part.title or element.tag in _KEPT_TAGS or not _is_box(element):
            continue
        if part.prose <= _MOST_OF_PAGE * whole:
            yield element


def _is_box(element: HtmlElement) -> bool:
    names = [element.get("id", ""), *element.get("class", "").split()]
    label = element.get("aria-label", "").strip()
    return any(map(_BOX.fullmatch, names)) or _ALSO_OF_BOXES.fullmatch(label) is not None


def is_paid_for(tree: HtmlElement) -> bool:
    """Return True if a page declares itself, or a label at its headline does, as advertising."""
    metas = {
        one.get("property") or one.get("name"): one.get("content") for one in tree.iter("meta")
    }
    stated = {compact(name): content for name, content in metas.items() if name and content}
    if tree.xpath(_ADVERTISER) or is_advertising(stated):
        return True
    return any(_is_label(one) for h1 in tree.xpath("//h1")[:1] for one in _beside(h1))


def _beside(headline: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the short elements next to a headline: above it, and between it and the text."""
    for around in (headline, *islice(headline.iterancestors(), _MOST_AROUND)):
        if around is not headline and around.tag not in _HEADS:
            return
        yield from islice(around.itersiblings(preceding=True), _MOST_BESIDE)
        for below in islice(around.itersiblings(), _MOST_BESIDE):
            if is_running(below.text_content()):
                return
            yield below


def _is_label(element: HtmlElement) -> bool:
    text = " ".join(element.text_content().split()).strip(" .:|–—-[]()")
    if not 0 < len(text) <= _LONGEST_LABEL or element.tag in {"nav", "aside"}:
        return False
    if _PAID_FOR.fullmatch(text):
        return True
    names = [element.get("id", ""), *element.get("class", "").split()]
    named = any(map(_NAMED_LABEL.search, names)) and not any(map(_BOX.fullmatch, names))
    return named and _ALSO_OF_BOXES.fullmatch(text) is not None

"""Reader comments on a web page, which are not part of its article."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from sources.cleaning.comment_lines import COMMENTS_HEADING
from sources.cleaning.element_parts import is_running
from sources.cleaning.repeated_comments import repeated_comments

_NOUN = (
    r"comments?|commentlist|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties?"
    r"|talkbacks?|disqus(?:[-_]thread)?|fb-comments|usercomments"
)
_READERS = (
    r"readers?|users?|lesers?|nutzers?|lezers?|lecteurs?|lectores|lettori|leitores|usuarios"
    r"|internautes?|utenti"
)
# Articles and sections about something else have such names too.
_REACTIONS = r"reactions?|responses?|opinions?|opiniones|opinioni|discussion"

_PART = (
    r"list|listing|section|sections|area|wrapper|wrap|container|thread|threads|box|body|content"
    r"|contents|text|item|items|block|module|widget|feed|main|replies|reply|form|respond|app|root"
)
_OF_READERS = rf"{_READERS}|article|post|story|news|page|site|public"
_NAME = re.compile(
    rf"(?:(?:{_OF_READERS})[-_]?)?(?:{_NOUN})(?:[-_]+(?:{_PART}|{_READERS}))*"
    rf"|(?:{_READERS})[-_]?(?:{_REACTIONS})(?:[-_]+(?:{_PART}))*"
    rf"|(?:{_REACTIONS})[-_]+(?:{_READERS})(?:[-_]+(?:{_PART}))*",
    re.IGNORECASE,
)
_REACTIONS_NAME = re.compile(rf"(?:{_REACTIONS})(?:[-_]+(?:{_PART}))*", re.IGNORECASE)
# The heading of comments, or of a part of an article about readers.
_SAID_BY_READERS = re.compile(
    r"what (?:our |the |you,? (?:our|the) )?readers (?:say|said|think|thought|are saying)"
    r"|(?:our )?readers?['’]? (?:reactions?|views|opinions|responses|say|respond)"
    r"|(?:das|so) (?:sagen|meinen|denken) (?:unsere |die )?leser(?:innen)?(?: und leser)?"
    r"|leser(?:meinungen|stimmen|reaktionen)|(?:vos|les) réactions(?: des lecteurs)?"
    r"|(?:les )?avis des lecteurs|ce que disent (?:nos|les) lecteurs"
    r"|(?:lo que dicen|opiniones de|opinan) (?:nuestros |los )?lectores"
    r"|(?:le opinioni|i commenti) dei lettori|wat (?:onze |de )?lezers (?:zeggen|vinden)"
    r"|독자 ?(?:의견|반응)|読者の声|读者评论",
    re.IGNORECASE,
)
_READERS_BOX = frozenset("aside div section".split())
_OF_ARTICLE = ".//h1 | .//*[@itemprop='articleBody'] | .//*[contains(@class, 'article-body')]"
_BOXES, _LONGEST_FORM = frozenset("a div form p".split()), 120
_MOST_THREADS = 20
_HEADINGS = "//h2 | //h3 | //h4 | //h5"


def remove_comments(tree: HtmlElement) -> None:
    """Remove reader comments from the page, but keep any element with the article itself."""
    body = tree.find("body")
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element in (tree, body):
            continue
        if not _holds_comments(element):
            continue
        if element.xpath(_OF_ARTICLE):  # trafilatura would only check the name
            for name in ("id", "class"):
                element.attrib.pop(name, None)
        else:
            _drop(element)
    for heading in tree.xpath(_HEADINGS):
        text = " ".join(heading.text_content().split())
        if COMMENTS_HEADING.fullmatch(text):
            _remove_below(heading)
        elif _SAID_BY_READERS.fullmatch(text.strip(" :.…!")) and (box := _box_of_readers(heading)):
            _drop(box[0])
    for comments in [*islice(repeated_comments(tree), _MOST_THREADS)]:
        below = [one for one in comments[-1].itersiblings() if _is_label(one)]
        for element in (*comments, *below):
            _drop(element)


def _holds_comments(element: HtmlElement) -> bool:
    if element.get("itemprop") == "comment" or element.get("itemtype", "").endswith(
        ("schema.org/Comment", "schema.org/UserComments")
    ):
        return True
    names = [element.get("id", ""), *element.get("class", "").split()]
    return any(_NAME.fullmatch(name) for name in names)


def _remove_below(heading: HtmlElement) -> None:
    """Remove a heading of comments and what follows it, unless that contains an article."""
    below = list(heading.itersiblings())
    if any(one.tag == "h1" or one.xpath(_OF_ARTICLE) for one in below):
        return
    for element in (*below, heading):
        _drop(element)


def _box_of_readers(heading: HtmlElement) -> list[HtmlElement]:
    """Return the box that a heading begins, unless it may be of the story."""
    box = heading.getparent()
    if box.tag not in _READERS_BOX or heading.getprevious() is not None or box.xpath(_OF_ARTICLE):
        return []
    names = [box.get("id", ""), *box.get("class", "").split()]
    if any(map(_REACTIONS_NAME.fullmatch, names)):
        return [box]
    story = box.xpath("//article[.//h1]")
    return [box] if story and story[0] not in box.iterancestors() else []


def _is_label(element: HtmlElement) -> bool:
    text = element.text_content()
    return element.tag in _BOXES and len(text) <= _LONGEST_FORM and not is_running(text)


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()

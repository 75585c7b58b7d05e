"""Reader comments on a web page, which are not part of its article."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from sources.cleaning.element_parts import is_running
from sources.cleaning.repeated_comments import repeated_comments

_NOUN = (
    r"comments?|commentlist|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties"
    r"|talkbacks?|disqus(?:[-_]thread)?|fb-comments|usercomments"
)
_PART = (
    r"list|listing|section|sections|area|wrapper|wrap|container|thread|threads|box|body|content"
    r"|contents|text|item|items|block|module|widget|feed|main|replies|reply|form|respond|app|root"
)
_OF_READERS = r"article|reader|readers|user|users|post|story|news|page|site|public|leser|nutzer"
_NAME = re.compile(rf"(?:(?:{_OF_READERS})[-_]?)?(?:{_NOUN})(?:[-_]+(?:{_PART}))*", re.IGNORECASE)
_HEADING = re.compile(
    r"(?:\d[\d,.]* )?(?:reader |readers['’] |user )?(?:comments?|responses)(?: ?\(?\d[\d,.]*\)?)?"
    r"|(?:leser)?kommentare(?: \(?\d+\)?)?|commentaires(?: \(?\d+\)?)?|comentarios(?: \(?\d+\)?)?"
    r"|댓글(?: ?\(?\d+\)?)?|コメント(?: ?\(?\d+\)?)?",
    re.IGNORECASE,
)
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
        if _HEADING.fullmatch(" ".join(heading.text_content().split())):
            _remove_below(heading)
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


def _is_label(element: HtmlElement) -> bool:
    text = element.text_content()
    return element.tag in _BOXES and len(text) <= _LONGEST_FORM and not is_running(text)


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()

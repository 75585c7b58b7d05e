"""Previews: pages of articles that are not published, as their editors see and save them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from lxml.html import HtmlElement

from sources.cleaning.release_words import WORD, listed_kind
from sources.language.phrases import folded

# How WordPress and Drupal mark a preview, and what they add to its address.
_MARKED = (
    "//*[contains(concat(' ', @class, ' '), ' node--unpublished ')"
    " or contains(concat(' ', @class, ' '), ' page-node-preview ')]"
    " | //a[@id='edit-backlink' and contains(@class, 'node-preview-backlink')]"
)
_ADDRESSES = (
    "//link[@rel='canonical' or @rel='shortlink']/@href | //meta[@property='og:url']/@content"
)
_PREVIEWED = re.compile(r"[?&]preview(?:=true|_id=)|/node/preview/", re.IGNORECASE)
# Kickers of published articles are "Preview" and "Draft", so these count only together.
_PREVIEW = re.compile(
    r"(?:pre)?view|vorschau(?:ansicht|modus)?|aperçu|prévisualisation|anteprima|pré-?visualização"
    r"|vista|previa|voorbeeld|podgląd|предпросмотр|미리보기|プレビュー|预览"
)
_DRAFT = re.compile(
    r"draft|entwurf|brouillon|borrador|bozza|rascunho|concept|szkic|черновик|초안|下書き|草稿"
)
_UNPUBLISHED = re.compile(
    r"unpublished|unveröffentlicht\w*|inédit|미공개|비공개|未公開|非公開|未发布"
)
_BESIDE = frozenset(
    """is are article page post story version yet only mode artikel seite beitrag diese dieser ist
    noch nur cet cette est encore artículo página está aún articolo pagina ancora artigo ainda
    статья ещё еще""".split()
)
_MOST_WORDS, _MOST_LINES = 10, 200


def is_preview(tree: HtmlElement, headings: Sequence[str], lines: Sequence[str]) -> bool:
    """Return True if a page is a preview by its markup or address, or by a line at its top."""
    if tree.xpath(_MARKED) or any(map(_PREVIEWED.search, tree.xpath(_ADDRESSES))):
        return True
    wanted = {folded(heading) for heading in headings} - {""}
    above = takewhile(lambda line: folded(line) not in wanted, lines[:_MOST_LINES])
    return len(wanted) > 0 and any(map(states_unpublished, above))


def states_unpublished(line: str) -> bool:
    """Return True for a line of few words, all of them about being unpublished."""
    words = [word.casefold() for word in WORD.findall(line)]
    kinds = set(map(_kind, words))
    if len(words) > _MOST_WORDS or not kinds or None in kinds:
        return False
    return "unpublished" in kinds or {"not", "published"} <= kinds or {"draft", "preview"} <= kinds


def _kind(word: str) -> str | None:
    for kind, known in (("preview", _PREVIEW), ("draft", _DRAFT), ("unpublished", _UNPUBLISHED)):
        if known.fullmatch(word):
            return kind
    return "beside" if word in _BESIDE else listed_kind(word)

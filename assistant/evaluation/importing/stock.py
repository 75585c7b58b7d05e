"""Stock: the articles of a data set as they will be once added to an archive."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from assistant.evaluation.gold import GoldMissing, resolved
from assistant.evaluation.importing.source_records import Text, Unfit
from assistant.evaluation.line import GoldWords
from sources.article import Article, Page
from sources.cleaning.cleaner import clean
from sources.effort import limited
from sources.errors import NothingLeft, Unreadable
from sources.formats.records import read_jsonl

_ORIGIN = "articles.jsonl"


@dataclass
class Stock:
    """The articles read so far, so that gold refers only to text that adding leaves unchanged."""

    _articles: dict[str, Article] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self._articles

    def put(self, text: Text) -> None:
        """Add an article; raise Unfit if nothing would be left of it."""
        self._articles[text.id] = as_added(text)

    def gold(self, name: str, quote: str = "") -> GoldWords:
        """Return words of an article as gold; raise Unfit if the article does not have them."""
        if name not in self._articles:
            raise Unfit(f"the data set has no article {name!r}")
        try:
            resolved(self._articles[name], quote)
        except GoldMissing as error:
            raise Unfit(str(error)) from error
        return GoldWords(article=name, quote=quote)


def as_added(text: Text) -> Article:
    """Return the article that `onrecord add` makes of a text; raise Unfit if it refuses it."""
    try:
        with limited():
            (page,) = read_jsonl(io.BytesIO(text.to_json().encode("utf-8", "replace")), _ORIGIN)
            if not isinstance(page, Page):
                raise Unfit(f"its article cannot be added: {page.reason}")
            return clean(page)
    except Unreadable as error:
        raise Unfit(f"its article cannot be added: {error.reason}") from error
    except NothingLeft as error:
        raise Unfit("nothing is left of its article once it is cleaned") from error

"""The currency that an article means by a sign that several currencies share: "$" and "¥"."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from sources.article import Metadata

# The countries with a dollar of their own, or with the yuan or the yen, whose domains are not also
# sold to others, as .tv and .cc are.
_COUNTRIES = "AU BB BN BS CA CN FJ GY HK JM JP LR NZ SB SG SR TT TW".split()
_DOMAIN = re.compile(r"https?://[^/?#]*\.([a-z]{2})\.?(?::\d+)?(?:[/?#]|\Z)", re.IGNORECASE)
_LANGUAGES = {"ja": "JPY", "zh": "CNY"}


def home_currency(article: Metadata) -> str | None:
    """Return the currency of an outlet's country, if that country's currency has a shared sign.

    The country is that of the article's address, or is named by the outlet. For articles in Chinese
    or Japanese it follows from the language. Return None if it is unknown.
    """
    domain = _DOMAIN.match(article.url or "")
    if domain and (currency := _currencies().get(domain[1].lower())):
        return currency
    if named := _named().search(article.outlet or ""):
        return _currencies()[named[0].lower()]
    return _LANGUAGES.get(article.language or "")


@cache
def _named() -> re.Pattern[str]:
    names = (name for name in _currencies() if len(name) > 2)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


@cache
def _currencies() -> dict[str, str]:
    """Return the currencies by domain, country and adjective: "au", "australia", "australian"."""
    found: dict[str, str] = {}
    for country in _COUNTRIES:
        currency = str(get_territory_currencies(country)[0])
        adjective = get_currency_name(currency, locale="en").rpartition(" ")[0]
        territory = Locale("en").territories[country].removesuffix(" SAR China")
        for name in (country, territory, adjective):
            found.setdefault(name.lower(), currency)
    return found

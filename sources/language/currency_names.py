"""Names, codes and signs of currencies, in English and Korean.

They come from Unicode's CLDR, through Babel. Newspaper words that CLDR lacks are listed here.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

_LOCALES = ("en", "ko")
# Newspaper words and abbreviations that CLDR lacks, with the CLDR nouns that they stand for.
_ALSO = {
    "crown": ("krona", "krone", "koruna"),
    "kr": ("krona", "krone", "koruna"),
    "rouble": ("ruble",),
    "renminbi": ("yuan",),
    "rmb": ("yuan",),
    "sterling": ("british pound",),
    "rs": ("rupee",),
    "sheqel": ("shekel",),
    "reais": ("brazilian real",),
    "som": ("som",),
    "manat": ("manat",),
    "soum": ("uzbekistani som",),
    **dict.fromkeys(("uzbek som", "uzbek sum", "uzbekistani sum"), ("uzbekistani som",)),
    **dict.fromkeys(("kyrgyz som", "kyrgyzstani som"), ("kyrgystani som",)),
    "turkmen manat": ("turkmenistani manat",),
    **dict.fromkeys(("azeri manat", "azerbaijan manat"), ("azerbaijani manat",)),
    # The plural that CLDR lacks.
    "lira": ("lira",),
    **{
        f"{country} crown": (f"{country} {noun}",)
        for country, noun in (
            *(("swedish", "krona"), ("icelandic", "krona"), ("czech", "koruna")),
            *(("danish", "krone"), ("norwegian", "krone")),
        )
    },
    "aussie dollar": ("australian dollar",),
    "kiwi dollar": ("new zealand dollar",),
    "taiwan dollar": ("new taiwan dollar",),
    "미 달러": ("미국 달러",),
    "미달러": ("미국 달러",),
    **dict.fromkeys(("togrog", "tugrug", "togrik"), ("tugrik",)),
}
# Names that are ordinary words unless a country comes before them.
_OTHER_WORDS = frozenset({"mark", "marks", "real", "reals", "sol", "gold", "동", "솜", "숨", "솔"})
# Codes that are words or well-known abbreviations in capitals: "COP 28", "ALL 12 PASSENGERS".
_OTHER_CAPITALS = frozenset("ALL AMD BAM BOB COP CUP GEL MAD MOP PEN SOS TOP TRY".split())
# Letters before a sign that begin the codes of several currencies, or of none.
_PREFIXED = {"S$": "SGD", "CDN$": "CAD", "Can$": "CAD", "Mex$": "MXN"}


@cache
def currency_nouns() -> frozenset[str]:
    """Return the words that name a currency and nothing else: "dollars", "tenge", "달러"."""
    return frozenset(name for name in _names() if " " not in name)


def is_code(word: str) -> bool:
    """Return True if a word is the code of a currency and no other word in capitals."""
    return word in currency_codes() and word not in _OTHER_CAPITALS


@cache
def currency_codes() -> frozenset[str]:
    """Return the codes of the currencies that are legal tender somewhere."""
    used = (each for country in get_global("territory_currencies").values() for each in country)
    return frozenset(code for code, _, end, tender in used if tender and end is None)


@cache
def _names() -> Mapping[str, frozenset[str]]:
    """Return the codes for each folded name, whole and by its last word."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code in currency_codes():
        for name in map(folded, _names_of(code)):
            found[name].add(code)
            noun = name.rpartition(" ")[2]
            if noun not in _OTHER_WORDS:
                found[noun].add(code)
    for word, nouns in _ALSO.items():
        for form in (word, f"{word}s"):
            found[form] |= {code for noun in nouns for code in found.get(noun, ())}
    return {name: frozenset(codes) for name, codes in found.items()}


def _names_of(code: str) -> Iterator[str]:
    """Yield the singular and plural names of a currency."""
    for locale in map(Locale, _LOCALES):
        if name := locale.currencies.get(code):
            yield name
            # 위안화 is 위안, with the word for currency.
            yield name.removesuffix("화")
            if locale.language == "ko":
                yield name.replace(" ", "")
        yield from locale._data["currency_names_plural"].get(code, {}).values()


def unit_named(name: str) -> str:
    """Return the unit of a folded name, or ''."""
    return "/".join(sorted(_names().get(name, ())))


@cache
def unit_of_sign(prefix: str, sign: str) -> str:
    """Return the unit of a sign with letters before it: "A$", "US$", "$"."""
    if prefix + sign in _PREFIXED:
        return _PREFIXED[prefix + sign]
    if prefix:
        for code in currency_codes():
            if prefix == code or symbol_of(code) == prefix + sign:
                return code
    codes = {code for code in currency_codes() if symbol_of(code) in (sign, f"{code[:2]}{sign}")}
    for word in map(folded, unicodedata.name(sign).split()):
        codes |= _names().get(word, frozenset())
    return "/".join(sorted({code for code in codes if code.startswith(prefix)} or codes))


def symbol_of(code: str) -> str:
    """Return the English symbol of a currency, such as A$, or its code if it has none."""
    return str(Locale("en").currency_symbols.get(code, code))


def has_own_sign(code: str) -> bool:
    """Return True if the symbol of a currency is a sign without letters before it."""
    return len(symbol_of(code)) == 1


def folded(name: str) -> str:
    """Return a name without case and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))

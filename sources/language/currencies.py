"""Currencies of amounts: names in English and Korean, codes and signs.

A unit of money is the ISO 4217 codes that a word or sign may stand for: "KZT" for tenge, "NZD" for
NZ$, and all dollars for "dollars". Names and codes are those of Unicode's CLDR, as Babel has them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from sources.language.scripts import HANGUL

_LOCALES = ("en", "ko")
_LAST_SIGN = 0x2100
SIGNS = "".join(
    chr(code)
    for code in range(_LAST_SIGN)
    if unicodedata.category(chr(code)) == "Sc" and chr(code) not in "¢¤"
)
"""All currency signs of Unicode except the cent and the generic currency sign."""
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
# The currency meant by a noun that several currencies share. CLDR makes the same choice for others
# by giving one of them the plain sign.
_FOREMOST = frozenset({"CHF", "RON", "RUB"})
# "Dollars" and "$" may be any of these.
_DOLLARS = frozenset({"AUD", "CAD", "USD"})
# "¥" is one of these.
_YUAN_OR_YEN = frozenset({"CNY", "JPY"})
_MOST_WORDS = 4
_WORDS = re.compile(r"[\s-]?([^\W\d_]+(?:[ -][^\W\d_]+){0,3})")
_AMERICAN = re.compile(r"[\s-]?(?:US|U\.S\.|American) dollars?\b")
# "Sums" is a currency only after a scale: "12 billion sums".
_SOM = re.compile(
    r"[\s-]?(?:(?:Uzbek(?:istani)? )?so['’‘`ʻʼ]ms?"
    r"|(?:(?<=illion[ -])|(?<=thousand[ -])|(?<=[bmt]n[ -]))sums)\b",
    re.IGNORECASE,
)
_CODE_BEHIND = re.compile(r" ?([A-Z]{3})(?![^\W_]| [A-Z]{2})")
_SIGN_BEHIND = re.compile(rf" ?([{re.escape(SIGNS)}])(?![\w.,]*\d)")
# Abbreviations before or behind a number, with the codes that they stand for.
_SHORT = dict(
    pair.split("=")
    for pair in (
        "Fr=CHF SFr=CHF Sfr=CHF Dh=AED Dhs=AED KSh=KES Ksh=KES TSh=TZS Tsh=TZS USh=UGX Ush=UGX "
        "NIS=ILS TL=TRY RM=MYR Rp=IDR SR=SAR QR=QAR Tk=BDT Kč=CZK zł=PLN Ft=HUF"
    ).split()
)
# Those that have other meanings, such as "SR 520", unless the number has a scale.
_OTHER_SHORT = frozenset({"Fr", "Ft", "QR", "SR", "TL"})
# Single letters, which are money only directly before a number with a scale: "R4.2 million".
_LETTERS = {"R": "ZAR", "W": "KRW", "N": "NGN", "P": "BWP/PHP"}
_SCALED = re.compile(r"[\d.,]+(?:[mb]n?\b|tn\b|[ -](?:[mb]n|tn|million|billion|trillion)\b)")
_BEFORE = re.compile(
    rf"(?:(?<![^\W\d_])(?P<prefix>[A-Z]{{0,3}}|Can|Mex)(?P<sign>[{re.escape(SIGNS)}])"
    r"|(?<!\w)(?:(?P<code>[A-Z]{3})|(?P<name>[Ee]uros?)|(?P<short>Rs|RMB|[Kk]r)\.?"
    rf"|(?P<abbreviation>{'|'.join(_SHORT)})\.?)) ?\Z"
    rf"|(?<!\w)(?P<letter>[{''.join(_LETTERS)}])\Z"
)
_SHORT_BEHIND = re.compile(r" ?(TL|Kč|zł|Ft|NIS)(?!\w)")
# Letters before a sign that begin the codes of several currencies, or of none.
_PREFIXED = {"S$": "SGD", "CDN$": "CAD", "Can$": "CAD", "Mex$": "MXN"}
# Particles, copulas and counters that follow a currency in Korean.
_PARTICLE = re.compile(
    r"(?:[은는이가을를의도만로과와씩짜대]|으로|에서|에|까지|부터|보다|이나|정도|어치|가량|이다|이라|였|이었)"
    rf"[{HANGUL}]*\Z|\Z"
)
_LONGEST_BEFORE = 16


def unit_before(text: str, start: int) -> tuple[str, int] | None:
    """Return the unit of the sign or code directly before a number, and where that begins."""
    found = _BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
    if found is None:
        return None
    unit = _unit_of(found, is_scaled=_SCALED.match(text, start) is not None)
    return (unit, found.start()) if unit else None


def _unit_of(found: re.Match[str], *, is_scaled: bool) -> str:
    code, letter = found["code"], found["letter"]
    if code and code not in ("NIS", "RMB"):
        return code if _is_code(code) or (is_scaled and code in _codes()) else ""
    if letter:
        return _LETTERS[letter] if is_scaled else ""
    if short := code or found["abbreviation"]:
        is_other = short in _OTHER_SHORT and not is_scaled
        return "" if is_other else _SHORT.get(short) or _named(short.lower())
    if found["sign"]:
        return _signed(found["prefix"], found["sign"])
    return _named((found["name"] or found["short"]).lower())


def unit_behind(text: str, end: int) -> tuple[str, int] | None:
    """Return the unit of the name, code or sign directly after a number, and where that ends."""
    for pattern in (_CODE_BEHIND, _SIGN_BEHIND):
        if found := pattern.match(text, end):
            word = found[1]
            unit = (word if _is_code(word) else "") if word.isalpha() else _signed("", word)
            if unit:
                return unit, found.end()
    if found := _SHORT_BEHIND.match(text, end):
        return _SHORT[found[1]], found.end()
    for pattern, code in ((_AMERICAN, "USD"), (_SOM, "UZS")):
        if found := pattern.match(text, end):
            return code, found.end()
    return _name_behind(text, end)


def _name_behind(text: str, end: int) -> tuple[str, int] | None:
    found = _WORDS.match(text, end)
    if found is None:
        return None
    ends = [each.end() for each in re.finditer(r"[^\W\d_]+", found[1])]
    for count in range(min(len(ends), _MOST_WORDS), 0, -1):
        phrase = found[1][: ends[count - 1]]
        if unit := _named(_folded(phrase)):
            return unit, found.start(1) + ends[count - 1]
        # The currency of a country under a name that CLDR does not use: "Korean won".
        *country, noun = re.split("[ -]", phrase)
        if country and all(word[0].isupper() for word in country) and (unit := _named(noun)):
            return unit, found.start(1) + ends[count - 1]
    return _korean(found[1], found.start(1))


def _korean(words: str, start: int) -> tuple[str, int] | None:
    """Return the unit of a Korean name with a particle, as in "5달러를"."""
    first = words.split(" ")[0]
    for length in range(len(first), 0, -1):
        name = first[:length]
        if "\uac00" <= name[-1] <= "\ud7a3" and (unit := _named(name)):
            return (unit, start + length) if _PARTICLE.match(first, length) else None
    return None


def units_named(text: str) -> frozenset[str]:
    """Return the units of the currencies that a text names, with or without an amount."""
    words = re.findall(r"[^\W\d_]+", text)
    found = {_named(_folded(word)) for word in words}
    found |= {word for word in words if _is_code(word)}
    found |= {_signed("", sign) for sign in text if sign in SIGNS}
    return frozenset(found - {""})


def is_money(unit: str | None) -> bool:
    """Return True if a unit is one of money."""
    return unit is not None and unit[:3] in _codes()


def is_same_unit(one: str, other: str) -> bool:
    """Return True if two units are the same, or may be the same currency: "dollars" and "US$"."""
    if is_money(one) and is_money(other):
        return not set(one.split("/")).isdisjoint(other.split("/"))
    return one == other


def is_borne_out_by(unit: str, stated: str, home: str | None = None) -> bool:
    """Return True if a stated unit supports a unit: "$" supports "US$" and "dollars", not "A$".

    `home` is the currency of the outlet's country: with "AUD", "$" supports "A$" and not "US$".
    """
    if not is_same_unit(unit, stated):
        return False
    meant, stands_for = set(unit.split("/")), set(stated.split("/"))
    for shared, foremost in ((_DOLLARS, "USD"), (_YUAN_OR_YEN, "JPY")):
        if stands_for >= shared:
            return (home if home in stands_for else foremost) in meant
    return True


@cache
def sign_of(unit: str) -> str:
    """Return a sign for a unit of money that is the same however the amount is written.

    If several currencies share a noun, it is the sign of the one that newspapers mean by it alone.
    """
    codes = unit.split("/")
    foremost = [code for code in codes if code in _FOREMOST or _has_own_sign(code)]
    code = foremost[0] if len(foremost) == 1 else unit
    return _symbol(code) if _has_own_sign(code) else code.lower()


@cache
def currency_nouns() -> frozenset[str]:
    """Return the words that name a currency and nothing else: "dollars", "tenge", "달러"."""
    return frozenset(name for name in _names() if " " not in name)


def _is_code(word: str) -> bool:
    return word in _codes() and word not in _OTHER_CAPITALS


@cache
def _codes() -> frozenset[str]:
    """Return the codes of the currencies that are legal tender somewhere."""
    used = (each for country in get_global("territory_currencies").values() for each in country)
    return frozenset(code for code, _, end, tender in used if tender and end is None)


@cache
def _names() -> Mapping[str, frozenset[str]]:
    """Return the codes for each folded name, whole and by its last word."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code in _codes():
        for name in map(_folded, _names_of(code)):
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


def _named(name: str) -> str:
    return "/".join(sorted(_names().get(name, ())))


@cache
def _signed(prefix: str, sign: str) -> str:
    """Return the unit of a sign with letters before it: "A$", "US$", "$"."""
    if prefix + sign in _PREFIXED:
        return _PREFIXED[prefix + sign]
    if prefix:
        for code in _codes():
            if prefix == code or _symbol(code) == prefix + sign:
                return code
    codes = {code for code in _codes() if _symbol(code) in (sign, f"{code[:2]}{sign}")}
    for word in map(_folded, unicodedata.name(sign).split()):
        codes |= _names().get(word, frozenset())
    return "/".join(sorted({code for code in codes if code.startswith(prefix)} or codes))


def _symbol(code: str) -> str:
    return str(Locale("en").currency_symbols.get(code, code))


def _has_own_sign(code: str) -> bool:
    return len(_symbol(code)) == 1


def _folded(name: str) -> str:
    """Return a name without case and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))

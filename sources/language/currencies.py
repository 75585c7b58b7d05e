"""Currencies of amounts: the name, code or sign before or after a number.

A unit of money is the ISO 4217 codes that a word or sign may stand for: "KZT" for tenge, "NZD" for
NZ$, and all dollars for "dollars".
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from sources.language.currency_names import (
    currency_codes,
    folded,
    has_own_sign,
    is_code,
    symbol_of,
    unit_named,
    unit_of_sign,
)
from sources.language.scripts import HANGUL

_LAST_SIGN = 0x2100
SIGNS = "".join(
    chr(code)
    for code in range(_LAST_SIGN)
    if unicodedata.category(chr(code)) == "Sc" and chr(code) not in "¢¤"
)
"""All currency signs of Unicode except the cent and the generic currency sign."""
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
# Abbreviations before or after a number, with the codes that they stand for.
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
        return code if is_code(code) or (is_scaled and code in currency_codes()) else ""
    if letter:
        return _LETTERS[letter] if is_scaled else ""
    if short := code or found["abbreviation"]:
        is_other = short in _OTHER_SHORT and not is_scaled
        return "" if is_other else _SHORT.get(short) or unit_named(short.lower())
    if found["sign"]:
        return unit_of_sign(found["prefix"], found["sign"])
    return unit_named((found["name"] or found["short"]).lower())


def unit_behind(text: str, end: int) -> tuple[str, int] | None:
    """Return the unit of the name, code or sign directly after a number, and where that ends."""
    for pattern in (_CODE_BEHIND, _SIGN_BEHIND):
        if found := pattern.match(text, end):
            word = found[1]
            unit = (word if is_code(word) else "") if word.isalpha() else unit_of_sign("", word)
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
        if unit := unit_named(folded(phrase)):
            return unit, found.start(1) + ends[count - 1]
        # The currency of a country under a name that CLDR does not use: "Korean won".
        *country, noun = re.split("[ -]", phrase)
        if country and all(word[0].isupper() for word in country) and (unit := unit_named(noun)):
            return unit, found.start(1) + ends[count - 1]
    return _korean(found[1], found.start(1))


def _korean(words: str, start: int) -> tuple[str, int] | None:
    """Return the unit of a Korean name with a particle, as in "5달러를"."""
    first = words.split(" ")[0]
    for length in range(len(first), 0, -1):
        name = first[:length]
        if "\uac00" <= name[-1] <= "\ud7a3" and (unit := unit_named(name)):
            return (unit, start + length) if _PARTICLE.match(first, length) else None
    return None


def units_named(text: str) -> frozenset[str]:
    """Return the units of the currencies that a text names, with or without an amount."""
    words = re.findall(r"[^\W\d_]+", text)
    found = {unit_named(folded(word)) for word in words}
    found |= {word for word in words if is_code(word)}
    found |= {unit_of_sign("", sign) for sign in text if sign in SIGNS}
    return frozenset(found - {""})


def is_money(unit: str | None) -> bool:
    """Return True if a unit is one of money."""
    return unit is not None and unit[:3] in currency_codes()


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
    foremost = [code for code in codes if code in _FOREMOST or has_own_sign(code)]
    code = foremost[0] if len(foremost) == 1 else unit
    return symbol_of(code) if has_own_sign(code) else code.lower()

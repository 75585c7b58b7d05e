"""Lines that offer an article to subscribers: "Subscribe to continue reading".

Such a line consists of words about subscribing and words about reading, and of nothing else.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?[$€£¥]")
_PRICE = re.compile(r"[$€£¥]")
_OFFER = re.compile(
    r"subscri(?:be|bers?|ption)|members?(?:hip)?|premium|paywall|unlock|trial|log(?:in)?|sign"
    r"|abon{1,2}(?:iere?n?|nent(?:en)?|nentinnen|nés?|nez-vous|nement|nees?)|registrierte?"
    r"|abbonat[oi]|assinantes?|suscri(?:ptores|ptor|birse)|suscríbe(?:te|se)|prenumerator(?:ów|zy)"
    r"|подписчик(?:ам|ов|и)|подпис(?:ка|ке)",
    re.IGNORECASE,
)
_READING = re.compile(
    r"read(?:ing)?|continue|keep|full|rest|whole|entire|exclusive|only|reserved|article|story"
    r"|content|report|access|weiter(?:lesen)?|artikel|nur|vorbehalten|exklusiv|lesen"
    r"|ganze[nr]?|réservée?s?|suite|lire|contenu|exclusivo|solo|leer|leyendo|contenido|artículo"
    r"|riservat[oa]|articolo|leggere|contenuto|conteúdo|ler|continuar|treść|tylko|dostępn[ay]"
    r"|artykuł|alleen|lezen|только|доступно|читать|материал",
    re.IGNORECASE,
)
# "Members only" may be a heading in an article about a club.
_SUBSCRIBES = re.compile(
    r"\b(?:subscr|log ?in|sign ?in|abon|abbon|assin|sus?cr[ií]|prenum|подпис)", re.IGNORECASE
)
_JOINING = frozenset(
    (
        "please a already an and are available by can for free in is now of on or our the this to"
        " up us with you your want more today just here for"
        " als auf das den der des die dieser dieses ein für ist jetzt mit und zum"
        " à article aux avec cet cette de du est et la le les pour votre vous"
        " acceso con el en es este esta para por seguir una"
        " agli ai gli il per questo è dos e o os dla jest dit is voor эта этот для"
    ).split()
)
_LONGEST, _FEWEST = 100, 2


def is_offer(line: str) -> bool:
    """Return True if a line only states that an article is for subscribers."""
    offers, reading, others = _counts(line)
    return offers > 0 and reading > 0 and not others


def is_about_subscribing(line: str) -> bool:
    """Return True if a line only offers a subscription, or a login for subscribers."""
    offers, reading, others = _counts(line)
    whole = offers + reading >= _FEWEST and not others
    return whole and _SUBSCRIBES.search(line) is not None


def _counts(line: str) -> tuple[int, int, int]:
    """Return how many words of a line are about subscribing, about reading, and others."""
    words = _WORD.findall(line) if len(line) <= _LONGEST else [line]
    offers = {word for word in words if _OFFER.fullmatch(word) or _PRICE.search(word)}
    reading = {word for word in words if _READING.fullmatch(word)}
    others = {word for word in words if word.lower() not in _JOINING} - offers - reading
    return len(offers), len(reading), len(others)

"""The words of lines that state an embargo, in several languages.

Whole phrases differ too much to be listed. A line states an embargo if all of it, up to its end or
to a colon, consists of dates and of these words, and if the right kinds of words are among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sources.language.calendar_names import (
    LOWER_MONTHS,
    LOWER_WEEKDAYS,
    MONTH_NUMBERS,
    folded_name,
    foreign_months,
    foreign_weekdays,
)

_TOKEN = re.compile(r"[^\W_]+")
_EMBARGO = re.compile(
    r"\w*(?:embarg|ambargo|εμπάργκο|sperr(?:e?frist|vermerk)|эмбарго|ембарго|محظور|حظر|エンバーゴ)\w*"
    r"|(?:報道)?解禁\w*|(?:新闻)?禁[发發]\w*"
)
_HELD = re.compile(r"hold|held|confiden\w+|riservat\w|vertraulich|vertrouwelijk|конфиденциально")
_NOT = frozenset("not no nicht keine ne pas non não niet nie не ej inte ikke ei değil".split())
_PUBLISHED = re.compile(
    r"publi\w+|releas\w+|broadcast\w*|transmi\w+|distribut\w+|used?|veröffentlich\w+|freigabe|frei"
    r"|freigegeben|verwend\w+|pubbli\w+|diffu\w+|diffond\w+|difund\w+|divulg\w+|gepubliceerd"
    r"|vrijgave|verspreid\w*|(?:о?публик|распростран)\w+|julkais\w+|النشر|yayı[nm]\w*|(?:u|o)?publik\w+"
)
_UNTIL = frozenset(
    """until till til before prior bis vor avant jusqu antes hasta fino prima tot voor até до do
    przed före før innan ennen asti saakka kadar önce حتى قبل""".split()
)
_FROM = frozenset("from after ab nach partir desde dal vanaf с после od från fra alkaen".split())
_TIME_OF = frozenset("date time datum zeitpunkt fecha data datetime".split())
_HOUR = frozenset("ore kl klo godz às".split())
# Words that may be beside them and state nothing themselves.
_BESIDE = frozenset(
    """a the to be is are for and or on by at of in under strict strictly private press media news
    this document all local noon midnight sharp hrs hours ends end expires gmt utc bst cet cest est
    edt cst cdt mst mdt pst pdt et ct pt am pm p m h der die das dem den des zum zur zu für und am
    um uhr von bitte presse le la les l de du au aux à pour et heure heures el los las del al horas
    hora hs y para por il lo di da dal dell della alle ore e per o às as em dia horas op om uur het
    de en van kl klo den года г часов часа ч мск в и godz r dnia sous får strictement stricto bajo
    sob sotto onder unter من الساعة يوم""".split()
)
_LISTED = _BESIDE | _NOT | _UNTIL | _FROM | _TIME_OF
_ENGLISH = {*LOWER_MONTHS, *LOWER_WEEKDAYS, *map(str.lower, MONTH_NUMBERS)}
_ENDS = re.compile(r"\s*[:|–—)\]]|\s+-\s")
_ZONES = re.compile(r"[A-Z]{2,4}T")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of an embargo: its date as written, and the kind of words it is made of.

    `is_certain` is False for words that also state other days: `is_label` is True for "release
    date", and otherwise they are such as "for publication from".
    """

    stated: str
    is_certain: bool
    is_label: bool


def statement(line: str) -> Statement | None:
    """Return the embargo that a line states with these words and a date, or None."""
    tokens = [(found, found[0].casefold()) for found in _TOKEN.finditer(line)]
    words = {word for _, word in tokens}
    if not (_is_embargo(words) or _is_release(words)):
        return None
    end, dated = 0, -1
    for found, word in tokens:
        if word in _HOUR and dated < 0:
            dated = found.start()
        if not (_is_known(word) or _ZONES.fullmatch(found[0])):
            if not _is_of_date(word):
                break
            dated = found.start() if dated < 0 else dated
        end = found.end()
    if end < tokens[-1][0].end() and not _ENDS.match(line, end):
        return None
    words = {word for found, word in tokens if found.end() <= end}
    if dated < 0 or not (_is_embargo(words) or _is_release(words)):
        return None
    return Statement(line[dated:end], _is_embargo(words), words.isdisjoint(_FROM))


def _is_embargo(words: set[str]) -> bool:
    held, published = any(map(_HELD.fullmatch, words)), any(map(_PUBLISHED.fullmatch, words))
    until = not words.isdisjoint(_UNTIL)
    return (
        any(map(_EMBARGO.fullmatch, words))
        or (held and (until or published))
        or (published and until and not words.isdisjoint(_NOT))
    )


def _is_release(words: set[str]) -> bool:
    """Return True if the words state from when something may be published."""
    return any(map(_PUBLISHED.fullmatch, words)) and not words.isdisjoint(_FROM | _TIME_OF)


def _is_known(word: str) -> bool:
    kinds = (_EMBARGO, _HELD, _PUBLISHED)
    return word in _LISTED or any(kind.fullmatch(word) for kind in kinds)


def _is_of_date(word: str) -> bool:
    if word[0].isdigit():
        return True
    name = folded_name(word)
    return name in _ENGLISH or name in foreign_months() or name in foreign_weekdays()

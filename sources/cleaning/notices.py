"""Lines with facts about an article: its copyright and its authors."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sources.cleaning.web_address import host_of
from sources.language.phrases import ends_sentence, folded, word_count
from sources.language.scripts import HAN, HANGUL

_LONGEST_NOTICE = 400
_SIGN = r"(?:[©ⓒ]|\(c\)|copyrights?|저작권자?)"
_END_OF_ARTICLE = re.compile(
    r"all rights? reserved|무단 ?(?:전재|복제|배포)|재배포 ?(?:금지|를? ?금)"
    r"|^\W*copyrights?\b\W*[©ⓒ(]?.{0,8}\d{4}|^\W*copyrights?\W{0,3}[©ⓒ]|^\W*[©ⓒ] ?(?:19|20)\d\d\b"
    r"|^[©ⓒ] ?[^(]{2,40}\(\S+\.\S+\)",
    re.IGNORECASE,
)
# Every alternative contains one of these, and most lines contain none.
_IN_NOTICES = ("right", "©", "ⓒ", "무단", "재배포")
_QUOTES = re.compile(r"[\"“”]")
_OWNER = re.compile(
    rf"{_SIGN}(?:\s*(?:{_SIGN}|by|\d{{4}}(?:\s?[-–]\s?\d{{4}})?|[,.:]))*\s*"
    r"(?P<name>[^\s\d(<\[,.|©ⓒ][^(<\[,.|©ⓒ\n]{0,60})",
    re.IGNORECASE,
)
_AFTER_OWNER = re.compile(r"\s*(?:all rights?\b|무단|재배포|\d{4}).*", re.IGNORECASE | re.DOTALL)
_MOST_OWNER_WORDS = 6
_LONGEST_LABEL = 10

_BY = re.compile(
    r"(?:(?:by|written by|reported by|words by|story by|von|par|por|di|door|av|af|od|przez|autora?"
    r"|автор|текст)\s*:?|(?:words|story|report|reporting|texte?|texto|testo)\s*:)"
    r"\s+(?P<names>.{3,120})",
    re.IGNORECASE,
)
# The credits of others, to the end of the line or of a pair of separators.
_CREDIT = re.compile(
    r"(?:^|[|,;/&·•\s]\s*|\s[-–—]\s*|\s(?:and|und)\s+)"
    r"(?:photo(?:s|graphs?|graphy)?|pictures?|images?|videos?|graphics?|illustrations?|artwork"
    r"|fotos?|bild(?:er)?|grafik(?:en)?|foto(?:grafie|grafía)s?|edit(?:ed|ing)"
    r"|production|produced|translat(?:ed|ion)|사진|그래픽|摄影|撮影)"
    r"\s*(?:[:：]|\b(?:by|von|par|por)\b)[^|;/·•\n]*",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?P<names>[^,|/]{4,60})\s*[,|/]\s*(?:[\w ]{0,30}\b)?"
    r"(?:staff|senior|contributing|chief|deputy)?\s*"
    r"(?:reporter|correspondent|staff writer|writer|editor|columnist|bureau chief)",
    re.IGNORECASE,
)
_REPORTER_KO = re.compile(
    rf"(?:\[[^\]]{{1,20}}\]\s*)?(?P<names>[{HANGUL}]{{2,4}})\s?(?:선임|수습|인턴)?\s?"
    r"(?:기자|특파원|논설위원|앵커)(?:\s*=)?(?:\s+[\w.+-]+@[\w.-]+)?"
)
# "来源：江口晚报 作者：林岚 责任编辑：王平"
_LABELLED_ZH = re.compile(
    r"(?P<label>来源|來源|出处|作者|记者|記者|撰文|通讯员|责任编辑|責任編輯|责编|编辑|編輯)"
    r"(?:\s*[:：]\s*|(?<=者)\s+)"
    rf"(?P<value>[^\s:：|]{{1,20}}(?:[ 、][{HAN}]{{2,4}}(?![{HAN}]*\s*[:：]))*)"
)
_WRITERS_ZH = frozenset(("作者", "记者", "記者", "撰文"))
_SHARED_BYLINE = re.compile(
    r"special (?:to|for) .{2,60}"
    r"|(?:from )?(?:.{2,60} and )?(?:staff|wire)(?: (?:and|&) \w+)? reports?",
    re.IGNORECASE,
)
# Each letter matches in only one way, because otherwise a long run would take forever.
_NAME = re.compile(r"[^\W\d_]+\.?(?:[ -][^\W\d_]+(?:['’.-][^\W\d_]+)*['’.-]?){1,3}")
PARTICLES = (
    "de|del|da|di|do|dos|das|des|du|van|von|zu|zur|der|den|ter|ten|la|le|al|el|bin|ben|y|i|e"
)
"""Lower-case words within names, as the alternatives of a regular expression."""
_PARTICLES = frozenset(PARTICLES.split("|"))
_BETWEEN_NAMES = re.compile(r"\s*(?:,|&|;|\band\b)\s*", re.IGNORECASE)
_AFTER_NAMES = re.compile(
    r"\s*(?:\||/|–|—|\(| - |, (?=(?:[A-Z]{2,}|[Tt]he|[Ss]taff|[Ss]enior)\b)).*"
)


def ends_article(line: str) -> bool:
    """Return True if the line is a copyright notice that closes an article."""
    return (
        len(line) <= _LONGEST_NOTICE
        and any(map(line.lower().__contains__, _IN_NOTICES))
        and not _QUOTES.search(line)
        and bool(_END_OF_ARTICLE.search(line))
    )


def owner(line: str) -> str | None:
    """Return the owner that a copyright notice states, or None."""
    found = _OWNER.search(line)
    if found is None:
        return None
    name = _AFTER_OWNER.sub("", found["name"]).strip(" -–—:;'\"")
    starts_well = bool(name) and (name[0].isupper() or not name[0].isascii())
    return name if starts_well and word_count(name) <= _MOST_OWNER_WORDS else None


def is_known_byline(line: str, known: frozenset[str]) -> bool:
    """Return True if the line only credits its writers: an agency's desk, or known authors."""
    if len(line) > 140 or ends_sentence(line):
        return False
    names = [folded(name) for name in _BETWEEN_NAMES.split(line)]
    if _SHARED_BYLINE.fullmatch(line) or all(name in known for name in names):
        return True
    # A word before or after a known author, in any language: "Von …", "… 기자".
    whole = folded(line)
    return any(name in whole and len(whole) - len(name) <= _LONGEST_LABEL for name in known)


def authors(line: str) -> tuple[str, ...]:
    """Return the people in a byline, or () if the line is not a byline."""
    if len(line) > 140 or ends_sentence(line):
        return ()
    if writers := _writers_zh(line):
        return writers
    line = without_credits(line)
    korean = _REPORTER_KO.fullmatch(line)
    if korean:
        return (korean["names"],)
    found = _BY.fullmatch(line) or _ROLE.fullmatch(line)
    if found is None:
        return ()
    names = _BETWEEN_NAMES.split(_AFTER_NAMES.sub("", found["names"]).strip())
    return tuple(names) if all(is_name(name) for name in names) else ()


def without_labelled(line: str) -> str:
    """Return a line without the labelled source, writers and editors of Chinese pages."""
    return _LABELLED_ZH.sub(" ", line)


def _writers_zh(line: str) -> tuple[str, ...]:
    """Return the writers of a line that has only such labels, or ()."""
    if without_labelled(line).strip(" |｜()（）·"):
        return ()
    return labelled_writers(line)


def labelled_writers(line: str) -> tuple[str, ...]:
    """Return the writers that a line of a Chinese page labels, whatever else is on it."""
    found = (one for one in _LABELLED_ZH.finditer(line) if one["label"] in _WRITERS_ZH)
    return tuple(name for one in found for name in re.split(r"[ 、,，]", one["value"]) if name)


def without_credits(byline: str) -> str:
    """Return a byline without its credits of photographers, editors and translators."""
    return _CREDIT.sub("", byline).strip(" |,;/&·•-–—")


def is_name(text: str) -> bool:
    """Return True if a line has the form of a person's name and nothing else."""
    if not (_NAME.fullmatch(text) and text[0].isupper()):
        return False
    return all(word in _PARTICLES or not word.islower() for word in text.split())


_BEHIND = re.compile(r"\s+[-–—|·:«<•/]+\s+|\s*[|»]\s*")
_BEFORE = re.compile(r"\s*[|»:]\s+|\s+[-–—]\s+")
# Words of a masthead beside the outlet's name: "The Courier", "Courier Online", "courier.example".
_AROUND = re.compile(r"^the\b|\b(?:online|news|website|\.?com|newspaper)$", re.IGNORECASE)
_STAFF = re.compile(
    r"\b(?:staff|newsroom|news ?desk|desk|editors?|editorial(?: board)?|redaktion|redacción"
    r"|web ?team|reporters?|writers?|team|correspondents?)\b",
    re.IGNORECASE,
)
# An outlet's staff, whether or not the outlet is known: "Coast Ledger Staff".
_IS_STAFF = re.compile(
    r"\w{2}.*\s(?:staff|newsroom|news ?desk|web ?team|editorial board|(?:staff|wire) reports?)$",
    re.IGNORECASE,
)


def without_outlet(
    title: str | None, outlet: str | None, url: str | None, shown: Iterable[str] = ()
) -> str | None:
    """Return the title without the outlet before or after it.

    If no outlet is known, the ending that the page's own heading (`shown`) lacks is its name.
    """
    if not title:
        return title
    names = _names(outlet, url)
    headings = {folded(heading) for heading in shown} - {""}
    for sep in reversed([*_BEHIND.finditer(title)]):
        head, tail = title[: sep.start()].strip(), title[sep.end() :]
        if head and (_key(tail) in names or folded(head) in headings):
            return head
    if (sep_before := _BEFORE.search(title)) and (rest := title[sep_before.end() :].strip()):
        start = title[: sep_before.start()]
        # "Reuters: the last agency" may be a headline. The page's own heading decides.
        bars = sep_before[0].strip() in ("|", "»")
        if folded(rest) in headings or (bars and _key(start) in names):
            return rest
    return title


def without_outlets(
    authors: tuple[str, ...], outlet: str | None, url: str | None
) -> tuple[str, ...]:
    """Return the authors without the outlet, its staff, and URLs."""
    names = _names(outlet, url)
    return tuple(
        author
        for author in authors
        if "://" not in author
        and _key(author) not in names
        and not (names and _key(_STAFF.sub("", author)) in names | {""})
        and not _IS_STAFF.search(author)
    )


def _names(outlet: str | None, url: str | None) -> set[str]:
    """Return the forms of the outlet's name, and the name in the page's address."""
    host = host_of(url or "")
    labels = [label for label in host.split(".")[:-1] if label not in ("www", "m", "co", "com")]
    found = {_key(outlet or ""), *({folded(labels[-1])} if labels else ())}
    return {name for name in found if len(name) > 2}


def _key(name: str) -> str:
    return folded(_AROUND.sub("", _AROUND.sub("", name.strip()).strip()).strip()) or folded(name)

"""Lines of the page around an article: advertisements, links, buttons, credits.

Every rule looks at one whole line and has a name, which reports of removals use. A rule must match
the whole line, so that a sentence that mentions an advertisement stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.cleaning.subscriber_lines import is_about_subscribing
from sources.formats.markup import CELL_SEPARATOR
from sources.language.phrases import ends_sentence, word_count

_LONGEST_LINE = 300
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ADVERT = frozenset({"advertisement", "advertisements", "advert", "ad", "ads", "sponsored", "광고"})
_AROUND_ADVERT = _ADVERT | {
    *("after", "article", "below", "close", "content", "continue", "continues", "here", "loading"),
    *("reading", "scroll", "skip", "space", "story", "the", "this", "to", "our", "by", "report"),
}

_MACHINE_WORD = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+|\{\{.{1,80}\}\}|%[a-z_]+%")
_SKIP_LINK = re.compile(
    r"(?:skip|jump) (?:to|over|past|ahead)\b[^.!?]{0,40}"
    r"|[^.!?]{0,20}(?:바로 ?가기|건너뛰기|뛰어넘기)",
    re.IGNORECASE,
)
_SHARED = r"(?: (?:this|the|full))?(?: (?:article|story|page|post|link|news))?"
_SITES = r"(?:facebook|twitter|x|whatsapp|linkedin|e-?mail|reddit|telegram|pinterest|kakao ?talk)"
_BUTTON = re.compile(
    rf"(?:share|tweet|print|save|bookmark|gift|e-?mail|listen to|report){_SHARED}"
    rf"|(?:share )?(?:on|via|with|by) {_SITES}"
    r"|copy (?:the )?(?:link|url)(?: to clipboard)?|link copied|(?:copied to|clipboard) ?clipboard"
    r"|(?:hide|show|toggle|open|view|close) (?:captions?|comments?|menu|navigation|search|gallery"
    r"|image in fullscreen|transcript|more|all)"
    r"|read (?:more|on|next|the full (?:article|story)|full (?:article|story)|also|later)"
    r"|(?:see|load|view|learn) (?:more|all)|(?:text|font) size|(?:increase|decrease) text size"
    r"|(?:log|sign) ?(?:in|up)(?: now| here)?|subscribe(?: now| here| today)?|my account"
    r"|(?:join|follow|find|connect with|like) us(?: on .{1,30})?"
    r"|\d+ min(?:ute)?s? read|(?:\d+ )?comments?(?: \(?\d+\)?)?|leave a comment|(?:back to )?top"
    r"|(?:play|watch)(?: the)? video|video player|video loading|now playing"
    r"|click here(?: to .{1,40})?|loading|accept (?:all )?cookies|cookie settings"
    r"|please (?:enable|turn on) javascript.{0,80}"
    r"|(?:기사|뉴스)? ?(?:공유|스크랩|인쇄|프린트|댓글|구독|저장)(?:하기)?(?: ?\d+)?"
    r"|글자 ?크기.{0,12}|[가A]\+(?: ?[가A]-?)*"
    r"|닫기|목록|맨 ?위로|좋아요(?: ?\d+)?|메뉴|검색|로그인|url ?복사",
    re.IGNORECASE,
)
_LINK_LABEL = re.compile(
    r"(?:more(?=:)|read (?:more|also|next)|also read|see also"
    r"|more (?:on this|from|like this|coverage)"
    r"|related(?: (?:articles?|stories|story|content|coverage|news|links?|topics?))?"
    r"|recommended(?: (?:stories|for you|reading))?|you (?:may|might) (?:also )?like"
    r"|don['’]t miss|trending(?: now| stories)?|most (?:read|viewed|popular)"
    r"|[▶▷☞→]? ?(?:관련 ?(?:기사|뉴스)|함께 ?보기|더 ?보기|많이 ?본 ?(?:기사|뉴스)))",
    re.IGNORECASE,
)
_LINK_AFTER_LABEL = re.compile(r"\s*[:|»>–—]\s*\S.{0,200}")
_SHARE_WORDS = frozenset(
    {
        *("share", "print", "e-mail", "email", "save", "tweet", "facebook", "twitter", "telegram"),
        *("x", "whatsapp", "linkedin", "reddit", "kakao", "copy", "link", "comment", "comments"),
        *("subscribe", "menu", "search", "login", "bookmark", "font", "listen", "scrap"),
        *("공유", "인쇄", "댓글", "스크랩"),
    }
)
_COOKIES = re.compile(
    r"(?:we use|this (?:web)?site uses) cookies\b.*|(?:accept|manage|reject) .{0,20}cookies.*",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)?")
_MENU_SEPARATOR = re.compile(r"\s*[|›»>·•]\s*")
_SIGN_UP = re.compile(
    r"(?:^|[.!?:] |\()(?:please )?(?:sign up|subscribe|register|get|join|download)\b[^\"“]{0,120}"
    r"\b(?:newsletters?|inbox|alerts|our app|here|e-?mails?|channel)\b"
    r"|delivered (?:straight |right |directly )?(?:to|in) your inbox",
    re.IGNORECASE,
)
# Every pattern above ends in one of these, and most lines contain none.
_OFFERED = ("newsletter", "inbox", "alerts", "our app", "here", "mail", "channel")
_STARTS_WITH_SIGN_UP = re.compile(r"(?:sign up|subscribe)\b", re.IGNORECASE)
_ADDRESSES_READER = re.compile(r"\b(?:you|your|our|us|here|today|now|free)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]?")
_SEPARATOR = re.compile(r"[-–—*_=~•·♦◆■●○+#.|<>/\\ ]+")
_INVITES = r"(?:follow|contact|reach|e-?mail|send|write to|you can (?:follow|reach|contact))\b"
_STARTS_WITH_CONTACT = re.compile(_INVITES, re.IGNORECASE)
_CONTACT = re.compile(
    rf"{_INVITES}.{{0,160}}(?:@\w{{2,}}|\bon (?:twitter|x|facebook|instagram)\b)", re.IGNORECASE
)
# What WordPress puts below the texts of its feeds, in the words of its most used plugin.
_SYNDICATED = re.compile(
    r"(?:the post|der beitrag|l['’]article|la entrada|l['’]articolo|o post|het bericht|artykuł) .+ "
    r"(?:appeared first on|erschien zuerst auf|est apparu en premier sur|se publicó primero en"
    r"|proviene da|apareceu primeiro em|verscheen eerst op|pochodzi z serwisu) .+",
    re.IGNORECASE,
)
_MOST_WORDS_OF_CONTACT = 40
# The foot of a newsletter: "Unsubscribe | View in browser".
_MAIL_LINK = re.compile(
    r"unsubscribe(?: here| now| from .{1,40})?|(?:view|read|open) (?:this (?:e-?mail|message) )?"
    r"(?:in (?:your|the) |in )?(?:browser|online)|(?:manage|update|change|edit|e-?mail)"
    r"(?: your| my)?(?: e-?mail| subscription)? (?:preferences|settings|subscriptions?)"
    r"|forward to a friend|privacy policy|contact us|(?:newsletter )?(?:abmelden|abbestellen)"
    r"|im browser (?:ansehen|öffnen|anzeigen)|se désabonner|voir dans le navigateur"
    r"|darse de baja|ver en el navegador|수신 ?거부|브라우저에서 보기",
    re.IGNORECASE,
)


def furniture_rule(line: str) -> str | None:
    """Return the name of the rule that excludes a line from the article, or None."""
    if len(line) > _LONGEST_LINE:
        return None
    bare = line.strip(" \t.:;|·•*-–—_<>[]()▼▲▶◀…")
    if not bare:
        return "separator" if _SEPARATOR.fullmatch(line) else None
    for name, holds in _RULES:
        if holds(bare, line):
            return name
    return None


def is_menu(line: str) -> bool:
    """Return True if the line is a row of links: three or more section names between bars."""
    parts = _MENU_SEPARATOR.split(line[:_LONGEST_LINE].strip(" |›»>·•"))
    return len(parts) >= 3 and all(
        0 < word_count(part) <= 3 and not any(c.isdigit() for c in part) for part in parts
    )


def is_row(page: Sequence[str], index: int) -> bool:
    """Return True if a line is the head of a table: a row beside it has as many cells."""
    cells = page[index].count(CELL_SEPARATOR)
    beside = (*page[max(0, index - 2) : index], *page[index + 1 : index + 3])
    rows = (line for line in beside if line.count(CELL_SEPARATOR) == cells)
    return cells > 0 and not all(map(is_menu, rows))


def _is_advertisement(bare: str, _: str) -> bool:
    return not _ADVERT.isdisjoint(_words_among(_AROUND_ADVERT, _WORDS, bare))


def _words_among(known: frozenset[str], word: re.Pattern[str], line: str) -> list[str]:
    """Return the words of a line, or [] if one of them is not known."""
    words: list[str] = []
    for found in word.finditer(line):
        words.append(found[0].casefold())
        if words[-1] not in known:
            return []
    return words


def _is_machine_word(bare: str, _: str) -> bool:
    return bool(_MACHINE_WORD.fullmatch(bare))


def _is_skip_link(bare: str, _: str) -> bool:
    return bool(_SKIP_LINK.fullmatch(bare))


def _is_button(bare: str, line: str) -> bool:
    if _COOKIES.fullmatch(bare):
        return True
    if line.endswith((".", "?")):
        return False
    is_row = len(_words_among(_SHARE_WORDS, _TOKEN, line)) > 1
    return is_row or bool(_BUTTON.fullmatch(bare.rstrip("!")))


def _is_link(bare: str, line: str) -> bool:
    label = _LINK_LABEL.match(bare)
    if label is None:
        return False
    rest = bare[label.end() :]
    return not rest or (bool(_LINK_AFTER_LABEL.fullmatch(rest)) and not ends_sentence(line))


def _is_sign_up(_: str, line: str) -> bool:
    if not any(map(line.lower().__contains__, _OFFERED)):
        return False
    # A quotation does not address the reader.
    unquoted = _QUOTED.sub('""', line)
    asks = _STARTS_WITH_SIGN_UP.match(unquoted) or _ADDRESSES_READER.search(unquoted)
    return bool(asks) and bool(_SIGN_UP.search(unquoted))


def _is_contact(bare: str, line: str) -> bool:
    if not _STARTS_WITH_CONTACT.match(bare) or word_count(line) > _MOST_WORDS_OF_CONTACT:
        return False
    return bool(_CONTACT.match(_QUOTED.sub('""', bare)))


def _is_syndication(bare: str, _: str) -> bool:
    return _SYNDICATED.fullmatch(bare) is not None


def _is_mail_link(bare: str, _: str) -> bool:
    parts = [part for part in _MENU_SEPARATOR.split(bare) if part]
    return bool(parts) and all(_MAIL_LINK.fullmatch(part) for part in parts)


def _is_subscription(bare: str, _: str) -> bool:
    return is_about_subscribing(bare)


_RULES = (
    ("advertisement", _is_advertisement),
    ("skip link", _is_skip_link),
    ("machine word", _is_machine_word),
    ("button", _is_button),
    ("link to another article", _is_link),
    ("newsletter sign-up", _is_sign_up),
    ("contact line", _is_contact),
    ("link of a newsletter", _is_mail_link),
    ("subscription offer", _is_subscription),
    ("syndication line", _is_syndication),
)

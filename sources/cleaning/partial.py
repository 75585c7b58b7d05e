"""Partial texts of articles: cut off by a provider, or a paywall's teaser."""

from __future__ import annotations

import re

from sources.cleaning.subscriber_lines import is_offer

FOR_SUBSCRIBERS = "the rest is for subscribers"
CUT_OFF = "its file breaks off"
SUMMARY_OF_FEED = "the summary that its feed has"

_COUNTED = re.compile(r"\[\+\s?(?P<missing>\d[\d,.]{0,8}) (?:chars|characters)\]\Z")
_EXCERPT = re.compile(r"(?:\[(?:…|\.{3})\]|\((?:more|continued)(?:…|\.{3})?\))\Z", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"(?:read|view|see) the (?:full|whole|complete|entire|original) (?:article|story|post|report)"
    r"(?: (?:at|on|in|here)\b.{0,60})?[.:»→…]*"
    r"|continue reading(?: (?:at|on|in|here)\b.{0,60}| ?[.»→…]+)|read on at .{2,60}",
    re.IGNORECASE,
)
_SIGN_IN = r"(?:subscribe|register|sign (?:up|in)|log ?in|become a (?:member|subscriber)|join)"
_READ_ON = (
    r"(?:(?:continue|keep|finish) reading|read (?:on|more|this|the (?:full|rest|whole|entire))"
    r"|unlock (?:this|the)|access (?:this|the full))"
)
_THIS = r"(?:this|the (?:full|rest of (?:this|the)|remainder of (?:this|the)))"
_TEASER = re.compile(
    rf"(?:please |you (?:must|need to) )?{_SIGN_IN}\b[^.!?]{{0,80}}\bto {_READ_ON}\b[^!?]{{0,80}}"
    rf"|to {_READ_ON}\b[^!?]{{0,80}}\b{_SIGN_IN}\b[^!?]{{0,60}}"
    rf"|{_THIS} (?:article|story|content|text|report|post) is (?:\w+ ){{0,2}}(?:for|to|behind) "
    r"[^!?]{0,40}(?:subscribers?|members?|paywall|registered)\b[^!?]{0,60}"
    r"|(?:you have|you['’]ve) (?:reached|read|used)[^!?]{0,60}\bfree (?:article|stor)[^!?]{0,60}"
    r"|(?:for )?subscribers?[ -]only(?: content| article)?|(?:premium|paid) (?:content|article)"
    r"|(?:jetzt )?(?:abonnieren und )?weiterlesen(?: mit .{1,40})?"
    r"|(?:dieser|der ganze) artikel ist (?:nur |exklusiv )?für abonnenten.{0,80}"
    r"|(?:cet|la suite de cet) article est réservée? aux abonnés.{0,80}"
    r"|il vous reste .{1,20} de cet article à lire.{0,80}"
    r"|(?:contenido|artículo) (?:exclusivo |solo )?para suscriptores.{0,80}"
    r"|suscríbe(?:te|se) para (?:seguir|continuar) leyendo.{0,80}"
    r"|이 기사는 (?:유료|구독자|회원).{0,80}|(?:유료 ?)?(?:구독자|회원) ?전용.{0,40}"
    r"|.{0,20}(?:로그인|구독)(?:하시면|하면| ?후).{0,30}(?:전문|계속|전체).{0,30}"
    r"|(?:この|本)記事は(?:有料|会員).{0,80}|残り[:：]?\s?[\d,]+\s?文字.{0,80}"
    r"|(?:続き|全文).{0,20}(?:会員|ログイン|登録|購読).{0,40}",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 200
_LONGEST_MARK = 40
# The notice is near the end of the text, followed only by the price of the offer.
_LAST_BLOCKS = 6
# This much text is more than a teaser, so the notice is a banner.
LONGEST_TEASER = 2_500


def is_notice(line: str) -> bool:
    """Return True if the line states that the rest is for subscribers or members."""
    bare = line.strip(" \t.:!→»…")
    if len(line) > _LONGEST_NOTICE:
        return False
    return _TEASER.fullmatch(bare) is not None or is_offer(bare)


def without_notice(text: str) -> tuple[str, str | None]:
    """Return the text without the notice that it is cut off, and what is missing, or None."""
    bare = text.rstrip()
    tail = max(0, len(bare) - _LONGEST_MARK)
    if counted := _COUNTED.search(bare, tail):
        missing = counted["missing"]
        return bare[: counted.start()].rstrip(), f"{missing} more characters are missing"
    if excerpt := _EXCERPT.search(bare, tail):
        return bare[: excerpt.start()].rstrip(), "an excerpt"
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()][-_LAST_BLOCKS:]
    if len(text) <= LONGEST_TEASER:
        for number in filled:
            if is_notice(lines[number]):
                return "\n".join(lines[:number]).rstrip("\n"), FOR_SUBSCRIBERS
    if len(filled) > 1 and _ELSEWHERE.fullmatch(lines[filled[-1]].strip()):
        return "\n".join(lines[: filled[-1]]).rstrip("\n"), "the whole is elsewhere"
    return text, None

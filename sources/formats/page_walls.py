"""Walls: pages that a host returns instead of an article, with status 200.

Only a page's title and its top heading are compared with known phrases, and only as a whole, so
that an article about cookies or passwords is not mistaken for a wall.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from sources.formats.markup import text_lines

_NOT_FOUND = (
    r"(?:error )?404(?:[ -:]+.{0,12}not found)?|(?:error )?404[ :.–-]+(?:page|file )?.{0,30}"
    r"|(?:(?:oops|sorry)[!,. ]+)?(?:(?:the|this|that) )?(?:page|article|story|content|document)"
    r" (?:(?:was |could |can)?not (?:be )?found|(?:is )?not available|(?:no longer|does not|"
    r"doesn['’]t) exists?|you (?:requested|are looking for).{0,40}(?:not|n['’]t|no longer).{0,30})"
    r"|not found|nothing (?:was )?found"
    r"|(?:die )?seite (?:wurde )?nicht (?:gefunden|verfügbar)|page (?:non trouvée|introuvable)"
    r"|página no encontrada|no se (?:ha )?encontr(?:ó|ado) la página|pagina non trovata"
    r"|página não encontrada|(?:pagina|artikel) niet gevonden|sayfa bulunamadı"
    r"|(?:страница|статья) не найдена|сторінку не знайдено|бет табылмады|sahifa topilmadi"
    r"|(?:요청하신 )?페이지를 찾을 수 없습니다"
    r"|(?:お探しの)?(?:ページ|記事)(?:が|は)見つかりません(?:でした)?"
    r"|(?:页面|頁面|找不到)(?:不存在|未找到|页面|頁面)|الصفحة غير موجودة"
)
_CONSENT = (
    r"before you (?:continue|go on|proceed).{0,40}|we (?:value|respect|care about) your privacy"
    r"|your privacy(?: matters.{0,20}| choices| settings| is important to us)?"
    r"|(?:cookie|privacy)s? (?:consent|settings|preferences|choices|notice|wall)"
    r"|(?:manage|accept|allow) (?:your )?(?:cookies|consent|privacy).{0,20}|consent(?: required)?"
    r"|(?:ihre|deine) privatsphäre.{0,40}|cookie[- ]?(?:einstellungen|zustimmung|hinweis)"
    r"|datenschutz-?einstellungen|(?:bevor|ehe) (?:sie|du) (?:fortfahren|weiterlesen).{0,30}"
    r"|(?:nous respectons )?votre vie privée.{0,40}|gestion des cookies|vos choix.{0,30}cookies"
    r"|(?:valoramos|respetamos) (?:tu|su) privacidad|(?:tu|su) privacidad.{0,30}"
    r"|(?:rispettiamo )?la tua privacy.{0,30}|(?:valorizamos )?a sua privacidade.{0,30}"
    r"|(?:uw|je) privacy.{0,30}|cookie-?instellingen|мы (?:ценим|уважаем) вашу.{0,30}"
    r"|쿠키.{0,10}(?:설정|동의)|개인정보.{0,12}동의|cookieの(?:設定|使用).{0,12}|プライバシー(?:の)?設定"
)
_LOGIN = (
    r"(?:please |you (?:must|need to) )?(?:log[ -]?in|sign[ -]?in)(?: or (?:register|sign[ -]?up|"
    r"subscribe|create .{0,20}))?(?: (?:to|required|page).{0,50})?|(?:member|subscriber|user) login"
    r"|(?:register|subscribe) (?:or (?:log|sign)[ -]?in )?to (?:continue|read).{0,30}"
    r"|(?:bitte )?(?:anmelden|einloggen|melden sie sich an)|anmeldung"
    r"|(?:se )?connecter|connectez-vous.{0,30}|connexion|identifiez-vous.{0,20}"
    r"|iniciar sesión|inicia sesión.{0,30}|accedi|accesso|entrar|fazer login|inloggen"
    r"|oturum aç|giriş yap|вход|войти|авторизация|увійти|로그인|ログイン|登录|登入|تسجيل الدخول"
)
_CHECK = (
    r"just a moment|attention required!?(?: \| cloudflare)?|access (?:denied|to this page.{0,40})"
    r"|(?:are you|i am not|i['’]m not) a (?:robot|human)"
    r"|(?:please )?verify (?:that )?you are.{0,30}"
    r"|checking your browser.{0,60}|(?:pardon our interruption|security (?:check|verification))"
    r"|(?:ddos|bot) protection.{0,40}|captcha.{0,20}|robot check|403(?: forbidden)?|forbidden"
    r"|(?:5\d\d[ :-]+)?(?:service (?:temporarily )?unavailable|internal server error|bad gateway"
    r"|gateway time-?out)|(?:(?:site |down |under |scheduled )+(?:for )?)?maintenance(?: mode)?"
    r"|we(?:['’]ll| will) be back.{0,20}|bakım.{0,10}|wartungs?(?:arbeiten|modus)"
)
_NO_SUCH_PAGE = "the page says that there is no such page"
_KINDS = {
    _NO_SUCH_PAGE: re.compile(_NOT_FOUND, re.IGNORECASE),
    "it is a consent page": re.compile(_CONSENT, re.IGNORECASE),
    "it is a login page": re.compile(_LOGIN, re.IGNORECASE),
    "it is a check or an error page of the host": re.compile(_CHECK, re.IGNORECASE),
}
_SEGMENT = re.compile(r"\s+[-–—|·•»:]+\s+|\s*[|·•»]\s*")


@dataclass(frozen=True, slots=True)
class Wall:
    """What a page is instead of an article. `is_gone` is True for "page not found"."""

    reason: str
    is_gone: bool = False


# Articles state when they were published. A headline may be "Access denied".
_DATED = (
    "//*[@itemprop='datePublished' or @property='article:published_time'"
    " or @name='article:published_time'] | //script[contains(., 'datePublished')]"
)
# What WordPress shows in the place of a protected text.
_PROTECTED = "//form[contains(@class, 'post-password-form') or .//input[@name='post_password']]"
# An element with a headline that asks for a password alone, where a login asks for a name too.
_ASKED_ALONE = (
    "//form[.//input[@type='password']]"
    "[not(.//input[not(@type) or @type='text' or @type='email' or @type='tel'])]"
    "/ancestor::*[self::article or self::main][1][.//h1]"
)
_ASKS = Wall("it asks for a password instead of showing the article")
_LONGEST, _LONGEST_APOLOGY, _LONGEST_NAME = 4_000, 600, 200


def wall_in(tree: HtmlElement) -> Wall | None:
    """Return the wall that a web page is, by its title and top headings, or None."""
    longest = _LONGEST
    if any(len(text_lines(around)) <= _LONGEST_APOLOGY for around in tree.xpath(_ASKED_ALONE)):
        return _ASKS
    if tree.xpath(_PROTECTED):
        found: Wall | None = _ASKS
    elif (found := _named(tree)) and tree.xpath(_DATED):
        longest = _LONGEST_APOLOGY if found.is_gone else 0
    return found if found and len(text_lines(tree)) <= longest else None


def is_dated(tree: HtmlElement) -> bool:
    """Return True if a page states when it was published, as articles do."""
    return bool(tree.xpath(_DATED) or tree.xpath("//time"))


def _named(tree: HtmlElement) -> Wall | None:
    """Return the wall that the title or all of the top headings name, or None."""
    title = " ".join((tree.findtext(".//title") or "").split())
    shown = [" ".join(element.text_content().split()) for element in tree.xpath("//h1")]
    headings = [heading for heading in shown if heading]
    if any(_known([heading]) is None for heading in headings):
        return None
    return _known([title, *_SEGMENT.split(title)]) or _known(headings)


def _known(names: Sequence[str]) -> Wall | None:
    for name in names:
        bare = name.strip(" \t.!…:?¡¿")
        for reason, phrases in _KINDS.items():
            if len(bare) <= _LONGEST_NAME and phrases.fullmatch(bare):
                return Wall(f"{reason} (“{name[:80]}”)", reason == _NO_SUCH_PAGE)
    return None

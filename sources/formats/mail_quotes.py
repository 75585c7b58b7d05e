"""The sender's own words in a mail, apart from signatures and mail that is quoted or forwarded."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from sources.article import HIDDEN, MAIL_SIGNATURE, QUOTED_MAIL
from sources.formats.markup import text_lines
from sources.language.phrases import ends_sentence

_DASHES = r"[-_–—=*]{3,}"
_FORWARDED = re.compile(
    rf"(?:{_DASHES}\s*)?(?:Begin forwarded message|Forwarded message(?: from .{{1,80}})?"
    r"|(?:Anfang der )?weitergeleitete[nr]? (?:Nachricht|E-Mail)|Message transféré"
    r"|Mensaje reenviado|Messaggio inoltrato|Mensagem encaminhada|Doorgestuurd bericht"
    r"|Vidarebefordrat meddelande|전달된 (?:메시지|메일)|転送されたメッセージ)"
    rf"\s*(?::|{_DASHES})",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    rf"{_DASHES}\s*(?:Original (?:Message|Appointment)|Original-Nachricht"
    r"|Ursprüngliche (?:Nachricht|E-Mail)|Message d['’]origine|Mensaje original"
    r"|Messaggio originale|Mensagem original|Oorspronkelijk bericht|Ursprungligt meddelande"
    rf"|원본 (?:메시지|메일)|원래 메시지|元のメッセージ)\s*{_DASHES}",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r".{2,300}\b(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev)\b"
    r".{0,120}:|.{5,300}(?:작성|썼습니다|쓴 글|보냄)\s*:|\d{4}年.{5,200}[:：]",
    re.IGNORECASE,
)
# An introduction that a program wrote without a time or an address: "Ann Lee wrote:".
_NAME_WROTE = re.compile(
    r"(?!(?:The|He|She|They|We|I|It|Der|Die|Er|Sie)\b)(?:[A-Z][\w.'’-]*\s){1,4}\w+:"
)
_SENT_FROM = re.compile(
    r"(?:sent (?:from|via) (?:my )?|get outlook for |von meinem |gesendet (?:von|mit) "
    r"|diese nachricht wurde von mein|envoyé (?:de|depuis) mon |enviado (?:desde|de) m"
    r"|inviato da |verzonden vanaf mijn |skickat från min |나의 |iphoneから|androidから).{0,60}",
    re.IGNORECASE,
)
_DEVICES = re.compile(
    r"iphone|ipad|android|galaxy|samsung|blackberry|outlook|gmail|yahoo|proton ?mail|mobile|handy"
    r"|smartphone|phone|tablet|\bios\b",
    re.IGNORECASE,
)
# The start of an introduction that continues on the next line.
_BEGINS = re.compile(r"(?:on|am|le|el|il|em|op|den|på)\s|\d{4}\s?[.年년]", re.IGNORECASE)
# A line that introduces quoted mail which is not marked with >. "She wrote:" alone does not.
_ADDRESSED = re.compile(r"[\w.+-]@[\w-]+\.\w")
_LABELS = {
    "from": "from|von|de|da|van|från|보낸 ?사람|발신인?|差出人",
    "date": "sent|date|gesendet|datum|envoyé|enviado(?: el)?|fecha|inviato|data|verzonden|skickat"
    "|보낸 ?날짜|날짜|送信日時|日付",
    "to": "to|an|à|para|a|aan|till|받는 ?사람|수신인?|宛先|cc|kopie|참조|reply-to",
    "subject": "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|제목|件名",
}
_HEADER = re.compile(
    r"\**\s*(?:" + "|".join(f"(?P<{kind}>{names})" for kind, names in _LABELS.items()) + r")"
    r"\s*\**\s*[:：]\s*\**\s*(?P<value>.*)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[^\W\d_]{4,}[.!?]\s+[A-Z]")
_FEWEST_HEADERS = 3
_FORWARDING = re.compile(r"\s*(?:fwd?|wg|tr|rv|i|enc|vb|전달)\s*[:：]", re.IGNORECASE)
_ANSWERING = re.compile(r"\s*(?:re|aw|sv|antw|rif|res|회신|답장)\s*[:：]", re.IGNORECASE)
_SIGNATURE = "-- "
_LONGEST_SIGNATURE = 20
_MOST_LINES_OF_INTRODUCTION, _MOST_LINES_OF_HEADERS = 3, 20
_COLONS = (":", "：")
_QUOTED_ELEMENTS = (
    "descendant::blockquote[@type='cite']|descendant::*[contains(concat(' ', @class, ' '),"
    " ' gmail_quote ') or contains(@class, 'gmail_quote_container') or contains(@class,"
    " 'yahoo_quoted') or contains(@class, 'moz-cite-prefix') or contains(@class,"
    " 'protonmail_quote') or @id='OLK_SRC_BODY_SECTION']"
)
_SIGNED_ELEMENTS = (
    "descendant::*[contains(@class, 'gmail_signature') or contains(@class, 'moz-signature')]"
)
_HIDDEN_ELEMENTS = (
    "descendant::*[@hidden or contains(translate(@style, 'DISPLAYNOE ', 'displaynoe'),"
    " 'display:none') or contains(translate(@style, ' ', ''), 'visibility:hidden')"
    " or contains(translate(@style, ' ', ''), 'mso-hide:all')]"
)
_OPENING = 400

LeftOut = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A mail that is forwarded in the text of another, with the headers that are repeated there."""

    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the sender of a mail wrote, and what was left out, by rule."""

    text: str
    left_out: LeftOut = ()
    forwarded: tuple[Forwarded, ...] = ()


def own_words(text: str, subject: str) -> OwnWords:
    """Return the sender's own words in the text of a mail with this subject."""
    return _Text(text.replace("\r\n", "\n").split("\n"), subject).read()


def without_quotes(tree: HtmlElement) -> LeftOut:
    """Remove the elements of quoted mail and signatures from a page; return their texts.

    Forwarded mail stays. Elements that no reader sees, such as the preview of a newsletter, are
    removed too.
    """
    left_out: list[tuple[str, str]] = []
    for rule, path in (
        (HIDDEN, _HIDDEN_ELEMENTS),
        (QUOTED_MAIL, _QUOTED_ELEMENTS),
        (MAIL_SIGNATURE, _SIGNED_ELEMENTS),
    ):
        for element in list(tree.xpath(path)):
            within = element.getparent() is not None and tree in element.iterancestors()
            text = text_lines(element) if within else ""
            if within and not _FORWARDED.search(text[:_OPENING]):
                element.drop_tree()
                if text.strip():
                    left_out.append((rule, text))
    return tuple(left_out)


def _is_made(introduction: str) -> bool:
    """Return False for a sentence of the sender's that ends in "wrote:"."""
    if _ADDRESSED.search(introduction) or _NAME_WROTE.fullmatch(introduction):
        return True
    stated = any(character.isdigit() for character in introduction)
    return stated and not _SENTENCES.search(introduction)


@dataclass
class _Text:
    """The lines of a mail, which are sorted into own words and others'."""

    lines: Sequence[str]
    subject: str
    kept: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def read(self) -> OwnWords:
        number = 0
        while number < len(self.lines):
            if (forwarded := self._rest(number)) is not None:
                return self._own(forwarded)
            end, rule = self._quoted(number)
            if end > number:
                self._leave_out(rule, number, end)
            else:
                self.kept.append(self.lines[number])
            number = max(end, number + 1)
        return self._own(())

    def _own(self, forwarded: tuple[Forwarded, ...]) -> OwnWords:
        return OwnWords("\n".join(self.kept), tuple(self.left_out), forwarded)

    def _leave_out(self, rule: str, start: int, end: int) -> None:
        text = "\n".join(self.lines[start:end]).strip("\n")
        if text.strip():
            self.left_out.append((rule, text))

    def _rest(self, number: int) -> tuple[Forwarded, ...] | None:
        """Return the forwarded mail if everything from this line on is another mail."""
        line = self.lines[number].strip()
        is_forwarded = _FORWARDED.fullmatch(line) is not None
        is_marked = is_forwarded or _ORIGINAL.fullmatch(line) is not None
        if not (is_marked or self._is_headed(number)):
            if not self._is_introduction(number):
                return None
            self._leave_out(QUOTED_MAIL, number, len(self.lines))
            return ()
        headers, end = self._headers(number + is_marked)
        if is_forwarded or _FORWARDING.match(self.subject):
            return (Forwarded(headers, "\n".join(self.lines[end:])),)
        self._leave_out(QUOTED_MAIL, number, len(self.lines))
        return ()

    def _is_headed(self, number: int) -> bool:
        """Return True if the headers of another mail are repeated from this line on."""
        if not _HEADER.fullmatch(self.lines[number].strip()):
            return False
        headers, _ = self._headers(number)
        if not {"from", "subject"} <= headers.keys() or len(headers) < _FEWEST_HEADERS:
            return False
        # A memo has such headers too, above its own text.
        is_answer = _ANSWERING.match(self.subject) or _FORWARDING.match(self.subject)
        return bool(is_answer) or any(kept.strip() for kept in self.kept)

    def _headers(self, number: int) -> tuple[dict[str, str], int]:
        """Return the headers that are repeated from this line on, and where they end."""
        found: dict[str, str] = {}
        end = number
        for place in range(number, min(number + _MOST_LINES_OF_HEADERS, len(self.lines))):
            line = self.lines[place].strip()
            header = _HEADER.fullmatch(line)
            if header is None and line:
                break
            if header is not None:
                kind = next(kind for kind in _LABELS if header[kind])
                found.setdefault(kind, header["value"].strip("*| "))
                end = place + 1
        return found, end

    def _is_introduction(self, number: int) -> bool:
        """Return True if a line introduces quoted mail that is not marked with >."""
        joined, end = self._introduction(number)
        return end > 0 and _ADDRESSED.search(joined) is not None and not self._is_marked(end)

    def _introduction(self, number: int) -> tuple[str, int]:
        """Return the lines "On … wrote:" from this one on, joined, and where they end, or 0."""
        joined = ""
        for place in range(number, min(number + _MOST_LINES_OF_INTRODUCTION, len(self.lines))):
            line = self.lines[place].strip()
            if not line or line.startswith(">"):
                break
            joined = f"{joined} {line}".strip()
            if joined.endswith(_COLONS) and _WROTE.fullmatch(joined) and _is_made(joined):
                return joined, place + 1
            if not _BEGINS.match(joined) or ends_sentence(line):
                break
        return "", 0

    def _is_marked(self, number: int) -> bool:
        following = self.lines[number : number + _MOST_LINES_OF_HEADERS]
        return next(filter(str.strip, following), "").lstrip().startswith(">")

    def _quoted(self, number: int) -> tuple[int, str]:
        """Return where quoted lines or a signature that begin here end, and the rule."""
        line = self.lines[number]
        if line == _SIGNATURE and (end := self._end_of_signature(number)):
            return end, MAIL_SIGNATURE
        alone = number == 0 or not self.lines[number - 1].strip()
        if alone and _SENT_FROM.fullmatch(line.strip()) and _DEVICES.search(line):
            return number + 1, MAIL_SIGNATURE
        _, after = self._introduction(number)
        start = after if after and self._is_marked(after) else number
        end = start
        if not self.lines[start].startswith(">") and start == number:
            return number, QUOTED_MAIL
        for place in range(start, len(self.lines)):
            if self.lines[place].startswith(">"):
                end = place + 1
            elif self.lines[place].strip():
                break
        # A mailbox marks a line of the text that begins with "From " in this way.
        escaped = end == number + 1 and line.startswith(">From ")
        return (number if escaped or end == start else end), QUOTED_MAIL

    def _end_of_signature(self, number: int) -> int:
        """Return where a signature ends, or 0 if it is too long for one."""
        last = number + _LONGEST_SIGNATURE
        for place in range(number + 1, min(last, len(self.lines))):
            line = self.lines[place].strip()
            _, introduced = self._introduction(place)
            marked = _ORIGINAL.match(line) or _FORWARDED.match(line)
            if line.startswith(">") or introduced or marked:
                return place
        return len(self.lines) if len(self.lines) <= last else 0

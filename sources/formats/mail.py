"""Mail (.eml) and web pages saved as mail (.mht, .mhtml)."""

from __future__ import annotations

import email
import email.policy
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.message import EmailMessage
from email.utils import getaddresses
from itertools import chain
from typing import BinaryIO

from sources.article import QUOTED_MAIL, Page
from sources.errors import PARSER_FAULTS, Refusal, Unreadable
from sources.file_ending import ending_of
from sources.files import whole
from sources.formats.decoding import declared_charset, decode
from sources.formats.mail_quotes import Forwarded, OwnWords, own_words, without_quotes
from sources.formats.markup import parse, text_lines
from sources.formats.metadata_fields import metadata_of
from sources.formats.struck_out import drop_struck_out
from sources.formats.webpages import read_webpage

# Pictures and attachments are part of the file, in base64, which adds a third to their size.
MAX_BYTES = 64_000_000
_MAX_LEVELS = 20
_MESSAGE = "message/rfc822"
_AGAIN = "save it again from your email program, or save its text as .txt"


def read_mail(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield a mail, and each mail that is forwarded in it, with its own sender and date.

    Pictures, signatures and quoted mail are left out, and attachments are refused by name.
    """
    message = _message(stream)
    try:
        found = list(_Mailbox(origin).articles(message, origin, 0))
    except PARSER_FAULTS as error:
        raise _damaged(error) from error
    yield from found


class _Mailbox:
    """Reads a mail and those forwarded in it, which are numbered."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._forwarded = 0

    def articles(self, message: EmailMessage, origin: str, level: int) -> Iterator[Page | Refusal]:
        """Yield the articles of a message, and refusals of its attachments."""
        fields = _fields(message)
        own = _own(message, level, str(fields["title"]))
        attached = [name for part in _parts(message) if (name := _attachment(part))]
        inner = [part for part in _parts(message) if part.get_content_type() == _MESSAGE]
        if not own.text.strip() and not any(fields.values()):
            raise Unreadable("it is not an email: it has no headers and no text", _AGAIN)
        if own.text.strip() or not (own.forwarded or inner):
            yield _page(own, fields, origin)
        for mail in own.forwarded:
            yield from self._inline(mail, fields, level + 1)
        for part in inner:
            for content in part.get_payload():
                if isinstance(content, EmailMessage):
                    yield from self._attached(content, level + 1)
        for name in attached:
            yield Refusal(
                f"{origin}#{name}",
                "it is an attachment of an email",
                "save it as a file of its own",
            )

    def _attached(self, message: EmailMessage, level: int) -> Iterator[Page | Refusal]:
        """Yield the articles of an attached mail; a fault in it does not stop the others."""
        origin = self._next()
        try:
            yield from self.articles(message, origin, level)
        except Unreadable as error:
            yield error.refusal(origin)

    def _inline(
        self, mail: Forwarded, covering: Mapping[str, object], level: int
    ) -> Iterator[Page | Refusal]:
        """Yield a mail that is forwarded in the text of another."""
        if level > _MAX_LEVELS:
            raise _too_deep()
        stated = mail.headers
        fields = {
            "title": stated.get("subject") or covering["title"],
            "authors": _names(stated.get("from", "")),
            "published": stated.get("date", ""),
        }
        own = own_words(mail.text, str(fields["title"]))
        if own.text.strip():
            yield _page(own, fields, self._next())
        for inner in own.forwarded:
            yield from self._inline(inner, fields, level + 1)

    def _next(self) -> str:
        self._forwarded += 1
        return f"{self._origin}#forwarded-{self._forwarded}"


def _page(own: OwnWords, fields: Mapping[str, object], origin: str) -> Page | Refusal:
    if own.text.strip() or not own.left_out:
        return Page(origin, own.text, metadata_of(fields, origin), left_out=own.left_out)
    return Refusal(
        origin,
        "it only quotes other mail",
        "save and add the mail that it quotes",
    )


def _fields(message: EmailMessage) -> dict[str, object]:
    return {
        "title": _header(message, "Subject"),
        "authors": _names(_header(message, "From")),
        "published": _header(message, "Date"),
        "url": _header(message, "Archived-At").strip("<>"),
        "language": _header(message, "Content-Language"),
    }


def _names(addresses: str) -> list[str]:
    return [name for name, _ in getaddresses([addresses]) if name]


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts of a message, without those of messages inside it."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        if part.get_content_maintype() == "multipart":
            waiting += reversed([one for one in part.iter_parts() if isinstance(one, EmailMessage)])


def read_saved_page(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield the article of a page that a browser saved as MHTML."""
    message = _message(stream)
    try:
        page = next((one for one in message.walk() if one.get_content_type() == "text/html"), None)
        if page is None:
            raise Unreadable("it contains no web page", "save the page again")
        data = _payload(page)
        charset = page.get_content_charset() or declared_charset(data)
        address = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    except PARSER_FAULTS as error:
        raise _damaged(error) from error
    text = decode(data, charset)
    where = metadata_of({"url": address}, origin)
    for found in read_webpage(io.BytesIO(text.encode()), origin):
        yield replace(found, metadata=found.metadata.filled_from(where))


def _message(stream: BinaryIO) -> EmailMessage:
    data = whole(stream, MAX_BYTES, "save it without its attachments")
    if not data.strip():
        raise Unreadable("it is empty", _AGAIN)
    try:
        return email.message_from_bytes(data, EmailMessage, policy=email.policy.default)
    except PARSER_FAULTS as error:
        raise _damaged(error) from error


def _own(part: EmailMessage, level: int, subject: str) -> OwnWords:
    """Return the sender's words in a part; of alternatives, in the HTML one if possible."""
    if level > _MAX_LEVELS:
        raise _too_deep()
    kind = part.get_content_type()
    inner = [one for one in part.iter_parts() if isinstance(one, EmailMessage)]
    if kind == "multipart/alternative":
        found = {one.get_content_type(): _own(one, level + 1, subject) for one in inner}
        plain = found.pop("text/plain", OwnWords(""))
        return max(*found.values(), plain, OwnWords(""), key=_certainty)
    if inner and kind != _MESSAGE:
        each = [_own(one, level + 1, subject) for one in inner]
        return OwnWords(
            "\n\n".join(own.text for own in each if own.text),
            tuple(chain.from_iterable(own.left_out for own in each)),
            tuple(chain.from_iterable(own.forwarded for own in each)),
        )
    if kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
        return OwnWords("")
    data = _payload(part)
    if not data.strip():
        return OwnWords("")
    text = decode(data, part.get_content_charset() or declared_charset(data))
    if kind == "text/plain":
        return own_words(text, subject)
    tree = parse(text)
    body = tree.find("body")
    body = tree if body is None else body
    quoted = without_quotes(body)
    struck = drop_struck_out(body)
    own = own_words(text_lines(body), subject)
    return replace(own, left_out=(*quoted, *struck, *own.left_out))


def _certainty(own: OwnWords) -> tuple[bool, bool]:
    """Rank alternatives: where one has quoted mail, the others have it too, perhaps unmarked."""
    says = bool(own.text.strip() or own.forwarded)
    return says, any(rule == QUOTED_MAIL for rule, _ in own.left_out)


def _payload(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _attachment(part: EmailMessage) -> str:
    """Return the file name of an attachment in a supported format, or ''."""
    name = part.get_filename() or ""
    is_attached = part.get_content_disposition() == "attachment"
    readable = is_attached and part.get_content_type() != _MESSAGE and ending_of(name)
    return " ".join(name.split())[:200] if readable else ""


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name, "")).strip()


def _too_deep() -> Unreadable:
    return Unreadable(f"its parts are nested more than {_MAX_LEVELS} deep", _AGAIN)


def _damaged(error: Exception) -> Unreadable:
    return Unreadable(f"its parts cannot be separated ({type(error).__name__})", _AGAIN)

"""Mail (.eml) and web pages saved as mail (.mht, .mhtml)."""

from __future__ import annotations

import email
import email.policy
import io
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.utils import getaddresses
from typing import BinaryIO

from sources.article import Page
from sources.errors import PARSER_FAULTS, Refusal, Unreadable
from sources.files import ending_of, whole
from sources.formats.decoding import declared_charset, decode
from sources.formats.markup import parse, text_lines
from sources.formats.metadata_fields import metadata_of
from sources.formats.webpages import read_webpage

# Pictures and attachments are part of the file, in base64, which adds a third to their size.
MAX_BYTES = 64_000_000
_MAX_LEVELS = 20
_AGAIN = "save it again from your email program, or save its text as .txt"


def read_mail(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield the text of a mail. Pictures are left out, and attachments are refused by name."""
    message = _message(stream)
    try:
        text = _text(message, 0)
        attached = [name for part in message.walk() if (name := _attachment(part))]
        fields = {
            "title": _header(message, "Subject"),
            "authors": [name for name, _ in getaddresses([_header(message, "From")]) if name],
            "published": _header(message, "Date"),
            "url": _header(message, "Archived-At").strip("<>"),
            "language": _header(message, "Content-Language"),
        }
    except PARSER_FAULTS as error:
        raise _damaged(error) from error
    if not text.strip() and not any(fields.values()):
        raise Unreadable("it is not an email: it has no headers and no text", _AGAIN)
    yield Page(origin, text, metadata_of(fields, origin))
    for name in attached:
        yield Refusal(
            f"{origin}#{name}", "it is an attachment of an email", "save it as a file of its own"
        )


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


def _text(part: EmailMessage, level: int) -> str:
    """Return the text of a part; if it has alternatives, the HTML one."""
    if level > _MAX_LEVELS:
        raise Unreadable(f"its parts are nested more than {_MAX_LEVELS} deep", _AGAIN)
    kind = part.get_content_type()
    inner = [one for one in part.iter_parts() if isinstance(one, EmailMessage)]
    if part.get_content_maintype() == "message":
        inner = [one for one in part.get_payload() if isinstance(one, EmailMessage)]
    if kind == "multipart/alternative":
        found = {one.get_content_type(): _text(one, level + 1) for one in inner}
        plain = found.pop("text/plain", "")
        return next((text for text in found.values() if text.strip()), plain)
    if inner:
        return "\n\n".join(filter(None, (_text(one, level + 1) for one in inner)))
    if kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
        return ""
    data = _payload(part)
    if not data.strip():
        return ""
    text = decode(data, part.get_content_charset() or declared_charset(data))
    if kind == "text/plain":
        return text
    tree = parse(text)
    body = tree.find("body")
    return text_lines(tree if body is None else body)


def _payload(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _attachment(part: EmailMessage) -> str:
    """Return the file name of an attachment in a supported format, or ''."""
    name = part.get_filename() or ""
    readable = part.get_content_disposition() == "attachment" and ending_of(name)
    return " ".join(name.split())[:200] if readable else ""


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name, "")).strip()


def _damaged(error: Exception) -> Unreadable:
    return Unreadable(f"its parts cannot be separated ({type(error).__name__})", _AGAIN)

"""The words of a mail's sender, and those of others in it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.article import MAIL_SIGNATURE, QUOTED_MAIL, Page
from sources.cleaning.cleaner import clean_and_list
from sources.cleaning.retention import Retention
from sources.errors import Refusal
from sources.formats.mail_quotes import own_words
from sources.reading import SourceFile, read

OWN = "The council will not comment on the bridge."
THEIRS = "The bridge will close on Friday, the city said."


def _mail(text: str, subject: str = "Re: Bridge", subtype: str = "plain") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Bo Ek <bo@x.example>"
    message["Date"] = "Mon, 10 Feb 2025 08:00:00 +0000"
    message.set_content(text, subtype)
    return message


def _inner() -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = "Bridge to close", "Ann Lee <ann@y.example>"
    message["Date"] = "Sun, 9 Feb 2025 08:00:00 +0000"
    message.set_content(THEIRS)
    return message


def _found(folder: Path, message: EmailMessage) -> list[Page | Refusal]:
    path = folder / "a.eml"
    path.write_bytes(message.as_bytes())
    return list(read(SourceFile(path, folder)))


def _only(folder: Path, message: EmailMessage) -> Page:
    (page,) = _found(folder, message)
    assert isinstance(page, Page)
    return page


LINES = [
    *("> quoted", "-- ", "", "On 9 Feb 2025 at 08:00, Ann <a@b.example> wrote:", "She wrote:"),
    *("-----Original Message-----", "---------- Forwarded message ---------", ">From here"),
    *("From: Ann", "Date: Sunday", "Subject: Bridge", "To: Bo", "Words of the mail."),
]
ANSWERS = [
    f"On Sun, 9 Feb 2025 at 08:00, Ann Lee <ann@y.example> wrote:\n> {THEIRS}\n>\n> Ann",
    f"On Sun, 9 Feb 2025 at 08:00, Ann Lee <ann@y.example>\nwrote:\n\n> {THEIRS}",
    f"On Sun, 9 Feb 2025 at 08:00, Ann Lee <ann@y.example> wrote:\n\n{THEIRS}",
    f"Ann Lee wrote:\n> {THEIRS}",
    f"Am So., 9. Feb. 2025 um 08:00 Uhr schrieb Ann Lee <ann@y.example>:\n> {THEIRS}",
    f"Le dim. 9 févr. 2025 à 08:00, Ann Lee <ann@y.example> a écrit :\n> {THEIRS}",
    f"2025년 2월 9일 (일) 오전 8:00, 이안 <ann@y.example>님이 작성:\n> {THEIRS}",
    f"2025年2月9日(日) 8:00 李 <ann@y.example>:\n> {THEIRS}",
    f"-----Original Message-----\nFrom: Ann Lee\nSent: Sunday\nTo: Bo Ek\nSubject: B\n\n{THEIRS}",
    f"-----Ursprüngliche Nachricht-----\nVon: Ann Lee\nGesendet: Sonntag\n\n{THEIRS}",
    f"-----원본 메시지-----\n보낸 사람: 이안\n\n{THEIRS}",
    f"________________\nFrom: Ann Lee <ann@y.example>\nSent: Sunday, 9 February 2025"
    f"\nTo: Bo Ek\nSubject: Bridge\n\n{THEIRS}",
    f"Von: Ann Lee\nGesendet: Sonntag, 9. Februar 2025\nAn: Bo Ek\nBetreff: Brücke\n\n{THEIRS}",
    f"보낸 사람: 이안\n보낸 날짜: 2025년 2월 9일\n받는 사람: 보\n제목: 다리\n\n{THEIRS}",
    f"> {THEIRS}",
]


@pytest.mark.parametrize("quoted", ANSWERS)
def test_quoted_mail_is_not_the_senders(tmp_path: Path, quoted: str) -> None:
    """The mail that is answered is left out, and listed among what was removed."""
    page = _only(tmp_path, _mail(f"{OWN}\n\n{quoted}\n"))
    assert page.text.strip("_\n") == OWN
    ((rule, text),) = page.left_out
    assert rule == QUOTED_MAIL
    assert THEIRS in text
    article, removed = clean_and_list(page)
    assert THEIRS not in article.text
    assert any(THEIRS in removal.text for removal in removed)
    retention = Retention.of(page, removed)
    assert dict(retention.removed)[QUOTED_MAIL] == len(text)
    assert not retention.is_little


def test_answers_between_quoted_lines_are_kept(tmp_path: Path) -> None:
    """Only the marked lines are left out."""
    text = "Dear Ann.\nAnn Lee wrote:\n> Will it close?\nYes, it will.\n\n> When?\n\nOn Friday.\n"
    page = _only(tmp_path, _mail(text))
    assert page.text.split() == "Dear Ann. Yes, it will. On Friday.".split()


@pytest.mark.parametrize(
    "quoted",
    [
        '<blockquote type="cite"><p>{}</p></blockquote>',
        '<div class="gmail_quote"><div class="gmail_attr">On Sun wrote:<br></div>{}</div>',
        '<div class="moz-cite-prefix">Ann wrote: {}</div>',
        '<div id="divRplyFwdMsg"><b>From:</b> Ann Lee<br><b>Sent:</b> Sunday<br><b>To:</b> Bo<br>'
        "<b>Subject:</b> Bridge<br></div><div>{}</div>",
    ],
)
def test_quoted_mail_in_html_is_not_the_senders(tmp_path: Path, quoted: str) -> None:
    """The marks of mail programs are known."""
    page = _only(tmp_path, _mail(f"<p>{OWN}</p>{quoted.format(THEIRS)}", subtype="html"))
    assert page.text.strip() == OWN
    assert any(THEIRS in text for _, text in page.left_out)


def test_the_alternative_that_marks_quoted_mail_is_read(tmp_path: Path) -> None:
    """HTML without the marks of a known program has the same words, unmarked."""
    message = _mail(f"{OWN}\n\nAnn Lee wrote:\n> {THEIRS}\n")
    message.add_alternative(f"<p>{OWN}</p><div class=x>{THEIRS}</div>", "html")
    assert _only(tmp_path, message).text.strip() == OWN


def test_the_signature_is_left_out(tmp_path: Path) -> None:
    """It follows two hyphens and a space. A long text there is not a signature."""
    page = _only(tmp_path, _mail(f"{OWN}\n\n-- \nBo Ek\nSpokesman, City of Bishkek\n"))
    assert page.text.strip() == OWN
    assert page.left_out == ((MAIL_SIGNATURE, "-- \nBo Ek\nSpokesman, City of Bishkek"),)
    long = f"{OWN}\n-- \n" + "It goes on.\n" * 60
    assert "goes on" in _only(tmp_path, _mail(long)).text


@pytest.mark.parametrize(
    "text",
    [
        f"On Monday the minister wrote:\n\n{THEIRS}",
        f"On 9 June 2024 at 10:30, as the minister (@minister) wrote:\n\n{THEIRS}",
        f"From: the press office\nTo: all editors\nDate: Monday\nSubject: Bridge\n\n{THEIRS}",
        f"Exhibition.\nFrom: 10 June\nTo: 12 June\nDate: see below\n\n{THEIRS}",
        f">From the start it was late.\n\n{THEIRS}",
    ],
)
def test_what_only_looks_like_quoted_mail_is_kept(tmp_path: Path, text: str) -> None:
    """A memo's own headers and statements that are introduced in the text stay."""
    page = _only(tmp_path, _mail(text, "Bridge"))
    assert THEIRS in page.text
    assert not page.left_out


def test_a_sentence_of_the_sender_above_a_quotation_is_kept(tmp_path: Path) -> None:
    """Only programs write the time or the address of who wrote the quoted mail."""
    text = f"The two drafts differ. Note that the minister wrote:\n\n> {THEIRS}\n\n{OWN}\n"
    page = _only(tmp_path, _mail(text))
    assert [line for line in page.text.split("\n") if line] == [text.split("\n")[0], OWN]
    assert page.left_out == ((QUOTED_MAIL, f"> {THEIRS}"),)
    named = _only(tmp_path, _mail(f"{OWN}\n\nAnn Lee wrote:\n> {THEIRS}\n"))
    assert named.text.strip() == OWN


@pytest.mark.parametrize(
    "line", ["Sent from my iPhone", "Von meinem iPad gesendet", "Get Outlook for Android"]
)
def test_the_name_of_a_device_is_left_out(tmp_path: Path, line: str) -> None:
    """The program added it, wherever the sender's text ends."""
    page = _only(tmp_path, _mail(f"{OWN}\n\n{line}\n"))
    assert (page.text.strip(), page.left_out) == (OWN, ((MAIL_SIGNATURE, line),))
    kept = _only(tmp_path, _mail(f"{OWN}\n\nSent from my office, it reached nobody.\n"))
    assert "office" in kept.text


def test_a_newsletter_has_no_preview_and_no_links(tmp_path: Path) -> None:
    """The preview is shown in lists of mails only."""
    html = (
        f'<div style="Display: none">Preview.</div><p>{OWN}</p><p>{THEIRS}</p>'
        '<p><a href="x">Unsubscribe</a> | <a href="x">View in browser</a></p>'
    )
    article, removed = clean_and_list(_only(tmp_path, _mail(html, "News", "html")))
    assert article.text.split("\n\n") == ["News", OWN, THEIRS]
    assert [one.rule for one in removed] == ["hidden text", "link of a newsletter"]


def test_a_mail_of_nothing_but_quotes_is_refused(tmp_path: Path) -> None:
    """Its sender said nothing."""
    (refused,) = _found(tmp_path, _mail(f"> {THEIRS}\n"))
    assert isinstance(refused, Refusal)
    assert "only quotes other mail" in refused.reason


def _attached() -> EmailMessage:
    message = _mail(OWN, "FW: Bridge")
    message.add_attachment(_inner())
    return message


GMAIL = f"""{OWN}

---------- Forwarded message ---------
From: Ann Lee <ann@y.example>
Date: Sun, 9 Feb 2025 at 08:00
Subject: Bridge to close
To: Bo Ek <bo@x.example>


{THEIRS}
"""
HTML = GMAIL.replace("<", "&lt;").replace("\n", "<br>")
THUNDERBIRD = f"""<p>{OWN}</p><div class="moz-forward-container">
-------- Forwarded Message --------<table class="moz-email-headers-table">
<tr><th>Subject: </th><td>Bridge to close</td></tr>
<tr><th>Date: </th><td>Sun, 9 Feb 2025 08:00:00 +0000</td></tr>
<tr><th>From: </th><td>Ann Lee &lt;ann@y.example&gt;</td></tr></table><p>{THEIRS}</p></div>"""
OUTLOOK = f"""{OWN}

________________________________
Von: Ann Lee <ann@y.example>
Gesendet: Sunday, February 9, 2025 8:00 AM
An: Bo Ek
Betreff: Bridge to close

{THEIRS}
"""


@pytest.mark.parametrize(
    "message",
    [
        _attached(),
        _mail(GMAIL, "Fwd: Bridge"),
        _mail(f'<div class="gmail_quote">{HTML}</div>', "Fwd: Bridge", "html"),
        _mail(OUTLOOK, "WG: Bridge"),
        _mail(THUNDERBIRD, "Fwd: Bridge", "html"),
    ],
    ids=["attached", "inline", "html", "outlook", "thunderbird"],
)
def test_a_forwarded_mail_is_an_article_of_its_own(tmp_path: Path, message: EmailMessage) -> None:
    """It has its own subject, sender and date, and the covering note has none of its words."""
    cover, mail = _found(tmp_path, message)
    assert isinstance(cover, Page)
    assert isinstance(mail, Page)
    assert cover.text.strip("_\n") == OWN
    assert cover.metadata.authors == ("Bo Ek",)
    assert mail.text.strip() == THEIRS
    assert mail.origin == f"{cover.origin}#forwarded-1"
    known = mail.metadata
    assert (known.title, known.authors) == ("Bridge to close", ("Ann Lee",))
    assert known.published == date(2025, 2, 9)


def test_mail_that_is_forwarded_twice_has_three_senders(tmp_path: Path) -> None:
    """Each level is its own article, and an empty covering note is not an article."""
    outer = EmailMessage()
    outer["Subject"], outer["From"] = "FW: FW: Bridge", "Cy Ray <cy@z.example>"
    outer.set_content("\n")
    outer.add_attachment(_attached())
    found = _found(tmp_path, outer)
    assert [(one.origin[-11:], one.metadata.authors) for one in found if isinstance(one, Page)] == [
        ("forwarded-1", ("Bo Ek",)),
        ("forwarded-2", ("Ann Lee",)),
    ]
    assert len(found) == 2


def test_a_forwarded_mail_that_cannot_be_read_costs_itself_alone(tmp_path: Path) -> None:
    """The covering note is read, and the refusal names the forwarded mail."""
    message = _mail(OWN)
    inner = _inner()
    inner.set_payload(b"\x00\x01\x02\x03" * 100)
    message.add_attachment(inner)
    cover, refused = _found(tmp_path, message)
    assert isinstance(cover, Page)
    assert isinstance(refused, Refusal)
    assert refused.origin.endswith("#forwarded-1")


@given(st.lists(st.sampled_from([*LINES, *map(str, range(5))])), st.sampled_from(["", "Fwd: x"]))
def test_every_line_is_kept_left_out_or_forwarded(lines: list[str], subject: str) -> None:
    """No line is lost without being listed, and none is invented."""
    text = "\n".join(lines)
    own = own_words(text, subject)
    parts = [own.text, *(left for _, left in own.left_out), *(one.text for one in own.forwarded)]
    told = Counter("\n".join(parts).split())
    given_words = Counter(text.split())
    assert not told - given_words
    assert own.forwarded or told == given_words


def test_an_attachment_of_a_forwarded_mail_is_named(tmp_path: Path) -> None:
    """It is refused under the forwarded mail."""
    inner = _inner()
    inner.add_attachment(b"x", "application", "pdf", filename="report.pdf")
    message = _mail(OWN)
    message.add_attachment(inner)
    refused = _found(tmp_path, message)[-1]
    assert isinstance(refused, Refusal)
    assert refused.origin.endswith("a.eml#forwarded-1#report.pdf")

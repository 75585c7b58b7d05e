"""The verbs of the quote desk, on a small archive."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from index.embedding.embedder import Embedder
from ui.cli import run
from ui.commands.check import Checked
from ui.exit_code import ExitCode

FARES = """Fares stay as they are

ARALKUM, June 14 — The council met on Monday. "We will not raise the fares before the new bridge is
open," Dana Orlova, the mayor, said. Buses run again from July, she said.

"A dry harbour still needs a careful harbour master," Timur Aliev told reporters. The keeper of the
lighthouse counts forty ships a year on the old quay.
"""
EVIL = """A quiet headline

The mayor of \x1b]0;owned\x07Talgar opened a bridge. "Nobody will ever \x1b[2Jpay for crossing this
river," Aru Bekova said.
"""
TALK = """1
00:12:31,000 --> 00:12:34,000
TIMUR ALIEV: The harbour, uh, the harbour will

2
00:12:34,500 --> 00:12:39,000
not, will not be sold to, you know, to anybody.
"""
SAID = "We will not raise the fares before the new bridge is open"
DRAFT = f"""Mayor: “{SAID},” Dana Orlova said.

Dana Orlova said that the ferry would be sold.

“A dry harbour needs a careless harbour master,” Timur Aliev said.
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed for a program."""
        return json.loads(self.out)


Onrecord = Callable[..., Ended]


def filled(folder: Path, embedder: Embedder) -> Path:
    """Build an archive of two articles, one of them hostile."""
    pages = folder / "pages"
    pages.mkdir()
    (pages / "fares.txt").write_text(FARES, encoding="utf-8")
    (pages / "evil.txt").write_text(EVIL, encoding="utf-8")
    (pages / "talk.srt").write_text(TALK, encoding="utf-8")
    archive = Archive.create_or_open(folder / "archive", embedder)
    archive.add([pages])
    archive.close()
    return folder / "archive"


@pytest.fixture(scope="module")
def desk_archive(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """Return an archive that no test changes."""
    return filled(tmp_path_factory.mktemp("desk"), embedder)


@pytest.fixture
def onrecord(desk_archive: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Onrecord]:
    """Run a command on the archive, or on another one."""

    def call(*arguments: str | Path, archive: Path = desk_archive) -> Ended:
        capsys.readouterr()
        code = run(["--archive", str(archive), *map(str, arguments)])
        return Ended(code, *capsys.readouterr())

    yield call
    capsys.readouterr()


def test_exact_words_are_told_with_their_sentence_and_its_neighbours(onrecord: Onrecord) -> None:
    """The verdict comes first, then the record's words marked among the sentences around them."""
    ended = onrecord("check", SAID, "--speaker", "Dana Orlova", "-v")
    assert ended.code == ExitCode.OK
    assert ended.out.startswith("Exact.\nThe archive has these words as a quotation")
    assert f'The council met on Monday. "⟦{SAID}⟧," Dana Orlova, the mayor, said.' in ended.out
    assert "Buses run again from July, she said." in ended.out
    assert "Said by: Dana Orlova (“said”)" in ended.out
    assert "fares.txt" in ended.out
    assert "Searched 3 articles" in ended.out


def test_the_command_below_a_source_shows_the_words(onrecord: Onrecord) -> None:
    """What is suggested can be typed, and marks the same words."""
    out = onrecord("check", SAID, "-v").out
    (command,) = [line.split(" show ")[1] for line in out.splitlines() if " show " in line]
    assert f"⟦{SAID}⟧" in onrecord("show", *command.split()).out


def test_a_flipped_meaning_is_named_and_ends_with_2(onrecord: Onrecord) -> None:
    """A dropped "not" is listed as a negation that changes the meaning."""
    ended = onrecord("check", SAID.replace("not ", ""), "--speaker", "Dana Orlova")
    assert ended.code == ExitCode.DIFFERS
    assert ended.out.startswith("Altered.\n")
    assert "    - negation: (missing) → the archive has “not” (changes the meaning)\n" in ended.out


def test_words_of_somebody_else_end_with_2(onrecord: Onrecord) -> None:
    """A wrong speaker is told whose the words are."""
    ended = onrecord("check", SAID, "--speaker", "Timur Aliev")
    assert ended.code == ExitCode.DIFFERS
    assert ended.out.startswith("Misattributed.\n")
    assert "Dana Orlova" in ended.out.splitlines()[1]


def test_what_is_absent_ends_with_1_and_says_what_was_searched(onrecord: Onrecord) -> None:
    """Not in the record, under the filters that were set."""
    ended = onrecord("check", "Seven geese walked quietly into the ministry", "--since", "2024")
    assert ended.code == ExitCode.NOT_IN_RECORD
    assert ended.out.startswith("Not in the record.\n")
    assert "since 1 January 2024" in ended.out


@pytest.mark.parametrize(
    ("words", "verdict"),
    [("dry harbour", "Too short"), ("lighthouse counts forty ships a year on the old", "Exact, ")],
)
def test_what_somebody_has_to_look_at_ends_with_3(
    onrecord: Onrecord, words: str, verdict: str
) -> None:
    """Too few words, and words that nobody is quoted with."""
    ended = onrecord("check", words)
    assert ended.code == ExitCode.UNDECIDED
    assert ended.out.startswith(verdict)


def test_a_hostile_article_does_not_steer_the_terminal(onrecord: Onrecord) -> None:
    """No control character of an article or of the typed words is printed."""
    ended = onrecord("check", "Nobody will ever pay for crossing this river \x1b[2J", "--json")
    assert ended.code in (ExitCode.OK, ExitCode.DIFFERS)
    plain = onrecord("check", "Nobody will ever pay for crossing this river \x1b[2J")
    assert "\x1b" not in ended.out + plain.out + plain.err


def test_a_program_gets_the_receipt(onrecord: Onrecord, tmp_path: Path) -> None:
    """What --json prints is a receipt that can be verified."""
    ended = onrecord("check", SAID, "--speaker", "Dana Orlova", "--json")
    assert ended.json["format"] == "onrecord-receipt/1"
    assert ended.json["checks"][0]["verdict"] == "exact"
    (tmp_path / "printed.json").write_text(ended.out, encoding="utf-8")
    assert onrecord("verify-receipt", tmp_path / "printed.json").code == ExitCode.OK


def test_a_receipt_is_written_in_the_form_that_its_name_ends_in(
    onrecord: Onrecord, tmp_path: Path
) -> None:
    """JSON for programs, Markdown for people; where it went is told beside the result."""
    for name, begins in (("a.json", '{\n  "format"'), ("a.MD", "# Receipt of a quotation check")):
        ended = onrecord("check", SAID, "--receipt", tmp_path / name)
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
        assert str(tmp_path / name) in ended.err
        assert "Wrote the receipt" not in ended.out


def test_a_verdict_is_short(onrecord: Onrecord) -> None:
    """The archive's words once, and a line for their article with a name that `show` takes."""
    out = onrecord("check", SAID, "--speaker", "Dana Orlova").out
    assert out.count(SAID) == 1
    (line,) = [line for line in out.splitlines() if " · " in line and "Fares stay" in line]
    assert onrecord("show", line.rpartition(" · ")[2]).out.startswith("Fares stay as they are\n")
    assert " --span " not in out


def test_several_receipts_are_all_written(onrecord: Onrecord, tmp_path: Path) -> None:
    """In the form of each; a name that is given twice is refused before anything is checked."""
    paths = [tmp_path / name for name in ("a.json", "b.md")]
    ended = onrecord("check", SAID, "--receipt", paths[0], "--receipt", paths[1])
    assert ended.code == ExitCode.OK
    assert [path.stat().st_size > 100 for path in paths] == [True, True]
    twice = onrecord("check", SAID, *["--receipt", tmp_path / "c.json"] * 2)
    assert (twice.code, twice.out) == (ExitCode.USAGE, "")
    assert "c.json is given twice" in twice.err
    assert not (tmp_path / "c.json").exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("there.json", "receipts never replace a file"),
        ("receipt.txt", "does not end in .json or .md"),
        ("no/such/folder.json", "There is no folder"),
    ],
)
def test_a_receipt_that_cannot_be_written_is_refused_before_the_check(
    onrecord: Onrecord, tmp_path: Path, name: str, told: str
) -> None:
    """An existing file is never replaced."""
    (tmp_path / "there.json").write_text("an article")
    ended = onrecord("check", SAID, "--receipt", tmp_path / name)
    assert ended.code == ExitCode.USAGE
    assert told in ended.err
    assert ended.out == ""
    assert (tmp_path / "there.json").read_text() == "an article"


def test_a_draft_is_checked_quotation_by_quotation(onrecord: Onrecord, tmp_path: Path) -> None:
    """In its order, with differences, and the gravest verdict gives the exit code."""
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    ended = onrecord("check", "--draft", tmp_path / "draft.txt", "--receipt", tmp_path / "r.json")
    assert ended.code == ExitCode.DIFFERS
    assert ended.out.startswith("draft.txt: 2 quotations found, 2 checked: 1 altered, 1 exact. ")
    first, second = ended.out.index("1. Exact"), ended.out.index("2. Altered")
    assert first < second
    assert "“careless” → the archive has “careful”" in ended.out
    assert str(tmp_path) not in ended.out
    assert len(json.loads((tmp_path / "r.json").read_text())["checks"]) == 2
    assert onrecord("verify-receipt", tmp_path / "r.json").code == ExitCode.OK


def test_words_of_a_caption_are_cited_as_such(onrecord: Onrecord, tmp_path: Path) -> None:
    """In the terminal, in JSON, in the receipt and in answers."""
    words = "I shall paint it yellow"
    (tmp_path / "sold.html").write_text(
        "<title>Lighthouse sold</title><article><h1>Lighthouse sold</h1>"
        f"<figure><img><figcaption>“{words},” said the buyer, Gwen Astley, at the lighthouse on "
        "Monday.</figcaption></figure><p>The lighthouse on Gannet Rock has been sold for one pound "
        "to a retired teacher from Leeds, the coastguard said.</p><p>It needs a new roof, which "
        "will cost about 300,000 pounds.</p></article>",
        encoding="utf-8",
    )
    onrecord("add", tmp_path / "sold.html")
    receipt = tmp_path / "r.json"
    ended = onrecord("check", words, "--receipt", receipt)
    assert "caption: Lighthouse sold" in ended.out
    cited = onrecord("check", words, "--json").json["checks"][0]["places"][0]["citation"]
    assert cited["kind"] == "caption"
    assert (
        json.loads(receipt.read_text())["checks"][0]["places"][0]["citation"]["kind"] == "caption"
    )
    assert onrecord("verify-receipt", receipt).code == ExitCode.OK
    assert "· caption" in onrecord("ask", "Who said: I shall paint it yellow?", "--verbose").out


def test_a_transcript_is_quoted_without_its_fillers_and_with_the_time(onrecord: Onrecord) -> None:
    """What was left out is told, as is the time of the recording; a turned meaning differs."""
    ended = onrecord("check", "The harbour will not be sold to anybody", "--speaker", "Timur Aliev")
    assert ended.code == ExitCode.OK
    assert ended.out.startswith("Exact but for fillers.\n")
    assert "“to, you know”" in ended.out
    assert "at 00:12:31" in ended.out
    turned = onrecord("check", "The harbour will be sold to anybody", "--speaker", "Timur Aliev")
    assert turned.code == ExitCode.DIFFERS
    as_json = onrecord("check", "The harbour will not be sold to anybody", "--json").json
    assert as_json["checks"][0]["places"][0]["citation"]["at"] == 751


def test_an_article_shows_the_times_of_a_transcript(onrecord: Onrecord) -> None:
    """Each paragraph whose time is known begins with it."""
    checked = onrecord("check", "The harbour will not be sold to anybody", "--json").json
    article = checked["checks"][0]["places"][0]["citation"]["span"]["article_id"]
    assert "[00:12:31] TIMUR ALIEV: The harbour" in onrecord("show", article).out


def test_a_lone_quotation_mark_keeps_a_draft_from_passing(
    onrecord: Onrecord, tmp_path: Path
) -> None:
    """Whatever stood behind it was not checked, and a person has to look."""
    text = f"“{SAID},” Dana Orlova said.\n\n“We never close, Timur Aliev said.\n"
    (tmp_path / "draft.txt").write_text(text, encoding="utf-8")
    ended = onrecord("check", "--draft", tmp_path / "draft.txt", "--receipt", tmp_path / "r.md")
    assert ended.code == ExitCode.UNDECIDED
    assert ended.out.startswith("draft.txt: 2 marked passages found, 1 checked: 1 exact. 1 not ")
    assert "Not checked, line 3: no closing mark" in ended.out
    assert "| | 3 | – Not checked: no closing mark |" in (tmp_path / "r.md").read_text()


def test_a_word_document_is_checked_as_a_draft(onrecord: Onrecord, tmp_path: Path) -> None:
    """Its rows have the numbers of its paragraphs."""
    schema = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    texts = ("Fares", f"“{SAID},” Dana Orlova said.")
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    with zipfile.ZipFile(tmp_path / "draft.docx", "w") as package:
        document = f'<w:document xmlns:w="{schema}"><w:body>{body}</w:body></w:document>'
        package.writestr("word/document.xml", document)
    ended = onrecord("check", "--draft", tmp_path / "draft.docx")
    assert ended.code == ExitCode.OK
    assert "1. Exact, attributed to Dana Orlova, paragraph 2" in ended.out


def test_the_progress_of_a_draft_is_a_share_and_a_count() -> None:
    """What a terminal shows while a long draft is checked."""
    progress = Checked(3, 12)
    assert (progress.fraction, progress.said()) == (0.25, "3 of 12 checked")


def test_a_draft_can_come_through_a_pipe(
    onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dash stands for standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))
    ended = onrecord("check", "--draft", "-", "--json")
    assert ended.json["draft"]["name"] == "standard input"
    assert [check["speaker"] for check in ended.json["checks"]] == ["Dana Orlova", "Timur Aliev"]


def test_a_draft_without_quotations_is_told(onrecord: Onrecord, tmp_path: Path) -> None:
    """Nothing was checked: that is said, and is not the code of a draft that holds."""
    (tmp_path / "draft.md").write_text("The council met on Monday.\n")
    ended = onrecord("check", "--draft", tmp_path / "draft.md")
    assert ended.code == ExitCode.UNDECIDED
    assert ended.out == ("draft.md: Nothing was checked: no quotation was found in the draft.\n")


@pytest.mark.parametrize(
    ("name", "content", "code", "told"),
    [
        ("none.txt", None, ExitCode.NO_INPUT, "does not exist"),
        (".", None, ExitCode.NO_INPUT, "is a folder"),
        ("empty.txt", b" \n", ExitCode.REFUSED, "it is empty"),
        ("story.png", b"PK", ExitCode.REFUSED, "files ending in '.png' are not supported"),
        ("two.jsonl", b'{"text": "One."}\n{"text": "Two."}', ExitCode.REFUSED, "contains 2 texts"),
    ],
)
def test_a_draft_that_cannot_be_read_is_told_with_the_reason(
    onrecord: Onrecord, tmp_path: Path, name: str, content: bytes | None, code: int, told: str
) -> None:
    """Each kind of trouble has its exit code and sentence."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ended = onrecord("check", "--draft", tmp_path / name)
    assert ended.code == code
    assert told in ended.err
    assert ended.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [" "],
        ["x" * 10_001],
        ["words", "--draft", "draft.txt"],
        ["--draft", "draft.txt", "--speaker", "Dana Orlova"],
        ["words", "--speaker", "x" * 201],
        ["words", "--outlet", "Nobody's Paper"],
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(onrecord: Onrecord, arguments: list[str]) -> None:
    """Nothing, too much, and words beside a draft."""
    ended = onrecord("check", *arguments)
    assert ended.code == ExitCode.USAGE
    assert ended.err


def test_a_changed_receipt_no_longer_holds(onrecord: Onrecord, tmp_path: Path) -> None:
    """It ends with 2, and the reason is one line; for a program it is JSON."""
    receipt = tmp_path / "r.json"
    onrecord("check", SAID, "--receipt", receipt)
    receipt.write_text(receipt.read_text().replace('"exact"', '"partial"'))
    ended = onrecord("verify-receipt", receipt)
    assert ended.code == ExitCode.DIFFERS
    assert ended.out.startswith("The receipt is no longer valid: ")
    assert "    The receipt was changed after it was made" in ended.out
    found = onrecord("verify-receipt", receipt, "--json").json
    assert found["holds"] is False
    assert [finding["kind"] for finding in found["findings"]] == ["changed", "verdict"]


def test_a_receipt_knows_what_became_of_its_article(
    onrecord: Onrecord, tmp_path: Path, embedder: Embedder
) -> None:
    """A correction elsewhere is noted; a removal breaks the receipt."""
    archive, receipt = filled(tmp_path, embedder), tmp_path / "r.json"
    page = tmp_path / "pages" / "fares.txt"
    onrecord("check", SAID, "--receipt", receipt, archive=archive)
    page.write_text(FARES + "\nCorrection: the council met on Sunday.\n", encoding="utf-8")
    assert onrecord("add", page, archive=archive).code == ExitCode.OK
    corrected = onrecord("verify-receipt", receipt, archive=archive)
    assert corrected.code == ExitCode.OK
    assert "note: “Fares stay as they are” has since been replaced" in corrected.out
    page.unlink()
    assert onrecord("add", page.parent, "--sync", archive=archive).code == ExitCode.OK
    removed = onrecord("verify-receipt", receipt, archive=archive)
    assert removed.code == ExitCode.DIFFERS
    assert "“Fares stay as they are” has since been removed" in removed.out
    assert "was “exact” and is “not in the record” today" in removed.out


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("none.json", None, ExitCode.NO_INPUT),
        ("empty.json", b"", ExitCode.REFUSED),
        ("deep.json", b"[" * 200_000, ExitCode.REFUSED),
        ("\x1b[2Jevil.json", b"{}", ExitCode.REFUSED),
    ],
)
def test_a_file_that_is_no_receipt_is_named_with_the_reason(
    onrecord: Onrecord, tmp_path: Path, name: str, content: bytes | None, code: int
) -> None:
    """Missing, empty, nested and oddly named files."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ended = onrecord("verify-receipt", tmp_path / name)
    assert ended.code == code
    assert ended.err.startswith("onrecord: ")
    assert name.removeprefix("\x1b") in ended.err
    assert "\x1b" not in ended.err


def test_the_file_of_aliases_names_people_in_other_ways(
    onrecord: Onrecord, tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`aliases.txt` of the archive is read, and another file where a setting names one."""
    archive = filled(tmp_path, embedder)
    asked = ("check", SAID, "--speaker", "Iron Dana")
    assert onrecord(*asked, archive=archive).code == ExitCode.DIFFERS
    (archive / "aliases.txt").write_text("Dana Orlova = Iron Dana\n")
    assert onrecord(*asked, archive=archive).code == ExitCode.OK
    monkeypatch.setenv("ONRECORD_ALIASES", str(tmp_path / "none.txt"))
    missing = onrecord(*asked, archive=archive)
    assert missing.code == ExitCode.CONFIGURATION
    assert "none.txt cannot be used: it does not exist" in missing.err
    monkeypatch.delenv("ONRECORD_ALIASES")
    (archive / "aliases.txt").write_text("Dana Orlova\n")
    wrong = onrecord(*asked, archive=archive)
    assert wrong.code == ExitCode.CONFIGURATION
    assert "aliases.txt, line 1: 'Dana Orlova' is only one spelling" in wrong.err


FACTS = """The keeper of the lighthouse counts sixty ships a year on the old quay.

Buses run again from July. Will they be on time?

Penguins have taken over the town hall of Narvik.
"""


def test_the_facts_of_a_draft_are_compared_and_a_contradicted_one_ends_with_2(
    onrecord: Onrecord, tmp_path: Path
) -> None:
    """Each sentence has its line and its verdict; a contradiction shows both sides."""
    draft = tmp_path / "facts.txt"
    draft.write_text(FACTS, encoding="utf-8")
    ended = onrecord("check", "--draft", draft, "--facts")
    assert ended.code == ExitCode.DIFFERS
    assert "number: “sixty” → the archive has “forty”" in ended.out
    found = onrecord("check", "--draft", draft, "--facts", "--json").json
    assert [(each["line"], each["verdict"]) for each in found["facts"]["findings"]] == [
        (1, "contradicted"),
        (3, "borne out"),
        (3, "no claim"),
        (5, "not in the record"),
    ]
    (difference,) = found["facts"]["findings"][0]["differences"]
    assert difference["recorded"]["words"] == "forty"
    assert found["reader"].startswith("onrecord-reader@")


def test_a_fact_that_is_not_in_the_record_does_not_raise_the_code(
    onrecord: Onrecord, tmp_path: Path
) -> None:
    """Without any quotation such a draft ends with 0, and with --facts left out with 3."""
    draft = tmp_path / "facts.txt"
    draft.write_text(FACTS.partition("\n\n")[2], encoding="utf-8")
    assert onrecord("check", "--draft", draft, "--facts").code == ExitCode.OK
    assert onrecord("check", "--draft", draft).code == ExitCode.UNDECIDED
    assert onrecord("check", SAID, "--facts").code == ExitCode.USAGE


def test_a_signed_receipt_is_verified_with_the_public_key_and_the_draft(
    onrecord: Onrecord, tmp_path: Path
) -> None:
    """From the key to the verification, with the exit codes of each step."""
    key, draft, receipt = (tmp_path / name for name in ("desk.key", "story.txt", "story.json"))
    draft.write_text(DRAFT + FACTS, encoding="utf-8")
    assert onrecord("make-key", key).code == ExitCode.OK
    assert key.stat().st_mode & 0o777 == 0o600
    assert onrecord("make-key", key).code == ExitCode.USAGE
    signed = onrecord("check", "--draft", draft, "--facts", "--receipt", receipt, "--sign", key)
    assert signed.code == ExitCode.DIFFERS
    public = tmp_path / "desk.key.pub"
    verified = onrecord("verify-receipt", receipt, "--draft", draft, "--public-key", public)
    assert (verified.code, verified.err) == (ExitCode.OK, "")
    assert verified.out.count("\n") == 1
    assert "give the desk's public key" in onrecord("verify-receipt", receipt).out
    receipt.write_bytes(receipt.read_bytes() + b" ")
    broken = onrecord("verify-receipt", receipt, "--public-key", public)
    assert broken.code == ExitCode.DIFFERS
    assert "was changed after it was signed" in broken.out


def test_what_cannot_be_signed_or_verified_is_said(onrecord: Onrecord, tmp_path: Path) -> None:
    """A receipt in Markdown, a file that is no key, one that others can read, and no file."""
    key = tmp_path / "desk.key"
    onrecord("make-key", key)
    markdown = onrecord("check", SAID, "--receipt", tmp_path / "a.md", "--sign", key)
    assert markdown.code == ExitCode.USAGE
    assert "Only a JSON receipt can be signed" in markdown.err
    key.chmod(0o644)
    assert "chmod 600" in onrecord("check", SAID, "--json", "--sign", key).err
    public = tmp_path / "desk.key.pub"
    refused = onrecord("check", SAID, "--json", "--sign", public)
    assert refused.code == ExitCode.REFUSED
    assert "it is not a private key" in refused.err
    assert onrecord("check", SAID, "--json", "--sign", tmp_path / "no").code == ExitCode.NO_INPUT


def test_a_receipt_is_compared_with_its_draft(onrecord: Onrecord, tmp_path: Path) -> None:
    """Another draft ends with 2, whatever the archive says."""
    draft, other = tmp_path / "story.txt", tmp_path / "other.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    other.write_text(DRAFT.replace("ferry", "barge"), encoding="utf-8")
    receipt = tmp_path / "story.json"
    onrecord("check", "--draft", draft, "--receipt", receipt)
    assert onrecord("verify-receipt", receipt, "--draft", draft).code == ExitCode.OK
    ended = onrecord("verify-receipt", receipt, "--draft", other)
    assert ended.code == ExitCode.DIFFERS
    assert "The receipt is for “story.txt”, but the draft is “other.txt”." in ended.out

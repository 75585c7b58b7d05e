"""The verb that removes articles for good, on an archive of two articles."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from index.purging.condemned import Proof
from ui.cli import run
from ui.composition import Composition
from ui.exit_code import ExitCode
from ui.settings import Settings

STORY = (
    "Pilot of Oddville counts marimbas\n\n"
    "“Every marimba in Oddville belongs to somebody else,” said Orla Quill, the harbour pilot, "
    "before the committee met in the rain. She had counted them twice.\n"
)
WORDS = "Every marimba in Oddville belongs to somebody else"


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


@pytest.fixture
def onrecord(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Onrecord:
    """Run commands on an archive of two articles."""

    def call(*arguments: str | Path) -> Ended:
        capsys.readouterr()
        code = run(["--archive", str(tmp_path / "archive"), *map(str, arguments)])
        return Ended(code, *capsys.readouterr())

    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "marimbas.txt").write_text(STORY, encoding="utf-8")
    (pages / "ferry.txt").write_text("Ferry sails\n\nThe ferry of Elton sails at noon daily.\n")
    assert call("add", pages).code == ExitCode.OK
    return call


def id_of(onrecord: Onrecord, text: str) -> str:
    """Return the id of an article that is listed."""
    (entry,) = onrecord("list", text, "--json").json["articles"]
    return str(entry["article_id"])


def test_the_first_digits_of_an_id_are_enough(onrecord: Onrecord) -> None:
    """As a citation shows them, also of an article that was removed or purged before."""
    article = id_of(onrecord, "marimbas")
    planned = onrecord("purge", article[:8], "--dry-run", "--json")
    assert planned.json["articles"][0]["article_id"] == article
    assert onrecord("remove", article, "--yes").code == ExitCode.OK
    assert onrecord("purge", article[:8], "--yes").code == ExitCode.OK
    assert f"{article} was purged on " in onrecord("purge", article[:8], "--yes").err
    for unknown in ("abcdef01", "marimbas"):
        assert onrecord("purge", unknown, "--yes").code == ExitCode.NO_INPUT


def test_purge_says_what_goes_what_was_read_and_what_is_out_of_reach(
    onrecord: Onrecord, tmp_path: Path
) -> None:
    """Once it is done, every verb says that the archive removed the article."""
    article = id_of(onrecord, "marimbas")
    receipt, testset = tmp_path / "receipt.json", tmp_path / "set.jsonl"
    assert onrecord("check", WORDS, "--receipt", receipt).code == ExitCode.OK
    gold = [{"article": "marimbas.txt", "quote": WORDS}]
    testset.write_text(json.dumps({"id": "a", "question": "Whose are they?", "gold": gold}))
    assert onrecord("eval", "run", testset).code == ExitCode.OK

    purged = onrecord("purge", article, "--yes")
    assert purged.code == ExitCode.OK
    assert (
        f"{article}  Pilot of Oddville counts marimbas · outlet unknown · 1 version" in purged.err
    )
    assert f"stays on disk (delete it yourself): {tmp_path / 'pages' / 'marimbas.txt'}" in (
        purged.err
    )
    assert "Purged 1 article, 1 version" in purged.out
    assert "redacted 1 record in stored runs" in purged.out
    assert "that only the purged text had is left" in purged.out
    assert "receipts, reports, exports and runs that were saved elsewhere" in purged.out

    for name in (article, "marimbas.txt"):
        shown = onrecord("show", name)
        assert shown.code == ExitCode.NO_INPUT
        assert "removed by the archive on" in shown.err
    verified = onrecord("verify-receipt", receipt)
    assert verified.code == ExitCode.DIFFERS
    assert "permanently removed on" in verified.out
    measured = onrecord("eval", "run", testset)
    assert measured.code == ExitCode.REFUSED
    assert "'marimbas.txt' was permanently removed on" in measured.err
    assert "1 article" in next(
        line for line in onrecord("status").out.splitlines() if line.startswith("purged:")
    )


def test_adding_says_what_it_leaves_out(onrecord: Onrecord, tmp_path: Path) -> None:
    """Nothing is wrong then; --purged adds it again."""
    pages = tmp_path / "pages"
    assert onrecord("purge", id_of(onrecord, "marimbas"), "--yes").code == ExitCode.OK
    synced = onrecord("add", pages, "--sync")
    assert synced.code == ExitCode.OK
    assert f"left out {pages / 'marimbas.txt'}: it was purged on" in synced.err
    assert "use --purged" in synced.err
    assert onrecord("add", pages / "marimbas.txt").code == ExitCode.OK
    (record,) = onrecord("add", pages, "--json").json["purged"]
    assert record["origin"] == str(pages / "marimbas.txt")
    assert "1 added" in onrecord("add", pages, "--purged").out
    assert onrecord("show", "marimbas.txt").code == ExitCode.OK
    assert "added again later" in onrecord("purge", "--list").out


def test_nothing_is_purged_unasked(onrecord: Onrecord) -> None:
    """Where nobody can be asked it wants --yes; --dry-run and unknown ids change nothing."""
    article = id_of(onrecord, "marimbas")
    refused = onrecord("purge", article)
    assert refused.code == ExitCode.USAGE
    assert "Add --yes" in refused.err
    planned = onrecord("purge", article, "--dry-run")
    assert planned.code == ExitCode.OK
    assert "Pilot of Oddville" in planned.err
    assert "Not removed" in planned.out
    assert onrecord("purge", article, "--dry-run", "--json").json["articles"][0]["visible"] is True
    assert onrecord("purge", article, "0" * 16, "--yes").code == ExitCode.NO_INPUT
    for arguments in ((), (article, "--list")):
        assert onrecord("purge", *arguments).code == ExitCode.USAGE
    assert onrecord("show", article).code == ExitCode.OK
    assert "No articles were purged" in onrecord("purge", "--list").out


def test_purging_again_proves_it_again(onrecord: Onrecord) -> None:
    """A script may run the same command after an interruption; the list names digests and days."""
    article = id_of(onrecord, "marimbas")
    report = onrecord("purge", article, "--yes", "--json").json
    assert (report["versions"], report["proof"]["left"]) == (1, [])
    again = onrecord("purge", article, "--yes")
    assert again.code == ExitCode.OK
    assert f"{article} was purged on" in again.err
    assert "that only the purged text had is left" in again.out
    assert onrecord("purge", article, "--yes", "--json").json["proof"]["left"] == []
    assert onrecord("purge", article, "--dry-run", "--json").json == {"articles": [], "proof": None}
    (stone,) = onrecord("purge", "--list", "--json").json
    assert (stone["article_id"], stone["barred"]) == (article, True)
    assert f"{article}  version {stone['content_hash'][:12]}" in onrecord("purge", "--list").out


def test_words_in_files_of_the_user_are_an_error_until_they_are_gone(
    onrecord: Onrecord, tmp_path: Path
) -> None:
    """The files are named, are not deleted, and the same command says when all is well."""
    article = id_of(onrecord, "marimbas")
    archive = tmp_path / "archive"
    aliases, packed, cut = archive / "aliases.txt", archive / "old.zip", archive / "cut.gz"
    aliases.write_text(f"# {WORDS}\n")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("story.txt", STORY)
    cut.write_bytes(gzip.compress(b"Something else.")[:-4])
    for _ in range(2):
        purged = onrecord("purge", article, "--yes")
        assert purged.code == ExitCode.REFUSED
        assert f"words that only the purged text had: {aliases}" in purged.err
        assert "OnRecord did not write aliases.txt, old.zip and does not delete" in purged.err
        assert f"could not be read completely: {cut}: its gzip data is damaged" in purged.err
        assert f"then run `onrecord purge {article}` again" in purged.err
    aliases.write_text("")
    cut.unlink()
    assert onrecord("purge", article, "--yes", "--json").json["proof"]["left"] == [str(packed)]
    packed.unlink()
    assert onrecord("purge", article, "--yes").code == ExitCode.OK
    packed.write_text(STORY)
    again = onrecord("purge", id_of(onrecord, "ferry"), article, "--yes")
    assert again.code == ExitCode.REFUSED
    assert str(packed) in again.err


def test_words_in_the_archives_own_files_ask_for_a_rebuild(
    onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """That is another next step than for the user's files."""
    own = str(tmp_path / "archive" / "catalogue.sqlite3-wal")
    monkeypatch.setattr("index.purging.purge.prove", lambda *_: Proof(9, 100, 50, (own,)))
    purged = onrecord("purge", id_of(onrecord, "marimbas"), "--yes")
    assert purged.code == ExitCode.REFUSED
    assert "OnRecord wrote catalogue.sqlite3-wal: run `onrecord rebuild`" in purged.err
    assert "did not write" not in purged.err


def test_a_purge_of_an_earlier_version_cannot_be_proved_again(
    onrecord: Onrecord, tmp_path: Path
) -> None:
    """It kept no hashes; that is said, and nothing is wrong."""
    article = id_of(onrecord, "marimbas")
    assert onrecord("purge", article, "--yes").code == ExitCode.OK
    shutil.rmtree(tmp_path / "archive" / "purged")
    again = onrecord("purge", article, "--yes")
    assert (again.code, again.out) == (ExitCode.OK, "")
    assert "kept nothing to search for" in again.err


@pytest.mark.parametrize("odd", ["", " ", "x" * 100_000])
def test_what_is_no_id_is_answered_in_one_short_line(onrecord: Onrecord, odd: str) -> None:
    """However long it is."""
    refused = onrecord("purge", odd, "--yes")
    assert refused.code == ExitCode.NO_INPUT
    assert "There is no article" in refused.err
    assert len(refused.err.splitlines()) == 1
    assert len(refused.err) < 300


def test_the_day_of_a_purge_is_written_as_elsewhere(onrecord: Onrecord) -> None:
    """As `onrecord purge --list` writes it."""
    article = id_of(onrecord, "marimbas")
    assert onrecord("purge", article, "--yes").code == ExitCode.OK
    listed = onrecord("purge", "--list").out
    day = listed.partition("purged on ")[2].strip()
    assert re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4}", day)
    assert f"removed by the archive on {day}," in onrecord("show", article).err


def test_serving_finishes_a_purge(
    onrecord: Onrecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `serve` does first, as a writer, before anybody can ask."""
    article = id_of(onrecord, "marimbas")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("index.purging.purge.prove", die)
        assert onrecord("purge", article, "--yes").code == ExitCode.INTERRUPTED
    assert "interrupted" in onrecord("status").out
    assert onrecord("show", article).code == ExitCode.NO_INPUT

    parts = Composition(Settings(archive=tmp_path / "archive"))
    parts.archive_to_fill.create()
    assert "interrupted" not in onrecord("status").out

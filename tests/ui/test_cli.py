"""The verbs of the command line, on an archive of the sample articles."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from index.catalogue.database import Catalogue
from index.lock import writer_lock
from index.scope import Filters
from sources.file_ending import ENDINGS
from tests.patience import PATIENCE
from ui.cli import VERBS, run
from ui.exit_code import ExitCode

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sources" / "samples"
CARS = "steppe-courier-correction-train-cars.txt"
WITHOUT_ARCHIVE = ("formats", "help", "make-key")
HOSTILE = (
    "A quiet headline\n\nThe mayor of \x1b]0;owned\x07Talgar opened \x1b[2Ja bridge in May 2024.\n"
)


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


@pytest.fixture(scope="session")
def sample_archive(
    tmp_path_factory: pytest.TempPathFactory, samples_at: Callable[[Path], Path]
) -> Path:
    """Return an archive of the sample articles that no test changes."""
    return samples_at(tmp_path_factory.mktemp("cli") / "archive")


@pytest.fixture
def onrecord(sample_archive: Path, capsys: pytest.CaptureFixture[str]) -> Onrecord:
    """Run a command on the sample archive, or on another one."""

    def call(*arguments: str | Path, archive: Path = sample_archive) -> Ended:
        capsys.readouterr()
        code = run(["--archive", str(archive), *map(str, arguments)])
        return Ended(code, *capsys.readouterr())

    return call


@pytest.fixture
def own_archive(tmp_path: Path, onrecord: Onrecord) -> Path:
    """Return an archive that a test may change, of two articles."""
    pages = tmp_path / "pages"
    pages.mkdir()
    shutil.copy(SAMPLES / CARS, pages)
    (pages / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    assert onrecord("add", pages, archive=tmp_path / "own").code == ExitCode.OK
    return tmp_path / "own"


def test_an_answer_cites_and_its_citations_can_be_shown(onrecord: Onrecord) -> None:
    """In full, the command under a source prints the article with the cited words marked."""
    answered = onrecord("ask", "How many train cars did Uzbekistan order?", "-v")
    assert answered.code == ExitCode.OK
    assert "42 cars from Hyundai Rotem" in answered.out
    assert "[1]" in answered.out
    assert CARS in answered.out
    lines = answered.out[answered.out.index("\nSources") :].splitlines()
    shows = [line.strip() for line in lines if " show " in line]
    words = [line.strip()[1:-1] for line in lines if line.strip().startswith("“")]
    assert shows
    assert len(shows) == len(words)
    for command, cited in zip(shows, words, strict=True):
        shown = onrecord(*shlex.split(command)[3:])
        assert shown.code == ExitCode.OK
        marked = shown.out[shown.out.index("⟦") + 1 : shown.out.index("⟧")]
        assert " ".join(marked.split()) == cited


def test_an_answer_is_short(onrecord: Onrecord) -> None:
    """Its words are printed once, each article on a line, with a name that `show` takes."""
    out = onrecord("ask", "How many train cars did Uzbekistan order?").out
    answer, sources, command = out.rstrip().split("\n\n")
    lines = sources.splitlines()
    assert lines[0].startswith("[1][2] The Steppe Courier, 18 June 2024: Correction: number of")
    assert len({line.rpartition(" · ")[2] for line in lines}) == len(lines)
    assert all(sentence.partition("**")[0] not in sources for sentence in answer.splitlines())
    for line in lines:
        shown = onrecord("show", line.rpartition(" · ")[2])
        assert shown.out.partition("\n")[0] in line
    assert command.endswith(f" show {lines[0].rpartition(' · ')[2]}")


def test_words_can_be_read_in(onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash stands for standard input; bytes that are no text, and too much, are refused."""

    def given(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    question = "How many train cars did Uzbekistan order?"
    given(f"{question}\n".encode())
    assert onrecord("ask", "-", "--json").json["question"] == question
    given("고속철도".encode())
    assert onrecord("search", "-", "--json").json["question"] == "고속철도"
    given("“42 cars from Hyundai Rotem”\n".encode())
    assert onrecord("check", "-", "--json").json["checks"][0]["words"].startswith("“42 cars")
    for data, said in (
        (b"", "Type a question first"),
        (b"x" * 10_000, "more than 2,000 characters"),
    ):
        given(data)
        ended = onrecord("ask", "-")
        assert (ended.code, said in ended.err) == (ExitCode.USAGE, True)


def test_the_archive_can_be_named_on_either_side(
    sample_archive: Path, own_archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the verb, behind it, or both alike; two different ones are a mistake."""
    own = str(own_archive)
    assert run(["list", "--archive", own]) == ExitCode.OK
    listed = capsys.readouterr().out
    assert listed.count("\n") == 2
    assert run(["--archive", own, "list", f"--archive={own}"]) == ExitCode.OK
    assert capsys.readouterr().out == listed
    assert run(["ask", "Who opened a bridge in May 2024?", "--archive", own]) == ExitCode.OK
    assert f"onrecord --archive {own} show " in capsys.readouterr().out
    assert run(["--archive", str(sample_archive), "list", "--archive", own]) == ExitCode.USAGE
    assert "--archive is given twice" in capsys.readouterr().err


def test_an_outlet_that_is_cut_off_is_understood_and_echoed(onrecord: Onrecord) -> None:
    """In the filters of the answer too; one that is unclear is refused with the candidates."""
    ended = onrecord("search", "trains", "--outlet", "steppe", "--json")
    assert ended.err == "Outlet: The Steppe Courier\n"
    assert ended.json["scope"]["filters"]["outlets"] == ["The Steppe Courier"]
    unclear = onrecord("list", "--outlet", "")
    assert unclear.code == ExitCode.USAGE


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["list", "--since", "2023", "--since=2024"], "--since"),
        (["check", "x", "--speaker", "A", "--speaker", "B"], "--speaker"),
        (["search", "x", "--limit", "3", "--limit", "4"], "--limit"),
        (["eval", "run", "x.jsonl", "--split", "a", "--split", "b"], "--split"),
    ],
)
def test_an_option_that_would_be_dropped_is_refused(
    onrecord: Onrecord, arguments: list[str], option: str
) -> None:
    """Only the last of two values would count, and nobody would know."""
    ended = onrecord(*arguments)
    assert ended.code == ExitCode.USAGE
    assert f"{option} is given twice. Give it once." in ended.err


def test_the_program_alone_greets(capsys: pytest.CaptureFixture[str]) -> None:
    """With three commands to begin with."""
    assert run([]) == ExitCode.OK
    printed = capsys.readouterr().out
    assert printed.count("\n  onrecord ") == 3


def test_a_shell_can_complete_a_line(sample_archive: Path) -> None:
    """Verbs and options, by the program that typer makes for the shell."""
    for words, place, told in (("onrecord se", "1", "search"), ("onrecord ask --l", "2", "--lang")):
        completing = _start(
            sample_archive, _ONRECORD_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=place
        )
        out, err = completing.communicate(timeout=PATIENCE)
        assert told in out.decode()
        assert err == b""


def test_careless_typing_is_answered_too(onrecord: Onrecord) -> None:
    """Lower case without a question mark finds the same fact."""
    assert "42" in onrecord("ask", "how many train cars did uzbekistan order").out


def test_a_follow_up_can_be_asked(onrecord: Onrecord) -> None:
    """What was looked for is said, to people and to programs."""
    before = "Who teaches the course for guides in Samarkand?"
    asked, meant = (
        "What does she call the easy part?",
        "What does she call the easy part (teaches course guides Samarkand)?",
    )
    ended = onrecord("ask", asked, "--after", before)
    assert ended.out.startswith(f"Searched for: {meant}\n")
    assert "dates and dynasties" in ended.out
    told = onrecord("ask", asked, "--after", before, "--json").json
    assert (told["question"], told["standalone"]) == (asked, meant)
    assert onrecord("ask", "Why?", "--after", " ").code == ExitCode.USAGE


def test_a_time_in_an_article_is_said_beside_its_verbatim_words(onrecord: Onrecord) -> None:
    """What "next year" was on the day of the article, and that the day is unknown where it is."""
    ended = onrecord("ask", "When will the first 30 buses be in service?", "-v")
    assert "holiday in March next year, and the rest" in ended.out
    assert "    March next year = March 2025 (said in September 2024)" in ended.out
    record = onrecord("ask", "When will the first 30 buses be in service?", "--json").json
    (time,) = record["claims"][0]["citations"][0]["times"]
    assert time["words"] == "March next year"
    assert time["period"]["first"] == "2025-03-01"


def test_a_time_in_the_question_is_a_filter_that_can_be_left_out(onrecord: Onrecord) -> None:
    """It is said with its words and the option; without it everything is searched."""
    question = "What was reported in June 2019 about the trains?"
    assert "taken from" not in onrecord("ask", question, "--all-times").out
    ended = onrecord("ask", question)
    assert ended.code == ExitCode.NOT_IN_RECORD
    assert ended.out.startswith(
        "Only articles since 1 June 2019 until 30 June 2019, taken from your question "
        "(“in June 2019”); undated articles left out. To search all dates, use --all-times."
    )


def test_an_abstention_says_what_was_searched_and_exits_with_1(onrecord: Onrecord) -> None:
    """Where there is no clear answer that is said, with the closest passages labelled."""
    ended = onrecord("ask", "Who won the 2022 World Cup?")
    assert ended.code == ExitCode.NOT_IN_RECORD
    assert ended.out.startswith(
        "No clear answer in the record.\nSearched 24 articles from 6 outlets"
    )
    assert "Closest passages, which may not answer the question" in ended.out


def test_an_abstention_names_its_filters(onrecord: Onrecord) -> None:
    """A filter that leaves too little is said."""
    ended = onrecord("ask", "Who won the 2022 World Cup?", "--language", "KO", "--since", "2024-06")
    assert "in Korean" in ended.out
    assert "since 1 June 2024" in ended.out


def test_programs_get_answers_as_json(onrecord: Onrecord) -> None:
    """Claims, citations and scope are there; so is that nothing was found."""
    answered = onrecord("ask", "How many train cars did Uzbekistan order?", "--json")
    citation = answered.json["claims"][0]["citations"][0]
    assert answered.json["found"] is True
    assert citation["words"] == answered.json["claims"][0]["text"]
    assert {"article_id", "content_hash", "start", "end"} == set(citation["span"])
    abstained = onrecord("ask", "Who won the 2022 World Cup?", "--json")
    assert abstained.code == ExitCode.NOT_IN_RECORD
    assert abstained.json["found"] is False
    assert abstained.json["scope"]["articles"] == 24


def test_search_prints_passages_best_first(onrecord: Onrecord) -> None:
    """Each comes with its score; in full, with the command that shows it."""
    short = onrecord("search", "lithium survey in Kazakhstan", "--limit", "3")
    assert short.code == ExitCode.OK
    assert [f"    {number}. " in short.out for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert ": Korean Geologists Drill for Lithium" in short.out.partition("\n")[0]
    found = onrecord("search", "lithium survey in Kazakhstan", "--limit", "3", "-v")
    assert found.out.startswith("1. Korean Geologists Drill for Lithium")
    assert found.out.count(" --span ") == 3
    scores = [m["score"] for m in onrecord("search", "lithium survey", "--json").json["matches"]]
    assert scores == sorted(scores, reverse=True)


def test_search_filters(onrecord: Onrecord) -> None:
    """A filter holds for every passage, and a period that holds nothing finds nothing."""
    found = onrecord("search", "trains", "--outlet", "the steppe courier", "--json").json
    assert {match["outlet"] for match in found["matches"]} == {"The Steppe Courier"}
    assert onrecord("search", "trains", "--until", "1999").code == ExitCode.NOT_IN_RECORD


def test_show_tells_blocks_apart(onrecord: Onrecord) -> None:
    """Headline, captions and section headings carry their names."""
    shown = onrecord("show", "steppe-courier-greenhouses").out
    assert "[headline] Korean greenhouses" in shown
    assert "[caption] Rows of tomato plants" in shown
    assert "date unknown" in shown


def test_show_gives_programs_the_span_and_its_words(onrecord: Onrecord) -> None:
    """The words are those between the offsets."""
    shown = onrecord("show", CARS, "--span", "0:10", "--json").json
    assert shown["words"] == shown["text"][:10]
    assert shown["span"]["content_hash"] == shown["content_hash"]


@pytest.mark.parametrize("span", ["10", "a:b", "9:3", "0:99999999", "-1:5"])
def test_a_span_that_is_none_is_a_mistake(onrecord: Onrecord, span: str) -> None:
    """Offsets that are no numbers, run backwards or past the end are refused."""
    assert onrecord("show", CARS, f"--span={span}").code == ExitCode.USAGE


def test_show_says_what_cleaning_removed(onrecord: Onrecord, tmp_path: Path) -> None:
    """Each removed line stands behind the rule that removed it, for stored articles and files."""
    stored = onrecord("show", "steppe-courier-greenhouses", "--removed")
    assert "advertisement: Advertisement" in stored.out
    brief = onrecord("show", "saebyeol-wire-briefs.jsonl#glacier", "--removed", "--json").json
    assert len(brief) == 1
    page = tmp_path / "page.txt"
    page.write_text("Skip to main content\n\nA bridge\n\nThe mayor opened a bridge.\n")
    assert "skip link: Skip to main content" in onrecord("show", page, "--removed").out
    (tmp_path / "page.doc").write_text("x")
    assert onrecord("show", tmp_path / "page.doc", "--removed").code == ExitCode.NO_INPUT


def test_an_ambiguous_name_lists_what_it_could_mean(onrecord: Onrecord) -> None:
    """Words that several articles are listed by are answered with their ids."""
    ended = onrecord("show", "train")
    assert ended.code == ExitCode.USAGE
    assert "Correction: number of train cars" in ended.err


def test_list_narrows_and_says_when_there_is_more(onrecord: Onrecord) -> None:
    """Text, filters and limit narrow the list; what is cut off is said."""
    listed = onrecord("list", "--limit", "2")
    assert len(listed.out.splitlines()) == 2
    assert "more than 2 articles" in listed.err
    assert len(onrecord("list", "--language", "ko", "--json").json["articles"]) == 3
    assert "undated" in onrecord("list", "greenhouses").out
    nowhere = onrecord("list", "nowhere")
    assert (nowhere.code, nowhere.out) == (ExitCode.NOT_IN_RECORD, "")
    assert "No article matches." in nowhere.err
    assert onrecord("list", "nowhere", "--json").code == ExitCode.NOT_IN_RECORD


def test_add_reports_and_refuses_by_name(onrecord: Onrecord, tmp_path: Path) -> None:
    """A file that cannot be taken is named with reason and next step; the others are added."""
    pages, archive = tmp_path / "pages", tmp_path / "new"
    pages.mkdir()
    shutil.copy(SAMPLES / CARS, pages)
    (pages / "broken.json").write_text('{"title": "Cut o')
    ended = onrecord("add", pages, archive=archive)
    assert ended.code == ExitCode.REFUSED
    assert "1 added, 0 changed, 0 unchanged, 0 removed, 1 refused" in ended.out
    (refusal,) = [line for line in ended.err.splitlines() if line.startswith("refused ")]
    assert "broken.json: " in refusal
    assert "; " in refusal
    again = onrecord("add", pages, "--json", archive=archive)
    assert again.code == ExitCode.REFUSED
    assert again.json["unchanged"] == 1
    assert again.json["refused"][0]["origin"].endswith("broken.json")


@pytest.mark.parametrize("option", ["-v", "--verbose"])
def test_add_prints_what_it_kept_of_each_article(
    onrecord: Onrecord, tmp_path: Path, option: str
) -> None:
    """A line per article has its file, the share kept, what was removed, and the format."""
    (tmp_path / "a.txt").write_text(
        "Skip to main content\n\nA bridge\n\nThe mayor opened a bridge.\n\nAdvertisement\n"
    )
    (tmp_path / "b.jsonl").write_text('{"id": "x", "title": "A", "text": "The mayor left."}\n')
    archive = tmp_path / "new"
    for way in (["--dry-run"], []):
        said = onrecord("add", tmp_path, option, *way, archive=archive).out.splitlines()
        assert said[0] == (
            f"{tmp_path}/a.txt: 40 of 73 characters kept (54%), removed: skip link 20, "
            "advertisement 13; plain text"
        )
        assert said[1] == (
            f"{tmp_path}/b.jsonl#x: 15 of 15 characters kept (100%), removed: nothing; JSON lines"
        )
    assert "kept" not in onrecord("add", tmp_path, archive=archive).out
    as_json = onrecord("add", tmp_path, "--json", "--dry-run", option, archive=tmp_path / "other")
    assert as_json.json["added"] == 2
    assert "a.txt: 40 of 73" in as_json.err


def test_add_warns_where_little_of_a_page_was_kept(onrecord: Onrecord, tmp_path: Path) -> None:
    """An article that keeps under half of its page's text is listed with its share."""
    texts = [f"The mayor of Korva opened bridge number {n} after long years of work." for n in "12"]
    around = "".join(f"<p>Form {n}: {texts[0]} It was a fine day there.</p>" for n in range(9))
    body = "".join(f"<p>{text} It was a fine and windy day.</p>" for text in texts)
    page = f"<body><article><h1>Two bridges</h1>{body}</article><div class='sidebar'>{around}</div>"
    (tmp_path / "page.html").write_text(f"<html>{page}</body></html>")
    ended = onrecord("add", tmp_path / "page.html", archive=tmp_path / "new")
    assert ended.code == ExitCode.OK
    assert "warning: " in ended.err
    assert "characters kept (" in ended.err
    assert "onrecord show --removed FILE" in ended.err


def test_add_takes_metadata_from_its_options(onrecord: Onrecord, tmp_path: Path) -> None:
    """What a page does not say of itself is taken from the command."""
    (tmp_path / "page.txt").write_text("A bridge\n\nThe mayor of Talgar opened a bridge today.\n")
    stated = ["--outlet", "Talgar Post", "--date", "13 June 2024", "--author", "Kim Bo"]
    archive = tmp_path / "new"
    ended = onrecord("add", tmp_path / "page.txt", *stated, archive=archive)
    assert ended.code == ExitCode.OK
    assert "apply only this time" in ended.out
    known = onrecord("show", "Talgar", "--json", archive=archive).json["metadata"]
    assert (known["outlet"], known["published"]) == ("Talgar Post", "2024-06-13")
    assert known["authors"] == ["Kim Bo"]


def test_a_dry_run_changes_nothing(onrecord: Onrecord, tmp_path: Path) -> None:
    """What would happen is said, and no archive comes into being."""
    ended = onrecord("add", SAMPLES, "--dry-run", archive=tmp_path / "none")
    assert ended.out.startswith("Dry run: 24 added")
    assert not (tmp_path / "none").exists()


def test_sync_removes_what_is_gone(onrecord: Onrecord, own_archive: Path, tmp_path: Path) -> None:
    """An article whose file was deleted is named and removed."""
    (tmp_path / "pages" / CARS).unlink()
    ended = onrecord("add", tmp_path / "pages", "--sync", archive=own_archive)
    assert f"{CARS}\n" in ended.out
    assert "1 removed" in ended.out
    assert onrecord("list", CARS, "--json", archive=own_archive).json == {"articles": []}


def test_remove_removes(onrecord: Onrecord, own_archive: Path) -> None:
    """A removed article is no longer listed; an unknown one is said before any is removed."""
    (entry,) = onrecord("list", CARS, "--json", archive=own_archive).json["articles"]
    article = entry["article_id"]
    unknown = onrecord("remove", article, "0" * 16, "--yes", archive=own_archive)
    assert unknown.code == ExitCode.NO_INPUT
    removed = onrecord("remove", article, article, "--yes", "--json", archive=own_archive)
    assert removed.json == {"removed": 1, "warnings": [], "article_ids": [article]}
    assert onrecord("show", article, archive=own_archive).code == ExitCode.NO_INPUT


def test_what_remove_did_is_said_where_the_disk_has_no_room_to_publish(
    onrecord: Onrecord, own_archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The article is gone; the message names what could not be done and the next step."""
    monkeypatch.setattr("index.vectors.generation.TAIL_AT_MOST", -1)
    monkeypatch.setattr("index.vectors.generation._BYTES_AT_LEAST", 2**60)
    (entry,) = onrecord("list", CARS, "--json", archive=own_archive).json["articles"]
    removed = onrecord("remove", entry["article_id"], "--yes", archive=own_archive)
    assert (removed.code, removed.out) == (ExitCode.IO, "Removed 1 article.\n")
    assert "are free. Free some space and run `onrecord rebuild`. Until then" in removed.err
    assert onrecord("list", CARS, "--json", archive=own_archive).json == {"articles": []}


def test_an_article_is_removed_by_the_first_digits_of_its_id(
    onrecord: Onrecord, own_archive: Path
) -> None:
    """What was understood is echoed; words that list an article are not enough to remove it."""
    (entry,) = onrecord("list", CARS, "--json", archive=own_archive).json["articles"]
    named = onrecord("remove", CARS, "--yes", archive=own_archive)
    assert named.code == ExitCode.NO_INPUT
    article = entry["article_id"]
    removed = onrecord("remove", article[:6], "--yes", archive=own_archive)
    assert (removed.code, removed.out) == (ExitCode.OK, "Removed 1 article.\n")
    assert removed.err.startswith(f"{article}  Correction: ")


def test_nothing_is_removed_unasked(onrecord: Onrecord, own_archive: Path) -> None:
    """Where nobody can be asked, `remove` wants --yes and keeps everything."""
    (entry,) = onrecord("list", CARS, "--json", archive=own_archive).json["articles"]
    refused = onrecord("remove", entry["article_id"], archive=own_archive)
    assert refused.code == ExitCode.USAGE
    assert "Add --yes" in refused.err
    assert onrecord("show", entry["article_id"], archive=own_archive).code == ExitCode.OK


def test_an_emptied_folder_removes_nothing_unasked(
    onrecord: Onrecord, own_archive: Path, tmp_path: Path
) -> None:
    """A folder that holds no article any more looks like an unmounted disk: --sync wants --yes."""
    for file in (tmp_path / "pages").iterdir():
        file.unlink()
    sync = ("add", tmp_path / "pages", "--sync")
    for arguments in (sync, (*sync, "--dry-run")):
        refused = onrecord(*arguments, archive=own_archive)
        assert refused.code == ExitCode.REFUSED
        assert "those in the archive are kept (2)" in refused.err
        assert "--yes" in refused.err
    assert len(onrecord("list", "--json", archive=own_archive).json["articles"]) == 2
    (tmp_path / "pages" / "broken.json").write_text("{")
    assert "are kept (2)" in onrecord(*sync, archive=own_archive).err
    (tmp_path / "pages" / "broken.json").unlink()
    emptied = onrecord(*sync, "--yes", archive=own_archive)
    assert emptied.code == ExitCode.OK
    assert "2 removed, 0 refused" in emptied.out


def test_the_formats_are_listed(onrecord: Onrecord) -> None:
    """People see endings and where originals open, programs get the same as JSON."""
    told = onrecord("formats").out
    assert "WordPress export (WXR): .xml, .rss\n" in told
    assert "Original: the address that was crawled\n" in told
    endings = {ending for row in onrecord("formats", "--json").json for ending in row["endings"]}
    assert endings | {".zip"} == set(ENDINGS)


def test_files_of_other_kinds_are_counted(onrecord: Onrecord, tmp_path: Path) -> None:
    """What a folder holds beside articles is said, and is no reason to fail."""
    pages = tmp_path / "pages"
    (pages / "deep").mkdir(parents=True)
    shutil.copy(SAMPLES / CARS, pages)
    for name in ("a.png", "deep/b.PNG", "LICENSE", ".hidden.png", f"{CARS}.meta.json"):
        (pages / name).write_text("{}")
    ended = onrecord("add", pages, archive=tmp_path / "new")
    assert ended.code == ExitCode.OK
    assert "3 files in other formats left out: .png, no ending\n" in ended.out
    as_json = onrecord("add", pages, "--json", archive=tmp_path / "new").json
    assert as_json["left_out"] == {".png": 2, "": 1}
    assert as_json["unchanged"] == 1


REFUSED = {
    "list.json": (b"[]", "it is an empty list, without articles; export"),
    "number.json": (b"42", "it contains only the value 42, not an article; write each article"),
    "photo.png.gz": (b"", "files ending in '.png.gz' are not supported; `onrecord formats`"),
    "a.tar.gz": (b"", "files ending in '.tar.gz' are not supported; unpack it and add the folder"),
    "words.gz": (b"", "its name does not state what is compressed, as in page.html.gz; rename it"),
    "book.xlsx": (b"", "files ending in '.xlsx' are not supported; save its sheet as .csv"),
    "mails.mbox": (b"", "files ending in '.mbox' are not supported; save each email as .eml"),
    "noending": (b"", "its name has no ending, which states its format; add the ending"),
    "cut.zip": (b"PK\x03\x04", "cut short or is damaged, and nothing was read from it"),
    "words.zip": (b"words", "it is not a zip file; check what it is"),
    "advert.txt": (
        b"Subscribe to our newsletter\nAdvertisement\n",
        "it has no article text, only advertisements, links and notices (lines removed: 2); check",
    ),
}


@pytest.fixture
def refused(onrecord: Onrecord, tmp_path: Path) -> dict[str, str]:
    """Return the line that `add` prints for each of these files, without its path."""
    for name, (content, _) in REFUSED.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "broken.txt").symlink_to("nowhere")
    named = [tmp_path / name for name in (*REFUSED, "broken.txt")]
    ended = onrecord("add", *named, archive=tmp_path / "new")
    assert ended.code == ExitCode.REFUSED
    lines = [line for line in ended.err.splitlines() if line.startswith("refused ")]
    assert len(lines) == len(named)
    assert all(line.count(str(tmp_path)) == 1 for line in lines)
    split = (line.removeprefix(f"refused {tmp_path}/").partition(": ") for line in lines)
    return {name: said for name, _, said in split}


def test_a_refusal_says_what_happened_and_what_to_do(refused: dict[str, str]) -> None:
    """Once, with the value that was found, and a next step that fits."""
    for name, (_, said) in REFUSED.items():
        assert said in refused[name]
    assert refused["broken.txt"] == "it is a broken link; fix it or remove it"


def test_a_folder_of_hidden_files_says_so(onrecord: Onrecord, tmp_path: Path) -> None:
    """They are skipped, and counted where nothing else was found."""
    pages = tmp_path / "pages"
    (pages / ".drafts").mkdir(parents=True)
    for name in (".a.txt", ".drafts/b.txt", ".drafts/c.png"):
        (pages / name).write_text("The council met.")
    ended = onrecord("add", pages, archive=tmp_path / "new")
    assert ended.code == ExitCode.NO_INPUT
    assert f"No articles were found in {pages}. Hidden files were skipped: 2." in ended.err


def test_long_lists_say_how_many_are_left(onrecord: Onrecord, tmp_path: Path) -> None:
    """Ten unpublished articles are listed, and with -v all of them."""
    export = tmp_path / "export.json"
    drafts = [{"id": n, "content": f"Item {n} of the plan.", "status": "draft"} for n in range(24)]
    export.write_text(json.dumps(drafts))
    brief = onrecord("add", export, archive=tmp_path / "new").err
    assert brief.count("left out /") == 10
    assert "… and 14 more; --verbose lists all of them\n" in brief
    full = onrecord("add", "-v", export, archive=tmp_path / "new").err
    assert full.count("left out /") == 24
    assert "more;" not in full


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS if verb.name not in WITHOUT_ARCHIVE])
def test_an_archive_that_is_a_file_is_said(onrecord: Onrecord, tmp_path: Path, verb: str) -> None:
    """Every verb that opens an archive says that what was named is a file, not a folder."""
    (tmp_path / "file").write_text("x")
    rest = {
        "add": [str(SAMPLES)],
        "remove": ["0" * 16, "--yes"],
        "purge": ["0" * 16, "--yes"],
        "serve": ["--port", "7998"],
    }
    worded = ("ask", "check", "search", "show", "verify-receipt")
    given = rest.get(verb, ["Who?"] if verb in worded else [])
    ended = onrecord(verb, *given, archive=tmp_path / "file")
    assert ended.code == ExitCode.NO_INPUT
    assert "file is a file, but an archive is a folder" in ended.err


def test_a_question_needs_no_quotation_marks(onrecord: Onrecord) -> None:
    """Several words are one question, and options may stand behind them."""
    words = "How many train cars did Uzbekistan order?".split()
    assert onrecord("ask", *words, "--json").json["question"] == " ".join(words)
    assert onrecord("search", "lithium", "survey", "--json").json["question"] == "lithium survey"


def test_hostile_words_do_not_reach_the_terminal(onrecord: Onrecord, own_archive: Path) -> None:
    """No verb prints an escape character that stands in an article."""
    for verb in (
        ["show", "hostile.txt"],
        ["search", "bridge in Talgar"],
        ["ask", "Who opened a bridge in May 2024?"],
        ["list"],
        ["show", "hostile.txt", "--json"],
    ):
        ended = onrecord(*verb, archive=own_archive)
        assert "bridge" in ended.out or verb == ["list"]
        assert not set(ended.out + ended.err) & set("\x1b\x07"), verb


def test_status_counts(onrecord: Onrecord) -> None:
    """Articles, passages and the model are told, to people and to programs."""
    assert "24 articles · 6 outlets" in onrecord("status").out
    status = onrecord("status", "--json").json
    assert status["articles"] == status["scope"]["articles"] == 24
    assert status["words"] == status["passages"]
    assert status["model_id"].startswith("all-MiniLM-L6-v2@")


def test_status_says_whom_the_permissions_let_in(onrecord: Onrecord, own_archive: Path) -> None:
    """A new archive is for its owner alone; one that is open is reported with what closes it."""
    for path in (own_archive, *own_archive.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    assert "only its owner has access" in onrecord("status", archive=own_archive).out
    own_archive.chmod(0o755)
    (own_archive / "catalogue.sqlite3").chmod(0o644)
    assert f"chmod -R go= {own_archive}" in onrecord("status", archive=own_archive).out
    assert onrecord("status", "--json", archive=own_archive).json["open_to_others"]


def test_verify_finds_what_is_wrong_and_rebuild_mends_it(
    onrecord: Onrecord, own_archive: Path
) -> None:
    """A lost word index is found, with the command that mends it, and mended by that."""
    assert onrecord("verify", archive=own_archive).code == ExitCode.OK
    shutil.rmtree(own_archive / "words")
    broken = onrecord("verify", archive=own_archive)
    assert broken.code == ExitCode.REFUSED
    assert "onrecord rebuild" in broken.out
    assert onrecord("verify", "--json", archive=own_archive).json["problems"]
    assert onrecord("rebuild", archive=own_archive).code == ExitCode.OK
    assert onrecord("verify", archive=own_archive).out.startswith("No problems found in ")


def test_what_a_killed_writer_left_is_no_damage(onrecord: Onrecord, own_archive: Path) -> None:
    """Words that nobody sees any more are noted, and clear themselves with the next add."""
    with closing(Catalogue(own_archive)) as catalogue:
        with catalogue.reading() as snapshot:
            (article, *_) = snapshot.entries(Filters(), CARS, 1, 0)
        with catalogue.writing() as ledger:
            ledger.remove([article.article_id])
    noted = onrecord("verify", archive=own_archive)
    assert noted.code == ExitCode.OK
    assert noted.out.startswith("note: words: ")
    assert "\nNo problems found in " in noted.out
    as_json = onrecord("verify", "--json", archive=own_archive).json
    assert as_json["problems"] == []
    assert len(as_json["notes"]) == 1
    assert onrecord("add", SAMPLES / CARS, archive=own_archive).code == ExitCode.OK
    assert onrecord("verify", archive=own_archive).out.startswith("No problems found in ")


def test_a_second_writer_is_told_who_writes(onrecord: Onrecord, own_archive: Path) -> None:
    """Adding and removing exit with 75 while another process holds the archive."""
    with writer_lock(own_archive / "writer.lock"):
        for verb in (["add", str(SAMPLES)], ["rebuild", "--wait", "0.1"]):
            ended = onrecord(*verb, archive=own_archive)
            assert ended.code == ExitCode.LOCKED
            assert f"process {os.getpid()}" in ended.err
            assert ended.err.count("\n") == 1
        assert onrecord("list", archive=own_archive).code == ExitCode.OK


def test_a_missing_archive_is_said_with_the_next_command(
    onrecord: Onrecord, tmp_path: Path
) -> None:
    """Every verb that reads says where there is none, and how to make one."""
    for verb in (["ask", "Who?"], ["list"], ["status"], ["verify"], ["rebuild"], ["search", "x"]):
        ended = onrecord(*verb, archive=tmp_path / "none")
        assert ended.code == ExitCode.NO_INPUT
        assert "onrecord add FOLDER" in ended.err
        assert ended.out == ""
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lst"], "Did you mean 'list'?"),
        (["add"], "Missing argument"),
        (["add", ".", "--date", "03/04/2024"], "2024-06-18"),
        (["list", "--since", "soon"], "2024-06"),
        (["list", "--since", "2024", "--until", "2023"], "Swap the two dates"),
        (["list", "--outlet", "Nobody"], "Hangang Ledger"),
        (["ask", " "], "question"),
        (["show", CARS, "--version", "zz"], "'zz' is not a version"),
        (["ask", "Who \udcff?"], "not UTF-8"),
        (["list", "\udcff"], "not UTF-8"),
        (["remove", "\udcff"], "not UTF-8"),
        (["ask", "Why?", "--archive", "x"], "--archive is given twice"),
        (["serve", "--port", "99999"], "65535"),
    ],
)
def test_mistakes_are_answered_with_64(onrecord: Onrecord, arguments: list[str], said: str) -> None:
    """A command that is not understood changes nothing and says what would be."""
    ended = onrecord(*arguments)
    assert ended.code == ExitCode.USAGE
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_nothing_to_read_is_said(onrecord: Onrecord, tmp_path: Path) -> None:
    """A path that is not there, or holds no article, exits with 66."""
    assert onrecord("add", tmp_path / "none", archive=tmp_path / "new").code == ExitCode.NO_INPUT
    (tmp_path / "empty").mkdir()
    ended = onrecord("add", tmp_path / "empty", archive=tmp_path / "new")
    assert ended.code == ExitCode.NO_INPUT
    assert "onrecord formats" in ended.err


def test_a_bad_setting_is_named(onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable and its value are in the message, and the exit code is 78."""
    monkeypatch.setenv("ONRECORD_PORT", "many")
    ended = onrecord("list")
    assert ended.code == ExitCode.CONFIGURATION
    assert "ONRECORD_PORT" in ended.err
    assert "'many'" in ended.err


@pytest.mark.parametrize("address", ["notaurl", "127.0.0.1:8080", "ftp://127.0.0.1/v1", "http://"])
def test_an_address_of_a_model_that_is_none_is_named(
    onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Before anything is asked, with what an address looks like."""
    monkeypatch.setenv("ONRECORD_MODEL_URL", address)
    ended = onrecord("list")
    assert ended.code == ExitCode.CONFIGURATION
    assert f"ONRECORD_MODEL_URL is {address!r}" in ended.err
    assert "http://127.0.0.1:8080/v1" in ended.err


def test_an_absent_model_is_named(onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that is not on this machine is a missing input."""
    monkeypatch.setenv("ONRECORD_EMBEDDING_MODEL", "/no/such/model")
    assert onrecord("list").code == ExitCode.NO_INPUT


def test_a_removed_setting_is_reported(onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting without effect is not ignored; an empty one is."""
    monkeypatch.setenv("ONRECORD_ENTAILMENT_MODEL", "someone/nli-model")
    ended = onrecord("list")
    assert ended.code == ExitCode.CONFIGURATION
    assert "The setting ONRECORD_ENTAILMENT_MODEL was removed:" in ended.err
    assert ended.err.endswith(". Unset it.\n")
    monkeypatch.setenv("ONRECORD_ENTAILMENT_MODEL", "")
    assert onrecord("list").code == ExitCode.OK


def test_serving_to_a_network_needs_a_password(onrecord: Onrecord) -> None:
    """Any other address than this machine's own is refused without one."""
    ended = onrecord("serve", "--host", "0.0.0.0", "--port", "7999")  # noqa: S104 - refused
    assert ended.code == ExitCode.CONFIGURATION
    assert "ONRECORD_PASSWORD" in ended.err


def test_help_of_every_verb_has_examples(onrecord: Onrecord) -> None:
    """Each verb is explained with commands that can be typed."""
    for verb in VERBS:
        ended = onrecord(verb.name, "--help")
        assert ended.code == ExitCode.OK
        for example in verb.examples:
            assert f"    {example}" in ended.out
    assert " 75  another process is writing" in onrecord("--help").out


def _start(archive: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ui", "--archive", str(archive), *arguments]
    return subprocess.Popen(  # noqa: S603 - our own program
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | environment,
        # A shell that runs the tests in the background makes its children deaf to Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_a_terminal_that_knows_few_letters_gets_what_it_can(sample_archive: Path) -> None:
    """Letters that the output cannot hold are written by their numbers; JSON reads back whole."""
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    listing = _start(sample_archive, "list", "--language", "ko", **ascii_only)
    out, err = listing.communicate(timeout=PATIENCE)
    assert (listing.returncode, err) == (ExitCode.OK, b"")
    assert b"\\ub3d9\\ub158" in out
    as_json = _start(sample_archive, "list", "--language", "ko", "--json", **ascii_only)
    articles = json.loads(as_json.communicate(timeout=PATIENCE)[0])["articles"]
    assert articles[0]["outlet"] == "동녘나루신문"


def test_an_interruption_is_no_fault(own_archive: Path) -> None:
    """Ctrl-C ends a command with 130, one sentence, and no traceback."""
    with writer_lock(own_archive / "writer.lock"):
        waiting = _start(own_archive, "add", str(SAMPLES), "--wait", str(PATIENCE))
        opened = f"/proc/{waiting.pid}/fd"
        # A file may be closed between being listed and being looked at; realpath bears that.
        while waiting.poll() is None and not any(
            os.path.realpath(entry.path).endswith("writer.lock") for entry in os.scandir(opened)
        ):
            time.sleep(0.1)
        waiting.send_signal(signal.SIGINT)
        _, err = waiting.communicate(timeout=PATIENCE)
    assert waiting.returncode == ExitCode.INTERRUPTED
    assert b"Everything stored so far is kept" in err
    assert b"Traceback" not in err


def test_a_reader_that_stops_reading_is_no_fault(sample_archive: Path) -> None:
    """When `head` has seen enough the command ends silently."""
    listing = _start(sample_archive, "list", "--json")
    assert listing.stdout is not None
    listing.stdout.close()
    assert listing.stderr is not None
    assert listing.stderr.read() == b""
    assert listing.wait(PATIENCE) == ExitCode.PIPE_CLOSED


def test_add_reports_what_was_withdrawn(onrecord: Onrecord, tmp_path: Path) -> None:
    """The stored article is kept, with --sync too, and every answer shows the mark."""
    (tmp_path / "news").mkdir()
    article = {"title": "Mayor", "content": "The mayor of Alton will resign."}
    export, archive = tmp_path / "news" / "export.json", tmp_path / "archive"
    export.write_text(json.dumps([article]))
    onrecord("add", export, archive=archive)
    export.write_text(json.dumps([{**article, "status": "draft"}]))
    ended = onrecord("add", "--sync", export.parent, archive=archive)
    assert (ended.code, "0 removed" in ended.out) == (ExitCode.OK, True)
    assert "export.json#1: it is no longer published (draft)" in ended.err
    assert "1 withdrawn article kept and marked" in ended.err
    for args in (("list",), ("ask", "Will the mayor resign?")):
        assert "[withdrawn by its source since 2" in onrecord(*args, archive=archive).out


def test_add_leaves_out_what_is_not_published(onrecord: Onrecord, tmp_path: Path) -> None:
    """Drafts are counted and named; with the option they are added, and marked in every list."""
    export = tmp_path / "export.json"
    drafts = [{"title": "Mayor", "content": "The mayor of Alton will resign.", "status": "draft"}]
    export.write_text(json.dumps(drafts))
    archive = tmp_path / "archive"
    ended = onrecord("add", export, archive=archive)
    assert ended.code == ExitCode.OK
    assert "1 unpublished article left out: 1 draft" in ended.err
    assert "--include-unpublished" in ended.err
    assert onrecord("add", export, "--include-unpublished", archive=archive).code == ExitCode.OK
    assert "Mayor [not published: draft]" in onrecord("list", archive=archive).out
    assert (
        "[not published: draft]" in onrecord("ask", "Will the mayor resign?", archive=archive).out
    )


def test_check_asks_a_person_about_a_quotation_from_a_draft(
    onrecord: Onrecord, tmp_path: Path
) -> None:
    """Exit code 3, for a quotation and for a draft; the receipt has the reason."""
    export, draft, archive = tmp_path / "d.json", tmp_path / "draft.txt", tmp_path / "archive"
    said = "I will fight this in every court"
    text = f"Judge Olaf Brenner is under inquiry.\n\n“{said},” said Brenner."
    export.write_text(json.dumps([{"title": "Judge", "status": "draft", "text": text}]))
    draft.write_text(f"“{said},” said Olaf Brenner.")
    onrecord("add", "--include-unpublished", export, archive=archive)
    ended = onrecord("check", said, "--speaker", "Olaf Brenner", archive=archive)
    assert (ended.code, "can be printed" in ended.out) == (ExitCode.UNDECIDED, False)
    assert "marked as “not published: draft”. Do not print" in ended.out
    ended = onrecord("check", "--draft", draft, archive=archive)
    assert (ended.code, "not published: draft" in ended.out) == (ExitCode.UNDECIDED, True)
    told = onrecord("check", "--json", said, archive=archive)
    assert "withheld" in [note["kind"] for note in json.loads(told.out)["checks"][0]["notes"]]


def test_add_reports_files_with_less_of_their_article(onrecord: Onrecord, tmp_path: Path) -> None:
    """Whether the stored version is kept or replaced, and how to read the one before."""
    path, archive = tmp_path / "mill.json", tmp_path / "archive"
    whole = "The mill at Birk was sold on Friday to a family of bakers, the county said. " * 3
    path.write_text(json.dumps([{"title": "Mill", "content": whole}]))
    onrecord("add", path, archive=archive)
    path.write_text(json.dumps([{"title": "Mill", "content": whole[:75]}]))
    ended = onrecord("add", path, archive=archive)
    assert (ended.code, "less than half of the" in ended.err) == (ExitCode.OK, True)
    (command,) = re.findall(r"onrecord (show \w+ --version \w+)", ended.err)
    assert "Friday" in onrecord(*command.split(), archive=archive).out


def test_a_files_name_does_not_match_longer_names(onrecord: Onrecord, tmp_path: Path) -> None:
    """The end of another name is only used if no file has the name."""
    folder, archive = tmp_path / "news", tmp_path / "archive"
    folder.mkdir()
    for name in ("h", "zh"):
        (folder / f"{name}.txt").write_text(f"Report {name}\n\nThe bridge {name} was opened today.")
    onrecord("add", folder, archive=archive)
    shown = onrecord("show", "h.txt", archive=archive)
    assert (shown.code, "The bridge h was" in shown.out) == (ExitCode.OK, True)
    shown = onrecord("show", ".txt", archive=archive)
    assert (shown.code, "matches several articles" in shown.err) == (ExitCode.USAGE, True)

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from index.archive import Archive
from index.errors import ArticleUncut, ReadingUnavailable
from index.intake.analyst import MOST_BAD_RECORDS, Analyst
from index.intake.message import Done, LetGo, ReadPages, Ready, message_of, task_line
from sources.article import Metadata, Page
from sources.errors import Refusal
from tests.index.fakes import FakeEmbedder
from tests.index.newsroom import page, write
from tests.patience import PATIENCE

SECONDS = 0.4
TOO_SLOW = "reading it took more than 0.4 seconds of processor time"
REASONS = {
    "spin": TOO_SLOW,
    "backtrack": TOO_SLOW,
    "compose": TOO_SLOW,
    "crash": "the process reading it was killed by SIGSEGV",
    "hoard": "reading it needs more memory than is available",
}
IN_A_FILE = {**REASONS, "unmarked": TOO_SLOW}
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def stubborn() -> Iterator[Analyst]:
    """Return an analyst whose process meets traps. It finds the tests, which are not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        yield Analyst(SECONDS, "tests.index.stubborn")


@pytest.fixture
def archive(tmp_path: Path, stubborn: Analyst) -> Iterator[Archive]:
    """Return an archive that does not exist yet, and is filled by that analyst."""
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder(), stubborn)
    yield archive
    archive.close()


def trap(name: str) -> str:
    """Return an article that ends with the name of a trap."""
    return f"{page('Trapton', 'snares')}\nIt has never been finished, as they called it, {name}\n"


def packed(path: Path, *texts: str) -> Path:
    """Write a file of records whose ids are their numbers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    records = (json.dumps({"id": n, "text": text}) for n, text in enumerate(texts, start=1))
    path.write_text("\n".join(records), encoding="utf-8")
    return path


def refused(refusals: tuple[Refusal, ...]) -> dict[str, str]:
    """Return the reasons by the names of what was refused."""
    return {Path(each.origin).name: each.reason for each in refusals}


def names(archive: Archive) -> list[str]:
    """Return the names of the visible articles."""
    return sorted(Path(entry.origin).name for entry in archive.entries())


@pytest.mark.slow
def test_an_article_that_never_ends_is_refused_by_name(archive: Archive, tmp_path: Path) -> None:
    """Whatever an article does to its reader, it alone is refused, and others are added."""
    for name in REASONS:
        (tmp_path / "news").mkdir(exist_ok=True)
        (tmp_path / "news" / f"{name}.txt").write_text(trap(name), encoding="utf-8")
    write(tmp_path / "news", "a.txt", "Alton", "bridges")
    write(tmp_path / "news", "z.txt", "Zeal", "schools")
    report = archive.add([tmp_path / "news"])
    assert refused(report.refused) == {f"{name}.txt": reason for name, reason in REASONS.items()}
    assert all(refusal.next_step for refusal in report.refused)
    assert names(archive) == ["a.txt", "z.txt"]
    assert archive.verify() == ()
    # The lock is free, and what was refused is looked at again.
    (tmp_path / "news" / "spin.txt").write_text(page("Spinton", "wheels"), encoding="utf-8")
    assert archive.add([tmp_path / "news" / "spin.txt"]).added == 1


@pytest.mark.parametrize("name", IN_A_FILE)
def test_a_record_that_never_ends_is_refused_by_name(
    archive: Archive, tmp_path: Path, name: str
) -> None:
    """The records before and behind it are added, each once."""
    file = packed(
        tmp_path / "news" / "packed.jsonl",
        page("Alton", "bridges"),
        trap(name),
        page("Berley", "schools"),
        page("Corfe", "wells"),
    )
    report = archive.add([file])
    assert refused(report.refused) == {"packed.jsonl#2": IN_A_FILE[name]}
    assert names(archive) == ["packed.jsonl#1", "packed.jsonl#3", "packed.jsonl#4"]
    assert (report.added, report.changed) == (3, 0)


@pytest.mark.parametrize("name", ["backtrack", "crash"])
def test_a_file_full_of_traps_is_given_up(archive: Archive, tmp_path: Path, name: str) -> None:
    """After some bad records the rest of their file is not read, and other files are."""
    packed(tmp_path / "news" / "a.jsonl", page("Alton", "bridges"), *[trap(name)] * 30)
    packed(tmp_path / "news" / "b.jsonl", page("Berley", "schools"))
    report = archive.add([tmp_path / "news"])
    bad = [f"a.jsonl#{number}" for number in range(2, 2 + MOST_BAD_RECORDS)]
    assert list(refused(report.refused)) == [*bad, "a.jsonl"]
    assert "the rest was not read" in refused(report.refused)["a.jsonl"]
    assert names(archive) == ["a.jsonl#1", "b.jsonl#1"]


def test_a_file_whose_reader_dies_keeps_what_was_read(archive: Archive, tmp_path: Path) -> None:
    """Where no record is to blame the file is refused, with how many of its records were read."""
    file = packed(tmp_path / "unfinished.jsonl", page("Alton", "bridges"), page("Ber", "wells"))
    report = archive.add([file])
    assert refused(report.refused) == {
        "unfinished.jsonl": "the process reading it was killed by SIGSEGV; records read before "
        "that: 1"
    }
    assert names(archive) == ["unfinished.jsonl#1"]


def test_nothing_stored_is_lost(archive: Archive, tmp_path: Path) -> None:
    """The version before stays where an article has become a trap, also for `sync`."""
    file = tmp_path / "news" / "packed.jsonl"
    packed(file, page("Alton", "bridges"), page("Berley", "schools"), page("Corfe", "wells"))
    archive.add([file.parent])
    packed(file, page("Alton", "bridges"), trap("crash"), page("Corfe", "ditches"))
    report = archive.add([file.parent], sync=True)
    assert (report.changed, report.unchanged, report.removed) == (1, 1, 0)
    assert archive.scope().articles == 3


def test_looking_is_limited_too(archive: Archive, tmp_path: Path) -> None:
    """A dry run refuses the same, and writes nothing."""
    file = packed(tmp_path / "packed.jsonl", page("Alton", "bridges"), trap("backtrack"))
    report = archive.add([file], dry_run=True)
    assert refused(report.refused) == {"packed.jsonl#2": TOO_SLOW}
    assert report.added == 1
    assert not archive.folder.exists()


def test_stored_articles_are_analysed_within_the_limit(archive: Archive, tmp_path: Path) -> None:
    """An article from before the limit keeps its layers in a rebuild and stops no other one."""
    (tmp_path / "trap.txt").write_text(trap("backtrack"), encoding="utf-8")
    write(tmp_path, "a.txt", "Alton", "bridges")
    write(tmp_path, "z.txt", "Zeal", "schools")
    before = Archive.create_or_open(archive.folder, FakeEmbedder())
    assert before.add([tmp_path]).added == 3
    before.close()
    assert refused(archive.rebuild()) == {"trap.txt": TOO_SLOW}
    assert names(archive) == ["a.txt", "trap.txt", "z.txt"]
    assert archive.verify() == ()


def test_an_archive_is_not_embedded_again_without_one_of_its_articles(
    archive: Archive, tmp_path: Path, stubborn: Analyst
) -> None:
    """The archive keeps its model, and the article that cannot be cut is named."""
    (tmp_path / "trap.txt").write_text(trap("crash"), encoding="utf-8")
    before = Archive.create_or_open(archive.folder, FakeEmbedder())
    before.add([tmp_path])
    before.close()
    with pytest.raises(ArticleUncut, match=r"trap\.txt .*SIGSEGV.*onrecord remove"):
        Archive.reembed(archive.folder, FakeEmbedder("other@0"), analyst=stubborn)
    assert names(archive) == ["trap.txt"]
    assert archive.verify() == ()


def test_the_limit_is_the_articles_own_time(tmp_path: Path) -> None:
    """A long article is refused where it may take next to no time, with no trap in it."""
    write(tmp_path / "news", "long.txt", "Alton", "bridges", paragraphs=4_000)
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder(), Analyst(0.05))
    report = archive.add([tmp_path / "news"])
    assert refused(report.refused) == {
        "long.txt": "reading it took more than 0.05 seconds of processor time"
    }
    archive.close()


def test_one_process_reads_for_all(tmp_path: Path) -> None:
    """It is kept for the next archive; one that has died meanwhile is replaced."""
    write(tmp_path / "news", "a.txt", "Alton", "bridges")
    analyst = Analyst()
    known = set(psutil.Process().children())

    def add(number: int) -> set[psutil.Process]:
        archive = Archive.create_or_open(tmp_path / str(number), FakeEmbedder(), analyst)
        assert archive.add([tmp_path / "news"]).added == 1
        archive.close()
        children = psutil.Process().children()
        return {each for each in children if "index.intake.worker" in each.cmdline()} - known

    first = add(1)
    assert len(first) == 1
    assert add(2) == first
    first.pop().kill()
    assert len(add(3)) == 1


def test_nothing_is_started_for_files_that_did_not_change(tmp_path: Path) -> None:
    """The process is started for the first file that has to be read."""
    write(tmp_path / "news", "a.txt", "Alton", "bridges")
    Archive.create_or_open(tmp_path / "archive", FakeEmbedder()).add([tmp_path / "news"])
    archive = Archive.open(tmp_path / "archive", FakeEmbedder(), analyst=Analyst(1.0, "nowhere"))
    assert archive.add([tmp_path / "news"]).unchanged == 1
    archive.close()


def test_a_process_that_does_not_start_refuses_no_article(tmp_path: Path) -> None:
    """That is an error of the installation, and says so."""
    write(tmp_path / "news", "a.txt", "Alton", "bridges")
    archive = Archive.create_or_open(
        tmp_path / "archive", FakeEmbedder(), Analyst(1.0, "tests.index.nowhere")
    )
    with pytest.raises(ReadingUnavailable, match="exited with code 1"):
        archive.add([tmp_path / "news"])
    archive.close()


@pytest.mark.slow
def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    """A killed parent leaves no process behind, even one that is in native code for hours."""
    (tmp_path / "trap.txt").write_text(trap("compose"), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from index.intake.analyst import Analyst;"
        "from index.archive import Archive; from tests.index.fakes import FakeEmbedder;"
        "Archive.create_or_open(Path(sys.argv[1]), FakeEmbedder(),"
        "Analyst(3600.0, 'tests.index.stubborn')).add([Path(sys.argv[2])])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "archive"), str(tmp_path / "trap.txt")]
    paths = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=paths) as parent:  # noqa: S603 - this interpreter
        child = _busy_child(psutil.Process(parent.pid))
        parent.send_signal(signal.SIGKILL)
    assert psutil.wait_procs([child], timeout=PATIENCE)[1] == []


def test_what_is_written_to_it_ends_no_article(tmp_path: Path) -> None:
    """The next task may arrive while one is at work: the kernel once killed the process for it."""
    file = packed(tmp_path / "a.jsonl", *(page(f"Town{n}", "bridges") for n in range(300)))
    far, near = os.pipe()
    command = [sys.executable, "-m", "index.intake.worker", "60", str(far)]
    with subprocess.Popen(  # noqa: S603 - this interpreter
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, pass_fds=[far]
    ) as child:
        os.close(far)
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(task_line(ReadPages(file)))
        child.stdin.flush()
        said = [message_of(child.stdout.readline()) for _ in range(3)]
        assert [type(message) for message in said] == [Ready, Page, Page]
        child.stdin.write(task_line(LetGo()))
        child.stdin.close()
        rest = [message_of(line) for line in child.stdout]
        assert [type(message) for message in rest] == [Page] * 298 + [Done, Done]
        assert child.wait() == 0
    os.close(near)


def _busy_child(parent: psutil.Process) -> psutil.Process:
    """Return its child as soon as that has used more time than starting takes."""
    while True:
        for child in parent.children():
            if child.cpu_times().user > 2:
                return child
        time.sleep(0.1)


def test_pages_are_read_within_the_limit(tmp_path: Path, stubborn: Analyst) -> None:
    """A file that is for no archive is refused the same way: a draft, or one to be cleaned."""
    file = packed(tmp_path / "a.jsonl", page("Alton", "bridges"), trap("unmarked"), "A well.")
    unfinished = packed(tmp_path / "unfinished.jsonl", page("Alton", "bridges"), "A well.")
    with stubborn.session() as session:
        first, second, third = session.pages(file)
        assert (getattr(second, "reason", ""), getattr(third, "text", "")) == (TOO_SLOW, "A well.")
        first, second = session.pages(unfinished)
        assert isinstance(first, Page)
        assert "killed by SIGSEGV" in getattr(second, "reason", "")
        (missing,) = session.pages(tmp_path / "missing.txt")
        assert getattr(missing, "reason", "") == "it does not exist"


def test_metadata_reaches_the_reader(archive: Archive, tmp_path: Path) -> None:
    """What is stated for the paths is stored with the articles."""
    write(tmp_path / "news", "a.txt", "Alton", "bridges")
    stated = Metadata(outlet="The Alton Post", authors=("A. Adams", "B. Bell"))
    archive.add([tmp_path / "news"], stated)
    (entry,) = archive.entries()
    assert archive.article(entry.article_id).metadata.authors == ("A. Adams", "B. Bell")
    assert entry.outlet == "The Alton Post"

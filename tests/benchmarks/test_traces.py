from __future__ import annotations

from contextlib import closing
from pathlib import Path

from index.archive import Archive
from tests.benchmarks.traces import traced
from tests.index.fakes import FakeEmbedder
from tests.index.newsroom import write


def test_a_trace_has_files_functions_arrows_and_snapshots(tmp_path: Path) -> None:
    """A view of two reads is one snapshot, and what runs outside of the block is not traced."""
    write(tmp_path / "news", "a.txt", "Alton", "bridges")
    with closing(Archive.create_or_open(tmp_path / "archive", FakeEmbedder())) as archive:
        archive.add([tmp_path / "news"])
        with traced() as trace, archive.view() as view:
            view.scope()
            view.entries()
        archive.scope()
    names = {code.co_name for code in trace.functions}
    assert {"view", "scope", "entries"} <= names
    assert "add" not in names
    assert trace.snapshots == 1
    arrows = {(Path(caller).name, Path(callee).name) for caller, callee in trace.arrows}
    assert ("storage.py", "view.py") in arrows
    assert ("readable.py", "snapshot.py") in arrows
    assert trace.files <= len(trace.functions)

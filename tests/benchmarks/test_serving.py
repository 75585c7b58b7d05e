from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from index.archive import Archive
from index.embedding.embedder import Embedder
from tests.benchmarks.serving import Load, Sample, asked, growth, memory
from tests.serving import serving
from tests.testsets.question import SAMPLES


def test_growth_is_counted_from_the_first_thousand_requests() -> None:
    """What the first requests load is not growth."""
    samples = [Sample(1_000, 500.0), Sample(2_000, 510.0), Sample(3_000, 550.0)]
    assert growth(samples) == pytest.approx(1.1)


def test_a_row_has_percentiles_and_questions_a_second() -> None:
    """Of a hundred calls in ten seconds, ten were answered in each."""
    load = Load(25, tuple(number / 1000 for number in range(1, 101)), 10.0)
    assert load.line().split() == ["25", "50", "95", "10.0"]


@pytest.mark.slow
def test_a_server_is_asked_and_does_not_grow(tmp_path: Path, embedder: Embedder) -> None:
    """The short form: a few hundred requests, of which gradio alone would keep 50 MB."""
    archive = Archive.create_or_open(tmp_path / "archive", embedder)
    archive.add([SAMPLES])
    archive.close()
    with serving(archive.folder, tmp_path / "server.log") as served:
        server = psutil.Process(served.process)
        before, *_, after = memory(server, served.port, 480, 80)
        assert after.megabytes - before.megabytes < 20
        assert len(asked(served.port, 2, 3).seconds) == 6

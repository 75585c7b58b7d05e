from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.benchmarks.serving import BODIES, Load, Sample, asked, growth, memory
from tests.serving import serving

# The filters of each of BODIES. Reading takes most of the time of a question. So one question has
# all passages that a search finds to read, two have those of one article, and two have none.
FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"until": "2024-06-13"},
    {"until": "2024-06-13"},
    {"until": "2023"},
    {"until": "2023"},
    {},
)


def test_growth_is_counted_from_the_first_thousand_requests() -> None:
    """What the first requests load is not growth."""
    samples = [Sample(1_000, 500.0), Sample(2_000, 510.0), Sample(3_000, 550.0)]
    assert growth(samples) == pytest.approx(1.1)


def test_a_row_has_percentiles_and_questions_a_second() -> None:
    """Of a hundred calls in ten seconds, ten were answered in each."""
    load = Load(25, tuple(number / 1000 for number in range(1, 101)), 10.0)
    assert load.line().split() == ["25", "50", "95", "10.0"]


@pytest.mark.slow
def test_a_server_is_asked_and_does_not_grow(
    tmp_path: Path, samples_at: Callable[[Path], Path]
) -> None:
    """The short form: a few hundred requests, of which gradio alone would keep 50 MB."""
    narrowed = [
        (name, body | filters) for (name, body), filters in zip(BODIES, FILTERS, strict=True)
    ]
    archive = samples_at(tmp_path / "archive")
    with serving(archive, tmp_path / "server.log") as served:
        server = psutil.Process(served.process)
        _, before, *_, after = memory(server, served.port, 480, 80, narrowed)
        assert after.megabytes - before.megabytes < 16
        assert len(asked(served.port, 2, 3).seconds) == 6

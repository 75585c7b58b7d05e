"""What people see of a long change."""

from __future__ import annotations

import pytest

from index.progress import Progress
from ui.render.text.progress_bar import Lines, counts, duration, gauge


class _Clock:
    """A clock that stands where it was put."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_log_gets_a_line_every_few_seconds_with_an_estimate(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Lines are seconds apart and say what is done and what is left."""
    clock = _Clock()
    lines = Lines(counts, clock)
    for second in range(21):
        clock.now = float(second)
        lines(Progress(articles=second * 10, passages=second * 60, fraction=second / 80))
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 4
    assert said[-1] == "adding: 200 articles, 1,200 passages, 25% done, about 60 s left"


def test_work_that_is_taken_up_again_is_estimated_from_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What was done before says nothing of how fast it goes now."""
    clock = _Clock()
    lines = Lines(counts, clock)
    lines(Progress(articles=80, passages=480, fraction=0.8))
    clock.now = 10.0
    lines(Progress(articles=90, passages=540, fraction=0.9))
    assert capsys.readouterr().err.endswith("90% done, about 10 s left\n")


def test_what_is_quickly_done_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A short addition leaves no line of progress in a log."""
    with gauge() as watch:
        watch(Progress(1, 4, 1.0))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.4, "0 s"), (89, "89 s"), (600, "10 min"), (7200, "2.0 h")]
)
def test_durations_are_said_as_people_say_them(seconds: float, said: str) -> None:
    """Seconds, minutes or hours, whichever fits."""
    assert duration(seconds) == said

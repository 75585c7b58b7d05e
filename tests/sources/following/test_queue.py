from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sources.following.manners import Manners
from sources.following.queue import Queue
from sources.following.queue_file import QUEUE
from sources.following.readable_queue import followed
from sources.following.source import Kind, Listed, Source, State, Terms, Validators

FEED = Source("https://courier.example/feed.xml", Kind.UNKNOWN, Terms("The Courier", "en"))
ONE, TWO = Listed("https://courier.example/1", "a", "{}"), Listed("https://courier.example/2")


class Clock:
    """A clock that tests set; sleeping moves it on."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Sleep, in no time."""
        self.slept.append(seconds)
        self.now += seconds


def test_what_is_followed_is_there_after_a_restart(tmp_path: Path) -> None:
    """With its terms, and where its pages stand."""
    with closing(Queue(tmp_path)) as queue:
        queue.follow(FEED)
        assert queue.read(FEED, Kind.FEED, Validators("e", "m"), (ONE, TWO)) == 2
    with closing(Queue(tmp_path)) as queue:
        (source,) = queue.sources()
        assert (source.kind, source.terms, source.validators) == (
            Kind.FEED,
            FEED.terms,
            Validators("e", "m"),
        )
        assert source.read is not None
        assert queue.counts(FEED.address) == {State.WAITING: 2}
    assert followed(tmp_path) == (source,)


def test_a_page_waits_again_only_when_its_source_says_that_it_changed(tmp_path: Path) -> None:
    """The same listing adds nothing; another marker does."""
    with closing(Queue(tmp_path)) as queue:
        queue.follow(FEED)
        queue.read(FEED, Kind.FEED, Validators(), (ONE, TWO))
        while item := queue.next_item():
            queue.put(replace(item, state=State.TAKEN), 500)
        assert queue.read(FEED, Kind.FEED, Validators(), (ONE, TWO)) == 0
        assert queue.read(FEED, Kind.FEED, Validators(), (replace(ONE, marker="b"), TWO)) == 1
        assert queue.counts(FEED.address) == {State.WAITING: 1, State.TAKEN: 1}


def test_a_page_of_two_sources_is_one_page(tmp_path: Path) -> None:
    """Also where one writes its address with tracking, without TLS or with a last slash."""
    with closing(Queue(tmp_path)) as queue:
        other = replace(FEED, address="https://courier.example/sitemap.xml")
        for source in (FEED, other):
            queue.follow(source)
        queue.read(FEED, Kind.FEED, Validators(), (ONE,))
        again = Listed("http://Courier.example:80/1/?utm_source=feed#top", "z")
        assert queue.read(other, Kind.SITEMAP, Validators(), (again,)) == 0


def test_a_host_is_asked_no_sooner_than_it_may_be(tmp_path: Path) -> None:
    """Also by a process that was started after another one was killed."""
    clock = Clock()
    with closing(Queue(tmp_path, clock, clock.sleep)) as queue:
        queue.begin("courier.example:443", 10.0)
        clock.now += 3
        queue.end("courier.example:443", 10.0)
        clock.now += 4
    with closing(Queue(tmp_path, clock, clock.sleep)) as queue:
        queue.begin("other.example:443", 10.0)
        queue.begin("courier.example:443", 10.0)
    assert clock.slept == [6.0]


def test_a_clock_that_was_set_back_stops_nothing(tmp_path: Path) -> None:
    """No host is waited for longer than its delay."""
    clock = Clock()
    with closing(Queue(tmp_path, clock, clock.sleep)) as queue:
        queue.begin("courier.example:443", 10.0)
        clock.now -= 1_000_000
        queue.begin("courier.example:443", 10.0)
    assert clock.slept == [10.0]


def test_what_is_followed_no_more_is_forgotten(tmp_path: Path) -> None:
    """With its pages; what is followed can be read where there is no queue."""
    assert followed(tmp_path) == ()
    assert not (tmp_path / QUEUE).exists()
    with closing(Queue(tmp_path)) as queue:
        queue.follow(FEED)
        queue.read(FEED, Kind.FEED, Validators(), (ONE,))
        assert queue.forget(FEED.address)
        assert not queue.forget(FEED.address)
        assert queue.next_item() is None


def test_the_log_keeps_its_last_lines(tmp_path: Path) -> None:
    """The newest first."""
    with closing(Queue(tmp_path)) as queue:
        for number in range(3):
            queue.say(f"line {number}")
        assert [said for _, said in queue.lines(2)] == ["line 2", "line 1"]


def test_a_host_in_trouble_keeps_no_other_waiting(tmp_path: Path) -> None:
    """Its pages wait together, until its pause is over."""
    clock = Clock()
    with closing(Queue(tmp_path, clock, clock.sleep)) as queue:
        queue.follow(FEED)
        other = Listed("https://courier.example.org/3")
        queue.read(FEED, Kind.FEED, Validators(), (ONE, TWO, other))
        queue.hold(ONE.address, 60)
        item = queue.next_item()
        assert item is not None
        assert item.address == other.address
        queue.put(replace(item, state=State.GIVEN_UP))
        assert queue.next_item() is None
        clock.now += 60
        assert queue.next_item() is not None


def test_no_host_is_waited_for_forever() -> None:
    """Whatever its Retry-After says."""
    manners = Manners(longest=1_000)
    assert [manners.waiting(asked, 60) for asked in (0, 300, 10**12)] == [60, 300, 1_000]
    assert [manners.pause_after(tries) for tries in (1, 2, 3, 99)] == [60, 240, 960, 1_000]
    assert [manners.pause_unchanged(before) for before in (0, 400, 10**9)] == [1_000] * 3

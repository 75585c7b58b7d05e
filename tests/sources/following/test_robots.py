"""The rules of robots.txt, as RFC 9309 defines them."""

from __future__ import annotations

import time

import pytest

from sources.following.robots import rules_of

_HOST = "https://courier.example"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /p/*", "/p/bridge", False),
        ("User-agent: *\nDisallow: /*?", "/bridge?x=1", False),
        ("User-agent: *\nDisallow: /*?", "/bridge", True),
        ("User-agent: *\nDisallow: /*.secret$", "/a/b.secret", False),
        ("User-agent: *\nDisallow: /*.secret$", "/a/b.secrets", True),
        ("User-agent: *\nDisallow: /x/*/draft", "/x/1/draft", False),
        ("User-agent: *\n\nDisallow: /p/", "/p/bridge", False),
        ("User-agent: *\nDisallow: /\nAllow: /p/", "/p/bridge", True),
        ("User-agent: *\nDisallow: /private\nAllow: /private/ok", "/private/ok", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: OnRecord\nDisallow:", "/bridge", True),
        ("User-agent: OnRecord\nUser-agent: Other\nDisallow: /p/", "/p/bridge", False),
        ("\ufeffUser-agent: *\nDisallow: /p/", "/p/bridge", False),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ],
)
def test_the_longest_rule_that_matches_decides(rules: str, path: str, *, allowed: bool) -> None:
    """`*` and `$` are wildcards, and a blank line does not end a group."""
    assert rules_of(200, rules.encode()).allow(f"{_HOST}{path}") is allowed


@pytest.mark.parametrize(
    ("rules", "delay"),
    [("Crawl-delay: 7", 7.0), ("Request-rate: 1/5", 5.0), ("Crawl-delay: soon", 0.0), ("", 0.0)],
)
def test_the_delay_is_that_of_the_slower_rule(rules: str, delay: float) -> None:
    """A malformed one is ignored."""
    assert rules_of(200, f"User-agent: *\n{rules}".encode()).delay == delay


def test_many_wildcards_take_time_in_proportion() -> None:
    """A host could write them so that matching never ends."""
    rules = rules_of(200, f"User-agent: *\nDisallow: /{'a*' * 1_000}b".encode())
    begun = time.process_time()
    assert rules.allow(f"{_HOST}/{'a' * 1_900}")
    assert time.process_time() - begun < 10

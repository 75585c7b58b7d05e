from __future__ import annotations

from tests.growth.registry import caches, rooms


def test_every_module_of_probes_is_found() -> None:
    """The rooms are named after their modules, and each has probes."""
    assert set(rooms()) == {"sources", "index", "assistant", "ui"}
    assert all(rooms().values())


def test_a_probe_begins_with_empty_caches() -> None:
    """A text that was seen before takes as long as it did the first time."""
    work = rooms()["sources"]["sentences"]
    work("A b. C d.")
    hits = sum(cached.cache_info().hits for cached in caches())
    work("A b. C d.")
    assert sum(cached.cache_info().hits for cached in caches()) == hits

"""The probes of every room: what `tests/growth/probes_*.py` measure, by name.

A probe is one piece of work on a text of any length that comes from outside. Each module
`probes_<room>` defines `PROBES`. It is found by its name, so a new room needs only a new module.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import _lru_cache_wrapper, cache, wraps
from importlib import import_module
from typing import Any

import tests.growth

Probe = Callable[[str], object]

_PREFIX = "probes_"
_ROOMS = ("sources", "index", "assistant", "ui")


@cache
def rooms() -> Mapping[str, Mapping[str, Probe]]:
    """Return the probes of each room, by the room's name; each begins with empty caches."""
    modules = [module.name for module in pkgutil.iter_modules(tests.growth.__path__)]
    return {
        name.removeprefix(_PREFIX): {
            probe: _forgetful(work)
            for probe, work in import_module(f"tests.growth.{name}").PROBES.items()
        }
        for name in sorted(modules)
        if name.startswith(_PREFIX)
    }


def _forgetful(work: Probe) -> Probe:
    """Return a probe that finds nothing in a cache that its last run left there."""

    @wraps(work)
    def forgetful(text: str) -> object:
        for cached in caches():
            cached.cache_clear()
        return work(text)

    return forgetful


@cache
def caches() -> tuple[_lru_cache_wrapper[Any], ...]:
    """Return the bounded caches of the program: those without a bound hold models and tables."""
    return tuple(_caches())


def _caches() -> Iterator[_lru_cache_wrapper[Any]]:
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in _ROOMS:
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper) and value.cache_parameters()["maxsize"]:
                    yield value

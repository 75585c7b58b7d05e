"""Trials: the tests of a module run against a changed form of it, without touching its file."""

from __future__ import annotations

import ast
import os
import resource
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

# `--assert=plain` keeps pytest from loading our modules itself, past the changed one. The conftests
# import half of the program, for fixtures that the tests of exact rules do not need.
_QUIET = (
    *("-x", "-q", "--assert=plain", "--noconftest"),
    *("-p", "no:cacheprovider"),
)
# Of processor time. A mutation may make a loop endless, and the kernel then ends the process.
_SECONDS = 60


class _Changed(MetaPathFinder, Loader):
    """Import one module from a syntax tree instead of its file."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self._name, self._path, self._tree = name, path, tree

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how to load the changed module; None for every other one."""
        if fullname != self._name:
            return None
        return spec_from_file_location(fullname, self._path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed module."""
        exec(compile(self._tree, str(self._path), "exec"), module.__dict__)  # noqa: S102 - ours


def path_of(module: str) -> Path:
    """Return the file of a module, without importing the module itself."""
    found = find_spec(module)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin)


def survives(module: str, path: Path, tree: ast.Module, tests: Sequence[str]) -> bool:
    """Return True if the tests pass with the changed module, in a process of their own.

    This process must not have imported the module, nor anything that imports it.
    """
    assert module not in sys.modules
    child = os.fork()
    if child == 0:
        os._exit(_tested(module, path, tree, tests))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def _tested(module: str, path: Path, tree: ast.Module, tests: Sequence[str]) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.meta_path.insert(0, _Changed(module, path, tree))
    try:
        return int(pytest.main([*_QUIET, *tests]))
    except BaseException:  # noqa: BLE001 - whatever a changed module does at import is noticed
        return 1

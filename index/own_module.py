"""Commands that run a module of this program in another process."""

from __future__ import annotations

import sys


def own_module(name: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of this program.

    It never runs a file of that name in the working directory, which `-P` keeps off `sys.path`.
    """
    return [sys.executable, "-P", "-m", name, *arguments]

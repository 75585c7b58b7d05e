"""An installed OnRecord has every module and every file that it reads."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from ui.commands.help import PACKAGES

ROOT = Path(__file__).parents[1]
STATED: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS: dict[str, Any] = STATED["tool"]["setuptools"]
FILES = sorted(
    path.relative_to(ROOT)
    for package in PACKAGES
    for path in (ROOT / package).rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
)


def is_packaged(path: Path) -> bool:
    """Return True if a pattern of a package takes a file along that is not Python."""
    for above in path.parents:
        inside = str(path.relative_to(above))
        name = ".".join(above.parts)
        patterns = SETUPTOOLS["package-data"].get(name, [])
        if name in SETUPTOOLS["packages"]:
            patterns = [*patterns, *SETUPTOOLS["package-data"].get("*", [])]
        if any(fnmatch(inside, each) and inside.count("/") == each.count("/") for each in patterns):
            return True
    return False


def test_every_package_is_listed() -> None:
    """Setuptools takes only packages that are listed."""
    folders = {".".join(path.parent.parts) for path in FILES if path.suffix == ".py"}
    assert sorted(SETUPTOOLS["packages"]) == sorted(folders)


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix != ".py"], ids=str)
def test_every_data_file_is_packaged(path: Path) -> None:
    """Weights, prompts, styles, samples and READMEs are in the wheel."""
    assert is_packaged(path)

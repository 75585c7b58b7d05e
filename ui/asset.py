"""Our own style sheets and scripts, which pages link to or embed."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).parent / "assets"


def asset(name: str) -> str:
    """Return the contents of a file in the assets folder."""
    return (ASSETS / name).read_text(encoding="utf-8")

"""The style sheets and scripts of ours, which pages link to or hold."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).parent / "assets"


def asset(name: str) -> str:
    """Return what a file of ours holds."""
    return (ASSETS / name).read_text(encoding="utf-8")

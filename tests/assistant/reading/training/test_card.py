from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.reading.card import main
from assistant.reading.training.recipe import CREDITS

MANIFEST = {
    "sha256": "ab12",
    "bytes": 22_900_000,
    "base": "all-MiniLM-L6-v2",
    "recipe": "cd34",
    "seed": "16",
    "steps": "5000",
    "rows": "150000",
}
FIGURE = {"name": "squad: AUROC", "value": 0.7999, "low": 0.7, "high": 0.9, "count": 600}


def test_the_card_names_the_weights_their_data_and_their_figures(tmp_path: Path) -> None:
    """Whoever made the data is credited, and each figure has its interval."""
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST))
    figures = tmp_path / "figures.json"
    figures.write_text(json.dumps({"model": "onrecord-reader@ab12/bf16", "figures": [FIGURE]}))
    assert main([str(tmp_path), "--figures", str(figures)]) == 0
    card = (tmp_path / "CARD.md").read_text()
    assert "22.9 MB" in card
    assert "| squad: AUROC | 0.800 | 0.700 to 0.900 | 600 |" in card
    assert all(credit.authors in card and credit.licence in card for credit in CREDITS)
    assert "$" not in card


def test_without_weights_there_is_no_card(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The message names the manifest that is missing."""
    figures = tmp_path / "figures.json"
    figures.write_text(json.dumps({"model": "m", "figures": []}))
    assert main([str(tmp_path), "--figures", str(figures)]) == 66
    assert "manifest.json cannot be read" in caplog.text

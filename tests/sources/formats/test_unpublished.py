"""What its own system or agency has not published yet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sources.formats import specimens
from tests.sources.formats.transcripts import page_of


@pytest.mark.parametrize("status", ["assigned", "pitch", "dp-rewrite-republish", "acf-disabled"])
def test_wordpress_publishes_only_the_status_publish(tmp_path: Path, status: str) -> None:
    """Plugins add statuses of their own, which readers do not see."""
    assert page_of(tmp_path, "a.xml", specimens.wordpress(status)).metadata.unpublished
    post = {"title": {"rendered": "A"}, "content": {"rendered": specimens.HTML}, "status": status}
    assert page_of(tmp_path, "a.json", json.dumps(post)).metadata.unpublished


def test_a_published_post_of_wordpress_is_published(tmp_path: Path) -> None:
    """A post protected by a password is not, although its status says so."""
    assert page_of(tmp_path, "a.xml", specimens.wordpress()).metadata.unpublished is None
    content = {"rendered": specimens.HTML, "protected": False}
    post = {"title": {"rendered": "A"}, "content": content, "status": "publish"}
    assert page_of(tmp_path, "a.json", json.dumps(post)).metadata.unpublished is None
    content["protected"] = True
    assert page_of(tmp_path, "a.json", json.dumps(post)).metadata.unpublished == "private"


@pytest.mark.parametrize("version", [1, 3])
@pytest.mark.parametrize(
    ("note", "withheld"),
    [
        ("EMBARGOED UNTIL 00:01 GMT Tuesday 4 June 2997", True),
        ("EDITORS: adds a quote. Not for publication before 4 June 2997.", True),
        ("Eds: Embargoed until 4 June 2997; will be updated", True),
        ("EDITORS: adds a quote from the mayor, changes the byline", False),
        ("Embargoed until 4 June 2024", False),
        ("For editorial use only", False),
    ],
)
def test_an_embargo_in_the_notes_of_an_agency_counts(
    tmp_path: Path, version: int, note: str, withheld: bool
) -> None:
    """The notes to editors and the terms of use are where agencies state it."""
    for name in ("ednote", "usageterms") if version == 1 else ("edNotes", "usageTerms"):
        value = json.loads(specimens.ninjs(version))
        value[name] = [{"role": "note", "value": note}] if name == "edNotes" else note
        found = page_of(tmp_path, "a.json", json.dumps(value)).metadata.unpublished
        assert bool(found and found.startswith("embargo")) is withheld, found


def test_an_embargo_in_newsml_may_be_a_note(tmp_path: Path) -> None:
    """NewsML-G2 has the same notes."""
    stated = b"<edNote>EMBARGOED UNTIL 4 June 2997</edNote></itemMeta>"
    content = specimens.newsml().replace(b"</itemMeta>", stated)
    assert page_of(tmp_path, "a.xml", content).metadata.unpublished

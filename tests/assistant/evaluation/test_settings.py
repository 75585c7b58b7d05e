from __future__ import annotations

import json
from pathlib import Path

from assistant.evaluation.run_settings import Signals, settings_of
from index.archive import Archive
from index.embedding.embedder import Embedder
from sources.people.aliases import Aliases
from tests.assistant.conftest import BRIDGE, FERRY, Fill
from tests.assistant.evaluation.fakes import TESTSET


def test_settings_name_all_that_results_depend_on(archive: Archive) -> None:
    """Program, search, model, archive, test set, seed."""
    stated = settings_of(TESTSET, archive, Signals.WORDS, seed=3).to_json()
    assert stated["program"].startswith("OnRecord ")
    assert (stated["search"], stated["seed"], stated["cases"]) == ("words", 3, len(TESTSET.cases))
    assert stated["model"].startswith("all-MiniLM-L6-v2@")
    assert stated["testset_digest"] == TESTSET.digest
    assert json.loads(json.dumps(stated)) == stated


def test_archives_of_the_same_articles_have_the_same_contents(fill: Fill) -> None:
    """Wherever they were read from; another article is another content."""
    one, twin, other = fill(BRIDGE, FERRY), fill(FERRY, BRIDGE), fill(BRIDGE)
    contents = [settings_of(TESTSET, each).contents for each in (one, twin, other)]
    assert contents[0] == contents[1] != contents[2]


def test_the_digest_tells_settings_apart(archive: Archive) -> None:
    """Each setting counts, the names of people too."""
    aliases = Aliases.parse("Dana Orlova = Dana O.", "aliases.txt")
    stated = [
        settings_of(TESTSET, archive),
        settings_of(TESTSET, archive, seed=1),
        settings_of(TESTSET, archive, Signals.VECTORS),
        settings_of(TESTSET, archive, aliases=aliases),
    ]
    assert len({each.digest for each in stated}) == len(stated)
    assert stated[0].differing(stated[1].to_json()) == ("seed was 1 and is now 0",)
    assert stated[0].differing(stated[0].to_json() | {"judge": "x"}) == (
        "judge was 'x' and is now ''",
    )


def test_an_empty_archive_has_settings_too(tmp_path: Path, embedder: Embedder) -> None:
    """A run over it is possible, if useless."""
    archive = Archive.create_or_open(tmp_path / "archive", embedder)
    archive.create()
    assert settings_of(TESTSET, archive).articles == 0
    archive.close()

"""A pytest plugin: a fixture that lets a newsroom write tests of its own archive.

    def test_answers(onrecord_eval):
        assert "42" in onrecord_eval.ask("How many train cars did Uzbekistan order?").text
        assert onrecord_eval.run("questions.jsonl").mean("citation recall") >= 0.7

pytest discovers the plugin automatically. The archive is the first one that is set of
`--onrecord-archive DIR`, `onrecord_archive` in pytest's settings, and ONRECORD_ARCHIVE.

The plugin is in `ui/` because it opens an archive from the settings. The fixture's class is in
`assistant.evaluation.fixture`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from assistant.evaluation.fixture import Evaluation

_OPTION = "onrecord_archive"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option and the setting that choose the archive."""
    said = "the archive used by the fixture `onrecord_eval`"
    group = parser.getgroup("onrecord")
    group.addoption("--onrecord-archive", dest=_OPTION, metavar="DIR", help=said)
    parser.addini(_OPTION, said, default="")


@pytest.fixture(scope="session")
def onrecord_eval(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Evaluation]:
    """Yield an object that asks the archive, checks quotations and runs test sets."""
    # Every pytest run loads this file, so only tests that use the fixture pay for heavy imports.
    from assistant.chain import Setup  # noqa: PLC0415
    from assistant.evaluation.fixture import Evaluation  # noqa: PLC0415
    from assistant.evaluation.respondent import ArchiveRespondent  # noqa: PLC0415
    from ui.composition import Composition  # noqa: PLC0415
    from ui.settings import Settings  # noqa: PLC0415

    named = request.config.getoption(_OPTION) or request.config.getini(_OPTION)
    settings = Settings()
    if named:
        settings = settings.model_copy(update={"archive": Path(named).expanduser()})
    parts = Composition(settings, named_archive=bool(named))
    setup = Setup(judge=parts.judge)
    respondent = ArchiveRespondent.of(parts.archive, parts.embedder, setup, parts.aliases)
    scratch = tmp_path_factory.mktemp("onrecord")
    yield Evaluation(parts.archive, respondent, setup, parts.aliases, scratch)
    parts.archive.close()

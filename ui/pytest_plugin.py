"""A pytest plugin: a fixture with which a newsroom's own tests assert on its archive.

    def test_answers(onrecord_eval):
        assert "42" in onrecord_eval.ask("How many train cars did Uzbekistan order?").text
        assert onrecord_eval.run("questions.jsonl").mean("citation recall") >= 0.7

pytest discovers it automatically. The archive is `--onrecord-archive DIR`, or else
`onrecord_archive` in pytest's settings, or else the one in ONRECORD_ARCHIVE.

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
    """Add the option for the archive."""
    said = "the archive that the fixture `onrecord_eval` asks"
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

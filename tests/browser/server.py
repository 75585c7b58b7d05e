"""A server of the sample archive: `python -m tests.browser.server FOLDER PORT [models]`."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.chain import build_chain
from assistant.quotes import QuoteDesk
from assistant.support import SupportCheck
from index.archive import Archive
from index.embedding import default_embedder
from tests.browser.models import TODAY, writers
from ui.app import Room, build_app, serve
from ui.examples import OF_THE_SAMPLES
from ui.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sources" / "samples"


def main(folder: Path, port: int, *, with_models: bool) -> None:
    """Build the sample archive in the folder if there is none, and serve the page."""
    embedder = default_embedder()
    archive = Archive.create_or_open(folder, embedder)
    archive.add([SAMPLES])
    settings = Settings(archive=folder, port=port)
    known = writers(embedder) if with_models else {}
    room = Room(
        archive,
        build_chain(archive, embedder, writers=known, today=lambda: TODAY),
        QuoteDesk(archive, embedder),
        judge=SupportCheck(embedder),
        writers=tuple(known),
    )
    app = build_app(room, settings, tuple(OF_THE_SAMPLES))
    serve(app, "127.0.0.1", port)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), with_models=sys.argv[3:] == ["models"])

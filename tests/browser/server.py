"""A server of the sample archive: `python -m tests.browser.server FOLDER PORT [models]`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.chain import Setup, build_chain
from assistant.facts.fact_desk import FactDesk
from assistant.ledger.support import SupportCheck
from assistant.quotes.desk import QuoteDesk
from assistant.reading.trained import shipped_reader
from index.archive import Archive
from index.embedding.embedder import default_embedder
from index.search import Search
from tests.browser.models import TODAY, writers
from ui.app import Room, build_app, serve
from ui.conversations.example_questions import OF_THE_SAMPLES
from ui.requests.check import Desks
from ui.requests.newsroom import Newsroom
from ui.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sources" / "samples"
LATE = 0.2  # seconds


class SlowEnds:
    """Middleware that delivers the end of a stream late, as a slow network may.

    A page whose next call is answered meanwhile must not take the stream for open.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def slow(message: Message) -> None:
            if b'"close_stream"' in message.get("body", b""):
                await asyncio.sleep(LATE)
            await send(message)

        await self._app(scope, receive, slow)


def main(folder: Path, port: int, *, with_models: bool) -> None:
    """Build the sample archive in the folder if there is none, and serve the page."""
    embedder = default_embedder()
    archive = Archive.create_or_open(folder, embedder)
    archive.add([SAMPLES])
    settings = Settings(archive=folder, port=port)
    known = writers(embedder) if with_models else {}
    newsroom = Newsroom(
        archive,
        build_chain(archive, embedder, Setup(writers=known, today=lambda: TODAY)),
        Desks(QuoteDesk(archive, embedder), FactDesk(archive, embedder, shipped_reader())),
        lambda _: Search(archive, embedder),
        tuple(known),
    )
    room = Room(archive, newsroom, judge=SupportCheck(embedder))
    app = build_app(room, settings, tuple(OF_THE_SAMPLES))
    app.add_middleware(SlowEnds)
    serve(app, "127.0.0.1", port)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), with_models=sys.argv[3:] == ["models"])

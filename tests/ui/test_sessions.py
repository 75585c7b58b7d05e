from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from gradio.routes import App

from tests.ui.fakes import FakeArchive, FakeChain, a_citation, a_newsroom, an_answer, an_article
from ui.app import Room, build_app
from ui.app.sessions import MOST_SESSIONS, MOST_UNREAD, Deliveries, Sessions
from ui.settings import Settings

ASK = "/gradio_api/call/v2/ask"


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """Make a page that knows one answer."""
    archive = FakeArchive(tmp_path_factory.mktemp("archive"))
    archive.hold(an_article())
    (article,) = archive.articles.values()
    chain = FakeChain([an_answer(a_citation(article))])
    return build_app(Room(archive, a_newsroom(archive, chain)), Settings(archive=archive.folder))


@pytest.fixture
def visitor(app: FastAPI) -> Iterator[TestClient]:
    """Visit it."""
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        yield client


def inside(app: FastAPI) -> tuple[Sessions, Deliveries]:
    """Return what the server keeps."""
    (page,) = (r.app for r in app.routes if isinstance(getattr(r, "app", None), App))  # type: ignore[attr-defined]
    assert isinstance(page.state_holder, Sessions)
    queue = page.get_blocks()._queue
    assert isinstance(queue, Deliveries)
    return page.state_holder, queue


def kept(app: FastAPI) -> dict[str, int]:
    """Count what the server keeps of calls."""
    sessions, queue = inside(app)
    return {
        "sessions": len(sessions.session_data),
        "times": len(sessions.time_last_used),
        "messages": len(queue.pending_messages_per_session),
        "announced": len(queue.pending_event_ids_session),
        "events": len(queue.event_ids_to_events),
        "analytics": len(queue.event_analytics),
    }


def test_nothing_is_kept_of_a_call_whose_answer_was_read(app: FastAPI, visitor: TestClient) -> None:
    """A hundred calls leave no more than the last one does."""
    for _ in range(100):
        event = visitor.post(ASK, json={"question": "Who?"}).json()["event_id"]
        assert "event: complete" in visitor.get(f"{ASK}/{event}").text
    counts = kept(app)
    assert counts["sessions"] == counts["times"] == counts["events"] == 0
    assert max(counts.values()) == 1


async def nothing(_: Any = None) -> Any:
    """Neither send nor receive."""


def test_a_session_is_kept_until_its_last_reader_leaves(app: FastAPI) -> None:
    """Gradio deletes it with each reader that leaves, and fails in all others."""
    _, queue = inside(app)
    messages = queue.pending_messages_per_session
    with queue.reading("s", nothing, nothing):
        queue.pending_event_ids_session["s"] = set()
        with queue.reading("s", nothing, nothing):
            del messages["s"]
        queue._forget()
        assert "s" in messages
    assert "s" not in messages
    assert "s" not in queue.pending_event_ids_session
    assert not queue._readers


def test_what_is_still_to_come_outlasts_a_reader(app: FastAPI) -> None:
    """A page that leaves an old stream finds its next answer in a new one."""
    _, queue = inside(app)
    with queue.reading("s", nothing, nothing):
        queue.pending_event_ids_session["s"] = {"event"}
    assert queue.session_of("event") == "s"


def test_unread_answers_wait_until_there_are_too_many(
    app: FastAPI, visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest are forgotten first."""
    assert MOST_UNREAD < 2_000  # from there on gradio forgets messages of its own accord
    monkeypatch.setattr("ui.app.sessions.MOST_UNREAD", 5)
    events = []
    for _ in range(20):
        events.append(visitor.post(ASK, json={"question": "Who?"}).json()["event_id"])
        while inside(app)[1].event_ids_to_events:
            visitor.get("/gradio_api/queue/status")
    assert kept(app)["messages"] == kept(app)["announced"] == 6
    assert visitor.get(f"{ASK}/{events[0]}").status_code == 404
    assert "event: complete" in visitor.get(f"{ASK}/{events[-1]}").text


def test_visitors_are_kept_up_to_a_number(app: FastAPI) -> None:
    """The one who was away longest is forgotten, and begins anew."""
    sessions, _ = inside(app)
    for number in range(MOST_SESSIONS + 20):
        _ = sessions["first"], sessions[f"visitor {number}"]
    assert kept(app)["sessions"] == kept(app)["times"] == MOST_SESSIONS
    assert "first" in sessions
    assert "visitor 0" not in sessions


def test_a_session_keeps_no_configuration(app: FastAPI) -> None:
    """It has what was changed for its visitor and nothing else of its own."""
    sessions, _ = inside(app)
    session: Any = sessions["visitor"]
    number, block = next(iter(sessions.blocks.blocks.items()))
    session[number] = block
    assert session.config_values == {}
    assert session[number] is block


def test_nothing_is_kept_of_a_visitor_who_has_left(app: FastAPI) -> None:
    """Once what was kept of a closed page has expired."""
    sessions, _ = inside(app)
    sessions["visitor"].is_closed = True
    sessions.delete_all_expired_state()
    assert kept(app)["sessions"] == kept(app)["times"] == 0

from __future__ import annotations

import json
import re
import time
from pathlib import Path

from assistant.question import Question
from assistant.receipt import Receipt, read_receipt
from tests.assistant.fakes import STATE, exact, hostile
from tests.assistant.test_receipt import NOON
from ui.conversation import Conversation, Stage, Turn
from ui.downloads import SECONDS_KEPT, Downloads


def a_receipt() -> Receipt:
    """Make the receipt of a hostile article."""
    return Receipt.of([exact(hostile(), speaker="../../etc/passwd")], STATE, made=NOON)


def test_both_forms_are_offered_under_harmless_names() -> None:
    """Nothing that was checked gets into a name."""
    downloads = Downloads()
    offered = downloads.offer(a_receipt())
    for path, ending in ((offered.markdown, "md"), (offered.json, "json")):
        pattern = rf"onrecord-receipt-20240701-120000-[0-9a-f]{{8}}\.{ending}"
        assert re.fullmatch(pattern, path.name)
    assert read_receipt(offered.json.read_bytes()).intact
    assert offered.markdown.read_text(encoding="utf-8").startswith("# Receipt")


def test_only_this_process_can_look_into_the_folder() -> None:
    """What a reporter checks is nobody else's business on this machine."""
    downloads = Downloads()
    offered = downloads.offer(a_receipt())
    assert offered.json.parent.stat().st_mode & 0o077 == 0


def test_two_visitors_do_not_share_a_file() -> None:
    """The same check a moment later has a folder of its own."""
    downloads = Downloads()
    assert downloads.offer(a_receipt()).json != downloads.offer(a_receipt()).json


def test_receipts_are_forgotten_after_an_hour() -> None:
    """The folder does not grow for as long as the server runs."""
    now = [time.time()]
    downloads = Downloads(lambda: now[0])
    old = downloads.offer(a_receipt())
    now[0] += SECONDS_KEPT / 2
    kept = downloads.offer(a_receipt())
    assert old.json.exists()
    now[0] += SECONDS_KEPT
    downloads.offer(a_receipt())
    assert not old.json.exists()
    assert isinstance(kept.json, Path)


def test_a_conversation_is_offered_in_both_forms() -> None:
    """No word of what was asked gets into a name."""
    asked = Conversation((Turn(1, Question("../../etc/passwd?"), stage=Stage.STOPPED),))
    downloads = Downloads()
    offered = downloads.offer_conversation(asked, NOON)
    assert offered.markdown.name == "onrecord-conversation-20240701-120000.md"
    assert "etc/passwd" in offered.markdown.read_text(encoding="utf-8")
    assert json.loads(offered.json.read_text(encoding="utf-8"))["turns"][0]["number"] == 1


def test_half_a_letter_does_not_keep_a_conversation_from_being_offered() -> None:
    """What a browser sends need not be writable text."""
    asked = Conversation((Turn(1, Question("What? \ud83d"), stage=Stage.STOPPED),))
    downloads = Downloads()
    assert downloads.offer_conversation(asked, NOON).markdown.exists()

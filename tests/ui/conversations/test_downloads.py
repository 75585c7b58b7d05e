from __future__ import annotations

import json
import re

from assistant.question import Question
from assistant.receipts.receipt import Receipt, read_receipt
from tests.assistant.fakes import STATE, exact, hostile
from tests.assistant.receipts.test_receipt import NOON
from ui.conversations.conversation import Conversation, Stage, Turn
from ui.conversations.downloads import conversation_download, receipt_download


def a_receipt() -> Receipt:
    """Make the receipt of a hostile article."""
    return Receipt.of([exact(hostile(), speaker="../../etc/passwd")], STATE, made=NOON)


def test_a_receipt_has_a_harmless_name_in_both_forms() -> None:
    """Nothing that was checked gets into a name."""
    markdown = receipt_download(a_receipt(), as_json=False)
    as_json = receipt_download(a_receipt(), as_json=True)
    for document, ending in ((markdown, "md"), (as_json, "json")):
        pattern = rf"onrecord-receipt-20240701-120000-[0-9a-f]{{8}}\.{ending}"
        assert re.fullmatch(pattern, document.name)
    assert read_receipt(as_json.text.encode()).intact
    assert markdown.text.startswith("# Receipt")
    assert (markdown.type, as_json.type) == ("text/markdown", "application/json")


def test_a_conversation_has_a_harmless_name_in_both_forms() -> None:
    """No word of what was asked gets into a name."""
    asked = Conversation((Turn(1, Question("../../etc/passwd?"), stage=Stage.STOPPED),))
    markdown = conversation_download(asked, NOON, as_json=False)
    assert markdown.name == "onrecord-conversation-20240701-120000.md"
    assert "etc/passwd" in markdown.text
    as_json = conversation_download(asked, NOON, as_json=True)
    assert json.loads(as_json.text)["turns"][0]["number"] == 1


def test_half_a_letter_does_not_keep_a_conversation_from_being_saved() -> None:
    """What a browser sends need not be writable text."""
    asked = Conversation((Turn(1, Question("What? \ud83d"), stage=Stage.STOPPED),))
    message = conversation_download(asked, NOON, as_json=False).message()
    assert "\\ud83d" in json.loads(message.encode())["text"]

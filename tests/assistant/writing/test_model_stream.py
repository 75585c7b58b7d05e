from __future__ import annotations

import pytest
from langchain_core.messages import HumanMessage

from assistant.errors import ModelFailed
from assistant.writing.model_stream import Deadline, Ending, Listening, words
from tests.assistant.recorded_model import Hangs, RecordedModel
from tests.patience import PATIENCE

ASKED = [HumanMessage("Well?")]


def test_words_come_as_they_are_said() -> None:
    """Piece by piece, and together they are the reply."""
    model = RecordedModel.saying("It opened in May.")
    assert list(words(model, ASKED, PATIENCE)) == ["It", " opened", " in", " May."]
    assert model.asked == [ASKED]


def test_a_failure_is_told_where_somebody_waits() -> None:
    """What was said before has been heard; then comes the reason."""
    model = RecordedModel.saying(["It opened", ConnectionError("refused\nby the host")])
    heard = words(model, ASKED, PATIENCE)
    assert next(heard) == "It"
    assert next(heard) == " opened"
    with pytest.raises(ModelFailed, match="its provider cannot be reached"):
        next(heard)


def test_a_model_that_hangs_is_left_to_itself() -> None:
    """The wait ends when time is up, though the model has not."""
    model = RecordedModel.saying(["It opened", Hangs()])
    heard = words(model, ASKED, 3)
    assert [next(heard), next(heard)] == ["It", " opened"]
    with pytest.raises(ModelFailed, match=r"within 3 seconds"):
        next(heard)
    model.release()


def test_keys_do_not_appear_in_reasons() -> None:
    """Neither the one that is set nor what looks like one."""
    model = RecordedModel.saying([RuntimeError("bad key hunter2222 or sk-abcdefgh1234")])
    with pytest.raises(ModelFailed) as failed:
        list(words(model, ASKED, PATIENCE, key="hunter2222"))
    assert str(failed.value) == "it failed: “bad key *** or ***”"


@pytest.mark.parametrize(
    ("told", "ending"),
    [
        ({}, Ending.WHOLE),
        ({"finish_reason": "stop"}, Ending.WHOLE),
        ({"done_reason": "length"}, Ending.CUT),
        ({"stop_reason": "max_tokens"}, Ending.CUT),
        ({"finish_reason": "MAX_TOKENS"}, Ending.CUT),
    ],
)
def test_how_a_reply_ended_is_known_when_it_has(told: dict[str, str], ending: Ending) -> None:
    """By what its provider says of it."""
    listening = Listening(RecordedModel(replies=[["Well."]], told=told), ASKED, Deadline(PATIENCE))
    assert list(listening.words()) == ["Well."]
    assert listening.ending is ending


def test_who_stops_listening_hears_no_more() -> None:
    """Closing the stream ends it at the model's next word."""
    model = RecordedModel.saying("one two three four")
    heard = words(model, ASKED, PATIENCE)
    assert next(heard) == "one"
    heard.close()
    assert list(heard) == []

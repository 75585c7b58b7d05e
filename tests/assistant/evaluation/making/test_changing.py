from __future__ import annotations

import random

from assistant.evaluation.making.changing import changed
from assistant.evaluation.making.material import Said
from assistant.quotes.verdict import Verdict
from tests.assistant.articles import article

FERRY = "We will not close the ferry before 2030, as Port Gazette wrote in all three of its papers."
BRIDGE = "A bridge is what the island needs now, and nobody who lives here would say otherwise."
CHANCE = random.Random(1)  # noqa: S311 - nothing to do with secrets
EVERY = (
    Said(article(f"“{FERRY}” Ana Reyes said.", origin="/one.txt"), FERRY, "Ana Reyes"),
    Said(article(f"“{BRIDGE}” Bo Lind said.", origin="/two.txt"), BRIDGE, "Bo Lind"),
)


def test_quotation_is_changed_in_every_way_that_it_allows() -> None:
    """Each change leaves its own mark and names the verdict that it deserves."""
    lines = {line.id: line for line in changed(EVERY, CHANCE)}
    assert list(lines) == [
        *(f"quotation-1-{done}" for done in ("exact", "negation_flipped", "number_changed")),
        *(f"quotation-1-{done}" for done in ("name_swapped", "wrong_speaker", "spliced")),
        *(f"quotation-2-{done}" for done in ("exact", "negation_flipped")),
        *(f"quotation-2-{done}" for done in ("wrong_speaker", "spliced")),
    ]
    assert lines["quotation-1-exact"].words == FERRY
    assert lines["quotation-1-negation_flipped"].words == FERRY.replace(" not", "")
    assert "Port Gazette" not in (lines["quotation-1-name_swapped"].words or "")
    assert lines["quotation-1-wrong_speaker"].speaker == "Bo Lind"
    spliced = lines["quotation-1-spliced"].words or ""
    assert (spliced[:20], spliced[-20:]) == (FERRY[:20], BRIDGE[-20:])
    assert {line.verdict for line in lines.values()} == {
        *(Verdict.EXACT, Verdict.ALTERED, Verdict.MISATTRIBUTED, Verdict.SPLICED)
    }
    assert {line.family for line in lines.values()} == {"quotation-1", "quotation-2"}
    assert all(line.made for line in lines.values())


def test_single_quotation_is_put_in_the_mouth_of_a_stranger() -> None:
    """Where nobody else speaks, somebody is made up, and nothing can be spliced."""
    lines = list(changed(EVERY[1:], CHANCE))
    assert [line.verdict for line in lines] == [
        *(Verdict.EXACT, Verdict.ALTERED, Verdict.MISATTRIBUTED)
    ]
    assert lines[-1].speaker not in (None, "Bo Lind")

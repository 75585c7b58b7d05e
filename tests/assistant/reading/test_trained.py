from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.reading.encoder import WORDS, OpenVinoEncoder
from assistant.reading.network import TorchEncoder
from assistant.reading.reader import Passage, PassageReading
from assistant.reading.trained import LoadedReader, loaded, reader_on
from index.embedding.shipped import shipped_weights
from sources.language.sentences import boundaries
from tests.assistant.reading.test_weights import put
from tests.assistant.reading.tiny import content, weights

ROOT = Path(__file__).resolve().parents[3]
TEXTS = (
    "The bridge of Talgar opened in May. It cost 15 million. Mayor Ana Ruiz cut the ribbon.",
    "Rain fell on Monday.",
    "Doctors warned that the clinic may close. " * 12,
)
PASSAGES = [Passage(text, boundaries(text), "News") for text in TEXTS]


@pytest.fixture(scope="module")
def reader() -> LoadedReader:
    """Return a tiny reader on OpenVINO."""
    found = loaded(weights())
    assert isinstance(found.encoder, OpenVinoEncoder)
    return found


def on_torch() -> LoadedReader:
    """Return the same reader on torch."""
    held = weights()
    tensors = {**held.encoder, WORDS: shipped_weights()[WORDS]}
    return reader_on(TorchEncoder.of(tensors), held)


def probabilities(readings: list[PassageReading]) -> list[float]:
    """Return the probabilities of all sentences."""
    return [sentence.probability for reading in readings for sentence in reading.sentences]


def test_openvino_and_torch_agree(reader: LoadedReader) -> None:
    """Probabilities differ by no more than the shorter numbers of the processor explain."""
    question = "Who cut the ribbon?"
    ours, theirs = reader.read(question, PASSAGES), on_torch().read(question, PASSAGES)
    np.testing.assert_allclose(probabilities(ours), probabilities(theirs), atol=0.03)
    for one, other in zip(ours, theirs, strict=True):
        assert one.unanswered == pytest.approx(other.unanswered, abs=0.05)
    [one], [other] = (each.bears("It cost 15.", [TEXTS[0]]) for each in (reader, on_torch()))
    assert one.borne_out == pytest.approx(other.borne_out, abs=0.03)


def test_a_reading_does_not_depend_on_what_is_read_with_it(reader: LoadedReader) -> None:
    """Batches change nothing, and neither do other threads."""
    alone = [reader.read("Who?", [passage])[0] for passage in PASSAGES]
    assert reader.read("Who?", PASSAGES) == alone
    with ThreadPoolExecutor(4) as threads:
        for found in threads.map(lambda _: reader.read("Who?", PASSAGES), range(6)):
            assert found == alone


def test_each_sentence_gets_a_probability_and_words_of_its_own(reader: LoadedReader) -> None:
    """Words are offsets in the passage's text, inside their sentence."""
    [reading] = reader.read("Who cut the ribbon?", PASSAGES[:1])
    assert len(reading.sentences) == 3
    for (start, end), sentence in zip(PASSAGES[0].sentences, reading.sentences, strict=True):
        assert 0 < sentence.probability < 1
        assert sentence.words is not None
        assert start <= sentence.words.start < sentence.words.end <= end


def test_evidence_gets_three_probabilities(reader: LoadedReader) -> None:
    """They are 1 together."""
    for bearing in reader.bears("It cost 15 million.", TEXTS):
        total = bearing.borne_out + bearing.not_told + bearing.contradicted
        assert total == pytest.approx(1)


def test_missing_words_are_those_of_the_conversation(reader: LoadedReader) -> None:
    """Each word comes with its turn and its place there."""
    history = ["Who opened it?", "Ana Ruiz did."]
    found = reader.missing("When?", history)
    assert [word.word for word in found] == ["Who", "opened", "it", "Ana", "Ruiz", "did"]
    assert all(history[word.turn][word.start : word.end] == word.word for word in found)
    assert reader.missing("When?", []) == []


def test_what_is_not_read_is_no_answer(reader: LoadedReader) -> None:
    """Sentences past the end of what is read have the probability 0; nothing is refused."""
    text = "A short one. " * 5_000
    [reading] = reader.read("Who?", [Passage(text, boundaries(text))])
    assert len(reading.sentences) == 5_000
    assert reading.sentences[0].probability > 0
    assert reading.sentences[-1].probability == 0
    assert reading.sentences[-1].words is None
    [empty] = reader.read("", [Passage("", ())])
    assert empty == PassageReading((), 1.0)
    assert len(reader.bears("", ["", "\ud800"])) == 2


def test_the_model_is_known_by_digest_and_precision(reader: LoadedReader) -> None:
    """Both may change a probability, so both are in the name."""
    name, precision = reader.model_id.split("/")
    assert name == f"onrecord-reader@{weights().digest[:12]}"
    assert precision in {"bf16", "f32"}
    assert on_torch().model_id.endswith("/f32")


def test_torch_takes_over_where_openvino_cannot_run(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Without OpenVINO the same weights are read with torch, and a warning says so."""
    monkeypatch.setitem(sys.modules, "index.embedding.bert", None)
    assert isinstance(loaded(weights()).encoder, TorchEncoder)
    assert "Reading with torch instead" in caplog.text


def test_reading_imports_no_torch(tmp_path: Path) -> None:
    """A question must not wait for libraries that only training needs."""
    put(tmp_path, content())
    program = """
import json, sys
from pathlib import Path
from assistant.reading.reader import Passage
from assistant.reading.trained import TrainedReader
TrainedReader(Path(sys.argv[1])).read("Who?", [Passage("Rain fell.", ((0, 10),))])
heavy = {"torch", "transformers", "sentence_transformers", "langchain_core", "chromadb"}
print(json.dumps(sorted(heavy & set(sys.modules))))
"""
    done = subprocess.run(  # noqa: S603 - this interpreter, our own program
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert json.loads(done.stdout) == []

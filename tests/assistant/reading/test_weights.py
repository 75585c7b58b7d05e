from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy

from assistant.reading.errors import WeightsDamaged, WeightsMissing
from assistant.reading.reader_weights import Temperatures, load_weights, packed_weights
from assistant.reading.trained import TrainedReader
from tests.assistant.reading.tiny import content


def put(folder: Path, written: bytes, digest: str | None = None) -> Path:
    """Write weights and their manifest."""
    (folder / "reader.safetensors").write_bytes(written)
    manifest = {"sha256": digest or hashlib.sha256(written).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def test_weights_are_read_with_their_digest_and_temperatures(tmp_path: Path) -> None:
    """The digest is that of the file."""
    found = load_weights(put(tmp_path, content()))
    assert found.digest == hashlib.sha256(content()).hexdigest()
    assert found.temperatures.answers == 2
    assert found.tensors["span.weight"].dtype == np.float32


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    """A file that does not match the manifest is not used, and the message says what to do."""
    put(tmp_path, content()[:-1] + b"!", hashlib.sha256(content()).hexdigest())
    with pytest.raises(WeightsDamaged, match=r"has the SHA-256 .*Restore the file"):
        load_weights(tmp_path)


@pytest.mark.parametrize("manifest", ["", "[]", "{}"])
def test_a_manifest_without_a_digest_is_refused(tmp_path: Path, manifest: str) -> None:
    """Without a digest nothing can be verified."""
    put(tmp_path, content())
    (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(WeightsDamaged, match="has no sha256"):
        load_weights(tmp_path)


@pytest.mark.parametrize("written", [b"", b"x" * 40, b"\xff" * 40])
def test_what_is_no_safetensors_file_is_refused(tmp_path: Path, written: bytes) -> None:
    """A digest that matches does not make a file readable."""
    with pytest.raises(WeightsDamaged):
        load_weights(put(tmp_path, written))


def test_a_missing_head_is_named(tmp_path: Path) -> None:
    """Weights of another model are refused before anything is read with them."""
    tensors = safetensors.numpy.load(content())
    del tensors["bears.2.bias"]
    with pytest.raises(WeightsDamaged, match=r"no tensor bears\.2\.bias"):
        load_weights(put(tmp_path, packed_weights(tensors, Temperatures(), {})))


def test_absent_weights_are_named_when_they_are_first_needed(tmp_path: Path) -> None:
    """A reader without weights can be made, and says what is missing when it is asked."""
    reader = TrainedReader(tmp_path)
    with pytest.raises(WeightsMissing, match=r"reader\.safetensors cannot be read"):
        reader.read("Who?", [])

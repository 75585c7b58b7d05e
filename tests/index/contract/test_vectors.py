from __future__ import annotations

import numpy as np
import pytest

from index.protocols import Catalogue, Vectors


def test_empty_vectors_find_nothing(vectors: Vectors, filled: Catalogue) -> None:
    """There is a row for each vector that was asked for, and nothing in it."""
    with filled.reading() as view:
        asked = view.vectors(view.seqs()[:2])
    assert (vectors.count, vectors.nearest(asked, 3)) == (0, [[], []])


def test_each_passage_is_found_by_its_own_vector(vectors: Vectors, filled: Catalogue) -> None:
    """It comes first, with a cosine of one; the others follow by their cosines."""
    with filled.reading() as view:
        seqs = view.seqs().tolist()
        vectors.add(view, seqs)
        asked = view.vectors(seqs)
        found = vectors.nearest(asked, 5)
        assert vectors.unfindable(view, seqs) == []
    assert vectors.count == len(seqs) == len(found)
    for row, hits in enumerate(found):
        cosines = [cosine for _, cosine in hits]
        assert (hits[0][0], len(hits)) == (seqs[row], 5)
        assert cosines == sorted(cosines, reverse=True)
        for seq, cosine in hits:
            assert cosine == pytest.approx(float(asked[row] @ asked[seqs.index(seq)]), abs=1e-5)


def test_a_wide_search_finds_all(vectors: Vectors, filled: Catalogue) -> None:
    """There are never more hits than vectors, and none comes twice."""
    with filled.reading() as view:
        seqs = view.seqs().tolist()
        vectors.add(view, seqs)
        ((*hits,),) = vectors.nearest(view.vectors(seqs[:1]), 1_000)
    assert sorted(seq for seq, _ in hits) == seqs


def test_passages_are_added_in_parts(vectors: Vectors, filled: Catalogue) -> None:
    """Those of all parts are found; those that were never added are not."""
    with filled.reading() as view:
        seqs = view.seqs().tolist()
        for part in (seqs[:10], seqs[:0], seqs[10:20]):
            vectors.add(view, part)
        assert vectors.count == 20
        assert vectors.unfindable(view, seqs[:20]) == []
        assert vectors.unfindable(view, seqs) == seqs[20:]
        found = vectors.nearest(view.vectors(seqs[:20]), 1)
    assert [hits[0][0] for hits in found] == seqs[:20]


def test_removed_passages_stay(vectors: Vectors, filled: Catalogue) -> None:
    """Whoever searches leaves out what is not visible: the vectors do not know."""
    with filled.reading() as view:
        seqs = view.seqs().tolist()
        vectors.add(view, seqs)
        asked = view.vectors(seqs[:1])
        (passage,) = view.passages(seqs[:1]).values()
    with filled.writing() as changes:
        changes.remove([passage.span.article_id])
    assert vectors.count == len(seqs)
    assert vectors.nearest(asked, 1)[0][0][0] == seqs[0]
    assert np.isfinite(vectors.nearest(asked, 1)[0][0][1])

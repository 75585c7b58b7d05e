from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from index.errors import ArticleMissing
from index.protocols import Catalogue
from index.scope import Filters
from sources.article import Metadata
from tests.index.contract.conftest import DIMENSIONS, a_draft, add

HERALD = Metadata(outlet="Herald", language="en", published=date(2024, 1, 2))
POST = Metadata(outlet="Post", language="ko", published=date(2024, 1, 5))


def test_an_empty_catalogue_holds_nothing(catalogue: Catalogue) -> None:
    """There is no passage, and a setting that was never set is empty."""
    with catalogue.reading() as view:
        assert (view.count(), view.newest_seq(), view.seqs().tolist()) == (0, 0, [])
        assert view.vectors([]).shape == (0, DIMENSIONS)
        assert (view.passages([1]), view.visible([1])) == ({}, set())
        assert (view.setting("model_id"), view.setting("nothing")) == ("fake@1", "")
        assert view.scope(Filters()).articles == 0


def test_a_staged_version_is_stored_but_not_visible(catalogue: Catalogue) -> None:
    """Derived parts can be made from it before anybody sees it."""
    draft = a_draft("a", "A bridge opened.")
    seqs = add(catalogue, draft, show=False)
    with catalogue.reading() as view:
        assert (view.count(), view.passages(seqs), view.visible(seqs)) == (0, {}, set())
        assert [record.seq for record in view.records(seqs)] == seqs
        assert view.newest_seq() == seqs[-1]
        with pytest.raises(ArticleMissing):
            view.article(draft.article.id)


def test_what_is_shown_can_be_read(catalogue: Catalogue) -> None:
    """Article, passages, records and vectors agree, and belong to the same numbers."""
    draft = a_draft("a", "A bridge opened.", HERALD)
    seqs = add(catalogue, draft)
    with catalogue.reading() as view:
        assert view.article(draft.article.id) == draft.article
        assert view.passages(seqs) == dict(zip(seqs, draft.passages, strict=True))
        (record,) = view.records(seqs)
        assert (record.body, record.outlet, record.span) == (
            draft.passages[0].text,
            "Herald",
            draft.passages[0].span,
        )
        vectors = view.vectors(seqs)
        assert vectors.shape == (1, DIMENSIONS)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)


def test_rows_come_in_the_order_asked_for(filled: Catalogue) -> None:
    """That of records and vectors is the caller's, that of `seqs` ascends."""
    with filled.reading() as view:
        seqs = view.seqs().tolist()
        assert seqs == sorted(seqs)
        back = seqs[::-1]
        assert [record.seq for record in view.records(back)] == back
        assert np.array_equal(view.vectors(back), view.vectors(seqs)[::-1])


def test_a_new_version_replaces_the_one_before(catalogue: Catalogue) -> None:
    """Its passages have numbers of their own, higher than all before."""
    old = add(catalogue, a_draft("a", "A bridge opened."))
    new = add(catalogue, a_draft("a", "A bridge closed."))
    assert min(new) > max(old)
    with catalogue.reading() as view:
        assert view.visible([*old, *new]) == set(new)
        assert view.scope(Filters()).articles == 1


def test_a_removed_article_is_hidden(filled: Catalogue) -> None:
    """Removing it again, or one that was never there, removes nothing."""
    gone = a_draft("03", "Town3ville built topic3.").article.id
    with filled.writing() as changes:
        assert changes.remove([gone, "nobody"]) == 1
        assert changes.remove([gone]) == 0
    with filled.reading() as view:
        assert view.scope(Filters()).articles == 29
        with pytest.raises(ArticleMissing):
            view.article(gone)


def test_numbers_are_not_used_again(catalogue: Catalogue) -> None:
    """Derived parts may still hold those of a removed article."""
    draft = a_draft("a", "A bridge opened.")
    first = add(catalogue, draft)
    with catalogue.writing() as changes:
        changes.remove([draft.article.id])
    assert min(add(catalogue, draft)) > max(first)


def test_a_view_does_not_change(catalogue: Catalogue) -> None:
    """What is committed after it began is in the next one, with a higher revision."""
    with catalogue.reading() as view:
        before = view.revision
    add(catalogue, a_draft("a", "A bridge opened."))
    with catalogue.reading() as view:
        assert view.revision > before
        assert view.count() == 1


def test_an_error_takes_all_changes_back(catalogue: Catalogue) -> None:
    """Nothing of a transaction that raises is stored."""

    def fail() -> None:
        with catalogue.writing() as changes:
            changes.set("model_id", "another@2")
            changes.stage(a_draft("a", "A bridge opened."), np.ones((1, DIMENSIONS), np.float32))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with catalogue.reading() as view:
        assert (view.setting("model_id"), view.newest_seq(), view.revision) == ("fake@1", 0, 0)


def test_a_setting_is_text(catalogue: Catalogue) -> None:
    """The last value counts."""
    for value in (1, 2):
        with catalogue.writing() as changes:
            changes.set("model_id", value)
    with catalogue.reading() as view:
        assert view.setting("model_id") == "2"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), [0, 1, 2]),
        (Filters(outlets=("Herald",)), [0]),
        (Filters(outlets=("herald",)), []),
        (Filters(outlets=("Herald", "Post")), [0, 1]),
        (Filters(languages=("ko",)), [1]),
        (Filters(since=date(2024, 1, 2)), [0, 1]),
        (Filters(since=date(2024, 1, 3)), [1]),
        (Filters(until=date(2024, 1, 2)), [0]),
        (Filters(outlets=("Post",), until=date(2024, 1, 2)), []),
    ],
)
def test_filters_select(catalogue: Catalogue, filters: Filters, expected: list[int]) -> None:
    """The ends of a range are included, and undated articles are in no range."""
    known = {"a": HERALD, "b": POST, "c": None}
    seqs = add(catalogue, *[a_draft(name, "A bridge.", about) for name, about in known.items()])
    wanted = [seqs[number] for number in expected]
    with catalogue.reading() as view:
        assert view.seqs(filters).tolist() == wanted
        assert view.visible(seqs, filters) == set(wanted)
        assert (view.count(filters), view.scope(filters).passages) == (len(wanted), len(wanted))
        assert view.count(filters, upto=seqs[0]) == sum(seq <= seqs[0] for seq in wanted)
        assert view.seqs(filters, after=seqs[0]).tolist() == [s for s in wanted if s > seqs[0]]


def test_the_scope_describes_what_is_selected(catalogue: Catalogue) -> None:
    """It counts articles with and without a date, and lists outlets and languages by name."""
    add(catalogue, a_draft("a", "One.", POST), a_draft("b", "Two.", HERALD), a_draft("c", "Three."))
    with catalogue.reading() as view:
        scope = view.scope(Filters())
    assert (scope.articles, scope.undated) == (3, 1)
    assert (scope.outlets, scope.languages) == (("Herald", "Post"), ("en", "ko"))
    assert (scope.first, scope.last) == (date(2024, 1, 2), date(2024, 1, 5))

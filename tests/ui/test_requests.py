"""What can be requested, and what a request asks of the chain, the desk and the search."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ModelUnusable
from index.errors import ArticleMissing
from sources.article import Article
from tests.ui.fakes import FakeArchive, FakeChain, an_abstention, an_article
from ui.errors import RequestUnusable
from ui.requests.act import requested
from ui.requests.ask import LONGEST_QUESTION, AskRequest, ask, question, require_askable
from ui.requests.lookup import short_name
from ui.requests.show import ShowRequest, show, show_record


@pytest.fixture
def archive(tmp_path: Path) -> FakeArchive:
    """Hold two articles."""
    made = FakeArchive(tmp_path)
    made.hold(an_article())
    made.hold(an_article("/archive/other.txt", "Nothing was built."))
    return made


@pytest.fixture
def article(archive: FakeArchive) -> Article:
    """Return the first of them."""
    return next(iter(archive.articles.values()))


@pytest.mark.parametrize("text", ["", "   \n", "?" * (LONGEST_QUESTION + 1)])
def test_what_cannot_be_asked_is_said_before_asking(text: str, archive: FakeArchive) -> None:
    """Nothing and far too much are refused with a reason."""
    with pytest.raises(RequestUnusable, match=r"[Qq]uestion"):
        ask(AskRequest(question=text), archive, FakeChain())


def test_what_is_searched_for_instead_is_measured_as_a_question_is() -> None:
    """A correction has the same limit."""
    require_askable("What?", "")
    with pytest.raises(RequestUnusable, match="Shorten it to 2,000 or fewer"):
        require_askable("What?", "?" * (LONGEST_QUESTION + 1))


def test_earlier_questions_are_asked_again(archive: FakeArchive) -> None:
    """Each is asked after the ones before it."""
    chain = FakeChain([an_abstention()])
    ask(AskRequest(question=" Why? ", history=["What did it cost?", "Who paid?"]), archive, chain)
    assert [asked.text for asked in chain.asked] == ["What did it cost?", "Who paid?", "Why?"]
    assert [len(asked.history) for asked in chain.asked] == [0, 1, 2]


@pytest.mark.parametrize(
    ("history", "told"),
    [([" "], "earlier question is not valid"), (["x"] * 51, "There are 51 earlier questions")],
)
def test_a_history_that_cannot_be_asked_is_refused(
    history: list[str], told: str, archive: FakeArchive
) -> None:
    """Before anything is asked."""
    chain = FakeChain([an_abstention()])
    with pytest.raises(RequestUnusable, match=told):
        ask(AskRequest(question="Why?", history=history), archive, chain)
    assert chain.asked == []


def test_a_writer_has_to_be_set_up(archive: FakeArchive) -> None:
    """Those that are set up are listed."""
    request = AskRequest(question="Why?", writer="x")
    with pytest.raises(ModelUnusable, match=r"named 'x' is set up\. Available: a:b"):
        question(request, archive, ["a:b"])
    assert question(request, archive, ["x"]).writer == "x"


def test_arguments_that_do_not_fit_are_named() -> None:
    """All of them, in sentences."""
    with pytest.raises(RequestUnusable) as refused:
        requested(AskRequest, {"question": 5, "windowed": "no"})
    assert "`question` is '5', but must be a valid string." in str(refused.value)
    assert "`windowed` is 'no', but must be a valid boolean." in str(refused.value)


def test_an_article_is_known_by_its_id_its_beginning_and_its_words(
    archive: FakeArchive, article: Article
) -> None:
    """The short name that other output has is one of them."""
    for name in (article.id, article.id[:4], short_name(archive, article.id)):
        assert show(ShowRequest(article_id=name), archive).article == article
    assert len(short_name(archive, article.id)) == 8


def test_a_name_of_several_articles_is_refused_with_them(archive: FakeArchive) -> None:
    """Words of a headline that two articles have; and a name of none, or nothing."""
    with pytest.raises(RequestUnusable) as refused:
        show(ShowRequest(article_id="steppe"), archive)
    assert all(each in str(refused.value) for each in archive.articles)
    with pytest.raises(ArticleMissing):
        show(ShowRequest(article_id="nowhere"), archive)
    with pytest.raises(RequestUnusable, match="Give an article's id"):
        show(ShowRequest(article_id=" "), archive)


def test_a_short_name_is_as_long_as_it_has_to_be(archive: FakeArchive, article: Article) -> None:
    """Two ids that begin alike are told apart."""
    archive.articles[f"{article.id[:10]}zzzzzz"] = article
    assert short_name(archive, article.id) == article.id[:11]


def test_the_words_of_a_span_come_along(archive: FakeArchive, article: Article) -> None:
    """The blocks are those that the excerpt reaches into."""
    request = ShowRequest(article_id=article.id, end=10, span="2:6")
    record = show_record(show(request, archive))
    assert (record["words"], record["text"]) == (article.text[2:6], article.text[:10])
    assert [block["kind"] for block in record["blocks"]] == ["headline"]
    for span in ("6:2", "2-6", "0:99999", "x"):
        with pytest.raises(RequestUnusable, match="span"):
            show(ShowRequest(article_id=article.id, span=span), archive)

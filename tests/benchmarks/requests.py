"""Ask archives to tell about articles of news, which are there or were taken out.

    python -m tests.benchmarks.requests [--archive DIR] [--requests N]

Requests are made of the first content words of headlines of RealTimeQA 2022. Printed are the share
that is answered, of those the share that quotes the article of the headline and its first
sentence, and the share that is declined where no article of the archive has the headline's
article; another may tell of the same, so that not all should be declined.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from assistant.answer import Answer
from assistant.chain import build_chain
from assistant.question import Question
from index.embedding.embedder import default_embedder
from sources.language.words import is_content
from tests.benchmarks import realtimeqa
from tests.benchmarks.confidence_questions import Passage, archived, some_of
from tests.benchmarks.scorecards import kept

# So many content words of a headline say what an article is about.
_ABOUT = 4
_SHORTEST = 1_500


def requests(most: int) -> list[Passage]:
    """Return requests to tell about articles of news, drawn at random with a seed of their own."""
    found = []
    for item in realtimeqa.items():
        about = " ".join(w for w in item.title.split() if is_content(w.lower()))
        if item.title and len(item.text) > _SHORTEST:
            request = f"Tell me about {' '.join(about.split()[:_ABOUT])}"
            found.append(Passage(request, item.id, item.title, item.text))
    return some_of(found, most)


def main() -> None:
    """Ask, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--archive", type=Path, help="keep archives in this folder")
    parser.add_argument("--requests", type=int, default=120)
    options = parser.parse_args()
    asked = requests(options.requests)
    embedder = default_embedder()
    half = len(asked) // 2
    with (
        kept(options.archive and options.archive / "requests") as folder,
        closing(archived(asked[:half], folder, embedder)) as archive,
    ):
        chain = build_chain(archive, embedder)
        there, gone = (
            [(each, chain.invoke(Question(each.question))) for each in some]
            for some in (asked[:half], asked[half:])
        )
    print("\n".join(_report(there, gone)))


Answered = Sequence[tuple[Passage, Answer]]


def _report(there: Answered, gone: Answered) -> list[str]:
    answered = [(passage, answer) for passage, answer in there if answer.found]
    own = [answer.citations[0].headline == passage.title for passage, answer in answered]
    first = [
        passage.text.startswith(answer.citations[0].words[:_ABOUT]) for passage, answer in answered
    ]
    return [
        f"{len(there)} requests whose article is there: answered {len(answered) / len(there):.3f}",
        f"of these, by the article of the headline: {np.mean(own):.3f}; "
        f"beginning with its first sentence: {np.mean(first):.3f}",
        f"{len(gone)} requests whose article is not there: declined "
        f"{np.mean([not answer.found for _, answer in gone]):.3f}",
    ]


if __name__ == "__main__":
    main()

"""The recipe: the reader's training data and credits, and the settings of a run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A data file, the kind of rows to make from it, and their share of all rows.

    `part` is the way in which its lines become rows; see `assistant.reading.training.schedule`.
    """

    file: str
    part: str
    share: float

    @property
    def name(self) -> str:
        """A unique name of the ingredient."""
        return f"{self.file}/{self.part}"


@dataclass(frozen=True, slots=True)
class Credit:
    """A description of a file, its authors and its licence."""

    file: str
    what: str
    authors: str
    licence: str


RECIPE = (
    Ingredient("paragraphs_squad11_train", "answerable", 0.40),
    Ingredient("paragraphs_squad20_dev_rest", "answerable", 0.012),
    Ingredient("paragraphs_squad11_train", "impossible", 0.26),
    Ingredient("paragraphs_squad20_dev_rest", "impossible", 0.034),
    Ingredient("paragraphs_squad11_train", "asserted", 0.04),
    Ingredient("questions_qed_nq", "questions", 0.03),
    Ingredient("questions_qamr", "news", 0.032),
    Ingredient("questions_qamr", "encyclopedia", 0.008),
    Ingredient("questions_selqa", "questions", 0.01),
    Ingredient("questions_covidqa", "questions", 0.005),
    Ingredient("claims_synthetic_edits", "claims", 0.045),
    Ingredient("claims_fever", "claims", 0.03),
    Ingredient("claims_fool_me_twice", "claims", 0.03),
    Ingredient("claims_mnli", "claims", 0.025),
    Ingredient("claims_conjnli", "claims", 0.012),
    Ingredient("claims_expertqa", "claims", 0.015),
    Ingredient("claims_factcheck_gpt", "claims", 0.01),
    Ingredient("claims_snli", "claims", 0.008),
    Ingredient("claims_wice_partial", "claims", 0.006),
    Ingredient("claims_negation_nli", "claims", 0.005),
    Ingredient("claims_counterfactual_nli", "claims", 0.005),
    Ingredient("claims_help", "claims", 0.003),
    Ingredient("claims_summedits", "claims", 0.003),
    Ingredient("yesno_boolq", "yesno", 0.014),
    Ingredient("rewrites_canard", "conversations", 0.02),
)

CREDITS = (
    Credit(
        "paragraphs_squad11_train",
        "SQuAD 1.1 train, with the impossible questions of SQuAD 2.0 train",
        "Rajpurkar, Zhang, Lopyrev and Liang 2016; Rajpurkar, Jia and Liang 2018; pairs of "
        "questions: Zhu et al. 2019",
        "CC BY-SA 4.0",
    ),
    Credit(
        "paragraphs_squad20_dev_rest",
        "SQuAD 2.0 dev, 21 of its 35 articles",
        "Rajpurkar, Jia and Liang 2018",
        "CC BY-SA 4.0",
    ),
    Credit(
        "questions_qed_nq",
        "QED over Natural Questions",
        "Lamm et al. 2021; Kwiatkowski et al. 2019",
        "CC BY-SA 3.0",
    ),
    Credit(
        "questions_qamr",
        "QAMR dev and test",
        "Michael, Stanovsky, He, Dagan and Zettlemoyer 2018; Wikinews and Wikipedia authors",
        "MIT (annotations); CC BY 2.5 and CC BY-SA (texts)",
    ),
    Credit("questions_selqa", "SelQA dev and test", "Jurczyk, Zhai and Choi 2016", "Apache-2.0"),
    Credit(
        "questions_covidqa",
        "COVID-QA",
        "Möller, Reina, Jayakumar and Pietsch 2020",
        "Apache-2.0 (annotations); CORD-19 texts",
    ),
    Credit(
        "claims_synthetic_edits",
        "SQuAD sentences altered by program",
        "made from SQuAD, Rajpurkar et al. 2016",
        "CC BY-SA 4.0",
    ),
    Credit(
        "claims_fever",
        "FEVER dev and FeverSymmetric",
        "Thorne, Vlachos, Christodoulopoulos and Mittal 2018; Schuster et al. 2019",
        "CC BY-SA 3.0; MIT",
    ),
    Credit(
        "claims_fool_me_twice",
        "Fool Me Twice dev and test",
        "Eisenschlos, Dhingra, Bulian, Börschinger and Boyd-Graber 2021",
        "Apache-2.0",
    ),
    Credit(
        "claims_mnli",
        "MultiNLI dev and a part of train",
        "Williams, Nangia and Bowman 2018",
        "OANC and similar",
    ),
    Credit("claims_conjnli", "ConjNLI", "Saha, Nie and Bansal 2020", "MIT"),
    Credit("claims_expertqa", "ExpertQA", "Malaviya et al. 2024", "MIT"),
    Credit("claims_factcheck_gpt", "Factcheck-GPT", "Wang et al. 2024", "Apache-2.0"),
    Credit("claims_snli", "SNLI", "Bowman, Angeli, Potts and Manning 2015", "CC BY-SA 4.0"),
    Credit(
        "claims_wice_partial",
        "WiCE train, partially supported claims",
        "Kamoi, Goyal, Rodriguez and Durrett 2023",
        "ODC-BY",
    ),
    Credit(
        "claims_negation_nli",
        "NLI with negations",
        "Hossain et al. 2020",
        "MIT",
    ),
    Credit(
        "claims_counterfactual_nli",
        "counterfactually augmented SNLI",
        "Kaushik, Hovy and Lipton 2020",
        "Apache-2.0",
    ),
    Credit("claims_help", "HELP and MED", "Yanaka et al. 2019", "CC BY-SA 4.0"),
    Credit("claims_summedits", "SummEdits, sales calls", "Laban et al. 2023", "Apache-2.0"),
    Credit("yesno_boolq", "BoolQ dev and a part of train", "Clark et al. 2019", "CC BY-SA 3.0"),
    Credit(
        "rewrites_canard",
        "CANARD dev, over QuAC",
        "Elgohary, Peskov and Boyd-Graber 2019; Choi et al. 2018",
        "CC BY-SA 4.0",
    ),
)


def recipe_without(files: Collection[str]) -> tuple[Ingredient, ...]:
    """Return the recipe without some files, for ablations."""
    return tuple(each for each in RECIPE if each.file not in files)


def digest_of(recipe: tuple[Ingredient, ...]) -> str:
    """Return a digest that identifies a recipe."""
    rows = json.dumps([asdict(each) for each in recipe])
    return hashlib.sha256(rows.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Budget:
    """The length of a run: rows, or minutes of training."""

    rows: int | None = None
    minutes: float | None = None

    def spent(self, rows: int, seconds: float) -> float:
        """Return the share of the budget spent; 1 or more ends the run."""
        if self.minutes is not None:
            return seconds / (60 * self.minutes)
        return rows / (self.rows or 1)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run.

    `average` is the decay of the moving average of the weights that is exported, 0 for none.
    """

    recipe: tuple[Ingredient, ...]
    budget: Budget
    seed: int = 16
    batch: int = 24
    rate: float = 2.2e-4
    warm_up: int = 200
    average: float = 0.995

    @property
    def described(self) -> dict[str, str]:
        """The settings that a checkpoint must match to be resumed. The budget may change."""
        return {
            "recipe": digest_of(self.recipe),
            "seed": str(self.seed),
            "batch": str(self.batch),
            "rate": str(self.rate),
            "warm-up": str(self.warm_up),
            "average": str(self.average),
        }

from __future__ import annotations

import pytest

from sources.language.detection import item_language

KOREAN = "켈마르 항만청은 다음 달 3일부터 9주간 다리를 통제한다고 밝혔다."
CATALAN = (
    "El pont del port de Kelmar es tancarà al trànsit durant nou setmanes a partir del 3 de març,"
    " va dir dimarts l'autoritat portuària."
)
CROATIAN = (
    "Lučki most u Kelmaru bit će zatvoren za promet devet tjedana od 3. ožujka, priopćila je u"
    " utorak lučka uprava."
)
NAMES = "Kim Min-ji, Park Seo-yeon, Lee Jun-ho: Seoul, Busan, Incheon, Daegu, Gwangju"


@pytest.mark.parametrize(
    ("text", "stated", "expected"),
    [
        (KOREAN, "en", "ko"),
        (KOREAN, "ko", "ko"),
        (CATALAN, "en", "ca"),
        (CATALAN, "ca", "ca"),
        (CROATIAN, "bs", "bs"),
        (CROATIAN, "de", "hr"),
        (NAMES, "en", "en"),
        ("Мост", "en", "en"),
        (CATALAN, "gsw", "gsw"),
        (KOREAN, None, None),
    ],
)
def test_a_text_clearly_in_another_language_than_its_site_is_known(
    text: str, stated: str | None, expected: str | None
) -> None:
    """Related languages, lists of names and a few words leave the stated language."""
    assert item_language(text, stated) == expected

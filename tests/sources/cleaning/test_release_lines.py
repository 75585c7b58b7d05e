from __future__ import annotations

import email.message
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import docx
import pytest

from sources.article import Metadata, Page
from sources.cleaning.cleaner import clean_and_list
from sources.cleaning.publication_status import embargo
from sources.files import SourceFile
from sources.language.scripts import holds_hangul
from sources.reading import read
from tests.pdfs import text_pdf

WESTERNMOST, KOREA = timezone(timedelta(hours=-12)), timezone(timedelta(hours=9))
NOW = datetime(2024, 6, 3, 12, tzinfo=UTC)
HEADLINE = "Talgar builds a bridge over its river"
BODY = (
    "The council of Talgar voted on Monday to build a bridge over the river near the old mill, "
    "Mayor Dana Orlova said on Tuesday. The work will begin in spring, according to the budget."
)
UNDATED = "embargo that does not state a certain end"
AHEAD = (
    "EMBARGOED UNTIL 00:01 Tuesday 4 June 2024",
    "*** STRICTLY EMBARGOED UNTIL: 00.01hrs, Tuesday, June 4, 2024 ***",
    "EMBARGO: not for publication before 4 June 2024",
    "EMBARGO: 00:01 Tuesday 4 June 2024",
    "Embargo: 4 June 2024, 10am",
    "EMBARGOED FOR RELEASE UNTIL 6 a.m. EDT, June 4, 2024",
    "PRESS RELEASE - UNDER EMBARGO UNTIL 4 JUNE 2024",
    "Not for publication or broadcast before 00:01 on 4 June 2024",
    "Hold for release until June 4, 2024",
    "For release at 8:30 a.m. (ET) Friday, June 7, 2024",
    "Transmission of material in this release is embargoed until 8:30 a.m. (ET), June 7, 2024",
    "This press release is strictly embargoed until 00:01 on Tuesday 4 June 2024.",
    "EMBARGOED UNTIL 04/06/2024",
    "Sperrfrist: 4. Juni 2024, 10:00 Uhr",
    "Pressesperrfrist bis 4. Juni 2024, 6 Uhr",
    "Sperrvermerk: Frei ab 4.6.2024",
    "Nicht zur Veröffentlichung vor dem 4. Juni 2024",
    "Ne pas diffuser avant le 4 juin 2024",
    "Embargo fino alle ore 6 del 4 giugno 2024",
    "Embargo tot 4 juni 2024, 06.00 uur",
    "EMBARGADO ATÉ 4 DE JUNHO DE 2024",
    "Embargado hasta las 10:00 h del 4 de junio de 2024",
    "No publicar antes del 4 de junio de 2024",
    "Эмбарго до 4 июня 2024 года",
    "Embargo do 4 czerwca 2024, godz. 6",
    "Får ej publiceras före 4 juni 2024",
    "解禁日時：2024年6月4日 6時",
    "محظور من النشر حتى 4 يونيو 2024",
    "Hold until Tuesday 4 June 2024 00:01",
    "HOLD FOR RELEASE 6 a.m. EST June 4, 2024",
    "Strictly private and confidential until 4 June 2024",
    "Publication embargo: 4 June 2024",
    "This paper is under embargo until 16:00 London time on 4 June 2024",
    "Embargo until 4 June 2024: The council of Talgar votes",
    "EMBARGO 4.6.2024 10 Uhr: Neuer Bahnhof für Harlingen",
    "[EMBARGO bis 4.6.2024, 10 Uhr] Neuer Bahnhof für Harlingen",
    "SOUS EMBARGO JUSQU'AU 4 JUIN 2024",
    "Embargo hasta el 4 de junio de 2024",
    "보도시점: 2024. 6. 4.(화) 조간부터",
    "보도시점 | 2024. 6. 4.(화) 12:00 | 배포 | 2024. 6. 3.(월)",
    "보도일시: 2024년 6월 4일(화) 석간부터",
    "보도시점 ‘24. 6. 4.(화) 11:00 이후",
    "엠바고: 2024년 6월 4일 오전 11시",
    "[엠바고] 2024. 6. 4. 10:00",
    "이 자료는 2024년 6월 4일(화) 조간부터 보도하여 주시기 바랍니다.",
    "2024. 6. 4.(화) 조간부터 보도 가능합니다",
)
UNREADABLE = (
    "EMBARGOED UNTIL 4 JUNE",
    "Embargoed to 0001 Tuesday June 4",
    "Embargoed until the start of the speech",
    "Not to be published until the speech begins",
    "This statement is under strict embargo until the speech begins",
    "EMBARGO",
    "STRICTLY EMBARGOED",
    "보도시점",
    "엠바고 6월 4일(화) 오전 11시까지",
    "※ 엠바고 준수 요청",
    "보도 시점: 추후 공지",
)
AT_ONCE = (
    "FOR IMMEDIATE RELEASE",
    "For immediate release: June 3, 2024",
    "FOR IMMEDIATE RELEASE Contact: Jane Doe",
    "FOR IMMEDIATE RELEASE June 3, 2024 Contact Jane Doe",
    "For release: immediately",
    "Embargo: none",
    "Zur sofortigen Veröffentlichung",
    "PRESS RELEASE",
    "보도자료",
    "보도시점 배포 즉시",
    "배포 즉시 보도 가능",
    "배포 즉시 보도하여 주시기 바랍니다.",
    "이 자료는 배포 시부터 보도해 주시기 바랍니다",
    "즉시 보도 가능",
)
HEADLINES = (
    "Embargo lifted on Russian oil",
    "Embargo until 2030 on arms sales, EU says",
    "Embargo: EU bans Russian oil",
    "Embargoed Iranian oil finds new buyers",
    "Under embargo, Cuba turns to Russia",
    "EU embargo on Russian oil begins on 5 December 2022",
    "For immediate release of hostages, Egypt proposes truce",
    "For release from prison, 12 wait",
    "No release until ceasefire, Hamas says",
    "Do not use this app, officials say",
    "The report is embargoed until Tuesday, but it has leaked",
    "Embargo on arms for Sudan until 20 December 2999 agreed",
    "Embargo auf Öl ab 20. Dezember 2999 beschlossen",
    "L’embargo sur le pétrole dès le 20 décembre 2999",
    "Эмбарго на нефть вступит в силу 20 декабря 2999 года",
    "Hold until the rain ends on 20 December 2999, farmers are told",
    "Private schools to hold classes until 20 December 2999",
    "Release date of the film: 20 December 2999",
    "Release date: 20 December 2999",
    "RELEASE DATE: 20 December 2023",
    "엠바고 풀린 러시아산 원유",
    "엠바고: 언론의 약속과 현실",
    "보도 시간 늘린 KBS",
    "즉시 보도하지 않은 언론들",
    "보도자료 베끼기 논란",
)


def _removed(*lines: str) -> list[str]:
    page = Page("/news/release.txt", "\n\n".join((*lines, BODY)))
    return [each.text for each in clean_and_list(page)[1] if each.rule == "release line"]


@pytest.mark.parametrize("line", AHEAD)
@pytest.mark.parametrize("place", [0, 1])
def test_an_embargo_keeps_a_press_release_back_until_it_ends(line: str, place: int) -> None:
    """It is in the first or second line, and 04/06 is over when both of its days are."""
    lines = [HEADLINE, BODY]
    lines.insert(place, line)
    assert str(embargo(lines, NOW)).startswith("embargo until ")
    assert embargo(lines, datetime(2024, 6, 10, tzinfo=UTC)) is None


@pytest.mark.parametrize("line", UNREADABLE)
def test_an_embargo_without_a_certain_end_has_not_ended(line: str) -> None:
    """It may be in force for years, so that nothing comes in by accident."""
    assert str(embargo([HEADLINE, line, BODY])).startswith(UNDATED)


@pytest.mark.parametrize("line", AT_ONCE)
def test_a_release_for_immediate_use_is_not_kept_back(line: str) -> None:
    """Nor is its line text of the article."""
    assert embargo([line, HEADLINE, BODY], NOW) is None
    assert _removed(line, HEADLINE) == [line]


@pytest.mark.parametrize("line", HEADLINES)
def test_headlines_about_embargoes_are_text(line: str) -> None:
    """They keep nothing back and stay in the article."""
    assert embargo([line, BODY], NOW) is None
    assert _removed(line) == []


def test_only_the_first_lines_count() -> None:
    """Further down, or after the first paragraph, the text is about an embargo."""
    line = AHEAD[0]
    assert embargo([HEADLINE, BODY, line], NOW) is None
    assert embargo([*map(str, range(8)), line], NOW) is None


@pytest.mark.parametrize(
    "line", ["RELEASE DATE: 20 December 2999", "Zur Veröffentlichung ab 2.9.2999"]
)
def test_a_day_of_release_ahead_is_an_embargo(line: str) -> None:
    """A past one is the day of publication, or that of a film."""
    assert str(embargo([line, HEADLINE, BODY])).startswith("embargo until ")
    assert embargo([line.replace("2999", "2023"), HEADLINE, BODY]) is None


def test_an_hour_in_words_ends_an_embargo() -> None:
    """It does not end as its day begins."""
    for line in ("Sperrfrist: 4. Juni 2024, 18 Uhr", "Embargo fino alle ore 18 del 4 giugno 2024"):
        assert embargo([line, BODY], datetime(2024, 6, 5, 5, tzinfo=UTC)) is not None
        assert embargo([line, BODY], datetime(2024, 6, 5, 7, tzinfo=UTC)) is None


def test_an_embargo_may_be_below_a_note_to_the_editors() -> None:
    """As in the copy of a news agency."""
    note = "Eds: UPDATES with quotes. ADVISORY: moving on general news and weather services."
    lines = ["BC-Laguna-Flood,1st Ld-Writethru", note, "HOLD FOR RELEASE 6 a.m. EST June 4, 2024"]
    assert embargo([*lines, BODY], NOW) == "embargo until 6 a.m. EST June 4, 2024"


def test_the_end_may_be_on_the_line_below() -> None:
    """As in the cells of a table."""
    assert embargo(["보도시점", "2024. 6. 4.(화) 조간부터", BODY], NOW) is not None
    lines = ["STRICTLY EMBARGOED UNTIL", "00:01 Tuesday 4 June 2024", HEADLINE]
    assert embargo(lines, datetime(2024, 6, 5, tzinfo=UTC)) is None
    assert _removed(*lines) == lines[:2]
    assert str(embargo(["EMBARGO", f"4 June 2023 changed {HEADLINE}"])).startswith(UNDATED)


@pytest.mark.parametrize(
    ("hour", "lines"),
    [
        (0, ("EMBARGO UNTIL", "4 June 2024")),
        (10, ("Embargo until:", "Tuesday 4 June 2024", "10:00 BST")),
        (10, ("Embargoed until:", "4 June 2024", "10:00")),
        (10, ("EMBARGOED UNTIL", "10:00 BST", "4 June 2024")),
        (10, ("Sperrfrist bis", "4. Juni 2024", "10 Uhr")),
        (10, ("Embargo", "4 June 2024, 10 a.m.")),
        (10, ("This report is embargoed until", "4 June 2024, 10 a.m.")),
        (0, ("FOR RELEASE", "June 4, 2024")),
        (11, ("엠바고", "2024. 6. 4.(화)", "오전 11시")),
    ],
)
def test_the_day_and_the_time_may_be_on_lines_of_their_own(
    hour: int, lines: tuple[str, ...]
) -> None:
    """In either order."""
    ends = datetime(2024, 6, 4, hour, tzinfo=KOREA if holds_hangul(lines[0]) else WESTERNMOST)
    before, after = ends - timedelta(minutes=1), ends + timedelta(minutes=1)
    assert str(embargo([*lines, HEADLINE, BODY], before)).startswith("embargo until ")
    assert embargo([*lines, HEADLINE, BODY], after) is None
    assert _removed(*lines, HEADLINE) == list(lines)


def test_only_one_day_and_one_time_belong_to_an_embargo() -> None:
    """The lines below may be the day of the release itself and the text."""
    lines = ["EMBARGOED UNTIL 4 JUNE 2024, 10:00", "3 June 2024", HEADLINE]
    assert _removed(*lines)[:1] == lines[:1]
    assert embargo([*lines, BODY], datetime(2024, 6, 4, 21, tzinfo=UTC)) is not None
    assert _removed("EMBARGOED UNTIL 6 JUNE", "3 June 2024")[0] == "EMBARGOED UNTIL 6 JUNE"
    assert _removed("FOR IMMEDIATE RELEASE", "3 June 2024")[0] == "FOR IMMEDIATE RELEASE"


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED UNTIL 6 MARCH, 10:00",
        "EMBARGOED UNTIL 10:00, THURSDAY 6 MARCH",
        "Embargoed to 1000 Thursday March 6",
        "Embargo: 10 a.m. GMT, March 6th",
        "Sperrfrist: 6. März, 10 Uhr",
        "Embargo jusqu’au 6 mars à 10 heures",
        "Embargado hasta las 10:00 h del 6 de marzo",
        "엠바고 3월 6일(목) 오전 10시까지",
    ],
)
def test_an_embargo_without_a_year_ends_in_the_year_nearest_to_the_day_of_the_release(
    line: str,
) -> None:
    """That day is in the file or on a line below, and without it the end is not certain."""
    before, after = (datetime(2025, 3, day, tzinfo=UTC) for day in (5, 7))
    for lines, stated in (([line, HEADLINE], date(2025, 3, 4)), ([line, "4 March 2025"], None)):
        assert str(embargo([*lines, BODY], before, stated)).startswith("embargo until ")
        assert embargo([*lines, BODY], before.replace(month=4), stated) is None
        assert embargo([*lines, BODY], after, stated) is None
    assert str(embargo([line, HEADLINE, BODY], after)).startswith(UNDATED)


def test_a_day_in_january_is_in_the_year_after_a_release_of_december() -> None:
    """The nearest year is not always that of the release."""
    lines = ["EMBARGOED UNTIL 3 JANUARY", HEADLINE, BODY]
    assert embargo(lines, datetime(2025, 1, 2, tzinfo=UTC), date(2024, 12, 30)) is not None
    assert embargo(lines, datetime(2025, 1, 4, tzinfo=UTC), date(2024, 12, 30)) is None


@pytest.mark.parametrize("kind", ["txt", "md", "html", "main.html", "docx"])
def test_the_year_may_be_that_of_the_file(kind: str, tmp_path: Path) -> None:
    """A release of years ago is not kept back, and one whose day is nowhere is."""
    path = tmp_path / f"release.{kind}"
    _write(path, kind, "EMBARGOED UNTIL 6 MARCH, 10:00")
    (page,) = read(SourceFile(path, tmp_path))
    assert isinstance(page, Page)
    assert str(page.metadata.unpublished).startswith(UNDATED)
    stated = Metadata(published=date(2020, 3, 4))
    if kind.endswith("html"):
        stated = Metadata()
        meta = '<head><meta property="article:published_time" content="2020-03-04"></head>'
        path.write_text(path.read_text().replace("<html>", f"<html>{meta}"))
    (page,) = read(SourceFile(path, tmp_path), stated)
    assert isinstance(page, Page)
    assert page.metadata.unpublished is None


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("embargoed until 03.25.2025", date(2025, 3, 25)),
        ("embargoed until 04.03.2025", date(2025, 3, 4)),
        ("Embargo bis 04.03.2025, 10 Uhr", date(2025, 3, 4)),
        ("Embargoed until 8:30 a.m. ET, 04.03.2025", date(2025, 4, 3)),
        ("EMBARGOED UNTIL 04.03.2025, 8:30 (EST)", date(2025, 4, 3)),
        ("Embargoed until 6 am Pacific, 04.03.2025", date(2025, 4, 3)),
        ("Embargoed until 03.04.2025 8:30 a.m. PDT", date(2025, 4, 3)),
        ("SOUS EMBARGO JUSQU’AU 04.03.2025", date(2025, 3, 4)),
    ],
)
def test_with_a_zone_of_the_united_states_the_month_may_come_first(line: str, ends: date) -> None:
    """The later day of the two then ends the embargo."""
    noon = datetime(ends.year, ends.month, ends.day, 12, tzinfo=UTC)
    assert embargo([line, HEADLINE, BODY], noon - timedelta(hours=1)) is not None
    assert embargo([line, HEADLINE, BODY], noon + timedelta(days=1)) is None


@pytest.mark.parametrize("line", ["EMBARGOED UNTIL 00:01 BST 4 June 2024", "보도시점: 2024. 6. 4."])
def test_an_embargo_ends_when_its_moment_has_passed_wherever_it_may_be_meant(line: str) -> None:
    """In Korean that is Korea, and otherwise everywhere."""
    korean = line.startswith("보")
    assert embargo([line], datetime(2024, 6, 3, 14, 59, tzinfo=UTC)) is not None
    assert (embargo([line], datetime(2024, 6, 3, 15, 1, tzinfo=UTC)) is None) == korean
    assert embargo([line], datetime(2024, 6, 4, 12, 2, tzinfo=UTC)) is None


@pytest.mark.parametrize("kind", ["txt", "md", "eml", "docx", "html", "main.html", "pdf"])
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("EMBARGOED UNTIL 00:01 Tuesday 4 June 2999", "embargo until 00:01 Tuesday 4 June 2999"),
        ("EMBARGOED UNTIL 00:01 Tuesday 4 June 2024", None),
        ("FOR IMMEDIATE RELEASE", None),
    ],
)
def test_an_embargo_is_read_in_every_form(
    kind: str, line: str, reason: str | None, tmp_path: Path
) -> None:
    """One that has ended is not part of the text, and dates the release."""
    path = tmp_path / f"release.{kind}"
    _write(path, kind, line)
    (page,) = read(SourceFile(path, tmp_path))
    assert isinstance(page, Page)
    assert page.metadata.unpublished == reason
    article, _ = clean_and_list(page)
    assert line not in article.text
    assert article.headline.startswith(HEADLINE)
    if kind == "txt" and "2024" in line:
        assert article.metadata.published == date(2024, 6, 4)


def _write(path: Path, kind: str, line: str) -> None:
    """Write a press release with this line above its headline."""
    if kind == "docx":
        document = docx.Document()
        for text in (line, HEADLINE, BODY):
            document.add_paragraph(text)
        document.save(str(path))
    elif kind == "eml":
        message = email.message.EmailMessage()
        message["Subject"] = HEADLINE
        message.set_content(f"{line}\n\n{BODY}\n")
        path.write_bytes(message.as_bytes())
    elif kind == "pdf":
        path.write_bytes(text_pdf([[line, HEADLINE, BODY]]))
    elif kind.endswith("html"):
        body = "".join(f"<p>{BODY} {number}.</p>" for number in range(6))
        inner = f"<h1>{HEADLINE}</h1>{body}"
        inner = f"<main>{inner}</main>" if kind == "main.html" else inner
        path.write_text(f"<html><body><div class='notice'>{line}</div>{inner}</body></html>")
    else:
        path.write_text(f"{line}\n\n{HEADLINE}\n\n{BODY}\n", encoding="utf-8")

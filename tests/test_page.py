"""`report --format html`: one page that needs nothing else, and what each number in it opens."""

import re
from pathlib import Path

import lxml.html
import pytest

from tests.drafts import Draft, draft, edit, markdown_texts, page_texts, sample

INTERN = "intern/stellungnahme_INTERN.html"
OUTSIDE = re.compile(r"\b(?:src|srcset|href|action|data|poster|style|on\w+)=|url\(|@import|https?:")


@pytest.fixture(scope="module")
def page(drafted: Draft) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(drafted.page.read_bytes())


def opened(page: lxml.html.HtmlElement, text: str) -> str:
    """What the first number of the passage that contains a text opens."""
    (passage,) = [p for p in page.iter("p", "td") if text in p.text_content()][:1]
    target = passage.find(".//button").get("popovertarget")
    return str(page.get_element_by_id(target).text_content())


def test_the_page_says_what_the_markdown_says(drafted: Draft) -> None:
    assert page_texts(drafted.page) == markdown_texts(drafted.markdown)


def test_every_printed_figure_is_a_button_and_every_button_opens_its_figure(
    drafted: Draft, page: lxml.html.HtmlElement
) -> None:
    buttons = page.findall(".//main//button")
    boxes = {box.get("id"): box for box in page.iterfind(".//div[@popover]")}
    assert {b.get("popovertarget") for b in buttons} == set(boxes)
    named = {box.findall(".//dd")[-1].text_content() for box in boxes.values()}
    assert named == {figure["id"] for figure in drafted.evidence["figures"]}


def test_behind_a_number_stand_its_meaning_its_period_and_its_date(
    page: lxml.html.HtmlElement,
) -> None:
    told = opened(page, "86\u00a0Personen teil")
    assert told.startswith("Teilnehmende (jede Person einmal gezählt)Personen mit mindestens")
    for line in (
        "BausteinTeilhabemanagement",
        "Zahl86",
        "Zeitraum01.03.2020 bis 30.06.2023",
        "Datenstand09.02.2024",
        "Bezeichnungm6.participants",
    ):
        assert line in told
    assert "Grundzahl86Anteil66" in opened(page, "57\u00a0Personen")


def test_the_page_brings_nothing_in_and_runs_nothing(drafted: Draft) -> None:
    text = drafted.page.read_text(encoding="utf-8")
    assert OUTSIDE.findall(text) == []
    page = lxml.html.fromstring(text.encode())
    assert [*page.iter("script", "link", "img", "iframe", "object", "a", "form", "base")] == []
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_headings_tables_and_charts_are_told_to_those_who_do_not_see_them(
    page: lxml.html.HtmlElement,
) -> None:
    assert page.getroottree().getroot().get("lang") == "de"
    assert page.findtext(".//title") == "Stellungnahme: Durchstarten in Ausbildung und Arbeit"
    assert [h.tag for h in page.iter("h1", "h2", "h3", "h4")] == ["h1", "h2", *["h3"] * 4]
    for table in page.iter("table"):
        assert {th.get("scope") for th in table.find("thead").iter("th")} == {"col"}
        assert {row[0].get("scope") for row in table.find("tbody")} == {"row"}
        named = table.find("caption") is not None or table.get("aria-labelledby")
        assert named
    assert [svg.get("role") for svg in page.iter("svg")] == ["img", "img"]
    assert page.xpath("//*[@colspan or @rowspan]") == []


def test_the_charts_say_their_values(page: lxml.html.HtmlElement) -> None:
    months, bars = (["".join(t.itertext()) for t in svg.iter("text")] for svg in page.iter("svg"))
    assert bars[5:] == [
        "Baustein\u00a06 „Teilhabemanagement“",
        "Teilnehmende: 86",
        "Ausbildung: 22",
        "Beschäftigung: 16",
        "weder noch: 48",
    ]
    assert months[:6] == ["Belegung", "Plätze: 5", "0", "5", "3,5", "Feb 2022"]


def test_rows_stand_only_on_the_internal_page(drafted: Draft, tmp_path: Path) -> None:
    assert "Zeilen dahinter" not in drafted.page.read_text(encoding="utf-8")
    assert not (drafted.folder / INTERN).exists()
    result = draft(sample(tmp_path / "leverkusen"), "--format", "md", "--intern")
    page = lxml.html.fromstring((result.folder / INTERN).read_bytes())
    assert page.find(".//header/p").text_content().startswith("INTERN")
    assert "lieferungen/dekra/2024-02-09/DEKRA_Coaching.csv: Zeilen 5-23" in opened(
        page, "17\u00a0Personen teil"
    )
    assert not (result.folder / "stellungnahme.html").exists()


def test_gaps_are_marked(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    (project / "texte/resuemee.md").unlink()
    marks = lxml.html.fromstring(draft(project).page.read_bytes()).findall(".//mark")
    assert [m.text_content() for m in marks] == ["[BITTE ERGÄNZEN: Resümee der Verwaltung]"]


def test_what_others_wrote_is_only_ever_text(tmp_path: Path) -> None:
    """Where it becomes an attribute, an element or the title."""
    project = sample(tmp_path / "leverkusen")
    text = '"><img src=x onerror=alert(1)> </title></style><script>alert(1)</script> &quot; '
    edit(project / "anfrage.toml", 'subject = "', f"subject = '''{text}''' #")
    edit(project / "durchstarten.toml", 'name = "Coaching"', f"name = '''{text}'''")
    edit(project / "durchstarten.toml", 'unit = "Kommunales', f"unit = '''{text}''' #")
    result = draft(project, "--format", "all", "--intern")
    for file in (result.page, result.folder / INTERN):
        page = lxml.html.fromstring(file.read_bytes())
        assert [*page.iter("script", "img", "a", "b")] == []
        assert [name for name in page.xpath("//@*/..") if "onerror" in name.attrib] == []
    assert page_texts(result.page) == markdown_texts(result.markdown)

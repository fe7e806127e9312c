"""Charts: native ones in Word with their data inside, drawn from the table that stands below."""

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from durchstarten_cli.render.docx import Passage
from durchstarten_cli.render.marks import chart_mark, strip_marks
from tests.drafts import Draft, draft, edit, sample
from tests.render.test_docx import LETTERHEAD, opened, part, write

C = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
BARS = (
    "Abbildung 1: Ergebnis\n\n{mark}\n\n| Baustein | Ausbildung | Arbeit |\n|---|---|---|\n{rows}"
)
MONTHS = "Abbildung 1: Belegung\n\n{mark}\n\n| Jahr | Jan | Feb | März |\n|---|---|---|---|\n{rows}"


def bars(rows: str, description: str = "Balken & mehr") -> str:
    return BARS.format(mark=chart_mark("balken", description), rows=rows)


def months(rows: str) -> str:
    return MONTHS.format(mark=chart_mark("monate", "Säulen", ("Plätze", 5)), rows=rows)


def chart(content: bytes, number: int = 1) -> etree._Element:
    return etree.fromstring(part(content, f"word/charts/chart{number}.xml"))


def book(content: bytes, number: int = 1) -> list[tuple[object, ...]]:
    """The rows of the workbook inside, as another program reads them."""
    data = part(content, f"word/embeddings/Diagramm{number}.xlsx")
    return list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))


def plotted(root: etree._Element) -> dict[str, list[str]]:
    """Series name -> the values that Word draws without opening the workbook."""
    return {
        series.findtext("c:tx//c:v", namespaces=C): [
            v.text for v in series.iterfind("c:val//c:v", C)
        ]
        for series in root.iter(f"{{{C['c']}}}ser")
    }


def test_the_charts_of_the_sample_show_the_numbers_of_the_text(drafted: Draft) -> None:
    content = drafted.docx.read_bytes()
    assert book(content, 2) == [
        (None, "Teilnehmende", "Ausbildung", "Beschäftigung", "weder noch"),
        ("Baustein\u00a01 „Coaching“", 17, 1, 2, 14),
        ("Baustein\u00a06 „Teilhabemanagement“", 86, 22, 16, 48),
    ]
    assert plotted(chart(content, 2)) == {
        "Teilnehmende": ["17", "86"],
        "Ausbildung": ["1", "22"],
        "Beschäftigung": ["2", "16"],
        "weder noch": ["14", "48"],
    }
    head, first, *_, last = book(content, 1)
    assert (head, first, last) == (
        (None, "Belegung", "Plätze: 5"),
        ("Feb 2022", 3.5, 5),
        ("Juni 2023", 4.8, 5),
    )
    assert len(book(content, 1)) == 18


def test_the_workbook_and_the_chart_hold_the_same_cells() -> None:
    content = write(bars("| A | 1.234.567 | 4,5 |\n| B | 0 | 12 |")).content
    assert book(content)[1:] == [("A", 1234567, 4.5), ("B", 0, 12)]
    assert plotted(chart(content)) == {"Ausbildung": ["1234567", "0"], "Arbeit": ["4.5", "12"]}
    formulas = [f.text for f in chart(content).iter(f"{{{C['c']}}}f")]
    assert formulas[:3] == ["Tabelle1!$B$1", "Tabelle1!$A$2:$A$3", "Tabelle1!$B$2:$B$3"]


@pytest.mark.parametrize("word", ["nicht genannt", "weniger als 3", "nicht gemeldet"])
def test_a_word_in_place_of_a_number_is_written_where_its_bar_would_be(word: str) -> None:
    content = write(bars(f"| A | {word} | 12 |")).content
    labels = ["".join(label.itertext()) for label in chart(content).iterfind(".//c:dLbl", C)]
    assert labels == [f"Ausbildung: {word}"]
    assert plotted(chart(content))["Ausbildung"] == ["0"]
    assert book(content)[1] == ("A", word, 12)


def test_months_without_an_entry_are_drawn_only_between_others() -> None:
    content = write(months("| 2021 | | | 3 |\n| 2022 | 4 | | 5 |\n| 2023 | | | |")).content
    rows = book(content)[1:]
    assert [row[0] for row in rows] == ["März 2021", "Jan 2022", "Feb 2022", "März 2022"]
    assert plotted(chart(content)) == {"Belegung": ["3", "4", "5"], "Plätze: 5": ["5"] * 4}


def test_every_bar_says_its_value_and_what_it_is() -> None:
    root = chart(write(bars("| A | 1 | 2 |")).content)
    shown = root.xpath(
        "//c:ser/c:dLbls/c:showVal/@val | //c:ser/c:dLbls/c:showSerName/@val", namespaces=C
    )
    assert shown == ["1"] * 4


def test_the_chart_has_an_alternative_text_and_a_number_of_its_own() -> None:
    document = opened(write(bars("| A | 1 | 2 |") + "\n\n" + months("| 2021 | 1 | 2 | 3 |")))
    drawn = [e for e in document.element.iter() if str(e.tag).endswith("}docPr")]
    assert [e.get("descr") for e in drawn] == ["Balken & mehr", "Säulen"]
    assert len({e.get("id") for e in drawn}) == 2


def test_captions_count_in_fields() -> None:
    told = write(bars("| A | 1 | 2 |"))
    codes = re.findall(r"SEQ \w+", part(told.content).decode())
    assert codes == ["SEQ Abbildung"]
    assert told.passages[-3:] == (
        Passage("Abbildung 1: Ergebnis"),
        Passage("Baustein | Ausbildung | Arbeit"),
        Passage("A | 1 | 2"),
    )


def test_in_markdown_the_description_stands_above_the_table() -> None:
    assert strip_marks(bars("| A | 1 | 2 |")).splitlines()[2] == "Balken & mehr"


@pytest.mark.parametrize("mark", ["\ue005balken||\ue006Text\ue007", "\ue005", "balken||"])
def test_a_text_from_outside_never_becomes_a_chart(tmp_path: Path, mark: str) -> None:
    project = sample(tmp_path / "leverkusen")
    (project / "texte/resuemee.md").write_text(f"{mark}\n\nDanach.", encoding="utf-8")
    edit(project / "anfrage.toml", 'subject = "', f'subject = "{mark}')
    with zipfile.ZipFile(draft(project).docx) as archive:
        assert len([n for n in archive.namelist() if n.startswith("word/charts/chart")]) == 2


@pytest.mark.parametrize("name", ['=1+1"<&>', "\ue0000\ue0013\ue002\ue005", "a\x0bb"])
def test_a_name_in_a_chart_stays_a_name(name: str) -> None:
    content = write(bars(f"| {name} | 1 | 2 |", description=name)).content
    assert book(content)[1][1:] == (1, 2)
    assert opened(write(bars("| A | 1 | 2 |"))) is not None


def test_without_charts_their_tables_are_gone_too(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    without = draft(project, "--no-charts")
    assert "Abbildung" not in without.markdown
    with zipfile.ZipFile(without.docx) as archive:
        assert not [name for name in archive.namelist() if "chart" in name or "embed" in name]
    edit(project / "durchstarten.toml", 'format = "all"', 'format = "all"\ncharts = false')
    assert draft(project).markdown == without.markdown
    assert "Abbildung 2" in draft(project, "--charts").markdown


def test_the_parts_of_the_letterhead_stay_as_they_are() -> None:
    """Where nothing but the text, its relations and its styles has to change."""
    with zipfile.ZipFile(io.BytesIO(LETTERHEAD)) as before:
        names = [n for n in before.namelist() if n.startswith("word/media/")]
        assert names
        content = write(bars("| A | 1 | 2 |")).content
        assert [part(content, name) for name in names] == [before.read(name) for name in names]

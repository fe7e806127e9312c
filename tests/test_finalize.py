"""`finalize` on the draft as colleagues edited it in Word: released, or refused with reasons."""

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.build import Said
from tests.drafts import DEKRA, KI, Draft, call, draft, edit, files, paragraphs, sample
from tests.drafts import word_texts as texts_of

WHO = ("--by", "Petra Muster", "--date", "2024-03-06")
Change = Callable[[Document], object]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """A draft on the sample, to be copied."""
    return draft(sample(tmp_path_factory.mktemp("original") / "leverkusen"))


@pytest.fixture
def drafted(original: Draft, tmp_path: Path) -> Draft:
    """A draft on the sample in a project of its own."""
    project = Path(shutil.copytree(original.project, tmp_path / "leverkusen"))
    return Draft(project, project / original.folder.relative_to(original.project), original.said)


def finalize(file: Path, *words: object) -> Said:
    """`finalize`, with every blank it prints as a plain one."""
    said = call("finalize", file, *WHO, *words)
    return Said(said.code, said.out, said.err.replace("\u00a0", " "))


def refused(drafted: Draft, file: Path, *words: object) -> Said:
    """`finalize`, which must not write anything."""
    before = files(drafted.project.parent)
    said = finalize(file, *words)
    assert files(drafted.project.parent) == before
    assert said.out == ""
    return said


def change(file: Path, edited: Change) -> None:
    """Edit the file as a colleague does, and save it."""
    document = docx.Document(str(file))
    edited(document)
    document.save(str(file))


def paragraph(document: Document, text: str) -> Paragraph:
    """The one paragraph that holds a text; blanks may be such that do not break."""
    found = [p for p in paragraphs(document) if text in p.text.replace("\u00a0", " ")]
    assert len(found) == 1
    return found[0]


def put(old: str, new: str) -> Change:
    """Replace words in the one paragraph that holds them."""

    def edited(document: Document) -> None:
        target = paragraph(document, old)
        text = target.text.replace("\u00a0", " ").replace(old, new)
        for run in target.runs[1:]:
            run.text = ""
        target.runs[0].text = text

    return edited


def no_final(size: str, *points: str) -> Said:
    """What `finalize` says when something is to be settled, every point on one line."""
    head = f"Noch keine Endfassung. Zu klären: {size}.\n"
    return Said(1, "", head + "".join(f"- {point}\n" for point in points))


def unwrapped(said: Said) -> Said:
    """Every point on one line; as printed none is longer than a line of a terminal."""
    assert max(map(len, said.err.splitlines())) <= 80
    return Said(said.code, said.out, said.err.replace("\n  ", " "))


# ---------------------------------------------------------------- released
def test_an_unchanged_draft_becomes_the_final_one(drafted: Draft) -> None:
    final = drafted.folder / "stellungnahme_endfassung.docx"
    record = drafted.folder / "intern/freigabe.json"
    before = files(drafted.project)
    assert finalize(drafted.docx) == Said(
        0,
        f"{final}\n",
        f"Endfassung geschrieben; freigegeben von Petra Muster.\nNachweis: {record}\n",
    )
    after = files(drafted.project)
    assert {after.pop(p.relative_to(drafted.project).as_posix()) for p in (final, record)}
    assert after == before
    assert texts_of(final) == texts_of(drafted.docx)


def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_only_the_word_entwurf_goes(drafted: Draft) -> None:
    said = finalize(drafted.docx)
    old, new = parts(drafted.docx), parts(Path(said.out.strip()))
    assert list(old) == list(new)
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {name for name in old if b"ENTWURF" in old[name]} != set()
    for name in changed:
        assert name.startswith("word/header")
        assert b"ENTWURF" not in new[name]
    heads = [docx.Document(str(f)).sections[0] for f in (drafted.docx, Path(said.out.strip()))]
    for kind in ("header", "first_page_header"):
        was, now = ([p.text for p in getattr(head, kind).paragraphs] for head in heads)
        assert [text for text in was if text not in ("ENTWURF", "")] == [t for t in now if t]


def test_the_record_says_who_when_and_what(drafted: Draft) -> None:
    (drafted.folder / "intern/notiz.txt").write_text("Vermerk", encoding="utf-8")
    said = finalize(drafted.docx)
    record = json.loads((drafted.folder / "intern/freigabe.json").read_bytes())
    assert record["intern"] is True
    assert record["released_by"] == "Petra Muster"
    assert record["released_at"] == "2024-03-06T00:00:00"
    assert record["reference"] == drafted.evidence["reference"]
    assert record["document"]["sha256"] == sha256(Path(said.out.strip()))
    assert record["intern_files"] == [
        {"file": f"intern/{name}", "sha256": sha256(drafted.folder / "intern" / name)}
        for name in ("belege.json", "entscheidungen.json", "notiz.txt")
    ]


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_record_names_the_file_whose_hash_it_gives(drafted: Draft) -> None:
    finalize(drafted.docx)
    document = json.loads((drafted.folder / "intern/freigabe.json").read_bytes())["document"]
    assert document["sha256"] == sha256(drafted.folder / document["file"])


def test_whoever_releases_is_the_one_at_the_computer(
    drafted: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "p.muster")
    assert call("finalize", drafted.docx).code == 0
    record = json.loads((drafted.folder / "intern/freigabe.json").read_bytes())
    assert record["released_by"] == "p.muster"


@pytest.mark.parametrize(
    "edited",
    [
        put("nahmen 86 Personen teil", "haben 86 Personen teilgenommen"),
        put("Insgesamt nahmen 101 Personen", "Zusammen nahmen 101 Personen"),
        put("In beiden Bausteinen waren zwei Personen", "In beiden waren 2 Personen"),
        put("Aus Sicht der Verwaltung hat sich das Programm bewährt. ", ""),
        lambda d: d.add_paragraph("Die Verwaltung dankt allen Beteiligten."),
        lambda d: d.add_paragraph("Das Programm lief bis zum 30.06.2023, also bis 2023."),
    ],
    ids=["reworded", "one word", "digit for word", "sentence gone", "sentence new", "known date"],
)
def test_wording_is_free(drafted: Draft, edited: Change) -> None:
    change(drafted.docx, edited)
    assert finalize(drafted.docx).code == 0


def test_a_second_release_stands_beside_the_first(drafted: Draft) -> None:
    finalize(drafted.docx)
    before = files(drafted.project)
    final = drafted.folder / "stellungnahme_endfassung_2.docx"
    record = drafted.folder / "intern/freigabe_2.json"
    assert finalize(drafted.docx).out == f"{final}\n"
    after = files(drafted.project)
    assert {after.pop(p.relative_to(drafted.project).as_posix()) for p in (final, record)}
    assert after == before


@pytest.mark.parametrize("name", ["ausgabe/2024-03-05_1/rat.docx", "texte/rat.docx", "rat.docx"])
def test_a_file_that_was_moved_in_the_project_finds_its_draft(drafted: Draft, name: str) -> None:
    moved = drafted.project / name
    shutil.move(drafted.docx, moved)
    said = finalize(moved)
    assert (said.code, said.out) == (0, f"{moved.with_name('rat_endfassung.docx')}\n")
    assert (drafted.folder / "intern/freigabe.json").is_file()


def test_a_file_outside_is_released_where_the_project_is_named(drafted: Draft) -> None:
    outside = drafted.project.parent / "rat.docx"
    shutil.copy(drafted.docx, outside)
    assert finalize(outside, "--project", drafted.project).code == 0
    assert outside.with_name("rat_endfassung.docx").is_file()


def test_a_draft_in_a_folder_of_ones_own_can_be_released(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    chosen = draft(project, "--output", project / "ergebnis")
    assert finalize(chosen.docx).code == 0


def test_of_two_equal_drafts_each_keeps_its_own_record(drafted: Draft) -> None:
    again = draft(drafted.project)
    assert finalize(drafted.docx).code == 0
    assert (drafted.folder / "intern/freigabe.json").is_file()
    assert not (again.folder / "intern/freigabe.json").is_file()


# ---------------------------------------------------------------- refused: what the text says now
def _swap_table_numbers(document: Document) -> None:
    cells = {row.cells[0].text: row.cells[1] for row in document.tables[3].rows}
    training, work = (cells[name].paragraphs[0].runs[0] for name in ("Ausbildung", "Beschäftigung"))
    training.text, work.text = work.text, training.text


def _tracked(document: Document) -> None:
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "1")
    inserted.set(qn("w:author"), "Kollegin")
    run = document.add_paragraph()._p
    run.append(inserted)


REFUSED: dict[str, tuple[Change, Said]] = {
    "changed digit": (
        put("Insgesamt nahmen 101 Personen", "Insgesamt nahmen 102 Personen"),
        no_final(
            "ein Punkt",
            "In „Insgesamt nahmen 102 Personen am Programm teil.“ steht jetzt „102“, "
            "gezählt wurde aber „101“ (all.participants). Bitte setzen Sie die gezählte"
            " Zahl wieder ein.",
        ),
    ),
    "changed number word": (
        put("In beiden Bausteinen waren zwei Personen", "In beiden Bausteinen waren drei Personen"),
        no_final(
            "ein Punkt",
            "In „In beiden Bausteinen waren drei Personen; sie sind in der Gesamtzahl "
            "einmal enthalten.“ steht jetzt „drei“, gezählt wurde aber „zwei“ "
            "(all.overlap[modules=m1+m6]). Bitte setzen Sie die gezählte Zahl wieder "
            "ein.",
        ),
    ),
    "new sentence with a number": (
        lambda d: d.add_paragraph("Davon waren 40 Frauen."),
        no_final(
            "ein Punkt",
            "In „Davon waren 40 Frauen.“ steht „40“ ohne Beleg; im Entwurf steht das "
            "dort nicht. Bitte streichen Sie die Zahl oder erzeugen Sie einen Entwurf, "
            "der sie enthält.",
        ),
    ),
    "swapped numbers in a table": (
        _swap_table_numbers,
        no_final(
            "zwei Punkte",
            "In „Ausbildung | 16“ steht jetzt „16“, gezählt wurde aber „22“ "
            "(m6.outcome.training). Bitte setzen Sie die gezählte Zahl wieder ein.",
            "In „Beschäftigung | 22“ steht jetzt „22“, gezählt wurde aber „16“ "
            "(m6.outcome.work). Bitte setzen Sie die gezählte Zahl wieder ein.",
        ),
    ),
    "changed setting": (
        put("Sie lag später, aber höchstens 182", "Sie lag später, aber höchstens 365"),
        no_final(
            "ein Punkt",
            "In „Mittelbar heißt: Sie lag später, aber höchstens 365 Tage nach dem "
            "Austritt.“ steht jetzt „365“, im Entwurf stand „182“. Bitte stellen Sie "
            "die Angabe des Entwurfs wieder her.",
        ),
    ),
    "open gap": (
        lambda d: d.add_paragraph("[BITTE ERGÄNZEN: Dank an die Träger]"),
        no_final(
            "ein Punkt",
            "Die Stelle „[BITTE ERGÄNZEN: Dank an die Träger]“ ist noch offen. Bitte "
            "schreiben Sie dort den Text oder streichen Sie sie.",
        ),
    ),
    "tracked change": (
        _tracked,
        no_final(
            "ein Punkt",
            "Im Dokument stehen noch nicht angenommene Änderungen. Bitte nehmen Sie sie"
            " in Word unter „Überprüfen“ an oder lehnen Sie sie ab.",
        ),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_as_counted_is_refused(drafted: Draft, case: str) -> None:
    edited, sentences = REFUSED[case]
    change(drafted.docx, edited)
    assert unwrapped(refused(drafted, drafted.docx)) == sentences


def test_all_that_is_to_be_settled_is_told_at_once(drafted: Draft) -> None:
    for name in ("changed digit", "open gap", "tracked change"):
        change(drafted.docx, REFUSED[name][0])
    said = refused(drafted, drafted.docx)
    first, *points = said.err.split("\n- ")
    assert (said.code, first) == (1, "Noch keine Endfassung. Zu klären: drei Punkte.")
    assert len(points) == 3


# ---------------------------------------------------------------- refused: what is counted now
def test_a_source_that_changed_since_the_draft_is_told(drafted: Draft) -> None:
    """The same list of meetings without the last one in the period."""
    book = openpyxl.load_workbook(drafted.project / KI)
    book.worksheets[0].delete_rows(48)
    book.save(drafted.project / KI)
    assert unwrapped(refused(drafted, drafted.docx)) == no_final(
        "vier Punkte",
        "Sitzungen (all.meetings): im Entwurf 44, heute 43. Bitte erzeugen "
        "Sie einen neuen Entwurf.",
        "Sitzungen (all.meetings[format=Jour fixe]): im Entwurf 16, heute "
        "15. Bitte erzeugen Sie einen neuen Entwurf.",
        "Zeilen erhalten "
        "(all.received[file=lieferungen/ki/2024-02-15/Sitzungen.xlsx]): im Entwurf "
        "45, heute 44. Bitte erzeugen Sie einen neuen Entwurf.",
        "Zeilen gezählt "
        "(all.used[file=lieferungen/ki/2024-02-15/Sitzungen.xlsx]): im Entwurf "
        "45, heute 44. Bitte erzeugen Sie einen neuen Entwurf.",
    )


def test_a_figure_that_is_no_longer_counted_is_told(drafted: Draft) -> None:
    """Ids are those of the providers since: nothing can be said over both modules."""
    edit(drafted.project / "durchstarten.toml", 'ids = "shared"', 'ids = "local"')
    assert unwrapped(refused(drafted, drafted.docx)) == no_final(
        "fünf Punkte",
        "Teilnehmende (jede Person einmal gezählt) (all.participants): im Entwurf "
        "101, heute nicht gemeldet. Bitte erzeugen Sie einen neuen Entwurf.",
        "Vermittlung in Ausbildung oder Arbeit (all.placement): im Entwurf 41 von "
        "101, heute nicht gemeldet. Bitte erzeugen Sie einen neuen Entwurf.",
        "Vermittlung, unmittelbar (all.placement_direct): im Entwurf 30, heute "
        "nicht gemeldet. Bitte erzeugen Sie einen neuen Entwurf.",
        "Vermittlung, mittelbar (all.placement_indirect): im Entwurf 11, heute "
        "nicht gemeldet. Bitte erzeugen Sie einen neuen Entwurf.",
        "Personen in beiden Bausteinen (all.overlap[modules=m1+m6]): im Entwurf 2, "
        "heute nicht gemeldet. Bitte erzeugen Sie einen neuen Entwurf.",
    )


def test_a_delivery_that_is_rejected_now_is_told(drafted: Draft) -> None:
    edit(drafted.project / DEKRA, ";Beginn;", ";Anfang?;", "cp1252")
    said = refused(drafted, drafted.docx)
    assert said.code == 1
    assert said.err.split("\n- ")[1].replace("\n  ", " ") == (
        f"Die Lieferung {DEKRA} ist zurückgewiesen. "
        "Bitte klären Sie sie mit dem Träger und erzeugen Sie einen neuen Entwurf."
    )
    assert "m1.participants" in said.err


def test_a_gap_of_the_draft_has_to_be_filled_or_struck(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    (project / "texte/resuemee.md").unlink()
    result = draft(project)
    assert unwrapped(refused(result, result.docx)) == no_final(
        "ein Punkt",
        "Die Stelle „[BITTE ERGÄNZEN: Resümee der Verwaltung]“ ist noch offen. "
        "Bitte schreiben Sie dort den Text oder streichen Sie sie.",
    )
    change(result.docx, put("[BITTE ERGÄNZEN: Resümee der Verwaltung]", "Es war gut."))
    assert finalize(result.docx).code == 0


# ---------------------------------------------------------------- refused: the wrong file
NO_DRAFT = """\
Zu diesem Dokument gibt es in diesem Projekt keinen Entwurf mit Belegen.
Bitte nehmen Sie die Word-Datei, die „durchstarten report“ in den Ordner ausgabe \
geschrieben hat, oder erzeugen Sie einen neuen Entwurf.
"""
NO_WORD_FILE = """\
Die Datei ist beschädigt oder keine Word-Datei (.docx).
Bitte öffnen Sie die Datei in Word und speichern Sie sie als „Word-Dokument (*.docx)“.
"""


def test_a_file_of_another_project_has_no_draft_here(drafted: Draft, tmp_path: Path) -> None:
    other = sample(tmp_path / "anderes")
    edit(other / "anfrage.toml", "2023-12-07", "2023-12-08")
    foreign = drafted.folder / "fremd.docx"
    shutil.copy(draft(other).docx, foreign)
    assert refused(drafted, foreign) == Said(2, "", NO_DRAFT)


def test_any_other_word_file_has_no_draft(drafted: Draft) -> None:
    other = drafted.folder / "brief.docx"
    docx.Document().save(str(other))
    assert refused(drafted, other) == Said(2, "", NO_DRAFT)


@pytest.mark.parametrize("name", ["stellungnahme.md", "kaputt.docx"])
def test_what_is_no_word_file_is_told(drafted: Draft, name: str) -> None:
    (drafted.folder / "kaputt.docx").write_bytes(drafted.docx.read_bytes()[:3000])
    assert refused(drafted, drafted.folder / name) == Said(2, "", NO_WORD_FILE)


def test_a_file_that_does_not_exist_is_told(drafted: Draft) -> None:
    missing = drafted.folder / "weg.docx"
    assert refused(drafted, missing) == Said(
        2, "", f"Die Datei {missing} gibt es nicht.\nBitte prüfen Sie den Pfad.\n"
    )


# ---------------------------------------------------------------- beside the text, and in words
def in_part(name: str, old: str, new: str) -> Change:
    """Another text in a part of the file, as somebody writes it into a chart."""

    def changed(document: Document) -> None:
        parts = [p for p in document.part.package.iter_parts() if name in p.partname]
        (part,) = (p for p in parts if old.encode() in p.blob)
        part._blob = part.blob.replace(old.encode(), new.encode())

    return changed


def described(document: Document) -> None:
    """Another alternative text of the first chart."""
    next(document.element.body.iter(qn("wp:docPr"))).set("descr", "Es waren 99 Personen.")


def formula(document: Document) -> None:
    """A formula beside the first words of the document."""
    text = '<m:oMath xmlns:m="{}"><m:r><m:t>90 von 100</m:t></m:r></m:oMath>'
    space = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    document.add_paragraph()._p.append(parse_xml(text.format(space)))


@pytest.mark.parametrize(
    ("edited", "told"),
    [
        (
            lambda d: d.sections[0].footer.paragraphs[0].add_run(" 90 fanden Arbeit."),
            "90 fanden Arbeit.“ steht „90“ ohne Beleg",
        ),
        (
            in_part("chart", "<c:v>86</c:v>", "<c:v>96</c:v>"),
            "steht jetzt „96“, im Entwurf stand „86“.",
        ),
        (described, "In „Es waren 99 Personen.“ steht „99“ ohne Beleg"),
        (formula, "In „90 von 100“ steht „90“ und „100“ ohne Beleg"),
    ],
    ids=["footer", "chart", "alternative text", "formula"],
)
def test_numbers_beside_the_text_are_checked_too(drafted: Draft, edited: Change, told: str) -> None:
    change(drafted.docx, edited)
    said = finalize(drafted.docx)
    assert said.code == 1
    assert told in " ".join(said.err.split())


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Alle fanden Arbeit.", "Alle"),
        ("Die Hälfte der Jugendlichen fand Arbeit.", "Hälfte"),
        ("Rund zweihundert Menschen kamen.", "zweihundert"),
        ("Es waren tausend Menschen.", "tausend"),
        ("Ein Dutzend kam wieder.", "Dutzend"),
        ("Keine der jungen Frauen brach ab.", "Keine"),
        ("Niemand brach ab.", "Niemand"),
        ("Beide fanden Arbeit.", "Beide"),
        ("Es kamen dreimal so viele Frauen.", "dreimal"),
        ("Es war ½ davon.", "½"),
    ],
)
def test_number_words_in_new_sentences_are_numbers(
    drafted: Draft, sentence: str, word: str
) -> None:
    change(drafted.docx, lambda document: document.add_paragraph(sentence))
    said = finalize(drafted.docx)
    assert said.code == 1
    assert f"In „{sentence}“ steht „{word}“ ohne Beleg" in " ".join(said.err.split())

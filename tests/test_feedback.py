"""The workbook that goes back to a provider, and what becomes of it when it returns."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from tests.binarybooks import xlsb_bytes
from tests.build import (
    DAY,
    GOOD,
    SAMPLES,
    Capture,
    Said,
    call,
    csv_bytes,
    deliver,
    project,
    table,
    validated,
    xlsx_bytes,
)
from tests.workbooks import ods_bytes, ods_sheets, xls_bytes

OLD = {"Geburtsjahr": "1980"}
MESSAGE = "Das Alter beim Eintritt liegt außerhalb der Zielgruppe (18 bis 27 Jahre)."
REMEDY = "Ist die Ausnahme zulässig, ist nichts zu tun; sonst prüfen Sie bitte die Angabe."
TOLD = f"{MESSAGE} {REMEDY} (P03)"
LATER = "2023-01-25"


def returned(capsys: Capture, folder: Path, code: int = 0) -> Path:
    """The only feedback workbook of a project, written anew."""
    target = folder / "zurueck"
    said = call(capsys, "validate", "--project", folder, "--feedback", target, "--force")
    assert said.code == code
    (path,) = target.iterdir()
    return path


def opened(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def cells(page: Any) -> list[list[object]]:
    return [list(row) for row in page.iter_rows(values_only=True)]


def changed(path: Path, change: Callable[[Workbook], object]) -> bytes:
    """The workbook as it comes back after somebody worked in it."""
    book, content = opened(path), io.BytesIO()
    change(book)
    book.save(content)
    return content.getvalue()


def test_first_sheet_tells_verdict_and_every_finding(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table(OLD)))
    path = returned(capsys, tmp_path)
    assert path.name == f"rueckmeldung_muster_{DAY}_a.xlsx"
    book = opened(path)
    assert book.sheetnames == ["Rückmeldung", "Tabelle1"]
    page = book["Rückmeldung"]
    assert [page[f"A{n}"].value for n in (1, 2, 3)] == [
        "Rückmeldung zu Ihrer Lieferung (durchstarten)",
        "Angenommen mit Hinweisen. Bitte prüfen Sie eine\u00a0Zeile bis zur nächsten Lieferung.",
        "Bitte berichtigen Sie in dieser Datei, was unten steht, oder wählen Sie „stimmt so“ mit "
        "einer Begründung, und senden Sie sie so zurück; dieses Blatt und die Spalte "
        "„Rückmeldung“ dürfen bleiben.",
    ]
    assert [row[:8] for row in cells(page)[5:]] == [
        ["Kennung", "Spalte", "Was nicht stimmt", "Was zu tun ist", "Stelle", "Regel",
         "Entscheidung", "Begründung"],
        [GOOD["Kennung"], "Geburtsjahr", MESSAGE, REMEDY, "Tabelle1, C2", "P03", None, None],
    ]  # fmt: skip
    assert page["I6"].value == "Kennzeichen"
    assert page["E7"].hyperlink.location == "'Tabelle1'!C2"
    assert page.auto_filter.ref == "A6:I7"
    (choice,) = page.data_validations.dataValidation
    assert (choice.formula1, choice.showInputMessage, choice.prompt) == (
        '"korrigiert,stimmt so"',
        True,
        "Steht hier „stimmt so“, nennen Sie daneben bitte den Grund.",
    )


def test_cell_has_a_comment_and_the_row_words(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table(OLD)))
    page = opened(returned(capsys, tmp_path))["Tabelle1"]
    assert page["C2"].comment.text == TOLD
    assert (page["H1"].value, page["H2"].value) == ("Rückmeldung", TOLD)
    assert [c.value for c in page[2]][:7] == list({**GOOD, **OLD}.values())


def test_what_the_provider_did_stays(tmp_path: Path, capsys: Capture) -> None:
    def colour(book: Workbook) -> None:
        page = book.worksheets[0]
        page["C2"].fill = PatternFill("solid", fgColor="FFCC00")
        page["C2"].comment = Comment("bitte so lassen", "Träger")
        page["A1"].comment = Comment("unsere Nummer", "Träger")

    content = xlsx_bytes(table(OLD), colour)
    path = deliver(project(tmp_path), "a.xlsx", content)
    page = opened(returned(capsys, tmp_path))["Tabelle1"]
    assert page["C2"].fill.fgColor.rgb == "00FFCC00"
    assert page["C2"].comment.text == f"bitte so lassen\n\nRückmeldung:\n{TOLD}"
    assert page["A1"].comment.text == "unsere Nummer"
    assert path.read_bytes() == content


def test_nothing_to_tell(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table({})))
    book = opened(returned(capsys, tmp_path))
    assert [row[0] for row in cells(book["Rückmeldung"])[1:]] == [
        "Angenommen. Sie müssen nichts tun.", "Sie müssen nichts tun."]  # fmt: skip
    assert cells(book["Tabelle1"]) == cells(
        openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table({}))))["Tabelle1"]
    )


def test_text_comes_back_as_a_workbook_with_its_ids(tmp_path: Path, capsys: Capture) -> None:
    rows = table({**OLD, "Kennung": "0017"}, {"Kennung": "=1+1", "Bemerkung": "007"})
    deliver(project(tmp_path), "a.csv", csv_bytes(rows))
    page = opened(returned(capsys, tmp_path))["Tabelle"]
    assert [page[place].value for place in ("A2", "A3", "H3")] == ["0017", "=1+1", "007"]
    assert page["A3"].data_type == "s"
    assert page.column_dimensions["B"].width == len("Geschlecht") + 2
    assert page["I2"].alignment.wrap_text
    assert page["C2"].comment.text == TOLD


def test_same_input_same_bytes(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table(OLD)))
    first = returned(capsys, tmp_path).read_bytes()
    assert returned(capsys, tmp_path).read_bytes() == first


IF_NONE = (
    " Sind es keine Namen, klären Sie das mit „durchstarten settle --provider muster --code P02“."
)


@pytest.mark.parametrize(("column", "code", "hint"), [("Name", 1, ""), ("Kennung", 0, IF_NONE)])
def test_whoever_sends_names_gets_no_copy(
    column: str, code: int, hint: str, tmp_path: Path, capsys: Capture
) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(table({column: "Erika Mustermann"})))
    target = tmp_path / "zurueck"
    said = call(capsys, "validate", "--project", tmp_path, "--feedback", target)
    assert said.code == code
    assert " ".join(said.err.split()) == (
        f"lieferungen/muster/{DAY}/a.csv enthält Namen oder Kennungen, die wie Namen aussehen. "
        f"Deshalb gibt es davon keine Kopie mit Kommentaren.{hint}"
    )
    assert not target.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04kaputt"])
def test_unreadable_file_is_told_on_the_first_sheet_only(
    content: bytes, tmp_path: Path, capsys: Capture
) -> None:
    deliver(project(tmp_path), "a.xlsx", content)
    book = opened(returned(capsys, tmp_path, 1))
    assert book.sheetnames == ["Rückmeldung"]
    assert str(book.worksheets[0]["A2"].value).startswith("Bitte korrigieren und erneut senden:")
    assert book.worksheets[0]["F7"].value == "F01"


def test_two_files_of_one_name_do_not_share_a_workbook(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(table({})))
    deliver(tmp_path, "a.xlsx", xlsx_bytes(table({"Kennung": "b1b2b3b4b5b6b7b8"})))
    said = call(capsys, "validate", "--project", tmp_path, "--feedback", tmp_path / "aus")
    names = [f"rueckmeldung_muster_{DAY}_a.xlsx", f"rueckmeldung_muster_{DAY}_a_2.xlsx"]
    assert sorted(p.name for p in (tmp_path / "aus").iterdir()) == names
    assert " ".join(said.err.split()) == f"Rückmeldungen in {tmp_path / 'aus'}: {', '.join(names)}"


def test_nothing_is_overwritten(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(table({})))
    words = ("validate", "--project", tmp_path, "--feedback", tmp_path / "aus")
    assert call(capsys, *words).code == 0
    again: Said = call(capsys, *words)
    assert again.code == 2
    assert "gibt es schon" in again.err


# ---------------------------------------------------------------- it comes back
def test_untouched_copy_says_the_same(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table(OLD, {"Kennung": "b1b2b3b4b5b6b7b8"})))
    before = validated(capsys, tmp_path)
    deliver(tmp_path, "a.xlsx", returned(capsys, tmp_path).read_bytes(), day=LATER)
    after = validated(capsys, tmp_path)
    assert (after.codes, after.rows) == (before.codes, before.rows)
    assert [f["cell"] for f in after.findings] == [f["cell"] for f in before.findings]


def test_corrected_copy_is_accepted_and_loses_its_comments(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table(OLD)))

    def correct(book: Workbook) -> None:
        book["Tabelle1"]["C2"] = 2000
        book["Rückmeldung"]["G7"] = "korrigiert"

    deliver(tmp_path, "a.xlsx", changed(returned(capsys, tmp_path), correct), day=LATER)
    assert (validated(capsys, tmp_path).codes) == []
    target = tmp_path / "neu"
    call(capsys, "validate", "--project", tmp_path, "--feedback", target)
    book = opened(next(target.iterdir()))
    assert book.sheetnames == ["Rückmeldung", "Tabelle1"]
    assert book["Tabelle1"]["C2"].comment is None
    assert book["Tabelle1"]["H2"].value is None


def test_confirmed_note_is_settled_from_then_on(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table(OLD)))

    def confirm(book: Workbook) -> None:
        book["Rückmeldung"]["G7"], book["Rückmeldung"]["H7"] = "stimmt so", "Ausnahme bewilligt"

    deliver(tmp_path, "a.xlsx", changed(returned(capsys, tmp_path), confirm), day=LATER)
    said = call(capsys, "validate", "--project", tmp_path)
    assert said.err.replace("\u00a0", " ") == (
        "Aus zurückgekommenen Rückmeldungen übernommen: eine Entscheidung (geklaert.csv).\n"
    )
    assert "  Angenommen. Sie müssen nichts tun.\n" in said.out
    (finding,) = validated(capsys, tmp_path).findings
    assert finding["settled"] == {"reason": "Ausnahme bewilligt", "by": "muster", "on": LATER}
    deliver(tmp_path, "a.csv", csv_bytes(table(OLD)), day="2023-01-28")
    (finding,) = validated(capsys, tmp_path).findings
    assert finding["settled"] is not None


def confirm(book: Workbook) -> None:
    """Somebody says of the first note that it is right."""
    page = book["Rückmeldung"]
    page["G7"], page["H7"] = "stimmt so", "Ausnahme bewilligt"


def test_decision_holds_for_the_values_it_was_made_for(tmp_path: Path, capsys: Capture) -> None:
    def confirm_and_change(book: Workbook) -> None:
        confirm(book)
        book["Tabelle1"]["C2"] = 1970

    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table(OLD)))
    came_back = changed(returned(capsys, tmp_path), confirm_and_change)
    deliver(tmp_path, "a.xlsx", came_back, day=LATER)
    assert [(f["code"], f["settled"]) for f in validated(capsys, tmp_path).findings] == [
        ("P03", None)
    ]
    assert not (tmp_path / "geklaert.csv").exists()


def test_decision_on_one_row_is_none_on_another(tmp_path: Path, capsys: Capture) -> None:
    later = {**OLD, "Eintritt": "01.08.2022", "Austritt": "30.09.2022"}
    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table(OLD, later)))
    deliver(tmp_path, "a.xlsx", changed(returned(capsys, tmp_path), confirm), day=LATER)
    found = validated_after(capsys, tmp_path)
    assert [(f["row"], bool(f["settled"])) for f in found] == [(2, True), (3, False)]


def test_note_on_a_column_can_be_confirmed(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table({"Sprachniveau": "B1"})))
    deliver(tmp_path, "a.xlsx", changed(returned(capsys, tmp_path), confirm), day=LATER)
    (finding,) = validated_after(capsys, tmp_path)
    assert (finding["code"], finding["settled"]["reason"]) == ("S01", "Ausnahme bewilligt")
    later = table({"Hobby": "", "Sprachniveau": "B2"})
    deliver(tmp_path, "b.csv", csv_bytes(later), day="2023-01-28")
    told = [(f["column"], bool(f["settled"])) for f in validated(capsys, tmp_path).findings]
    assert told == [("Hobby", False), ("Sprachniveau", True)]


def test_only_a_note_can_be_right_as_it_is(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table({**OLD, "Austrittsgrund": "weg"})))
    page = opened(returned(capsys, tmp_path))["Rückmeldung"]
    assert [page[f"F{row}"].value for row in (7, 8)] == ["W01", "P03"]
    offered = {str(v.sqref): v.formula1 for v in page.data_validations.dataValidation}
    assert offered == {"G7": '"korrigiert"', "G8": '"korrigiert,stimmt so"'}
    assert page["I7"].value is None


def test_reason_from_outside_cannot_steer_the_terminal(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table(OLD)))

    def confirm(book: Workbook) -> None:
        page = book["Rückmeldung"]
        page["G7"], page["H7"] = "stimmt so", "bewilligt\n\u202e\u200b  am 1. Mai"

    deliver(tmp_path, "a.xlsx", changed(returned(capsys, tmp_path), confirm), day=LATER)
    (finding,) = validated_after(capsys, tmp_path)
    assert finding["settled"]["reason"] == "bewilligt am 1. Mai"


def validated_after(capsys: Capture, folder: Path) -> list[dict[str, Any]]:
    """The findings of a second call: the first one tells what it has taken over."""
    call(capsys, "validate", "--project", folder)
    return validated(capsys, folder).findings


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_bytes(table(OLD)))) as old,
        zipfile.ZipFile(target, "w") as new,
    ):
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        with_part("xl/styles.xml", lambda xml: b'<!DOCTYPE x [<!ENTITY a "a">]>' + xml),
        with_part("xl/styles.xml", lambda xml: xml.replace(b'val="11"', b'val="elf"')),
        with_part("docProps/core.xml", lambda _: b"<kaputt"),
    ],
    ids=["entities", "a size that is none", "no XML"],
)
def test_what_cannot_be_changed_comes_back_by_its_values(
    content: bytes, tmp_path: Path, capsys: Capture
) -> None:
    deliver(project(tmp_path), "a.xlsx", content)
    page = opened(returned(capsys, tmp_path))["Tabelle1"]
    assert page["A2"].value == GOOD["Kennung"]
    assert page["C2"].comment.text == TOLD


def decided(
    capsys: Capture, folder: Path, *decisions: tuple[str, str | None], rows: Any = (OLD,)
) -> None:
    """The feedback workbook comes back with decisions and reasons in its first rows."""
    deliver(project(folder), "a.xlsx", xlsx_bytes(table(*rows)))

    def decide(book: Workbook) -> None:
        for row, (decision, reason) in enumerate(decisions, start=7):
            book["Rückmeldung"][f"G{row}"], book["Rückmeldung"][f"H{row}"] = decision, reason

    sent = returned(capsys, folder)
    deliver(folder, "a.xlsx", changed(sent, decide), day=LATER)
    sent.unlink()


WITHOUT_REASON = (
    "In Ihrer Datei steht dazu „stimmt so“ ohne Grund (Blatt „Rückmeldung“, Zelle G7); bitte "
    "nennen Sie ihn in der Spalte „Begründung“, bis dahin bleibt der Hinweis offen."
)


def test_correction_that_is_none_leaves_a_note_as_it_is(tmp_path: Path, capsys: Capture) -> None:
    decided(capsys, tmp_path, ("korrigiert", "erledigt"))
    (finding,) = validated(capsys, tmp_path).findings
    assert (finding["settled"], finding["remedy"]) == (None, REMEDY)


def test_whoever_confirms_without_a_reason_is_asked_for_it(tmp_path: Path, capsys: Capture) -> None:
    decided(capsys, tmp_path, ("stimmt so", "  "))
    (finding,) = validated(capsys, tmp_path).findings
    assert (finding["settled"], finding["remedy"]) == (None, f"{REMEDY} {WITHOUT_REASON}")
    said = call(capsys, "validate", "--project", tmp_path, "--answers", tmp_path / "mail")
    assert f"""

Nicht übernommen, weil der Grund fehlt:
  - „stimmt so“ in lieferungen/muster/{LATER}/a.xlsx, Blatt „Rückmeldung“,
    Zelle G7
Bitte lassen Sie den Grund in der Spalte „Begründung“ nachtragen, oder klären
Sie den Hinweis selbst mit „durchstarten settle“.
""" in said.out.replace("\u00a0", " ")
    assert "In Ihrer Datei" not in said.out
    assert "Nicht übernommen" not in call(capsys, "validate", "--all", "--project", tmp_path).out
    (mail,) = (tmp_path / "mail").iterdir()
    assert WITHOUT_REASON in mail.read_text(encoding="utf-8-sig")
    assert WITHOUT_REASON in str(opened(returned(capsys, tmp_path))["Rückmeldung"]["D7"].value)


def test_several_decisions_without_a_reason(tmp_path: Path, capsys: Capture) -> None:
    rows = [{**OLD, "Kennung": f"b1b2b3b4b5b6b7b{n}"} for n in range(3)]
    decided(capsys, tmp_path, ("stimmt so", None), ("Stimmt so.", None), rows=rows)
    said = " ".join(call(capsys, "validate", "--project", tmp_path).out.split())
    assert "Blatt „Rückmeldung“, Zellen G7 und G8" in said
    assert "oder klären Sie die Hinweise selbst mit „durchstarten settle“." in said


def test_question_for_the_reason_ends_when_the_note_is_settled(
    tmp_path: Path, capsys: Capture
) -> None:
    decided(capsys, tmp_path, ("stimmt so", None))
    who = ("--provider", "muster", "--record", GOOD["Kennung"], "--code", "P03")
    call(capsys, "settle", *who, "--reason", "x", "--by", "AB", "--project", tmp_path)
    assert "Nicht übernommen" not in call(capsys, "validate", "--project", tmp_path).out


@pytest.mark.parametrize("typed", ["stimmt so nicht", "stimmt sonst", "ok"])
def test_what_does_not_confirm_a_note(typed: str, tmp_path: Path, capsys: Capture) -> None:
    decided(capsys, tmp_path, (typed, "bewilligt"))
    (finding,) = validated(capsys, tmp_path).findings
    assert (finding["settled"], finding["remedy"]) == (None, REMEDY)


@pytest.mark.parametrize("typed", ["stimmt so, weil bewilligt", "Stimmt so: bewilligt"])
def test_reason_may_follow_the_decision(typed: str, tmp_path: Path, capsys: Capture) -> None:
    decided(capsys, tmp_path, (typed, None))
    (finding,) = validated_after(capsys, tmp_path)
    assert finding["settled"]["reason"] == "bewilligt"


def test_sample_comes_back_with_every_finding(tmp_path: Path, capsys: Capture) -> None:
    folder = SAMPLES / "leverkusen"
    findings = validated(capsys, folder).findings
    call(capsys, "validate", "--project", folder, "--feedback", tmp_path)
    told = []
    for path in sorted(tmp_path.iterdir()):
        told += [row[5] for row in cells(opened(path)["Rückmeldung"])[6:]]
    assert sorted(map(str, told)) == sorted(f["code"] for f in findings)


# ---------------------------------------------------------------- odd workbooks
def test_own_column_of_that_name_stays(tmp_path: Path, capsys: Capture) -> None:
    rows = table({**OLD, "Rückmeldung": "vom Betrieb am 3. Mai"})
    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(rows))
    first = returned(capsys, tmp_path)
    assert [c.value for c in opened(first)["Tabelle1"][2]][7:] == ["vom Betrieb am 3. Mai", TOLD]
    deliver(tmp_path, "a.xlsx", first.read_bytes(), day=LATER)
    call(capsys, "validate", "--project", tmp_path, "--feedback", tmp_path / "neu")
    page = opened(next((tmp_path / "neu").iterdir()))["Tabelle1"]
    assert [c.value for c in page[2]][7:] == ["vom Betrieb am 3. Mai", TOLD]


def test_own_sheet_of_that_name_stays_and_ours_is_replaced(tmp_path: Path, capsys: Capture) -> None:
    def own_sheet(book: Workbook) -> None:
        book.create_sheet("Rückmeldung").append(["unsere Notizen"])

    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table(OLD), own_sheet))
    first = returned(capsys, tmp_path)
    names = ["Rückmeldung1", "Tabelle1", "Rückmeldung"]
    assert opened(first).sheetnames == names
    deliver(tmp_path, "a.xlsx", first.read_bytes(), day=LATER)
    call(capsys, "validate", "--project", tmp_path, "--feedback", tmp_path / "neu")
    book = opened(next((tmp_path / "neu").iterdir()))
    assert book.sheetnames == names
    assert book["Rückmeldung"]["A1"].value == "unsere Notizen"


def test_own_comment_stays_through_all_rounds(tmp_path: Path, capsys: Capture) -> None:
    def remark(book: Workbook) -> None:
        book.worksheets[0]["C2"].comment = Comment("bitte so lassen", "Träger")

    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table(OLD), remark))
    first = returned(capsys, tmp_path)
    deliver(tmp_path, "a.xlsx", first.read_bytes(), day=LATER)
    call(capsys, "validate", "--project", tmp_path, "--feedback", tmp_path / "neu")
    comment = opened(next((tmp_path / "neu").iterdir()))["Tabelle1"]["C2"].comment
    assert comment.text == f"bitte so lassen\n\nRückmeldung:\n{TOLD}"


def test_colour_in_the_last_column_of_excel(tmp_path: Path, capsys: Capture) -> None:
    def colour(book: Workbook) -> None:
        book.worksheets[0]["XFD1"].fill = PatternFill("solid", fgColor="FFCC00")

    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table(OLD), colour))
    page = opened(returned(capsys, tmp_path))["Tabelle1"]
    assert (page["H1"].value, page["H2"].value) == ("Rückmeldung", TOLD)
    assert page.max_column == 16_384


def test_sheets_whose_names_are_cut_alike(tmp_path: Path, capsys: Capture) -> None:
    long = "Teilnehmende im Baustein Coaching "
    names = {f"{long}2021": table({}), f"{long}2022": table(OLD)}
    deliver(project(tmp_path), "a.ods", ods_sheets(names))
    book = opened(returned(capsys, tmp_path))
    assert book.sheetnames == ["Rückmeldung", long[:31], "Teilnehmende im Baustein Coa 2"]
    assert book["Rückmeldung"]["E7"].hyperlink.location == f"'{book.sheetnames[2]}'!C2"
    assert [book[name]["C2"].comment is None for name in book.sheetnames[1:]] == [True, False]


MERGED = table(OLD, {"Kennung": "", "Eintritt": "01.08.2022", "Austritt": "30.09.2022", **OLD})
WRITERS = {
    "xlsx": lambda rows: xlsx_bytes(rows, lambda book: book.worksheets[0].merge_cells("A2:A3")),
    "xls": lambda rows: xls_bytes(rows, merged=["A2:A3"]),
    "xlsb": lambda rows: xlsb_bytes(rows, merged=["A2:A3"]),
    "ods": lambda rows: ods_bytes(rows, merged=["A2:A3"]),
}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_merged_id_stays_one_in_the_copy(kind: str, tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path)
    deliver(folder, f"a.{kind}", WRITERS[kind](MERGED))
    first = validated(capsys, folder)
    told = [(f["code"], f["cell"], f["record"]) for f in first.findings if f["code"] == "P03"]
    assert told == [("P03", "C2", GOOD["Kennung"]), ("P03", "C3", GOOD["Kennung"])]
    path = returned(capsys, folder)
    page = opened(path)["Tabelle1"]
    assert [str(area) for area in page.merged_cells.ranges] == ["A2:A3"]
    assert [page[cell].comment is None for cell in ("A1", "C2", "C3")] == [False, False, False]
    deliver(folder, "a.xlsx", path.read_bytes(), day=LATER)
    again = validated(capsys, folder)
    assert (again.codes, again.rows) == (first.codes, first.rows)


STRUCK = {
    "xlsb": xlsb_bytes(table(OLD, {"Kennung": "TN-2"}, {"Kennung": "TN-3"}), struck=[2]),
    "ods": ods_bytes(table(OLD, {"Kennung": "TN-2"}, {"Kennung": "TN-3"}), struck=[2]),
}


@pytest.mark.parametrize("kind", STRUCK)
def test_a_row_that_is_struck_through_stays_so_in_the_copy(
    kind: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = project(tmp_path)
    deliver(folder, f"a.{kind}", STRUCK[kind])
    first = validated(capsys, folder)
    assert first.rows == (3, 2, 1)
    deliver(folder, "a.xlsx", returned(capsys, folder).read_bytes(), day=LATER)
    again = validated(capsys, folder)
    assert (again.codes, again.rows) == (first.codes, first.rows)


def test_what_to_do_with_an_unreadable_file(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.xlsx", b"%PDF-1.4")
    page = opened(returned(capsys, tmp_path, 1)).worksheets[0]
    assert (
        page["A3"].value == "Bitte senden Sie die Datei erneut; was dabei zu tun ist, steht unten."
    )


def test_formulas_keep_their_results(tmp_path: Path, capsys: Capture) -> None:
    def with_formulas(xml: bytes) -> bytes:
        number = b'<c r="C2"><f>22+1958</f><v>1980</v></c>'
        text = b'<c r="B2" t="str"><f>LOWER("W")</f><v>w</v></c>'
        xml = xml.replace(b'<c r="C2" t="inlineStr"><is><t>1980</t></is></c>', number)
        return xml.replace(b'<c r="B2" t="inlineStr"><is><t>w</t></is></c>', text)

    content = with_part("xl/worksheets/sheet1.xml", with_formulas)
    deliver(project(tmp_path), "a.xlsx", content)
    path = returned(capsys, tmp_path)
    assert [c.value for c in opened(path)["Tabelle1"][2]][1:3] == ['=LOWER("W")', "=22+1958"]
    results = openpyxl.load_workbook(path, data_only=True)["Tabelle1"]
    assert [c.value for c in results[2]][1:3] == ["w", 1980]
    deliver(tmp_path, "a.xlsx", path.read_bytes(), day=LATER)
    assert validated(capsys, tmp_path).codes == ["P03"]


def test_only_the_first_sheet_is_selected(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.xlsx", xlsx_bytes(table(OLD)))
    selected = [page.sheet_view.tabSelected for page in opened(returned(capsys, tmp_path))]
    assert selected == [True, False]

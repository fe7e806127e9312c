"""Writes a benchmark project: settings, inquiry and deliveries.

    python -m benchmarks.data FOLDER --format xlsx --files 6 --rows 300

FOLDER/project is the project folder, FOLDER/template.docx the Word template of the plain script.
The same arguments give the same rows.
"""

import argparse
import datetime as dt
import io
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import docx
import openpyxl
from openpyxl.styles import Font

from benchmarks.rows import AS_OF, DATES, FAULTY, HEADERS, SPANS, VERY_FAULTY, Row, rows, span

SKELETON = Path(__file__).with_name("skeleton")
DELIVERED = dt.date.fromordinal(AS_OF).isoformat()
COLUMNS = "ABCDEFGHIJKLMNOPQRSTUV"
EXCEL_DAY_0 = dt.date(1899, 12, 30).toordinal()
HEADING_STYLE, DATE_STYLE = 1, 2
"""Positions of the two styles in the workbook that `_shell` makes."""

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRING_TABLE = {
    "[Content_Types].xml": (
        "</Types>",
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>',
    ),
    "xl/_rels/workbook.xml.rels": (
        "</Relationships>",
        f'<Relationship Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml" Id="rId9"/>',
    ),
}
"""Part of a workbook -> its end, and what stands before it for the string table."""


# ---------------------------------------------------------------- CSV
def write_csv(path: Path, records: Iterator[Row]) -> None:
    """A semicolon CSV as German Excel saves it: cp1252, German dates, empty cells empty."""
    days = {n: f"{dt.date.fromordinal(n):%d.%m.%Y}" for n in range(AS_OF - 4000, AS_OF + 1)}
    with path.open("w", encoding="cp1252", newline="") as file:
        file.write(";".join(HEADERS) + "\r\n")
        for row in records:
            cells = (
                "" if v is None else days[v] if c in DATES and isinstance(v, int) else str(v)
                for c, v in enumerate(row)
            )
            file.write(";".join(cells) + "\r\n")


# ---------------------------------------------------------------- XLSX
@dataclass
class SharedStrings:
    """The string table of a workbook: every text once, cells point to it."""

    numbers: dict[str, int] = field(default_factory=dict)
    uses: int = 0

    def number(self, text: str) -> int:
        """The position of a text in the table."""
        self.uses += 1
        return self.numbers.setdefault(text, len(self.numbers))

    def xml(self) -> str:
        """The part xl/sharedStrings.xml; no text of these rows needs escaping."""
        texts = "".join(f"<si><t>{text}</t></si>" for text in self.numbers)
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'count="{self.uses}" uniqueCount="{len(self.numbers)}">{texts}</sst>'
        )


def write_xlsx(path: Path, records: Iterator[Row], count: int) -> None:
    """A workbook as Excel saves it: shared strings, dates as numbers with a date format.

    The rows are written by hand into the shell of an empty workbook: ten times as fast.
    """
    strings = SharedStrings()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _shell(count).items():
            if name == "xl/worksheets/sheet1.xml":
                _write_sheet(archive, name, text, records, strings)
            else:
                archive.writestr(_part(name), _with_string_table(name, text))
        archive.writestr(_part("xl/sharedStrings.xml"), strings.xml())


def _shell(count: int) -> dict[str, str]:
    """The parts of a workbook with its styles and columns; its cells are to be replaced."""
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.title = "Teilnehmende"
    for column in COLUMNS:
        sheet.column_dimensions[column].width = 18
    sheet["A1"].font = Font(name="Calibri", size=11, bold=True)
    sheet["B2"].number_format = "mm-dd-yy"
    sheet[f"V{count + 1}"].value = None
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def _with_string_table(name: str, text: str) -> str:
    """A part of the shell; the two lists of parts also name the string table."""
    end, entry = STRING_TABLE.get(name, ("", ""))
    return text.replace(end, entry + end) if end else text


def _write_sheet(
    archive: zipfile.ZipFile, name: str, shell: str, records: Iterator[Row], strings: SharedStrings
) -> None:
    before, rest = shell.split("<sheetData>")
    after = rest.split("</sheetData>")[1]
    with archive.open(_part(name), "w") as sheet:
        sheet.write(f"{before}<sheetData>".encode())
        sheet.write(_row_xml(1, list(HEADERS), strings, f' s="{HEADING_STYLE}"'))
        for number, row in enumerate(records, start=2):
            sheet.write(_row_xml(number, row, strings))
        sheet.write(f"</sheetData>{after}".encode())


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _row_xml(number: int, row: Row, strings: SharedStrings, style: str = "") -> bytes:
    cells = []
    for column, value in enumerate(row):
        place = f'<c r="{COLUMNS[column]}{number}"'
        if isinstance(value, str):
            cells.append(f'{place}{style} t="s"><v>{strings.number(value)}</v></c>')
        elif value is not None and column in DATES:
            cells.append(f'{place} s="{DATE_STYLE}"><v>{value - EXCEL_DAY_0}</v></c>')
        elif value is not None:
            cells.append(f"{place}><v>{value}</v></c>")
    return f'<row r="{number}" spans="1:22">{"".join(cells)}</row>'.encode()


# ---------------------------------------------------------------- project
def write_project(folder: Path, form: str, files: int, count: int, faulty: float) -> None:
    """A project folder with `files` deliveries of `count` rows each, over up to six modules."""
    modules = min(files, len(SPANS))
    shutil.copytree(SKELETON, folder)
    with (folder / "durchstarten.toml").open("a", encoding="utf-8") as settings:
        settings.write(_sections(modules, files * count))
    for number in range(modules):
        target = folder / "lieferungen" / f"t{number + 1}" / DELIVERED
        target.mkdir(parents=True)
        _write_files(target, form, number, len(range(number, files, modules)), count, faulty)


def _write_files(
    folder: Path, form: str, module: int, files: int, count: int, faulty: float
) -> None:
    """The files of one module; a person's stays may fall into two of them."""
    stream = rows(span(module), faulty)
    for number in range(1, files + 1):
        path = folder / f"teilnehmende_{number:02}.{form}"
        if form == "csv":
            write_csv(path, islice(stream, count))
        else:
            write_xlsx(path, islice(stream, count), count)


def _sections(modules: int, places: int) -> str:
    """Settings of the modules and providers; modules without a delivery are not carried out."""
    assessments = "".join(f'm{n + 1} = "texte/text.md"\n' for n in range(modules))
    parts = [f"\n[texts.assessments]\n{assessments}"]
    for number, (first, last) in enumerate(SPANS, start=1):
        head = f'\n[modules.m{number}]\nnumber = {number}\nname = "Angebot {number}"\n'
        if number > modules:
            parts.append(f"{head}carried_out = false\n")
            continue
        parts.append(f"{head}first = {first}\nlast = {last}\nplaces = {places}\n")
        parts.append(
            f'\n[providers.t{number}]\nname = "Träger {number}"\narticle = "der"\n'
            f'dative = "Träger {number}"\nmodules = ["m{number}"]\nids = "shared"\n'
        )
    return "".join(parts)


def write_template(path: Path) -> None:
    """The Word template that the plain script fills."""
    document = docx.Document()
    document.add_heading("{{ subject }}", 0)
    document.add_paragraph("Zeitraum {{ period }}, Datenstand {{ as_of }}")
    document.add_paragraph("{%p for m in modules %}")
    document.add_heading("{{ m.name }}", 1)
    document.add_paragraph("{{ m.sentence }}")
    cells = (
        ("Angabe", "Wert"),
        ("{%tr for f in m.figures %}", ""),
        ("{{ f.label }}", "{{ f.value }}"),
        ("{%tr endfor %}", ""),
    )
    table = document.add_table(rows=len(cells), cols=2, style="Table Grid")
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("{%p endfor %}")
    document.save(str(path))


def main() -> None:
    """Write one benchmark project and the template."""
    parser = argparse.ArgumentParser(description="Writes a benchmark project.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", choices=("xlsx", "csv"), default="xlsx")
    parser.add_argument("--files", type=int, default=6)
    parser.add_argument("--rows", type=int, default=300)
    parser.add_argument("--very-faulty", action="store_true", help="a fault in every seventh row")
    options = parser.parse_args()
    faulty = VERY_FAULTY if options.very_faulty else FAULTY
    write_project(options.folder / "project", options.format, options.files, options.rows, faulty)
    write_template(options.folder / "template.docx")


if __name__ == "__main__":
    main()

"""Workbooks (xlsx, xlsm, xlsb, xls, ods), read by calamine after a look at what it cannot see."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from python_calamine import CalamineWorkbook

from durchstarten_cli.model import Source
from durchstarten_cli.sources.encodings import is_garbled
from durchstarten_cli.sources.locked import unlocked
from durchstarten_cli.sources.oldbook import old_scans
from durchstarten_cli.sources.padded import Shown
from durchstarten_cli.sources.problems import FileProblemError
from durchstarten_cli.sources.scan import scan
from durchstarten_cli.sources.seen import SheetScan
from durchstarten_cli.tables import AnyArray, Cells, Sheet, cells_of

NOT_CHECKED = (
    "Die Datei ist ungewöhnlich aufgebaut und lässt sich nicht vollständig prüfen.",
    "Bitte öffnen und speichern Sie sie in Excel neu und senden Sie sie erneut.",
)


def workbook_sheets(content: bytes, source: Source, passwords: Iterable[str]) -> list[Sheet]:
    """All sheets of a workbook, hidden ones included. Raises FileProblemError."""
    content, protected = unlocked(content, passwords)
    scans = scan(content) if content.startswith(b"PK") else None
    source = replace(source, reading=_format(content) + (", mit Kennwort" if protected else ""))
    sheets = _rows_by_sheet(content)
    if scans is None:
        scans = old_scans(content)
    names = [name for name, rows in sheets if rows]
    if len({*names} & scans.keys()) < len(names):  # a sheet not looked at, or two of one name
        raise FileProblemError(*NOT_CHECKED)
    return [_sheet(name, rows, source, scans.get(name, SheetScan())) for name, rows in sheets]


def _format(content: bytes) -> str:
    """The format as people know it; the name of the file may say anything."""
    if not content.startswith(b"PK"):
        return "Excel 97–2003 (xls)"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    if "content.xml" in names:
        return "OpenDocument (ods)"
    return "Excel, binär (xlsb)" if "xl/workbook.bin" in names else "Excel"


def _rows_by_sheet(content: bytes) -> list[tuple[str, list[list[Any]]]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        # skip_empty_area=False keeps list index + 1 the Excel row.
        return [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic in the reader derives from BaseException
        raise FileProblemError(
            "Die Datei ist beschädigt oder keine Excel-Arbeitsmappe.",
            "Bitte öffnen und speichern Sie sie in Excel neu und senden Sie sie erneut.",
        ) from error


def _sheet(name: str, rows: list[list[Any]], source: Source, seen: SheetScan) -> Sheet:
    for row, column in seen.broken:  # some formats tell the error as text
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = ""
    for (row, column), how in seen.padded.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = _shown(rows[row][column], how)
    # An array of objects: numpy must not guess a common type.
    grid = np.array(rows, dtype=object).reshape(len(rows), len(rows[0]) if rows else 0)
    columns = [_cells(column) for column in np.ascontiguousarray(grid.T)]
    garbled = is_garbled("\n".join(v for c in columns for v in c.values if isinstance(v, str)))
    return Sheet(
        replace(source, sheet=name, hidden=seen.hidden, garbled=garbled),
        columns,
        seen.broken,
        seen.struck,
        seen.merged,
        seen.since_1904,
    )


def _shown(cell: object, how: Shown) -> object:
    """A whole number as its format shows it: an id 7 shown as 0007 is 0007."""
    if not isinstance(cell, int | float) or isinstance(cell, bool):
        return cell
    whole = cell >= 0 and float(cell).is_integer()
    return f"{how.before}{cell:0{how.digits}.0f}" if whole else cell


def _cells(column: AnyArray) -> Cells:
    """The cells of a column; TRUE equals 1 in Python, but not in Excel."""
    cells = cells_of(column)
    if {0, 1}.isdisjoint(v for v in cells.values if isinstance(v, int | float)):
        return cells
    told = [_TRUTH[cell] if isinstance(cell, bool) else cell for cell in column]
    return cells_of(np.array(told, dtype=object))


_TRUTH = {True: "WAHR", False: "FALSCH"}

"""What the reader does not tell of a workbook of Excel 97–2003: errors, hidden and struck parts."""

import io
from collections.abc import Iterator
from typing import Any

from durchstarten_cli.sources.problems import FileProblemError
from durchstarten_cli.sources.seen import HIDDEN_COLUMNS, HIDDEN_ROWS, HIDDEN_SHEET, SheetScan
from durchstarten_cli.tables import Area

NOT_CHECKED = (
    "Die Datei im alten Excel-Format lässt sich nicht vollständig prüfen.",
    "Bitte speichern Sie sie in Excel als Arbeitsmappe (.xlsx) und senden Sie sie erneut.",
)


def old_scans(content: bytes) -> dict[str, SheetScan]:
    """Scans by sheet name. Raises FileProblemError for a file that the reader alone understands."""
    import xlrd  # noqa: PLC0415 (only for old workbooks)

    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=io.StringIO()
        )
        struck = {n for n, xf in enumerate(book.xf_list) if _is_struck(book, xf)}
        return {sheet.name: _scan(sheet, struck, xlrd.XL_CELL_ERROR) for sheet in book.sheets()}
    except Exception:  # in whatever way it stumbles: errors in cells would be taken for empty ones
        raise FileProblemError(*NOT_CHECKED) from None


def _is_struck(book: Any, xf: Any) -> bool:
    return bool(book.font_list[xf.font_index].struck_out)


def _scan(sheet: Any, struck: set[int], error: int) -> SheetScan:
    broken = {
        (row, column): "error"
        for row in range(sheet.nrows)
        for column, kind in enumerate(sheet.row_types(row))
        if kind == error
    }
    parts = [
        (sheet.visibility != 0, HIDDEN_SHEET),
        (any(info.hidden for info in sheet.rowinfo_map.values()), HIDDEN_ROWS),
        (any(info.hidden for info in sheet.colinfo_map.values()), HIDDEN_COLUMNS),
    ]
    hidden = ", ".join(text for holds, text in parts if holds)
    merged = tuple(
        Area(top, left, end - 1, right - 1)
        for top, end, left, right in sheet.merged_cells
        if end - top > 1
    )
    return SheetScan(broken, hidden, frozenset(_struck_rows(sheet, struck)), merged=merged)


def _struck_rows(sheet: Any, struck: set[int]) -> Iterator[int]:
    for row in range(sheet.nrows if struck else 0):
        filled = [c for c, value in enumerate(sheet.row_values(row)) if value not in ("", None)]
        if filled and all(sheet.cell_xf_index(row, column) in struck for column in filled):
            yield row

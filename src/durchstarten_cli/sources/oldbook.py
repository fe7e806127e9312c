"""What the reader does not tell of a workbook of Excel 97–2003: errors, hidden and struck parts."""

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from durchstarten_cli.sources.oldfilter import filtered_sheets
from durchstarten_cli.sources.padded import Shown, shown_by
from durchstarten_cli.sources.problems import FileProblemError
from durchstarten_cli.sources.seen import SheetScan, hidden_parts
from durchstarten_cli.tables import Area

NOT_CHECKED = (
    "Die Datei im alten Excel-Format lässt sich nicht vollständig prüfen.",
    "Bitte speichern Sie sie in Excel als Arbeitsmappe (.xlsx) und senden Sie sie erneut.",
)
SINCE_1904 = 1
NOTHING, NUMBER, ERROR = 0, 2, 5
"""How days are counted, and kinds of cells, as xlrd numbers them."""


@dataclass(frozen=True)
class _Looks:
    """Numbers of the cell formats that strike through, and of those that show ids."""

    struck: set[int]
    padded: Mapping[int, Shown]


def old_scans(content: bytes) -> dict[str, SheetScan]:
    """Scans by sheet name. Raises FileProblemError for a file that the reader alone understands."""
    import xlrd  # noqa: PLC0415 (only for old workbooks)

    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=io.StringIO()
        )
        looks = _Looks(
            {n for n, xf in enumerate(book.xf_list) if _is_struck(book, xf)},
            {n: how for n, xf in enumerate(book.xf_list) if (how := _shown(book, xf))},
        )
        filtered = filtered_sheets(content)
        return {s.name: _scan(s, looks, n in filtered) for n, s in enumerate(book.sheets())}
    except Exception:  # in whatever way it stumbles: errors in cells would be taken for empty ones
        raise FileProblemError(*NOT_CHECKED) from None


def _is_struck(book: Any, xf: Any) -> bool:
    return bool(book.font_list[xf.font_index].struck_out)


def _shown(book: Any, xf: Any) -> Shown | None:
    code = book.format_map.get(xf.format_key)
    return shown_by(code.format_str) if code else None


def _scan(sheet: Any, looks: _Looks, filtered: bool) -> SheetScan:
    broken = dict.fromkeys(_cells(sheet, ERROR), "error")
    padded = {
        (row, column): how
        for row, column in (_cells(sheet, NUMBER) if looks.padded else ())
        if (how := looks.padded.get(sheet.cell_xf_index(row, column)))
    }
    hidden = hidden_parts(
        sheet=sheet.visibility != 0,
        rows=any(info.hidden for info in sheet.rowinfo_map.values()),
        columns=any(info.hidden for info in sheet.colinfo_map.values()),
        filtered=filtered,
    )
    merged = tuple(
        Area(top, left, end - 1, right - 1)
        for top, end, left, right in sheet.merged_cells
        if end - top > 1
    )
    struck: dict[int, list[int]] = defaultdict(list)
    for row, column in _cells(sheet) if looks.struck else ():
        if sheet.cell_xf_index(row, column) in looks.struck:
            struck[column].append(row)
    return SheetScan(broken, hidden, struck, padded, merged, sheet.book.datemode == SINCE_1904)


def _cells(sheet: Any, kind: int | None = None) -> Iterator[tuple[int, int]]:
    """The places of all cells, or of those of a kind; those that are empty and plain are none."""
    for row in range(sheet.nrows):
        for column, found in enumerate(sheet.row_types(row)):
            if found == kind or (kind is None and found != NOTHING):
                yield row, column

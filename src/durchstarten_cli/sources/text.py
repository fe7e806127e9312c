"""CSV and other delimited text, read strictly as text: no value is guessed, none is changed."""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from durchstarten_cli.model import Source
from durchstarten_cli.sources.encodings import decoded, is_garbled
from durchstarten_cli.sources.problems import FileProblemError
from durchstarten_cli.tables import AnyArray, Cells, Sheet, cells_of

SEPARATORS = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}
HEAD_LINES = 50
END_OF_FILE = "\x1a"
"""Programs of DOS write it behind the last line."""
_AS_TEXT = re.compile(r'="([^"]*)"')
MAX_COLUMNS = 16_384
"""As many as a sheet of Excel has."""


def text_sheet(content: bytes, source: Source) -> Sheet:
    """The one sheet of a text file. Raises FileProblemError."""
    text, encoding = decoded(content)
    if END_OF_FILE in text[-3:]:
        text = text.rstrip(f"{END_OF_FILE}\r\n")
    if "\n" not in text:  # lines end as on very old Macs
        text = text.replace("\r", "\n")
    declared, text = _declared_separator(text)
    head = text.split("\n", HEAD_LINES)[:HEAD_LINES]
    separator = declared or max(SEPARATORS, key=lambda s: _regularity(head, s))
    frame = _frame(text, separator, head)
    name = SEPARATORS.get(separator, f"„{separator}“")
    fields = [frame[i].to_numpy() for i in frame.columns]
    quoted = '"' in text  # one sign is looked for much faster than two
    if quoted and '="' in text:
        fields = list(map(_seen, fields))
    columns = list(map(cells_of, fields))
    if quoted:
        _refuse_swallowed_rows(columns, separator)
    reading = f"{encoding}, Trennzeichen {name}"
    return Sheet(replace(source, reading=reading, garbled=is_garbled(text)), columns)


def _seen(column: AnyArray) -> AnyArray:
    """The fields as Excel shows them: ="007" is how programs make it keep an id as text."""
    found = [match[1] if (match := _AS_TEXT.fullmatch(field)) else field for field in column]
    return np.array(found, dtype=object)


def _refuse_swallowed_rows(columns: Sequence[Cells], separator: str) -> None:
    """A quote that is closed rows later would make one cell of them, and nobody would miss them.

    A line break in a cell is fine; a line of it with the separators of half a row is a row.
    """
    enough = max(2, (len(columns) - 1) // 2)
    for column in columns:
        for number, value in enumerate(column.values):
            lines = value.split("\n")[1:] if isinstance(value, str) else ()
            if any(line.count(separator) >= enough for line in lines):
                row = int(np.argmax(column.codes == number)) + 1
                raise FileProblemError(
                    f"In Zeile {row} öffnet ein Anführungszeichen, das erst in einer späteren "
                    "Zeile geschlossen wird; die Zeilen dazwischen gingen verloren.",
                    "Bitte löschen Sie das Anführungszeichen und senden Sie die Datei erneut.",
                )


def _regularity(lines: list[str], separator: str) -> tuple[int, int]:
    """How many lines hold the sign equally often, and how often: a remark may hold it as well."""
    counts = Counter(line.count(separator) for line in lines if separator in line)
    return max(((lines_of, times) for times, lines_of in counts.items()), default=(0, 0))


def _declared_separator(text: str) -> tuple[str | None, str]:
    """The separator of a first line `sep=;`, which Excel does not count as a row, and the rest."""
    declared = re.match(r"sep=([\t!#-/:;<=>?^`|~])\r*(?:\n|$)", text, re.IGNORECASE)
    return (declared[1], text[declared.end() :]) if declared else (None, text)


def _frame(text: str, separator: str, head: list[str]) -> pd.DataFrame:
    """All fields as text, short rows filled up with empty text."""
    encoded = text.encode("utf-8")
    lines = head
    while True:
        width = 1 + max(line.count(separator) for line in lines)
        if width > MAX_COLUMNS:
            raise FileProblemError("Eine Zeile hat mehr Felder, als ein Tabellenblatt Spalten hat.")
        try:
            return pd.read_csv(
                io.BytesIO(encoded),
                sep=separator,
                header=None,
                names=range(width),
                index_col=False,
                dtype=object,
                keep_default_na=False,
                na_filter=False,
                skip_blank_lines=False,
            )
        except pd.errors.ParserError as error:
            # A row longer than the first ones: only now is it worth measuring them all.
            if lines is not head or "Expected" not in str(error):
                raise FileProblemError(
                    "Ein Anführungszeichen in der Datei wird nicht wieder geschlossen."
                ) from None
            lines = text.split("\n")

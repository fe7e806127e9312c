"""What people decided in `personen.xlsx`: read strictly, every slip told with its cell."""

from collections.abc import Iterator, Sequence

from durchstarten_cli.cells import address
from durchstarten_cli.config import Settings
from durchstarten_cli.errors import SettingsError
from durchstarten_cli.ids import looks_like_name
from durchstarten_cli.normalise.decisions import one_line
from durchstarten_cli.normalise.struck import struck_rows
from durchstarten_cli.normalise.values import day_of, text_of
from durchstarten_cli.pairs import (
    BY,
    COMPLETE,
    DECISION,
    FILE,
    HEADERS,
    ID_1,
    ID_2,
    NO,
    NOT_SAME,
    ON,
    PAIRS,
    PROMPT,
    PROVIDER_1,
    PROVIDER_2,
    PROVIDERS,
    REASON,
    SAME,
    TRAIT_1,
    TRAIT_2,
    YES,
    Page,
    PairRow,
    PersonsFile,
    ProviderRow,
    Side,
    Signed,
    Trait,
    trait_of,
)
from durchstarten_cli.tables import Sheet
from durchstarten_cli.vocabulary import plain

_LOST = (
    "Bitte stellen Sie die letzte Sicherung wieder her. Ist nichts entschieden, können Sie die "
    "Datei auch löschen; „durchstarten persons“ legt sie neu an."
)


def persons_file(sheets: Sequence[Sheet], settings: Settings) -> PersonsFile:
    """The decisions of the workbook. Raises SettingsError naming every wrong cell at once."""
    found = {name: _page(sheets, name, settings) for name in HEADERS}
    pairs = tuple(_pairs(found[PAIRS]))
    providers = tuple(_providers(found[PROVIDERS]))
    problems = [problem for page in found.values() for problem in page.problems]
    if problems:
        told = "\n".join(f"  {problem}" for problem in problems)
        raise SettingsError(
            f"In {FILE} stimmt etwas nicht:\n{told}",
            "Bitte berichtigen Sie die genannten Zellen und speichern Sie die Datei.",
        )
    return PersonsFile(pairs, providers, {name: page.place for name, page in found.items()})


class _Reader:
    """One sheet with the place of its table; gathers what is wrong in it."""

    def __init__(self, sheet: Sheet, place: Page, settings: Settings) -> None:
        self.place, self.problems = place, list[str]()
        self._sheet, self._settings = sheet, settings
        self._struck = struck_rows(sheet, range(len(sheet.columns)))

    def rows(self) -> Iterator[int]:
        """The filled rows below the header, counted from 1; a hint alone is nothing."""
        for row in range(self.place.header + 1, self.place.free):
            if any(self.text(row, name) for name in self.place.columns if name != PROMPT):
                if self._struck[row - 1]:
                    self._wrong(f"Zeile {row}", "Die Zeile ist durchgestrichen. Gilt sie noch?")
                yield row

    def cell(self, row: int, name: str) -> str:
        """The address of a cell."""
        return address(row, self.place.columns[name])

    def value(self, row: int, name: str) -> object:
        """A cell as it stands."""
        column = self._sheet.columns[self.place.columns[name] - 1]
        return column.values[column.codes[row - 1]]

    def text(self, row: int, name: str) -> str:
        """A cell as text in one line."""
        return one_line(text_of(self.value(row, name)))

    def wrong(self, row: int, name: str, sentence: str) -> None:
        """Remember what is wrong with a cell."""
        self._wrong(f"Zelle {self.cell(row, name)}", sentence)

    def _wrong(self, where: str, sentence: str) -> None:
        self.problems.append(f"Blatt „{self._sheet.source.sheet}“, {where}: {sentence}")

    def broken(self, row: int) -> bool:
        """Whether a cell of the row holds an error or a formula without a result; it is told."""
        hit = [
            name
            for name, column in self.place.columns.items()
            if (row - 1, column - 1) in self._sheet.broken
        ]
        for name in hit:
            self.wrong(row, name, "Die Zelle enthält einen Fehler oder eine Formel ohne Ergebnis.")
        return bool(hit)

    def provider(self, row: int, name: str) -> str:
        """The short name of the provider that a cell names by it, or by its full name."""
        told = plain(self.text(row, name))
        for key, provider in self._settings.providers.items():
            if told and told in (plain(key), plain(provider.name), plain(provider.short or "")):
                return key
        known = ", ".join(self._settings.providers)
        self.wrong(row, name, f"Diesen Träger gibt es in den Einstellungen nicht ({known}).")
        return ""

    def id(self, row: int, name: str) -> str:
        """The id in a cell, spelled as ids of deliveries are."""
        text = text_of(self.value(row, name))
        if not text:
            self.wrong(row, name, "Die Kennung fehlt.")
        elif looks_like_name(text):
            self.wrong(row, name, "Die Kennung sieht aus wie ein Name; sie darf hier nicht stehen.")
        return text

    def trait(self, row: int, name: str) -> Trait | None:
        """The trait in a cell, if any."""
        text = self.text(row, name)
        found = trait_of(text)
        if text and found is None:
            self.wrong(
                row,
                name,
                "Dieses Merkmal ist nicht bekannt. Möglich sind zum Beispiel „Geburtsjahr 2001“ "
                "und „Geschlecht weiblich“.",
            )
        return found

    def choice(self, row: int, name: str, words: tuple[str, str]) -> bool | None:
        """Which of two words stands in a cell, None where it is empty."""
        text = self.text(row, name).casefold()
        if text and text not in words:
            self.wrong(row, name, f"Hier steht „{words[0]}“, „{words[1]}“ oder nichts.")
        return None if text not in words else text == words[0]

    def signed(self, row: int) -> Signed | None:
        """Who decided, when and why: a decision without them cannot be traced."""
        by, reason = self.text(row, BY), self.text(row, REASON)
        on = day_of(self.value(row, ON))
        if not by:
            self.wrong(row, BY, "Es fehlt, wer das entschieden hat.")
        if not reason:
            self.wrong(row, REASON, "Es fehlt die Begründung.")
        if on is None:
            self.wrong(row, ON, "Es fehlt der Tag der Entscheidung, zum Beispiel 12.02.2024.")
        return Signed(by, on, reason) if by and reason and on else None


def _page(sheets: Sequence[Sheet], name: str, settings: Settings) -> _Reader:
    for sheet in sheets:
        if sheet.source.sheet == name and (place := _place(sheet, HEADERS[name])):
            return _Reader(sheet, place, settings)
    columns = ", ".join(h for h in HEADERS[name] if h != PROMPT)
    raise SettingsError(
        f"In {FILE} fehlt das Blatt „{name}“ oder eine seiner Überschriften ({columns}).", _LOST
    )


def _place(sheet: Sheet, headers: Sequence[str]) -> Page | None:
    size = len(sheet.columns[0].codes) if sheet.columns else 0
    for row in range(size):
        texts = [text_of(column.values[column.codes[row]]) for column in sheet.columns]
        columns = {name: texts.index(name) + 1 for name in headers if name in texts}
        if set(headers) - {PROMPT} <= set(columns):
            return Page(row + 1, size + 1, columns)
    return None


def _pairs(page: _Reader) -> Iterator[PairRow]:
    for row in page.rows():
        if page.broken(row):
            continue
        one = Side(page.provider(row, PROVIDER_1), page.id(row, ID_1), page.trait(row, TRAIT_1))
        other = Side(page.provider(row, PROVIDER_2), page.id(row, ID_2), page.trait(row, TRAIT_2))
        same = page.choice(row, DECISION, (SAME, NOT_SAME))
        if one == other and one.id:
            page.wrong(row, ID_2, "Hier steht zweimal dieselbe Kennung ohne Unterschied.")
        signed = None if same is None else page.signed(row)
        cells = {name: page.cell(row, name) for name in page.place.columns}
        yield PairRow(row, one, other, same, signed, cells)


def _providers(page: _Reader) -> Iterator[ProviderRow]:
    for row in page.rows():
        if page.broken(row):
            continue
        one, other = (page.provider(row, name) for name in (PROVIDER_1, PROVIDER_2))
        complete = page.choice(row, COMPLETE, (YES, NO))
        if one == other and one:
            page.wrong(row, PROVIDER_2, "Hier steht zweimal derselbe Träger.")
        signed = page.signed(row) if complete else None
        yield ProviderRow(row, one, other, complete, signed)

"""What `key` and `pseudonymise` tell."""

from collections.abc import Iterator
from pathlib import Path

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.grammar import counted, join
from durchstarten_cli.pipeline.pseudonymise import Pseudonymised
from durchstarten_cli.pseudonyms import VERSION, Key, Notes


def new_key(key: Key, file: Path) -> str:
    """What to do with a new key."""
    told = (
        f"Der Schlüssel ist geschrieben; sein Kennzeichen ist {key.sign}. Geben Sie ihn nur an die "
        "anderen Träger weiter, auf einem sicheren Weg, und nie an die Kommune. Bewahren Sie eine "
        "Kopie an einem sicheren Ort auf: Ohne ihn entstehen andere Kennungen.",
        f"Die Datei: {file}",
    )
    return "\n".join(line for text in told for line in wrapped(text))


def made(result: Pseudonymised) -> str:
    """What the copy holds, what it does not, and where it lies."""
    copy = result.copy
    rows = counted(copy.rows, "Zeile", "Zeilen", one="einer")
    persons = counted(copy.persons, "Person", "Personen", one="einer")
    lines = wrapped(
        f"Kopie mit {rows} zu {persons}. Kennungen der Fassung {VERSION}, Schlüssel mit dem "
        f"Kennzeichen {result.key.sign}."
    )
    lines += [line for text in _notes(copy.notes) for line in wrapped(text)]
    return "\n".join([*lines, f"Die Datei: {result.path}"])


def _notes(notes: Notes) -> Iterator[str]:
    yield f"Nicht in der Kopie: die Spalten {join(notes.left_out)}."
    if notes.sheets:
        yield f"Nicht in der Kopie, weil ohne Personen: {join(notes.sheets)}."
    if notes.passed_over:
        yield (
            "Nicht als Person gelesen (Überschrift, Summe oder Ähnliches): "
            f"{'; '.join(notes.passed_over)}."
        )
    if notes.without_entry:
        yield (
            f"Ohne die Spalte „Eintritt“: {join(notes.without_entry)}. Darum fehlen dort "
            "Geburtsjahr und Alter."
        )
    if notes.hidden:
        yield f"Ausgeblendetes ist mit in der Kopie: {join(notes.hidden)}."
    if notes.struck:
        yield (
            "Durchgestrichen, aber in der Kopie wie jeder andere Eintrag: "
            f"{'; '.join(notes.struck)}. Bitte löschen Sie in Ihrer Liste, was nicht mehr gilt."
        )
    if notes.illegible:
        yield (f"Nicht lesbar, in der Kopie steht „nicht lesbar“: {'; '.join(notes.illegible)}.")
    if notes.own_texts:
        yield (
            f"Eigener Text steht in {join(notes.own_texts)}. Bitte lesen Sie ihn, bevor Sie die "
            "Kopie weitergeben: Namen, die nicht in der Liste stehen, erkennt das Programm nicht."
        )
    if notes.doubtful:
        yield (
            "Unter derselben Nummer stehen verschiedene Personen: "
            f"{'; '.join(notes.doubtful)}. Bitte prüfen Sie Schreibweise und Geburtsdatum; sonst "
            "zählt eine Person mehrfach."
        )

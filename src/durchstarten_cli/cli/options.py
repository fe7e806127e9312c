"""Options that several commands share, and what they mean to the pipeline."""

import datetime as dt
import getpass
import sys
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from durchstarten_cli.cli.layout import wrapped

if TYPE_CHECKING:
    from durchstarten_cli.cli.passwords import Passwords
    from durchstarten_cli.config import Project
    from durchstarten_cli.config.project import DeliveredFile
    from durchstarten_cli.model import Period


class Style(StrEnum):
    """The sizes of a statement."""

    SHORT = "kurz"
    STANDARD = "standard"
    LONG = "ausführlich"
    LONG_WITHOUT_UMLAUT = "ausfuehrlich"


def _day(meaning: str) -> Any:
    """The option `--date`, which stands for another day in every command."""
    return typer.Option("--date", metavar="TAG", formats=["%Y-%m-%d"], help=meaning)


ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project", metavar="ORDNER", help="Projektordner; sonst der, in dem Sie stehen."
    ),
]
PasswordOption = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar="DATEI",
        help="Textdatei mit Kennwörtern geschützter Mappen, eines je Zeile; sonst wird gefragt.",
    ),
]
PeriodOption = Annotated[
    str | None,
    typer.Option("--period", metavar="VON..BIS", help="Zeitraum, zum Beispiel 2020-03..2023-06."),
]
DateOption = Annotated[
    dt.datetime | None, _day("Datum der Stellungnahme wie 2024-02-12; sonst heute.")
]
CheckDateOption = Annotated[
    dt.datetime | None,
    _day("Datenstand wie 2024-02-12, wo Einstellung und Ordner keinen nennen; sonst heute."),
]
NoteDateOption = Annotated[
    dt.datetime | None, _day("Tag des Vermerks wie 2024-02-12; sonst heute.")
]
ReleaseDateOption = Annotated[
    dt.datetime | None, _day("Tag der Freigabe wie 2024-02-12; sonst heute.")
]
StyleOption = Annotated[
    Style | None,
    typer.Option(
        "--style",
        metavar="GRÖSSE",
        help="kurz (eine Seite), standard oder ausführlich; sonst die Einstellung.",
    ),
]
ChartsOption = Annotated[
    bool | None,
    typer.Option("--charts/--no-charts", help="Mit Diagrammen oder ohne; sonst die Einstellung."),
]
InternOption = Annotated[
    bool, typer.Option("--intern", help="Dazu eine Seite mit den Zeilen, die im Haus bleibt.")
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", metavar="ORDNER", help="Ordner für das Ergebnis; sonst ausgabe/DATUM_NR."
    ),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Vorhandene Dateien überschreiben.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Ausgabe als JSON.")]
ProviderOption = Annotated[
    str | None, typer.Option("--provider", metavar="TRÄGER", help="Träger der genannten Dateien.")
]

AnswersOption = Annotated[
    Path | None,
    typer.Option(
        "--answers", metavar="ORDNER", help="Die Antworten an die Träger hierhin schreiben."
    ),
]
FeedbackOption = Annotated[
    Path | None,
    typer.Option(
        "--feedback",
        metavar="ORDNER",
        help="Jede Datei mit Kommentaren an den Zellen hierhin schreiben.",
    ),
]

ColumnsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="ÜBERSCHRIFT=SPALTE",
        help='Eine Überschrift festlegen, etwa "Kursbeginn=Eintritt".',
    ),
]
ValuesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--value",
        metavar="SPALTE:EINTRAG=WERT",
        help='Einen Eintrag festlegen, etwa "Verbleib: Lehre=Ausbildung".',
    ),
]
IgnoredOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="ÜBERSCHRIFT", help="Eine Spalte festlegen, die nie gelesen wird."
    ),
]

RecordOption = Annotated[
    str,
    typer.Option(
        "--record",
        metavar="KENNUNG",
        help="Die Kennung des Datensatzes oder die Zeile, die an ihrer Stelle steht; ohne: alle "
        "Hinweise ohne Kennung.",
    ),
]
NoteColumnOption = Annotated[
    str | None,
    typer.Option(
        "--column",
        metavar="ÜBERSCHRIFT",
        help="Die Spalte, wenn nur ein Hinweis von mehreren gemeint ist.",
    ),
]


EvidenceArgument = Annotated[
    Path, typer.Argument(metavar="BELEGE", help="Die Datei belege.json eines Entwurfs.")
]


def project_of(named: Path | None, passwords: Path | None = None) -> "Project":
    """The project named, or the one the user stands in; `passwords` is a file with some."""
    from durchstarten_cli import config

    found = config.load(config.find(Path.cwd(), named))
    return replace(found, passwords=passwords_of(passwords))


def passwords_of(file: Path | None) -> "Passwords":
    """The passwords of a file, and those typed by whoever sits at the terminal."""
    from durchstarten_cli.cli.passwords import Passwords

    return Passwords(file, getpass.getpass if sys.stdin.isatty() else None)


def files_of(
    project: "Project", named: list[Path] | None, provider: str | None
) -> "list[DeliveredFile]":
    """The files named, each once, or all deliveries in force."""
    if not named:
        return project.deliveries()
    return [project.file_given(f, provider) for f in dict.fromkeys(f.resolve() for f in named)]


def period_of(project: "Project", text: str | None) -> "Period":
    """The period named, or that of the settings. Raises UsageError where there is none."""
    from durchstarten_cli import periods
    from durchstarten_cli.errors import UsageError

    text = project.settings.report.period if text is None else text
    if text is None:
        raise UsageError(
            "Es ist kein Zeitraum genannt.",
            "Bitte nennen Sie ihn mit --period, zum Beispiel --period 2020-03..2023-06.",
        )
    return periods.parse(text)


def style_of(project: "Project", named: Style | None) -> str:
    """The size named, or that of the settings, without umlaut."""
    return (named.value if named else project.settings.report.style).replace("ü", "ue")


def day_of(date: dt.datetime | None) -> dt.date:
    """The date named, or today."""
    return date.date() if date else dt.date.today()


def only_one_form(wanted: dict[str, bool]) -> None:
    """Raises UsageError where options are wanted together that exclude each other."""
    from durchstarten_cli.errors import UsageError

    named = [name for name, is_wanted in wanted.items() if is_wanted]
    if len(named) > 1:
        raise UsageError(
            f"{' und '.join(named)} lassen sich nicht zusammen verwenden.",
            "Bitte wählen Sie eines davon.",
        )


def remark(sentences: Iterable[str]) -> None:
    """Sentences for the person at the terminal, beside the data."""
    for sentence in sentences:
        typer.echo("\n".join(wrapped(sentence)), err=True)


def project_above(file: Path) -> Path | None:
    """The project above a file that is named or was dropped on the command, if it lies in one."""
    from durchstarten_cli.config.project import SETTINGS

    folders = file.resolve().parents
    return next((folder for folder in folders if (folder / SETTINGS).is_file()), None)

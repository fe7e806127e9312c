"""A project folder: where it is, its settings and inquiry, and which deliveries are in force."""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from msgspec import structs

from durchstarten_cli.config.contradictions import contradictions
from durchstarten_cli.config.decode import decode
from durchstarten_cli.config.inquiry import Inquiry
from durchstarten_cli.config.settings import Settings
from durchstarten_cli.config.toml_file import read_toml
from durchstarten_cli.errors import SettingsError, UsageError

NOISE = ("Thumbs.db", "desktop.ini", "__MACOSX")
SETTINGS, INQUIRY, DELIVERIES = "durchstarten.toml", "anfrage.toml", "lieferungen"


Passwords = Callable[[str], Iterable[str]]
Dated = list[tuple[dt.date, Path]]
"""Folders of deliveries with their days, the newest first."""


def no_passwords(_name: str) -> Iterable[str]:
    """Nobody knows any."""
    return ()


@dataclass(frozen=True)
class DeliveredFile:
    """A file of a delivery in force: its place, who sent it, the date of its folder."""

    path: Path
    provider: str
    delivered: dt.date | None


@dataclass(frozen=True)
class Project:
    """A project folder with its settings read.

    `passwords` gives those to try on a file of that name.
    """

    root: Path
    settings: Settings
    passwords: Passwords = no_passwords

    def choosing(self, *, charts: bool | None) -> "Project":
        """The same project; what is chosen for one call goes before the settings."""
        if charts is None:
            return self
        report = structs.replace(self.settings.report, charts=charts)
        return replace(self, settings=structs.replace(self.settings, report=report))

    def inquiry(self) -> Inquiry:
        """The inquiry (anfrage.toml). Raises SettingsError."""
        return decode(read_toml(self.root / INQUIRY), Inquiry, INQUIRY)

    def relative(self, path: Path) -> str:
        """A path as it is shown: relative to the project, or with its folder only if outside."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return f"{path.resolve().parent.name}/{path.name}"

    def deliveries(self) -> list[DeliveredFile]:
        """The files in force: of every provider the newest dated folder, whole.

        Raises SettingsError for a folder that is no provider's or has no date as its name.
        """
        return self._in_force(lambda folders: folders)

    def all_deliveries(self) -> list[DeliveredFile]:
        """Every file of every delivery that is still there, in force or history."""
        base = self.root / DELIVERIES
        return [
            DeliveredFile(path, provider.name, _date(folder))
            for provider in (_folders(base) if base.is_dir() else [])
            for folder in _folders(provider)
            for path in sorted(_files(folder))
        ]

    def earlier_deliveries(self) -> list[DeliveredFile]:
        """The files that were in force before the newest folder of each provider arrived."""
        return self._in_force(lambda folders: folders[1:])

    def deliveries_on(self, day: dt.date) -> list[DeliveredFile]:
        """The files that were in force on a day."""
        return self._in_force(lambda folders: [(d, path) for d, path in folders if d <= day])

    def _in_force(self, left: Callable[[Dated], Dated]) -> list[DeliveredFile]:
        """The files in force if of every provider only the folders `left` were there."""
        base = self.root / DELIVERIES
        folders = _folders(base) if base.is_dir() else []
        for folder in [base, *folders] if base.is_dir() else []:
            self._refuse_stray(folder)
        return [file for folder in folders for file in self._newest(folder, left)]

    def _refuse_stray(self, folder: Path) -> None:
        """A file beside the folders of deliveries would be passed over; remarks (.md) may be."""
        for path in sorted(folder.iterdir()):
            if path.is_file() and not _is_noise(path) and path.suffix != ".md":
                raise SettingsError(
                    f"Die Datei {self.relative(path)} liegt in keinem Ordner einer Lieferung.",
                    f"Bitte legen Sie sie nach {DELIVERIES}/TRÄGER/DATUM; das Datum steht da wie "
                    "2024-02-12.",
                )

    def _newest(self, folder: Path, left: Callable[[Dated], Dated]) -> list[DeliveredFile]:
        if folder.name not in self.settings.providers:
            raise SettingsError(
                f"Der Ordner {DELIVERIES}/{folder.name} gehört zu keinem Träger der Einstellungen.",
                f"Bitte tragen Sie [providers.{folder.name}] in {SETTINGS} ein "
                "oder benennen Sie den Ordner um.",
            )
        supplements = self.settings.providers[folder.name].supplements
        dated = sorted(((_date(p), p) for p in _folders(folder)), reverse=True)
        counted: list[DeliveredFile] = []
        for day, dated_folder in left(dated):
            files = sorted(_files(dated_folder))
            if not files and day == dated[0][0]:  # it would take back all that was sent before
                raise SettingsError(
                    f"Der Ordner {self.relative(dated_folder)} ist leer.",
                    "Bitte legen Sie die Lieferung hinein oder löschen Sie den Ordner; "
                    "sonst gilt dieser Träger als ohne Lieferung.",
                )
            counted[:0] = [DeliveredFile(p, folder.name, day) for p in files]
            if day not in supplements:  # "the newest folder counts whole, older ones are history"
                break
        return counted

    def file_given(self, path: Path, provider: str | None) -> DeliveredFile:
        """A file named by the user; its provider is that of its folder, the one named, or the only.

        Raises UsageError where the file or its provider cannot be told.
        """
        if path.is_dir():
            raise UsageError(
                f"{path} ist ein Ordner.",
                "Bitte nennen Sie die Dateien darin; ohne Angabe wird alles in lieferungen/ "
                "geprüft.",
            )
        if not path.is_file():
            raise UsageError(f"Die Datei {path} gibt es nicht.", "Bitte prüfen Sie den Pfad.")
        parts = Path(self.relative(path)).parts
        delivered = parts[0] == DELIVERIES and len(parts) >= 4
        provider = provider or (parts[1] if delivered else None)
        known = list(self.settings.providers)
        provider = provider or (known[0] if len(known) == 1 else None)
        if provider not in known:
            raise UsageError(
                f"Von welchem Träger ist {path.name}?",
                f"Bitte nennen Sie ihn mit --provider ({', '.join(known)}).",
            )
        day = _date(self.root / Path(*parts[:3])) if delivered else None
        return DeliveredFile(path, provider, day)


def _folders(folder: Path) -> list[Path]:
    """The folders in a folder, hidden ones left out."""
    return sorted(p for p in folder.iterdir() if p.is_dir() and not _is_noise(p))


def _files(folder: Path) -> Iterator[Path]:
    """All files in a folder and the folders in it, but for noise."""
    for path in folder.iterdir():
        if not _is_noise(path):
            yield from _files(path) if path.is_dir() else [path]


def _is_noise(path: Path) -> bool:
    """Excel's lock files (~$...), hidden files and the like are nobody's delivery."""
    return path.name.startswith(("~$", ".")) or path.name in NOISE


def _date(folder: Path) -> dt.date:
    try:
        return dt.date.fromisoformat(folder.name)
    except ValueError:
        raise SettingsError(
            f"Der Ordnername {folder.parent.name}/{folder.name} ist kein Datum.",
            "Bitte nennen Sie ihn nach dem Tag der Lieferung, zum Beispiel 2024-02-12.",
        ) from None


def find(start: Path, named: Path | None) -> Path:
    """The project folder: the one named, else `start` or the nearest folder above with settings.

    Raises UsageError outside any project.
    """
    for folder in [named] if named else [start, *start.parents]:
        if (folder / SETTINGS).is_file():
            return folder
    where = f"In {named}" if named else "Hier und in den Ordnern darüber"
    raise UsageError(
        f"{where} liegt kein Projekt (es fehlt {SETTINGS}).",
        "Bitte wechseln Sie in den Projektordner, nennen Sie ihn mit --project "
        "oder legen Sie mit „durchstarten init ORDNER“ einen an.",
    )


def load(root: Path) -> Project:
    """The project in the folder `root`. Raises SettingsError naming every wrong key."""
    return Project(root, _checked(read_toml(root / SETTINGS)))


def settings_of(text: str) -> Settings:
    """The settings that a text of durchstarten.toml describes. Raises SettingsError."""
    return _checked(tomllib.loads(text))


def _checked(raw: dict[str, Any]) -> Settings:
    settings = decode(raw, Settings, SETTINGS)
    problems = contradictions(settings)
    if problems:
        raise SettingsError(
            f"In {SETTINGS} stimmt etwas nicht:\n" + "\n".join(f"  {p}" for p in problems),
            "Bitte berichtigen Sie die genannten Schlüssel und speichern Sie die Datei.",
        )
    return settings

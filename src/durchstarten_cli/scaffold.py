"""A new project folder: a commented one to start from or the sample, with files for Windows."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from durchstarten_cli import data, files
from durchstarten_cli.errors import UsageError

TEMPLATES, PLACEHOLDER = "projekt", "@PYTHON@"
OUTPUT = "ausgabe"
FIRST_SAMPLE = "leverkusen"


def samples() -> list[str]:
    """The names of the sample projects, the first one first."""
    found = data.folder("sample_data").glob("*/anfrage.toml")
    names = sorted(path.parent.name for path in found if (path.parent / "texte").is_dir())
    return sorted(names, key=lambda name: name != FIRST_SAMPLE)


def create(folder: Path, python: str, *, sample: str | None, force: bool) -> list[Path]:
    """Write a project into `folder`, that of a sample where one is named; returns the files.

    `python` is the interpreter that the .cmd files call where no `durchstarten` is on the PATH.
    Raises UsageError for a sample that does not exist, and OutputError, with nothing written, where
    a file exists already and `force` is not set.
    """
    if sample is not None and sample not in samples():
        raise UsageError(
            f"Das Beispiel „{sample}“ gibt es nicht.", f"Möglich sind: {', '.join(samples())}."
        )
    contents = dict(_files(python, sample))
    written = {folder / name: content for name, content in sorted(contents.items())}
    files.write_all(written, force=force)
    return list(written)


def _files(python: str, sample: str | None) -> Iterator[tuple[Path, bytes]]:
    """Path in the project and content of every file."""
    templates = data.folder("templates") / TEMPLATES
    yield from project_files(data.folder("sample_data") / sample if sample else templates)
    for path in templates.glob("*.cmd"):
        yield Path(path.name), _for_windows(path.read_text(encoding="utf-8"), python)


def project_files(source: Path) -> Iterator[tuple[Path, bytes]]:
    """The files of a folder, without what the program has written there and what is hidden."""
    for path in source.rglob("*"):
        name = path.relative_to(source)
        unwanted = name.parts[0] == OUTPUT or any(
            part.startswith((".", "~$")) for part in name.parts
        )
        if path.is_file() and not unwanted:
            yield name, path.read_bytes()


def _for_windows(script: str, python: str) -> bytes:
    """A script that calls `python`, with the line ends that cmd.exe needs.

    In a script a percent sign stands for itself only when doubled, even between quotes.
    """
    filled = script.replace(PLACEHOLDER, python.replace("%", "%%"))
    return "\r\n".join([*filled.splitlines(), ""]).encode("utf-8")


def next_steps(folder: Path, written: Sequence[Path], sample: str | None) -> str:
    """What to do now, for a terminal of 80 columns."""
    what = "Das Beispielprojekt" if sample else "Das neue Projekt"
    steps = _SAMPLE_STEPS if sample else _STEPS
    return "\n".join([f"{what} liegt in {folder} ({len(written)} Dateien).", *steps])


_STEPS = (
    "1. Tragen Sie Ihre Angaben in durchstarten.toml und anfrage.toml ein.",
    "2. Legen Sie Lieferungen ab, etwa in lieferungen/bildungswerk/2024-02-12.",
    "3. Prüfen: Doppelklick auf 1_Pruefen.cmd oder „durchstarten validate“.",
    "Alles Weitere steht in LIESMICH.md.",
)
_SAMPLE_STEPS = (
    "Alle Angaben zu Personen darin sind erfunden.",
    "1. Prüfen: Doppelklick auf 1_Pruefen.cmd oder „durchstarten validate“.",
    "2. Entwurf: Doppelklick auf 2_Entwurf.cmd oder „durchstarten report“.",
    "3. Öffnen Sie in Word die Datei stellungnahme.docx im Ordner ausgabe.",
)

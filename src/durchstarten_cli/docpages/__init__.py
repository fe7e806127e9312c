"""The pages under docs/ that are made from the registers, so that they cannot say anything else."""

from pathlib import Path

from durchstarten_cli.docpages.columns import columns_page
from durchstarten_cli.docpages.commands import Group, commands_page
from durchstarten_cli.docpages.definitions import definitions_page
from durchstarten_cli.docpages.rules import rules_page

__all__ = ["Group", "pages", "write"]

GENERATED = (
    "<!-- Diese Seite erzeugt „durchstarten docs“ aus dem Programm, „durchstarten docs --check“ "
    "prüft sie. Bitte nicht von Hand ändern. -->\n\n"
)


def pages(folder: Path, program: Group) -> dict[str, str]:
    """The text of every page by its name.

    The worked examples are those of `folder`. `program` is the command line, which is above this
    module and therefore handed in.
    """
    texts = {
        "definitionen.md": definitions_page(folder / "beispiele.toml"),
        "regeln.md": rules_page(),
        "spalten.md": columns_page(),
        "befehle.md": commands_page(program),
    }
    return {name: GENERATED + text for name, text in texts.items()}


def write(folder: Path, *, check: bool, program: Group) -> list[str]:
    """Write the pages that are not current, or with `check` only look; the names of those pages."""
    stale = {
        name: text
        for name, text in pages(folder, program).items()
        if _text_of(folder / name) != text
    }
    if not check:
        for name, text in stale.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return list(stale)


def _text_of(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None

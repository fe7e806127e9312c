"""What `report` and `finalize` tell: where the result lies, and what stands in the way."""

from collections.abc import Sequence
from pathlib import Path

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.cli.show_rejected import rejections
from durchstarten_cli.config import Settings
from durchstarten_cli.grammar import counted, day
from durchstarten_cli.pipeline.examine import Examined
from durchstarten_cli.pipeline.report import Report


def as_text(report: Report, examined: Examined, settings: Settings, folder: Path) -> str:
    """The deliveries in force, what stands in the way, where the draft lies."""
    deliveries = examined.deliveries()
    lines = [f"Datenstand {day(examined.as_of)}. Gezählt wurde aus:"] if deliveries else []
    for delivery in deliveries:
        provider = settings.providers[delivery.provider]
        name = provider.short or provider.name
        when = f" vom {day(delivery.delivered)}" if delivery.delivered else ""
        size = delivery.rows_received
        rows = f"{delivery.rows_used} von {size} {'Zeile' if size == 1 else 'Zeilen'}"
        lines += wrapped(f"{name}{when}: {rows}", "  ")
    lines += [line for text in obstacles(report, examined) for line in wrapped(text)]
    lines += [line for note in report.notes for line in wrapped(note)]
    return "\n".join([*lines, f"Der Entwurf liegt in {folder}."])


def obstacles(report: Report, examined: Examined) -> list[str]:
    """Sentences on what stands in the way of a final version; none where nothing does."""
    found = rejections(examined)
    if not examined.deliveries():
        found.append(
            "Es liegt keine Lieferung vor. Legen Sie Dateien in lieferungen/TRÄGER/DATUM/ ab."
        )
    if report.gaps:
        places = counted(len(report.gaps), "Stelle", "Stellen")
        found.append(f"Im Entwurf ist noch offen ({places}): {'; '.join(report.gaps)}.")
    found += [
        f"Woher kommt „{number.word}“ in „{number.sentence}“? Bitte streichen Sie die Zahl oder "
        "tragen Sie sie mit ihrer Quelle unter [[facts]] in die Einstellungen ein."
        for number in report.unexplained
    ]
    return found


def main_file(folder: Path, formats: Sequence[str]) -> str:
    """The file to open."""
    first = next(ending for ending in ("docx", "pdf", "html", "md") if ending in formats)
    return str(folder / f"stellungnahme.{first}")

"""What a statement is made of beside the deliveries: templates, letterhead, texts; its hashes."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from durchstarten_cli import compose, data, grammar, pairs
from durchstarten_cli.compose.answers import LABELS
from durchstarten_cli.config import Inquiry, Project, Settings
from durchstarten_cli.config.announced import ANNOUNCED
from durchstarten_cli.config.inquiry import TEXT_FILES
from durchstarten_cli.config.letterhead import OWN_FIELDS
from durchstarten_cli.config.project import INQUIRY, SETTINGS
from durchstarten_cli.errors import SettingsError
from durchstarten_cli.pipeline.examine import Examined, Run
from durchstarten_cli.render.texts import as_markdown

TEMPLATE, LETTERHEAD = "stellungnahme.md.j2", "briefkopf.docx"
OWN_TEMPLATES = "vorlagen"
BLOCKS, _BLOCK = "bausteine", ".md.j2"


def template_folders(project: Project) -> list[Path]:
    """Where templates are looked for: the project's own first."""
    return [project.root / OWN_TEMPLATES, data.folder("templates")]


def text(project: Project, name: str) -> compose.Text:
    """A text of the project as Markdown, or why it is missing."""
    path = project.root / name
    if not path.is_file():
        return compose.Text(None, f"Die Datei {name} fehlt.")
    written = as_markdown(path.read_bytes(), name)
    return (
        compose.Text(written)
        if written.strip()
        else compose.Text(None, f"Die Datei {name} ist leer.")
    )


def known_facts(settings: Settings) -> list[str]:
    """Words with numbers in texts of which the settings say where they come from."""
    ages = settings.programme.target_age
    told = [f"{ages[0]} bis {ages[1]} Jahre"] if ages else []
    return [*told, *(fact.text for fact in settings.facts)]


def inquiry_of(project: Project) -> Inquiry:
    """The inquiry, every block of which is there. Raises SettingsError."""
    inquiry = project.inquiry()
    problems = [
        problem for key, block in inquiry.blocks() for problem in _block(project, key, block)
    ]
    if problems:
        raise SettingsError(
            f"In {INQUIRY} stimmt etwas nicht:\n" + "\n".join(f"  {p}" for p in problems),
            "Bitte berichtigen Sie die genannten Schlüssel und speichern Sie die Datei.",
        )
    return inquiry


def _block(project: Project, key: str, block: str) -> Iterator[str]:
    if block.endswith(TEXT_FILES):
        if not (project.root / block).resolve().is_relative_to(project.root.resolve()):
            yield f"{key}: Der Text „{block}“ liegt nicht im Projektordner."
    elif block not in (known := blocks(project)):
        yield (
            f"{key}: Den Teil „{block}“ gibt es nicht (möglich: {', '.join(known)}; eigene Teile "
            f"liegen in {OWN_TEMPLATES}/{BLOCKS}/, eigene Texte enden auf .md oder .docx)."
        )


def blocks(project: Project) -> list[str]:
    """The blocks that there is a template for: those of the program, then the project's own."""
    own = {p.name.removesuffix(_BLOCK) for p in _block_templates(project)}
    return [*LABELS, *sorted(own - LABELS.keys() - {"method"})]


def _block_templates(project: Project) -> Iterator[Path]:
    return (project.root / OWN_TEMPLATES / BLOCKS).glob(f"*{_BLOCK}")


def letterhead(project: Project) -> bytes:
    for folder in template_folders(project):
        if (folder / LETTERHEAD).is_file():
            return (folder / LETTERHEAD).read_bytes()
    raise SettingsError(f"Der Briefkopf {LETTERHEAD} fehlt.", "Bitte legen Sie ihn in vorlagen an.")


def letterhead_fields(settings: Settings, inquiry: Inquiry, date: dt.date) -> dict[str, str]:
    """The fields that a letterhead may have, with their values."""
    office = settings.office
    own = (office.municipality, office.unit, inquiry.subject, grammar.long_day(date))
    return dict(zip(OWN_FIELDS, own, strict=True)) | settings.letterhead.fields


def input_hashes(project: Project, examined: Examined) -> dict[str, str]:
    """SHA-256 of all that a statement rests on: deliveries, settings, what was made public before,
    decisions, inquiry, texts, templates."""
    hashes = {d.file: d.sha256 for d in examined.deliveries()}
    texts = (*project.settings.texts.paths(), *project.inquiry().texts())
    own = [SETTINGS, INQUIRY, ANNOUNCED, pairs.FILE, *texts]
    for name in dict.fromkeys(own):
        if (project.root / name).is_file():
            hashes[name] = _sha256(project.root / name)
    for folder in reversed(template_folders(project)):
        for path in [*sorted(folder.rglob("*.j2")), folder / LETTERHEAD]:
            if path.is_file():
                hashes[f"{OWN_TEMPLATES}/{path.relative_to(folder).as_posix()}"] = _sha256(path)
    return hashes


def hash_today(project: Project, name: str) -> str | None:
    """SHA-256 of an input by the name that `input_hashes` gave it, None where it is gone."""
    own, inside = project.root / name, PurePosixPath(name)
    paths = [own]
    if inside.parts[:1] == (OWN_TEMPLATES,):
        paths = [folder / inside.relative_to(OWN_TEMPLATES) for folder in template_folders(project)]
    return next((_sha256(path) for path in paths if path.is_file()), None)


def definitions_in_force(project: Project) -> dict[str, Any]:
    """The definitions of the settings as plain values, as JSON holds them."""
    plain = msgspec.json.decode(msgspec.json.encode(project.settings.definitions), type=dict)
    return dict(plain)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def reference(run: Run, examined: Examined) -> str:
    """One word that leads from a document back to its evidence: a hash over all that made it."""
    parts = [
        run.version,
        str(run.period),
        str(run.date),
        str(run.project.settings.report.charts),
        *map(str, sorted(input_hashes(run.project, examined).items())),
    ]
    return "durchstarten-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

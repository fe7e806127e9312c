"""What a statement is made of beside the deliveries: templates, letterhead, texts; its hashes."""

import hashlib
from pathlib import Path

from durchstarten_cli import compose, data, pairs
from durchstarten_cli.config import Project
from durchstarten_cli.config.project import INQUIRY, SETTINGS
from durchstarten_cli.errors import SettingsError
from durchstarten_cli.pipeline.examine import Examined, Run
from durchstarten_cli.render.texts import as_markdown

TEMPLATE, LETTERHEAD = "stellungnahme.md.j2", "briefkopf.docx"
OWN_TEMPLATES = "vorlagen"


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


def letterhead(project: Project) -> bytes:
    for folder in template_folders(project):
        if (folder / LETTERHEAD).is_file():
            return (folder / LETTERHEAD).read_bytes()
    raise SettingsError(f"Der Briefkopf {LETTERHEAD} fehlt.", "Bitte legen Sie ihn in vorlagen an.")


def input_hashes(project: Project, examined: Examined) -> dict[str, str]:
    """SHA-256 of all that a statement rests on: deliveries, settings, decisions, inquiry, texts,
    templates."""
    hashes = {d.file: d.sha256 for d in examined.deliveries()}
    own = [SETTINGS, INQUIRY, pairs.FILE, *project.settings.texts.paths()]
    for name in own:
        if (project.root / name).is_file():
            hashes[name] = _sha256(project.root / name)
    for folder in reversed(template_folders(project)):
        for path in [*folder.glob("*.j2"), *folder.glob("bausteine/*.j2"), folder / LETTERHEAD]:
            if path.is_file():
                hashes[f"{OWN_TEMPLATES}/{path.relative_to(folder).as_posix()}"] = _sha256(path)
    return hashes


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def reference(run: Run, examined: Examined) -> str:
    """One word that leads from a document back to its evidence: a hash over all that made it."""
    parts = [
        run.version,
        str(run.period),
        str(run.date),
        *map(str, sorted(input_hashes(run.project, examined).items())),
    ]
    return "durchstarten-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

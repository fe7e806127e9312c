"""A form for a provider and one of its modules, made from the settings."""

from durchstarten_cli.config import Project
from durchstarten_cli.errors import UsageError
from durchstarten_cli.form import Form, form_workbook
from durchstarten_cli.form.tables import OF_MEETINGS, OF_PERSONS


def form(project: Project, provider: str, module: str | None) -> tuple[str, bytes]:
    """File name and content. Raises UsageError for an unknown provider or module."""
    settings = project.settings
    if provider not in settings.providers:
        raise UsageError(
            f"Den Träger „{provider}“ gibt es in den Einstellungen nicht.",
            f"Bekannt sind: {', '.join(settings.providers)}.",
        )
    own = settings.providers[provider]
    if not own.modules and module is None:
        whole = Form(own.name, None, OF_MEETINGS)
        return f"formular_{provider}_sitzungen.xlsx", form_workbook(whole)
    chosen = own.modules[0] if module is None and len(own.modules) == 1 else module
    if chosen not in own.modules:
        raise UsageError(*_which_module(own.name, own.modules, module))
    whole = Form(own.name, settings.modules[chosen].name, OF_PERSONS)
    return f"formular_{provider}_{chosen}.xlsx", form_workbook(whole)


def _which_module(name: str, modules: tuple[str, ...], named: str | None) -> tuple[str, str]:
    remedy = f"Möglich sind: {', '.join(modules)}." if modules else "Lassen Sie --module weg."
    if named is None:
        return f"{name} führt mehrere Bausteine durch. Für welchen ist das Formular?", remedy
    return f"Den Baustein „{named}“ führt {name} nicht durch.", remedy

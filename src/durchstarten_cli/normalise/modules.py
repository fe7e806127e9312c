"""The module of every row: named in it, in the title of its table, or the provider's only one."""

import numpy as np

from durchstarten_cli.config import Module, Settings
from durchstarten_cli.normalise.parts import Part
from durchstarten_cli.normalise.values import text_of
from durchstarten_cli.tables import Numbers
from durchstarten_cli.vocabulary import plain

MODULE = "module"


def modules_of(part: Part, settings: Settings) -> Numbers:
    """The number of the module (in the order of the settings) of every row, -1 where unclear."""
    names, layout = list(settings.modules), part.layout
    known = {
        spelled: names.index(name)
        for spelled, name in spellings(settings, layout.source.provider).items()
    }
    own = settings.providers[layout.source.provider].modules
    others = known.get(plain(layout.module), -1) if layout.module else -1
    others = names.index(own[0]) if others < 0 and len(own) == 1 else others
    cells = part.column(MODULE)
    if cells is None or not cells.values:
        return np.full(len(part.rows), others, dtype=np.int64)
    texts = [plain(text_of(value)) for value in cells.values]
    numbers = np.array([known.get(t, others if t == "" else -1) for t in texts])
    return numbers[cells.codes]


def spellings(settings: Settings, provider: str) -> dict[str, str]:
    """How modules are written, as `plain` spells it -> short name; what was confirmed goes last."""
    own = settings.providers[provider].values.get(MODULE, {})
    return {
        plain(spelled): name
        for name, module in settings.modules.items()
        for spelled in _spelled(name, module)
    } | {plain(spelled): name for spelled, name in own.items()}


def _spelled(name: str, module: Module) -> list[str]:
    """How a provider may write a module: its short name, its name, its number."""
    number = [] if module.number is None else [f"{module.number}", f"Baustein {module.number}"]
    return [name, module.name, *number]

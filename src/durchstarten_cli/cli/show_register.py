"""The register of figures as a text to read and as JSON."""

import json
from collections.abc import Iterator
from typing import Any

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.config import Settings
from durchstarten_cli.count import ACROSS, Measure, house_words, measures, words_of
from durchstarten_cli.count.register import UNITS

INTRODUCTION = (
    "Vor dem Namen steht der Baustein oder „all“ (über alle): m1.participants. Nach der Person "
    "wird mit sex, age_group und residence_status aufgeteilt, nach dem Träger mit provider, nach "
    "der Zeit mit year, quarter und month: m1.participants[sex=female]."
)


def as_text(settings: Settings) -> str:
    """One block per figure, at most 80 columns wide."""
    blocks = [wrapped(INTRODUCTION)]
    blocks += [list(_block(measure, settings)) for measure in (*measures(settings), *ACROSS)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _block(measure: Measure, settings: Settings) -> Iterator[str]:
    yield measure.name
    for text in _told(measure, settings):
        yield from wrapped(text, "  ")
    if measure.base_label:
        yield from wrapped(f"Grundgesamtheit: {measure.base_label}", "  ")
    if measure.modules:
        yield from wrapped(f"Nur für: {', '.join(measure.modules)}", "  ")
    split = ", ".join(measure.restrictions())
    yield from wrapped(f"Gezählt: {UNITS[measure.unit]}. Aufteilung: {split}.", "  ")


def _told(measure: Measure, settings: Settings) -> tuple[str, str]:
    return measure.told(words_of(settings) | house_words(settings))


def as_json(settings: Settings) -> str:
    """The documented JSON of `figures`."""
    content = {"figures": [_entry(m, settings) for m in (*measures(settings), *ACROSS)]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _entry(measure: Measure, settings: Settings) -> dict[str, Any]:
    label, definition = _told(measure, settings)
    return {
        "measure": measure.name,
        "label": label,
        "definition": definition,
        "table": measure.table.name,
        "unit": measure.unit,
        "base": measure.base_label or None,
        "modules": list(measure.modules) or None,
        "restrictions": measure.restrictions(),
    }

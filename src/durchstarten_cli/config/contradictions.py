"""What single sections of the settings cannot see: names that refer to nothing, or to two."""

from collections.abc import Iterator

from durchstarten_cli.config.definitions import Definitions, Overrides
from durchstarten_cli.config.letterhead import OWN_FIELDS
from durchstarten_cli.config.own_figures import wrong_figures
from durchstarten_cli.config.settings import Settings
from durchstarten_cli.fields import REPEATED
from durchstarten_cli.vocabulary import vocabulary

LABELLED = ("kind", "support_kind", "receiver_kind", "sex", "residence_status")
"""Columns whose entries a statement names."""


def contradictions(settings: Settings) -> list[str]:
    """A German sentence for every name that refers to nothing, or to two, with its key."""
    words = vocabulary()
    return [
        *_doubled_numbers(settings),
        *(
            f"providers.{p}.modules: Den Baustein „{m}“ gibt es unter modules nicht."
            for p, provider in settings.providers.items()
            for m in provider.modules
            if m not in settings.modules
        ),
        *(
            f"providers.{p}.columns: Die Spalte „{column}“ gibt es nicht "
            f"(bekannt: {', '.join(words.columns)})."
            for p, provider in settings.providers.items()
            for column in provider.columns.values()
            if not _is_column(column)
        ),
        *(
            f"programme.target_status: „{status}“ ist kein bekannter Aufenthaltsstatus."
            for status in settings.programme.target_status
            if status not in words.entries["residence_status"].values()
        ),
        *(
            f"letterhead.fields.{name}: Diesen Namen füllt das Programm selbst aus."
            for name in settings.letterhead.fields
            if name in (*OWN_FIELDS, "stellungnahme")
        ),
        *_unknown_kinds(settings),
        *_short_windows(settings),
        *wrong_figures(settings.figures, settings.modules),
        *_unknown_values(settings),
        *_unknown_labels(settings),
    ]


def _doubled_numbers(settings: Settings) -> Iterator[str]:
    """A delivery may name modules by their numbers."""
    first: dict[int, str] = {}
    for name, module in settings.modules.items():
        if module.number is not None and first.setdefault(module.number, name) != name:
            yield (
                f"modules.{name}.number: Die Nummer {module.number} hat schon "
                f"modules.{first[module.number]}."
            )


def _is_column(name: str) -> bool:
    """A column, or the second and later ones of those that rows hold several times ("kind#2")."""
    base, mark, number = name.partition("#")
    repeated = any(base in family for family in REPEATED) and number.isdecimal()
    return base in vocabulary().columns and (repeated or not mark)


def _unknown_values(settings: Settings) -> list[str]:
    known = {
        column: {"unknown", *(c.name for c in codes)}
        for column, codes in vocabulary().codes.items()
    } | {"module": set(settings.modules)}
    columns = [
        f"providers.{p}.values.{column}: Die Spalte „{column}“ gibt es nicht "
        f"oder sie hat keine festen Werte (bekannt: {', '.join(known)})."
        for p, provider in settings.providers.items()
        for column in provider.values
        if column not in known
    ]
    return columns + [
        f"providers.{p}.values.{column}: „{code}“ ist dort kein bekannter Wert."
        for p, provider in settings.providers.items()
        for column, entries in provider.values.items()
        for code in entries.values()
        if column in known and code not in known[column]
    ]


def _unknown_kinds(settings: Settings) -> list[str]:
    codes = [c for c in vocabulary().codes["kind"] if c.outcome]
    kinds = dict.fromkeys([*(c.group for c in codes), *(c.name for c in codes)])
    sections: dict[str, Definitions | Overrides] = {"definitions": settings.definitions}
    for name, module in settings.modules.items():
        sections[f"modules.{name}.definitions"] = module.definitions
    return [
        f"{section}.{key}: „{kind}“ ist kein bekannter Verbleib (bekannt: {', '.join(kinds)})."
        for section, chosen in sections.items()
        for key in ("outcome_kinds", "precedence", "positive_kinds")
        for kind in getattr(chosen, key) or ()
        if kind not in kinds
    ]


def _unknown_labels(settings: Settings) -> list[str]:
    codes = vocabulary().codes
    known = {column: [code.name for code in codes[column]] for column in LABELLED}
    return [
        f"words.labels.{column}.{code}: Diesen Eintrag gibt es nicht "
        f"(bekannt: {', '.join(known.get(column, known))})."
        for column, labels in settings.words.labels.items()
        for code in labels
        if code not in known.get(column, ())
    ]


def _short_windows(settings: Settings) -> list[str]:
    """Windows in force that contradict each other, in one module or over all."""
    sections = {"definitions": settings.definitions}
    for name, module in settings.modules.items():
        if module.definitions != Overrides():
            sections[f"modules.{name}.definitions"] = settings.definitions_of(name)
    return [
        f"{section}: indirect_days ({d.indirect_days}) ist kürzer als direct_days "
        f"({d.direct_days})."
        for section, d in sections.items()
        if d.indirect_days < d.direct_days
    ]

"""definitionen.md: the words, every figure, the settings that steer them, the worked examples."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from durchstarten_cli.config import Definitions, Settings
from durchstarten_cli.config.definitions import Overrides
from durchstarten_cli.config.settings import Office, Programme
from durchstarten_cli.count import ACROSS, house_words, measures, words_of
from durchstarten_cli.count.breakdowns import BY_PERSON, MONTHS
from durchstarten_cli.count.participation import SHORT_CONTACTS
from durchstarten_cli.count.received import RECEIVED, SET_ASIDE, USED
from durchstarten_cli.count.register import UNITS, Measure
from durchstarten_cli.docpages.examples import example_sections
from durchstarten_cli.docpages.markdown import code, codes, page, table, toml
from durchstarten_cli.docpages.meaning import (
    DAYS,
    HEADINGS,
    IDS,
    MORE_SETTINGS,
    OF_A_MODULE,
    SETTINGS,
    SETTINGS_IN_FORCE,
    TITLE,
    WORDS,
)
from durchstarten_cli.vocabulary import vocabulary

HEADER = ("Kennziffer", "Bezeichnung", "Definition", "Einheit", "Grundgesamtheit", "Aufteilung")


def definitions_page(examples: Path) -> str:
    """The whole page; the examples are those of the file."""
    settings = defaults()
    words = words_of(settings) | house_words(settings)
    labels = {m.name: m.told(words)[0] for m in (*_register(settings), *ACROSS)}
    return page(
        TITLE,
        "## Wörter",
        table(("Deutsch", "im Programm"), ((german, code(name)) for german, name in WORDS)),
        DAYS,
        "## Kennziffern",
        IDS,
        _restrictions(settings),
        *_figures(settings, words),
        "## Einstellungen",
        *_settings(),
        "## Durchgerechnete Beispiele",
        *example_sections(examples, labels),
    )


def _register(settings: Settings) -> tuple[Measure, ...]:
    """The register, with what it holds only under settings of its own."""
    found = measures(settings)
    place = [measure.name for measure in found].index("month_only") + 1
    return (*found[:place], SHORT_CONTACTS, *found[place:])


def defaults() -> Settings:
    """Settings in which nothing is set."""
    office = Office(municipality="", unit="", unit_short="", unit_dative="")
    return Settings(programme=Programme(name=""), office=office, modules={}, providers={})


# ---------------------------------------------------------------- restrictions
def _restrictions(settings: Settings) -> str:
    words = vocabulary()
    bands = [f"{low}-{high}" for low, high in settings.definitions.age_bands]
    classes = {
        name: bands if name == "age_group" else [c.name for c in words.codes[name]]
        for name in BY_PERSON
    }
    rows = [("Person", f"[{by}=…]", codes([*names, "unknown"])) for by, names in classes.items()]
    rows.append(("Träger", "[provider=…]", "der kurze Name aus den Einstellungen"))
    shown = {"year": "2022", "quarter": "2022-Q1", "month": "2022-03"}
    rows += [("Zeit", f"[{by}=…]", f"zum Beispiel {code(shown[by])}") for by in MONTHS]
    return table(("Aufteilung", "Zusatz", "Klassen"), ((a, code(b), c) for a, b, c in rows))


# ---------------------------------------------------------------- figures
def _figures(settings: Settings, words: Mapping[str, str]) -> Iterator[str]:
    """A table under each heading; a heading stands before the measure that it is named for."""
    found: dict[str, list[tuple[str, ...]]] = {}
    heading = ""
    for measure in _register(settings):
        heading = HEADINGS.get(measure.name, heading)
        found.setdefault(heading, []).append(_line(measure, words))
    for heading, lines in found.items():
        yield f"### {heading}"
        yield table(HEADER, lines)
    yield "### Über Bausteine, Sitzungen, Zeilen"
    yield table(HEADER, _others(words))


def _line(measure: Measure, words: Mapping[str, str]) -> tuple[str, ...]:
    return (
        code(f"*.{measure.name}"),
        *measure.told(words),
        UNITS[measure.unit],
        measure.base_label,
        ", ".join(measure.restrictions()),
    )


def _others(words: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Figures that only exist over all modules, each with restrictions of its own."""
    own = {
        "overlap": ["modules=…+…"],
        "in_modules": ["number=…"],
        "meetings": ["format=…", "format=…,unit=…"],
        "received": ["file=…"],
        "used": ["file=…"],
        "set_aside": ["file=…", "rule=…"],
    }
    told = [(m.name, *m.told(words), m.unit) for m in ACROSS]
    for name, label, definition, unit in (
        *told,
        *((*rows, "rows") for rows in (RECEIVED, USED, SET_ASIDE)),
    ):
        split = codes(f"[{restriction}]" for restriction in own[name])
        yield code(f"all.{name}"), label, definition, UNITS[unit], "", split


# ---------------------------------------------------------------- settings
def _settings() -> Iterator[str]:
    chosen = Definitions()
    yield SETTINGS_IN_FORCE
    yield OF_A_MODULE.replace("{keys}", codes(Overrides.__struct_fields__))
    yield table(
        ("Schlüssel", "ohne Angabe", "Bedeutung"),
        (
            (code(name), code(toml(getattr(chosen, name))), SETTINGS[name])
            for name in Definitions.__struct_fields__
        ),
    )
    yield MORE_SETTINGS

"""A generated project as a project folder, so that the program itself can be run on it.

Settings, inquiry, and one CSV file per provider and module as a German Excel would write it: UTF-8
with BOM, semicolons, German dates, one row per stay and event. The folder's day is the as-of date.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path

from tests.oracle.generate import Scenario
from tests.oracle.records import Day, Handover, Meeting, Outcome, Project, Stay, Support
from tests.oracle.rows import WORDS

PROVIDERS = "ab"
HEADERS = (
    "Kennung",
    "Baustein",
    "Geschlecht",
    "Geburtsjahr",
    "Geburtsdatum",
    "Alter bei Eintritt",
    "Aufenthaltsstatus",
    "Eintritt",
    "Austritt",
    "Austrittsgrund",
    "Weiterer Bedarf",
    "Verbleib",
    "Zusage am",
    "Aufnahme am",
    "Bestätigt am",
    "Beendet am",
    "Übergabe am",
    "Übergabe an",
    "Art der Stelle",
    "Stand der Übergabe",
    "Weitere Begleitung",
    "Begleitung von",
    "Begleitung bis",
)
INQUIRY = """\
group = "Fraktion Muster"
group_genitive = "der Fraktion Muster"
date = 2023-12-07
subject = "Erzeugtes Programm"

[[questions]]
text = "Wie viele Personen nahmen teil?"
blocks = ["participation"]
"""
SETTINGS = """\
[programme]
name = "Erzeugtes Programm"
invented = true

[office]
municipality = "Stadt Muster"
unit = "Amt für Erzeugtes"
unit_short = "AfE"
unit_article = "das"
unit_dative = "dem Amt für Erzeugtes"

[report]
period = "{a}..{b}"
as_of = {as_of}

[disclosure]
mode = "off"
decided_by = "niemand"
reason = "Die Angaben sind erzeugt."
"""
MODULE = """
[modules.{name}]
number = {number}
name = "Baustein {number}"
first = {first}
last = {last}
"""
PROVIDER = """
[providers.{name}]
name = "Träger {upper}"
article = "der"
dative = "dem Träger {upper}"
modules = {modules}
ids = "shared"
"""


def write_project(scenario: Scenario, folder: Path) -> Path:
    """The scenario as a project folder: settings, inquiry, one CSV file per provider and module."""
    folder.mkdir(parents=True, exist_ok=True)
    project = scenario.project
    (folder / "durchstarten.toml").write_text(_settings(scenario), encoding="utf-8")
    (folder / "anfrage.toml").write_text(INQUIRY, encoding="utf-8")
    for provider in PROVIDERS:
        for module in project.setup.modules:
            rows = list(_rows(scenario, provider, module))
            _write(folder, provider, module, rows, project.setup.as_of)
    held = [_meeting_row(m) for m in project.meetings]
    _write(folder, "ki", "sitzungen", held, project.setup.as_of)
    return folder


def _write(folder: Path, provider: str, name: str, rows: list[dict[str, str]], on: Day) -> None:
    if not rows:
        return
    path = folder / "lieferungen" / provider / f"{on}" / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def _rows(scenario: Scenario, provider: str, module: str) -> Iterator[dict[str, str]]:
    """The earlier rows of stays carried over, then one row per stay and event."""
    own = [
        (i, stay)
        for i, stay in enumerate(scenario.project.stays)
        if (stay.provider, stay.module) == (provider, module)
    ]
    wide = {i: _wide(scenario.project, stay) for i, stay in own}
    for i, stay in own:
        early = _early(scenario.project, stay)
        if i in scenario.carried and early not in wide[i]:
            yield early
    for i, _ in own:
        yield from wide[i]


def _wide(project: Project, stay: Stay) -> list[dict[str, str]]:
    """The row of a stay with its first outcome, handover and support; one more for each second."""
    events = (
        [_outcome_cells(o) for o in _outcomes_of(project, stay)],
        [_handover_cells(h) for h in project.handovers if _belongs(h, stay, project)],
        [_support_cells(s) for s in project.supports if _belongs(s, stay, project)],
    )
    rows = []
    for i in range(max(1, *(len(cells) for cells in events))):
        row = dict.fromkeys(HEADERS, "") | _stay_cells(stay)
        for cells in events:
            row |= cells[i] if i < len(cells) else {}
        rows.append(row)
    return rows


def _early(project: Project, stay: Stay) -> dict[str, str]:
    """What stood there before: still there, and of the first outcome at most the promise."""
    row = dict.fromkeys(HEADERS, "")
    row |= _stay_cells(replace(stay, exit=None, exit_class=None, further_need=None))
    for outcome in _outcomes_of(project, stay)[:1]:
        if outcome.committed_on:
            promise = replace(outcome, started_on=None, confirmed_on=None, ended_on=None)
            row |= _outcome_cells(promise)
    return row


def _outcomes_of(project: Project, stay: Stay) -> list[Outcome]:
    own = [o for o in project.outcomes if (o.provider, o.module) == (stay.provider, stay.module)]
    return [o for o in own if (o.person, o.stay_entry) == (stay.person, stay.entry)]


def _belongs(event: Handover | Support, stay: Stay, project: Project) -> bool:
    """Whether the event is written on this stay's row: the last stay begun by then."""
    key = (event.provider, event.module, event.person)
    on = event.on if isinstance(event, Handover) else event.since
    own = [s for s in project.stays if (s.provider, s.module, s.person) == key]
    return stay == max((s for s in own if on and s.entry <= on), key=lambda s: s.entry)


def _text(day: Day | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _word(column: str, code: str | None) -> str:
    return str(WORDS["codes"][column][code]["words"][0]) if code else ""


def _stay_cells(stay: Stay) -> dict[str, str]:
    return {
        "Kennung": stay.person,
        "Baustein": stay.module,
        "Geschlecht": _word("sex", stay.sex),
        "Geburtsjahr": str(stay.birth_year or ""),
        "Geburtsdatum": _text(stay.birth_date),
        "Alter bei Eintritt": str(stay.age_at_entry or ""),
        "Aufenthaltsstatus": _word("residence_status", stay.residence_status),
        "Eintritt": _text(stay.entry),
        "Austritt": _text(stay.exit),
        "Austrittsgrund": _word("exit_class", stay.exit_class),
        "Weiterer Bedarf": _word("further_need", stay.further_need),
    }


def _outcome_cells(outcome: Outcome) -> dict[str, str]:
    return {
        "Verbleib": _word("kind", outcome.kind),
        "Zusage am": _text(outcome.committed_on),
        "Aufnahme am": _text(outcome.started_on),
        "Bestätigt am": _text(outcome.confirmed_on),
        "Beendet am": _text(outcome.ended_on),
    }


def _handover_cells(handover: Handover) -> dict[str, str]:
    return {
        "Übergabe am": _text(handover.on),
        "Übergabe an": handover.receiver or "",
        "Art der Stelle": _word("receiver_kind", handover.receiver_kind),
        "Stand der Übergabe": _word("handover_status", handover.status),
    }


def _support_cells(support: Support) -> dict[str, str]:
    return {
        "Weitere Begleitung": _word("support_kind", support.kind),
        "Begleitung von": _text(support.since),
        "Begleitung bis": _text(support.until),
    }


def _settings(scenario: Scenario) -> str:
    setup, period = scenario.project.setup, scenario.period
    text = SETTINGS.format(
        a=period.a,
        b=period.b,
        as_of=setup.as_of,
    )
    names = [f.name for f in fields(setup) if f.name not in ("as_of", "modules", "own")]
    text += _section("definitions", {name: getattr(setup, name) for name in names})
    for name, span in setup.modules.items():
        text += MODULE.format(name=name, number=name[1:], first=span.first, last=span.last)
        text += _section(f"modules.{name}.definitions", setup.own.get(name, {}))
    for name, modules in _providers(scenario.project).items():
        listed = "[" + ", ".join(f'"{module}"' for module in modules) + "]"
        text += PROVIDER.format(name=name, upper=name.upper(), modules=listed)
    return text


def _section(name: str, keys: Mapping[str, object]) -> str:
    """A section of the settings; numbers, texts and lists look there as in JSON."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    return "\n".join(["", f"[{name}]", *lines, ""])


def _providers(project: Project) -> dict[str, list[str]]:
    """The modules of each provider that delivers; the office itself delivers the meetings."""
    found: dict[str, set[str]] = {"ki": set()} if project.meetings else {}
    for stay in project.stays:
        found.setdefault(stay.provider, set()).add(stay.module)
    return {name: sorted(modules) for name, modules in found.items()}


def _meeting_row(meeting: Meeting) -> dict[str, str]:
    return {
        "Sitzung am": _text(meeting.on),
        "Format": meeting.format,
        "Fachbereiche": "; ".join(meeting.units),
        "Externe": "; ".join(meeting.bodies),
    }

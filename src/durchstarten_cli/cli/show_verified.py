"""What holding evidence against today's files brought out, as text and as JSON."""

import json
from collections.abc import Iterator

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.grammar import day, number, period
from durchstarten_cli.model import Period
from durchstarten_cli.pipeline.verify import DEFINITIONS, Differing, Input, State, Verification

_STATES = {
    State.CHANGED: "geändert",
    State.MISSING: "fehlt, ohne dass eine Löschung vermerkt ist",
}


def as_text(result: Verification) -> str:
    """One line that says whether all is the same, then what is not."""
    saved = result.saved
    span = period(Period(saved.period.first, saved.period.last))
    lines = [
        *wrapped(f"Belege zur Stellungnahme vom {day(saved.date)}, Zeitraum {span}"),
        "",
        *wrapped(_verdict(result)),
        *_part("Geändert oder nicht mehr da:", _inputs(result)),
        *_part("Seitdem geänderte Definitionen:", _definitions(result)),
        *_part("Zahlen, die heute anders ausfallen:", map(_differing, result.differing)),
        *_part("Nicht mehr nachprüfbar:", _unverifiable(result)),
    ]
    if result.version != saved.version:
        lines += ["", *wrapped(f"Programm: damals {saved.version}, heute {result.version}.")]
    return "\n".join(lines)


def _verdict(result: Verification) -> str:
    files, figures = len(result.inputs), len(result.saved.figures)
    if result.same:
        return (
            f"Alles stimmt: Die Dateien ({files}) sind unverändert, alle Zahlen ({figures}) "
            "kommen wieder heraus."
        )
    again = result.recounted - len(result.differing)
    return (
        f"Nicht alles ist wie damals. Von {figures} Zahlen kommen {again} wieder heraus, "
        f"{len(result.differing)} fallen anders aus, {len(result.unverifiable)} sind nicht mehr "
        "nachprüfbar."
    )


def _part(title: str, items: Iterator[str]) -> Iterator[str]:
    told = list(items)
    if told:
        yield from ("", title)
    for item in told:
        yield from wrapped(item, "  ")


def _inputs(result: Verification) -> Iterator[str]:
    for entry in result.inputs:
        if entry.state is not State.SAME:
            yield f"{entry.file}: {_state(entry)}"


def _state(entry: Input) -> str:
    if entry.state is State.FORGOTTEN and entry.on:
        return f"am {day(entry.on)} nach Ablauf der Aufbewahrung gelöscht"
    return _STATES[entry.state]


def _definitions(result: Verification) -> Iterator[str]:
    for one in result.redefined:
        yield f"{one.key}: damals {_setting(one.then)}, heute {_setting(one.now)}"
    for figure in result.reworded:
        yield f"{figure.id}: Der Wortlaut der Definition ist ein anderer."
    if result.saved.definitions is None and not result.same:
        yield "Die Belege sagen nicht, welche Definitionen damals galten."


def _setting(value: object) -> str:
    return "nicht gesetzt" if value is None else json.dumps(value, ensure_ascii=False)


def _differing(one: Differing) -> str:
    then, now = told(one.then.value, one.then.base), told(one.value, one.base)
    because = [
        "geänderte Definitionen" if reason == DEFINITIONS else reason for reason in one.because
    ]
    why = f" (Grund: {', '.join(because)})" if because else ""
    return f"{one.then.id} {one.then.label}: damals {then}, heute {now}{why}"


def told(value: float | None, base: int | None) -> str:
    """A value with its base."""
    text = "nicht gemeldet" if value is None else number(value)
    return text if base is None else f"{text} von {number(base)}"


def _unverifiable(result: Verification) -> Iterator[str]:
    if result.unverifiable:
        yield ", ".join(figure.id for figure in result.unverifiable)
        yield (
            "Ihre Lieferungen sind nicht mehr da. Wert, Definition und Prüfsummen stehen weiter "
            "in den Belegen; geprüft sind alle übrigen Zahlen und Dateien."
        )


def as_json(result: Verification) -> str:
    """The documented JSON of `verify`."""
    content = {
        "same": result.same,
        "reference": result.saved.reference,
        "version": {"then": result.saved.version, "now": result.version},
        "inputs": [
            {"file": i.file, "state": i.state, "on": i.on.isoformat() if i.on else None}
            for i in result.inputs
        ],
        "definitions": [{"key": d.key, "then": d.then, "now": d.now} for d in result.redefined],
        "reworded": [figure.id for figure in result.reworded],
        "differing": [
            {
                "id": d.then.id,
                "label": d.then.label,
                "then": {"value": d.then.value, "base": d.then.base},
                "now": {"value": d.value, "base": d.base},
                "because": list(d.because),
            }
            for d in result.differing
        ],
        "unverifiable": [figure.id for figure in result.unverifiable],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)

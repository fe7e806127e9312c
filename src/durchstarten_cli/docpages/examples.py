"""The worked examples of beispiele.toml as sections to read."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from durchstarten_cli.docpages.markdown import code, page, table, toml
from durchstarten_cli.grammar import day, join, number

Example = Mapping[str, Any]


def example_sections(path: Path, labels: Mapping[str, str]) -> Iterator[str]:
    """What holds for all examples, then one section each; `labels` are those of the figures."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    yield _common(document["default"], len(document["example"]))
    for example in document["example"]:
        yield _section(example, labels)


def _common(default: Mapping[str, Any], number_of: int) -> str:
    modules = [
        f"{code(name)} vom {day(span['first'])} bis zum {day(span['last'])}"
        for name, span in default["modules"].items()
    ]
    return (
        f"Die {number_of} Beispiele sind von Hand gerechnet und werden bei jeder Änderung mit dem "
        f"Programm nachgerechnet. Wo nichts anderes steht, ist der Datenstand der "
        f"{day(default['as_of'])}, der Träger {code(default['provider'])} und der Baustein "
        f"{code(default['module'])}. Es gibt die Bausteine {join(modules)}."
    )


def _section(example: Example, labels: Mapping[str, str]) -> str:
    return page(
        f"### {example['title']}",
        example["text"],
        f"Zeitraum: {code(example['period'])}{_settings(example)}",
        _rows(example["rows"]),
        _expected(example, labels),
    )


def _settings(example: Example) -> str:
    own = [f"{code(f'{key} = {value}')}" for key, value in _flat(example.get("settings", {}))]
    return f". Einstellungen: {', '.join(own)}" if own else ""


def _flat(settings: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Keys with their dots, values as in the settings; the as-of date is one of the report."""
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        elif key == "as_of":
            yield "report.as_of", str(value)
        else:
            yield f"{above}{key}", str(value) if hasattr(value, "isoformat") else toml(value)


def _rows(rows: Sequence[Mapping[str, str]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return table(names, ([row.get(name, "") for name in names] for row in rows))


def _expected(example: Example, labels: Mapping[str, str]) -> str:
    bases = example.get("expected_base", {})
    header = ["Kennziffer", "Bezeichnung", "Wert", *(["Grundgesamtheit"] if bases else [])]
    lines = []
    for name, value in example["expected"].items():
        base = [_value(bases[name]) if name in bases else ""] if bases else []
        lines.append([code(name), labels[measure_of(name)], _value(value), *base])
    return table(header, lines)


def measure_of(figure: str) -> str:
    """The measure of a figure's id: without its module and its restriction."""
    return figure.partition(".")[2].partition("[")[0]


def _value(value: int | float | str) -> str:
    return value if isinstance(value, str) else number(value)

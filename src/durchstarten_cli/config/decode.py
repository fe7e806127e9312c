"""TOML tables become settings sections; every wrong key is named, no value is repeated."""

import re
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from durchstarten_cli.config.section import Section
from durchstarten_cli.errors import SettingsError

T = TypeVar("T", bound=Section)


def decode(raw: dict[str, Any], section: type[T], file: str) -> T:
    """The section that a parsed TOML file describes.

    Raises SettingsError naming the file and every wrong, missing or unknown key at once.
    """
    problems: list[str] = []
    value = _section(raw, section, "", problems)
    if problems:
        raise SettingsError(
            f"In {file} stimmt etwas nicht:\n" + "\n".join(f"  {p}" for p in problems),
            "Bitte berichtigen Sie die genannten Schlüssel und speichern Sie die Datei.",
        )
    assert isinstance(value, section)
    return value


def _section(raw: object, section: type[Section], path: str, problems: list[str]) -> object:
    if not isinstance(raw, dict):
        problems.append(f"{path}: erwartet wird ein Abschnitt mit Schlüsseln.")
        return None
    fields = {f.name: f for f in msgspec.structs.fields(section)}
    before = len(problems)
    for key in raw:
        if key not in fields:
            known = ", ".join(fields)
            problems.append(f"{path}{key}: Diesen Schlüssel gibt es nicht (bekannt: {known}).")
    values = {}
    for name, fld in fields.items():
        if name in raw:
            values[name] = _value(raw[name], fld.type, f"{path}{name}", problems)
        elif fld.required:
            problems.append(f"{path}{name}: Dieser Schlüssel fehlt.")
    return None if len(problems) > before else _build(section, values, path, problems)


def _build(
    section: type[Section], values: dict[str, Any], path: str, problems: list[str]
) -> object:
    try:
        return section(**values)
    except ValueError as error:  # a section's own check, its sentence is written for the user
        problems.append(f"{path.rstrip('.') or 'Datei'}: {error}")
        return None


def _value(raw: object, kind: Any, path: str, problems: list[str]) -> object:
    inner = _section_in(kind)
    if inner is None:
        return _plain(raw, kind, path, problems)
    if get_origin(kind) is dict and isinstance(raw, dict):
        return {
            _plain(k, get_args(kind)[0], f"{path}.{k}", problems): _section(
                v, inner, f"{path}.{k}.", problems
            )
            for k, v in raw.items()
        }
    if get_origin(kind) is tuple and isinstance(raw, list):
        return tuple(
            _section(v, inner, f"{path}[{i}].", problems) for i, v in enumerate(raw, start=1)
        )
    return _section(raw, inner, f"{path}.", problems)


def _section_in(kind: Any) -> type[Section] | None:
    """The section class that a field's type holds, directly, in a dict or in a tuple."""
    parts = get_args(kind) or (kind,)
    return next((p for p in parts if isinstance(p, type) and issubclass(p, Section)), None)


def _plain(raw: object, kind: Any, path: str, problems: list[str]) -> object:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        problems.append(f"{path}: {_german(str(error), kind)}")
        return None


_EXPECTED = re.compile(r"Expected `(\w+)[^`]*`(?: (>=|<=|>|of length)? ?(.*))?")
_KINDS = {
    "str": "ein Text in Anführungszeichen",
    "int": "eine ganze Zahl",
    "float": "eine Zahl",
    "bool": "true oder false",
    "date": "ein Datum wie 2024-02-12 ohne Anführungszeichen",
    "array": "eine Liste in eckigen Klammern",
    "object": "ein Abschnitt mit Schlüsseln",
}
_LIMITS = {
    ">=": "ab {}",
    "<=": "bis {}",
    ">": "über {}",
    "of length": "mit {} Einträgen",
}


def _german(message: str, kind: Any) -> str:
    """msgspec's sentence without its position, told in German; it never contains the value."""
    what = message.split(" - at ")[0]
    if what.startswith("Invalid enum value"):
        possible = dict.fromkeys(_words(kind))  # in a text and in a list alike: told once
        return f"dieses Wort ist hier nicht vorgesehen (möglich: {', '.join(possible)})."
    if "matching regex" in what:
        return "erlaubt sind nur Kleinbuchstaben, Ziffern und _, höchstens 16 Zeichen."
    if what.startswith("Invalid RFC3339"):
        return f"erwartet wird {_KINDS['date']}."
    match = _EXPECTED.match(what.partition(", got")[0])
    if match is None or match[1] not in _KINDS:
        return "dieser Wert ist hier nicht möglich."
    limit = _LIMITS.get(match[2] or "", "").format(str(match[3]).removesuffix(".0"))
    return f"erwartet wird {_KINDS[match[1]]} {limit}".rstrip() + "."


def _words(kind: Any) -> list[str]:
    """The words that a type allows, wherever in it they are listed."""
    if get_origin(kind) is Literal:
        return [str(word) for word in get_args(kind)]
    return [word for part in get_args(kind) for word in _words(part)]

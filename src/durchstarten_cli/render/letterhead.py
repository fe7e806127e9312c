"""The office's letterhead: checked, its fields filled in, the place of the text found.

A field is `{{ name }}` anywhere in text, header or footer; the place is a paragraph of its own with
`{{p stellungnahme }}`. Fields are looked up and never executed: the letterhead holds no template
code, and a value is only ever text. A template engine for Word would cost a tenth of a second more
at every start than this page.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from lxml import etree

from durchstarten_cli.errors import SettingsError
from durchstarten_cli.render.elements import clean, keep_spaces, text_nodes
from durchstarten_cli.render.package import Package
from durchstarten_cli.wordfile import WordFileError, text_of, w

PLACE = "stellungnahme"
_PLACE = re.compile(r"\{\{\s*p\s+" + PLACE + r"\s*\}\}")
_FIELD = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_LEFT_OVER = re.compile(r"\{\{|\{%|\{#|%\}|\}\}")


@contextmanager
def readable() -> Iterator[None]:
    """Explain a letterhead of which some part cannot be read. Raises SettingsError."""
    try:
        yield
    except WordFileError as problem:
        raise SettingsError(f"Die Datei des Briefkopfs {problem.why}", problem.remedy) from problem


def place(package: Package) -> etree._Element:
    """The paragraph that the statement takes the place of. Raises SettingsError."""
    paragraphs = list(package.edit(package.main).iter(w("p")))
    found = [p for p in paragraphs if _PLACE.fullmatch(text_of(p).strip())]
    if len(found) != 1:
        raise _no_place([text_of(p) for p in paragraphs], len(found))
    if found[0].getparent() is not package.body() or found[0].find(".//" + w("sectPr")) is not None:
        raise SettingsError(
            f"Der Platzhalter {{{{p {PLACE} }}}} steht im Briefkopf in einer Tabelle, in einem "
            "Textfeld, in einem Inhaltssteuerelement oder an einem Abschnittswechsel.",
            "Bitte setzen Sie ihn allein in einen gewöhnlichen Absatz des Textes.",
        )
    return found[0]


def fill(package: Package, fields: Mapping[str, str]) -> set[str]:
    """Put the values in the places of the fields; returns the names of those that are there.

    Raises SettingsError for an unknown field.
    """
    there: set[str] = set()
    for part in _parts(package):
        for paragraph in package.root(part).iter(w("p")):
            if _LEFT_OVER.search(text_of(paragraph)):
                package.edit(part)
                there |= _fill(paragraph, fields)
    return there


def _no_place(texts: list[str], found: int) -> SettingsError:
    put = f"Bitte setzen Sie {{{{p {PLACE} }}}} allein in einen Absatz, dort, wo der Text beginnt."
    if found > 1:
        return SettingsError(f"Der Briefkopf enthält {{{{p {PLACE} }}}} mehrmals.", put)
    if any(PLACE in text and "{{" in text for text in texts):
        return SettingsError(
            f"Im Briefkopf ist der Platzhalter für „{PLACE}“ anders geschrieben als verlangt "
            "oder steht mit anderem Text in einem Absatz.",
            put + " Das p hinter den Klammern gehört dazu.",
        )
    return SettingsError(f"Im Briefkopf fehlt der Platzhalter {{{{p {PLACE} }}}}.", put)


def _parts(package: Package) -> Iterator[str]:
    yield package.main
    for kind in ("header", "footer"):
        yield from dict.fromkeys(package.related(package.main, kind).values())


def _fill(paragraph: etree._Element, fields: Mapping[str, str]) -> set[str]:
    nodes = [t for t in paragraph.iter(w("t")) if next(t.iterancestors(w("p"))) is paragraph]
    text = "".join(node.text or "" for node in nodes)
    if _PLACE.fullmatch(text.strip()):
        return set()
    if _LEFT_OVER.search(_FIELD.sub("", text)):
        raise _not_a_field(text.strip(), fields)
    for match in reversed(list(_FIELD.finditer(text))):
        if match[1] not in fields:
            raise _not_a_field(match[0], fields)
        _replace(nodes, match.start(), match.end(), clean(fields[match[1]]))
    for node in nodes:
        _break_lines(node)
    return set(_FIELD.findall(text))


def _not_a_field(written: str, fields: Mapping[str, str]) -> SettingsError:
    known = ", ".join(f"{{{{ {name} }}}}" for name in sorted(fields))
    return SettingsError(
        f"Im Briefkopf steht „{written[:80]}“; ein solches Feld gibt es nicht.",
        f"Bitte berichtigen oder löschen Sie es. Möglich sind: {known}.",
    )


def _replace(nodes: list[etree._Element], start: int, end: int, value: str) -> None:
    """Word may have cut a field into several runs: the first one takes the value."""
    offset = 0
    for node in nodes:
        old = node.text or ""
        left, right = max(start - offset, 0), max(end - offset, 0)
        if left < len(old) and right:
            node.text = old[:left] + value + old[right:]
            keep_spaces(node)
            value = ""
        offset += len(old)


def _break_lines(node: etree._Element) -> None:
    if re.search("[\t\n]", node.text or ""):
        run = node.getparent()
        position = run.index(node)
        run[position : position + 1] = text_nodes(node.text)

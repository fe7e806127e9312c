"""Bullets and numbers of lists, added beside whatever lists the letterhead has."""

from collections.abc import Iterator

from lxml import etree

from durchstarten_cli.render.elements import el
from durchstarten_cli.render.package import Package
from durchstarten_cli.wordfile import W, w

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_EMPTY = f'<w:numbering xmlns:w="{W}"/>'.encode()
LEVELS = 9
STEP = 397
"""How far a level is moved in, in twentieths of a point (7 mm)."""


class Lists:
    """Gives list numbers of the document; its part is made with the first list."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._patterns: dict[str, int] = {}
        self._bullets = 0

    def bullets(self) -> int:
        """The list of all bullets."""
        self._bullets = self._bullets or self._new("bullet")
        return self._bullets

    def numbers(self, level: int, start: int) -> int:
        """A new numbered list that begins with `start` on `level`."""
        override = el("lvlOverride", el("startOverride", val=start), ilvl=level)
        return self._new("decimal", override)

    def _new(self, kind: str, *overrides: etree._Element) -> int:
        root = self._root()
        if kind not in self._patterns:
            self._patterns[kind] = _add_pattern(root, kind)
        number = _free(root, "num", "numId")
        pattern = el("abstractNumId", val=self._patterns[kind])
        _insert(root, el("num", pattern, *overrides, numId=number), before=("numIdMacAtCleanup",))
        return number

    def _root(self) -> etree._Element:
        package = self._package
        for part in package.related(package.main, "numbering").values():
            return package.edit(part)
        part = package.new_name("word/numbering")
        package.add(package.main, "numbering", part, _TYPE, _EMPTY)
        return package.edit(part)


def _add_pattern(root: etree._Element, kind: str) -> int:
    number = _free(root, "abstractNum", "abstractNumId")
    pattern = el("abstractNum", el("multiLevelType", val="multilevel"), abstractNumId=number)
    pattern.extend(_levels(kind))
    _insert(root, pattern, before=("num", "numIdMacAtCleanup"))
    return number


def _levels(kind: str) -> Iterator[etree._Element]:
    for level in range(LEVELS):
        sign = f"%{level + 1}." if kind == "decimal" else "•–"[level % 2]
        yield el(
            "lvl",
            el("start", val=1),
            el("numFmt", val=kind),
            el("lvlText", val=sign),
            el("lvlJc", val="left"),
            el("pPr", el("ind", left=STEP * (level + 1), hanging=STEP)),
            ilvl=level,
        )


def _free(root: etree._Element, name: str, attribute: str) -> int:
    return max((int(e.get(w(attribute))) for e in root.iter(w(name))), default=0) + 1


def _insert(root: etree._Element, element: etree._Element, before: tuple[str, ...]) -> None:
    """Word wants patterns before lists, and lists before the rest."""
    names = {w(name) for name in before}
    later = next((i for i, child in enumerate(root) if child.tag in names), len(root))
    root.insert(later, element)

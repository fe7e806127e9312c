"""A Word file being changed: parts edited or added, all others kept byte for byte."""

import io
import zipfile

from lxml import etree

from durchstarten_cli.wordfile import RELATIONSHIPS, TYPES, R, WordFile, relations_of, serialised

_NO_RELATIONS = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()


class Package(WordFile):
    """A WordFile whose parts can be edited, and which is written the same way every time."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._edited: set[str] = set()

    def edit(self, part: str) -> etree._Element:
        """The XML of a part that is going to be changed."""
        self._edited.add(part)
        return self.root(part)

    def add(self, source: str, kind: str, part: str, content_type: str, xml: bytes) -> str:
        """Add a part that `source` refers to as `kind` (a name or full type); the relation's id."""
        self.parts[part] = xml
        types = self.edit("[Content_Types].xml")
        etree.SubElement(
            types, f"{{{TYPES}}}Override", PartName=f"/{part}", ContentType=content_type
        )
        return self._relate(source, kind, part)

    def new_name(self, stem: str, ending: str = "xml") -> str:
        """A part name that is not taken: word/header3.xml for "word/header"."""
        taken = {part.casefold() for part in self.parts}
        names = (f"{stem}{n}.{ending}" for n in range(1, len(taken) + 2))
        return next(name for name in names if name.casefold() not in taken)

    def content(self) -> bytes:
        """The whole file: entries sorted, without times, the same on every system."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in sorted(self.parts):
                archive.writestr(entry(part), self._bytes(part))
        return buffer.getvalue()

    def _relate(self, source: str, kind: str, part: str) -> str:
        self.parts.setdefault(relations_of(source), _NO_RELATIONS)
        relations = self.edit(relations_of(source))
        taken = {relation.get("Id") for relation in relations}
        key = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        type_ = kind if "://" in kind else f"{R}/{kind}"
        found = etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship")
        found.attrib.update({"Id": key, "Type": type_, "Target": f"/{part}"})
        return key

    def _bytes(self, part: str) -> bytes:
        if part not in self._edited:
            return self.parts[part]
        return serialised(self.root(part))


def entry(part: str) -> zipfile.ZipInfo:
    """A file in a zip archive, without its time and system."""
    info = zipfile.ZipInfo(part, date_time=(1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info

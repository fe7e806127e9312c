"""A Word file as its parts: opened safely, found by what they are for, read as plain text."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = f"{_OFFICE}/relationships"
RELATIONSHIPS = f"{_PACKAGE}/relationships"
TYPES = f"{_PACKAGE}/content-types"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

MAX_UNPACKED = 200_000_000
MAX_ENTRIES = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT = f"{_WORD}.document.main+xml"
_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, RuntimeError,
    ValueError,
)  # fmt: skip

_SAVE_AS = "Bitte öffnen Sie die Datei in Word und speichern Sie sie als „Word-Dokument (*.docx)“."
_UNLOCK = "Bitte speichern Sie die Datei in Word ohne Kennwort als „Word-Dokument (*.docx)“."


class WordFileError(Exception):
    """The bytes are no Word document: `why` goes on from "Die Datei …", `remedy` is a sentence."""

    def __init__(self, why: str, remedy: str = _SAVE_AS) -> None:
        super().__init__(why)
        self.why = why
        self.remedy = remedy


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


class WordFile:
    """The parts of a Word document by name, in the order of the file; `main` holds the text.

    Raises WordFileError for anything else, templates and files with macros included.
    """

    def __init__(self, content: bytes) -> None:
        self.parts = _unpacked(content)
        self._roots: dict[str, etree._Element] = {}
        self.main = next(iter(self.related("", "officeDocument").values()), "")
        self._check_kind()

    def root(self, part: str) -> etree._Element:
        """The XML of a part; the same tree on every call."""
        if part not in self._roots:
            self._roots[part] = parse(self.parts[part])
        return self._roots[part]

    def body(self) -> etree._Element:
        """The element that holds the text."""
        return self.root(self.main).find(w("body"))

    def related(self, source: str, kind: str) -> dict[str, str]:
        """Parts that `source` ("" is the file itself) refers to as `kind`, by relation id."""
        if (name := relations_of(source)) not in self.parts:
            return {}
        found = {
            relation.get("Id"): _target(source, relation.get("Target", ""))
            for relation in self.root(name).iter(f"{{{RELATIONSHIPS}}}Relationship")
            if relation.get("Type", "").endswith(f"/{kind}")
            and relation.get("TargetMode") != "External"
        }
        return {key: part for key, part in found.items() if part in self.parts}

    def kind_of(self, part: str) -> str:
        """The content type that the file declares for a part."""
        for override in self.root("[Content_Types].xml").iter(f"{{{TYPES}}}Override"):
            if override.get("PartName") == f"/{part}":
                return str(override.get("ContentType"))
        return ""

    def _check_kind(self) -> None:
        if "[Content_Types].xml" not in self.parts or not self.main:
            raise WordFileError("ist keine Word-Datei (.docx).")
        kind = self.kind_of(self.main)
        if "template" in kind:
            raise WordFileError("ist eine Word-Vorlage (.dotx), kein Word-Dokument (.docx).")
        if "macroEnabled" in kind:
            raise WordFileError("enthält Makros (.docm).")
        if kind != DOCUMENT or self.body() is None:
            raise WordFileError("ist keine Word-Datei (.docx).")


def relations_of(source: str) -> str:
    """The name of the part that lists what `source` refers to."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(source: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")


def parse(xml: bytes) -> etree._Element:
    """The root of an XML part. Entities are refused: Word writes none. Raises WordFileError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise WordFileError("ist beschädigt.") from error
    if root.getroottree().docinfo.doctype:
        raise WordFileError("ist beschädigt.")
    return root


def serialised(root: etree._Element) -> bytes:
    """The bytes of a part, as Word writes them."""
    tree = root.getroottree()
    content: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _unpacked(content: bytes) -> dict[str, bytes]:
    if content.startswith(_OLE):
        raise WordFileError("ist mit einem Kennwort geschützt oder im alten Format .doc.", _UNLOCK)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive)
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except _ZIP_ERRORS as error:
        raise WordFileError("ist beschädigt oder keine Word-Datei (.docx).") from error


def _check_size(archive: zipfile.ZipFile) -> None:
    """zipfile never unpacks more than the size an entry declares, so the declared sizes bind."""
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise WordFileError("ist ausgepackt zu groß.", "Bitte verkleinern Sie die Bilder darin.")
    if len(names) < len(entries):
        raise WordFileError("ist beschädigt.")


# What a reader of the printed text does not see, or would see twice.
_UNREAD = {w("pPr"), w("rPr"), w("del"), w("moveFrom"), w("txbxContent"), w("p"), _FALLBACK}
_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}


def passages(file: WordFile) -> tuple[str, ...]:
    """What the document says, in order: paragraphs, and table rows with their cells joined.

    Content controls, links, text boxes, notes and insertions count; deletions do not.
    """
    texts = list(passages_in(file.body()))
    for kind in ("footnotes", "endnotes"):
        for part in file.related(file.main, kind).values():
            for note in file.root(part):
                texts += passages_in(note)
    return tuple(texts)


def passages_in(container: Iterable[etree._Element]) -> Iterator[str]:
    """The passages of a body, cell, note, text box or content control; none that is blank."""
    for element in container:
        if element.tag == w("p"):
            yield from _with_boxes(element)
        elif element.tag == w("tbl"):
            yield from (row_text(cells) for cells in map(_cells, _rows(element)) if any(cells))
        elif isinstance(element.tag, str) and element.tag not in _UNREAD:
            yield from passages_in(element)


def text_of(paragraph: etree._Element) -> str:
    """The text of one paragraph, without that of text boxes anchored in it."""
    return "".join(_pieces(paragraph))


def row_text(cells: Sequence[str]) -> str:
    """The passage of a table row."""
    return " | ".join(cells)


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in (w("t"), _FORMULA):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif isinstance(child.tag, str) and child.tag not in _UNREAD:
            yield from _pieces(child)


def _with_boxes(paragraph: etree._Element) -> Iterator[str]:
    if (text := text_of(paragraph)).strip():
        yield text
    for box in paragraph.iter(w("txbxContent")):
        if next(box.iterancestors(_FALLBACK), None) is None:
            yield from passages_in(box)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (row for row in table.iter(w("tr")) if next(row.iterancestors(w("tbl"))) is table)


def _cells(row: etree._Element) -> list[str]:
    cells = (cell for cell in row.iter(w("tc")) if next(cell.iterancestors(w("tr"))) is row)
    return [" ".join(passages_in(cell)) for cell in cells]

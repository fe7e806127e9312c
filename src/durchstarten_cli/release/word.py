"""The edited Word file: what it says, where its evidence is, what still keeps it from being final.

It works on the bytes and rewrites no part that it does not have to change.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from lxml import etree

from durchstarten_cli import wordfile
from durchstarten_cli.errors import UsageError
from durchstarten_cli.wordaround import around
from durchstarten_cli.wordfile import WordFile, WordFileError, serialised, text_of, w

_DRAFT = "ENTWURF"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"
_CHANGES = tuple(
    w(name)
    for name in (
        "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPrChange",
        "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange",
    )
)  # fmt: skip
_EDGES = ("header", "footer")
_NOTES = ("footnotes", "endnotes")


def passages(docx: bytes) -> tuple[str, ...]:
    """Paragraphs and table rows in order, insertions included, deletions not. Raises UsageError."""
    with _explained():
        return wordfile.passages(WordFile(docx))


def beside(docx: bytes) -> tuple[str, ...]:
    """What the file says beside its text. Raises UsageError."""
    with _explained():
        return around(WordFile(docx))


def reference(docx: bytes) -> str | None:
    """The word that leads back to the evidence: the first keyword. Raises UsageError."""
    with _explained():
        file = WordFile(docx)
        roots = map(file.root, file.related("", "core-properties").values())
        keywords = " ".join(root.findtext(_KEYWORDS) or "" for root in roots)
    return next((word for word in re.split(r"[\s,;]+", keywords) if word), None)


def without_draft_mark(docx: bytes) -> bytes:
    """The file without the paragraphs that say only ENTWURF; all else as it was, entry by entry.

    Raises UsageError.
    """
    with _explained():
        file = WordFile(docx)
        parts = [file.main, *_related(file, _EDGES)]
        changed = {part: serialised(file.root(part)) for part in parts if _clear(file.root(part))}
        return _rewritten(docx, changed) if changed else docx


def obstacles(docx: bytes) -> tuple[str, ...]:
    """What in the file itself is not final, a German sentence each. Raises UsageError."""
    with _explained():
        file = WordFile(docx)
        edges = [file.root(part) for part in _related(file, _EDGES)]
        roots = [file.root(file.main), *edges, *map(file.root, _related(file, _NOTES))]
        return (*_changes(roots), *_comments(roots), *_draft_signs(edges))


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except WordFileError as problem:
        raise UsageError(f"Die Datei {problem.why}", problem.remedy) from problem


def _related(file: WordFile, kinds: tuple[str, ...]) -> list[str]:
    found = (part for kind in kinds for part in file.related(file.main, kind).values())
    return list(dict.fromkeys(found))


def _changes(roots: list[etree._Element]) -> Iterator[str]:
    if any(next(root.iter(*_CHANGES), None) is not None for root in roots):
        yield (
            "Im Dokument stehen noch nicht angenommene Änderungen. Bitte nehmen Sie sie in Word "
            "unter „Überprüfen“ an oder lehnen Sie sie ab."
        )


def _comments(roots: list[etree._Element]) -> Iterator[str]:
    if any(next(root.iter(w("commentReference")), None) is not None for root in roots):
        yield (
            "Im Dokument stehen noch Kommentare. Bitte klären und löschen Sie sie in Word unter "
            "„Überprüfen“."
        )


def _draft_signs(edges: list[etree._Element]) -> Iterator[str]:
    """What people added themselves to call it a draft: only the program's own mark is taken off."""
    texts = [text_of(p).strip() for root in edges for p in root.iter(w("p"))]
    signs = [text for text in texts if _DRAFT in text and text != _DRAFT]
    marks = [mark.get("string", "") for root in edges for mark in root.iter(_WATERMARK)]
    for sign in dict.fromkeys(signs + [mark for mark in marks if _DRAFT in mark.upper()]):
        yield (
            f"In der Kopf- oder Fußzeile oder als Wasserzeichen steht noch „{sign[:80]}“. Bitte "
            "entfernen Sie es in Word."
        )


def _clear(root: etree._Element) -> bool:
    """Take the draft mark out of a part; whether there was one."""
    lines = [p for p in root.iter(w("p")) if text_of(p).strip() == _DRAFT]
    for line in lines:
        _remove(line)
    return bool(lines)


def _remove(line: etree._Element) -> None:
    """Remove the paragraph, or only its words where it ends a section, cell, header or text box."""
    following = line.getnext()
    while following is not None and following.tag not in (w("p"), w("tbl"), w("sdt")):
        following = following.getnext()
    if following is not None and line.find(f"{w('pPr')}/{w('sectPr')}") is None:
        line.getparent().remove(line)
        return
    for child in line:
        if child.tag != w("pPr"):
            line.remove(child)


def _rewritten(docx: bytes, changed: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            content = changed.get(entry.filename)
            new.writestr(_like(entry), old.read(entry) if content is None else content)
    return buffer.getvalue()


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(entry.filename, entry.date_time)
    copy.compress_type = entry.compress_type
    copy.external_attr = entry.external_attr
    copy.create_system = entry.create_system
    return copy

"""The PDF that LibreOffice made, with what it leaves out or makes anew on every run."""

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject, TextStringObject

from durchstarten_cli.errors import OutputError

_DATES = re.compile(rb"(<xmp:(?:CreateDate|ModifyDate|MetadataDate)>)[^<]*")


def finished(pdf: bytes, descriptions: Sequence[str], date: dt.date) -> bytes:
    """The PDF with the alternative texts of its charts, which LibreOffice drops, and one date.

    `descriptions` are in the order of the document. Same PDF but for its date, same bytes. Raises
    OutputError where it cannot be read.
    """
    try:
        return _finished(pdf, descriptions, date)
    except PyPdfError as error:
        raise OutputError(
            "LibreOffice hat ein PDF erzeugt, das sich nicht lesen lässt.",
            "Bitte versuchen Sie es noch einmal oder speichern Sie die Word-Datei in Word als PDF.",
        ) from error


def _finished(pdf: bytes, descriptions: Sequence[str], date: dt.date) -> bytes:
    source = PdfReader(io.BytesIO(pdf))
    writer = PdfWriter()
    writer.clone_reader_document_root(source)  # without the number that every run makes anew
    writer.pdf_header = source.pdf_header
    silent = [f for f in _figures(writer.root_object.get("/StructTreeRoot")) if "/Alt" not in f]
    for figure, description in zip(silent, descriptions, strict=False):
        figure[NameObject("/Alt")] = TextStringObject(description)
    writer.add_metadata({**(source.metadata or {}), "/CreationDate": f"D:{date:%Y%m%d}000000Z"})
    metadata = writer.root_object.get("/Metadata")
    if metadata is not None:
        stream = metadata.get_object()
        stream.set_data(
            _DATES.sub(rb"\g<1>%sT00:00:00Z" % date.isoformat().encode(), stream.get_data())
        )
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _figures(node: PdfObject | None) -> Iterator[DictionaryObject]:
    """The pictures of a structure tree, in the order in which they are read."""
    node = node.get_object() if node is not None else None
    if isinstance(node, ArrayObject):
        for child in node:
            yield from _figures(child)
    elif isinstance(node, DictionaryObject):
        if node.get("/S") == "/Figure":
            yield node
        else:
            yield from _figures(node.get("/K"))

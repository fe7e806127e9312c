"""Makes templates/briefkopf.docx, the neutral sample letterhead, the same bytes every time.

`python tools/letterhead.py` writes it, `--check` fails where the file is another one.
"""

import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from durchstarten_cli.render.styles import DEFINITIONS, LANGUAGE, defined
from durchstarten_cli.wordfile import DOCUMENT, RELATIONSHIPS, TYPES, R, W

FILE = Path(__file__).parents[1] / "templates" / "briefkopf.docx"
OFFICE = "application/vnd.openxmlformats-officedocument"
MAIN = "word/document.xml"
LOGO_PIXELS, LOGO_SIZE = 96, 540000
BASED_ON = {"paragraph": "Normal", "table": "TableNormal"}
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)

# A field of Word, with what is shown until Word has counted.
PAGE, PAGES = (
    f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for code in ("PAGE", "NUMPAGES")
)
LOGO = f"""<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">\
<wp:extent cx="{LOGO_SIZE}" cy="{LOGO_SIZE}"/>\
<wp:docPr id="1" name="Bildmarke" descr="Bildmarke der Stadt (Platzhalter)"/>\
<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>\
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">\
<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="bildmarke.png"/><pic:cNvPicPr/></pic:nvPicPr>\
<pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{LOGO_SIZE}" cy="{LOGO_SIZE}"/></a:xfrm>\
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""
RULE = '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="1F3864"/></w:pBdr>'
THIN = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="7F7F7F"/></w:pBdr>'


def text(words: str, size: int = 0, bold: bool = False) -> str:
    """A run; sizes are half points."""
    shape = "<w:b/><w:bCs/>" * bold + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' * bool(size)
    return f'<w:r><w:rPr>{shape}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(style: str, inner: str, shape: str = "") -> str:
    """A paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{shape}</w:pPr>{inner}</w:p>'


TAB = "<w:r><w:tab/></w:r>"
FIRST_HEADER = paragraph(
    "Header", LOGO + TAB + text("{{ kommune }}", 32, bold=True),
    '<w:tabs><w:tab w:val="clear" w:pos="9354"/><w:tab w:val="left" w:pos="1134"/></w:tabs>',
) + paragraph("Header", text("{{ stelle }}", 20) + TAB + text("{{ datum }}", 20), RULE)  # fmt: skip
NEXT_HEADER = paragraph("Header", text("{{ kommune }}") + TAB + text("{{ betreff }}"), THIN)
FOOTER = paragraph(
    "Footer", text("{{ kommune }}") + TAB + text("Seite ") + PAGE + text(" von ") + PAGES
)
BODY = """<w:p><w:r><w:t>{{p stellungnahme }}</w:t></w:r></w:p><w:sectPr>\
<w:headerReference w:type="default" r:id="rId1"/><w:headerReference w:type="first" r:id="rId2"/>\
<w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="first" r:id="rId4"/>\
<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1134" w:bottom="1418" \
w:left="1418" w:header="567" w:footer="624" w:gutter="0"/><w:titlePg/></w:sectPr>"""

BASE_STYLES = f"""<w:docDefaults><w:rPrDefault><w:rPr>\
<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>\
<w:sz w:val="22"/><w:szCs w:val="22"/>\
<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>\
<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>\
</w:pPrDefault></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>\
</w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal">\
<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>\
<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>\
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>\
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>\
<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="240"/>\
</w:pPr><w:rPr><w:b/><w:bCs/><w:color w:val="000000"/><w:sz w:val="32"/><w:szCs w:val="32"/>\
</w:rPr></w:style>"""
EDGE_STYLE = """<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>\
<w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>\
<w:spacing w:after="{after}" w:line="240" w:lineRule="auto"/></w:pPr>\
<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>"""
SETTINGS = f"""<w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:compat>\
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" \
w:val="15"/></w:compat><w:themeFontLang w:val="{LANGUAGE}"/><w:decimalSymbol w:val=","/>\
<w:listSeparator w:val=";"/>"""


def main() -> None:
    """Write the file, or with --check compare it."""
    content = letterhead()
    if "--check" not in sys.argv[1:]:
        FILE.write_bytes(content)
    elif FILE.read_bytes() != content:
        sys.exit(f"{FILE.name} is not what tools/letterhead.py makes: run it and commit the file")


def letterhead() -> bytes:
    """The whole file, its entries stored as they are: no compressor can make other bytes of it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in sorted(parts().items()):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            archive.writestr(entry, content)
    return buffer.getvalue()


def parts() -> dict[str, bytes]:
    """Every part of the package by name."""
    related = ["header", "header", "footer", "footer", "styles", "settings"]
    names = ["header1", "header2", "footer1", "footer2", "styles", "settings"]
    return {
        "[Content_Types].xml": content_types(zip(related, names, strict=True)),
        "_rels/.rels": relationships([("officeDocument", MAIN)]),
        MAIN: part("document", f"<w:body>{BODY}</w:body>"),
        "word/_rels/document.xml.rels": relationships(
            (kind, f"{name}.xml") for kind, name in zip(related, names, strict=True)
        ),
        "word/header1.xml": part("hdr", NEXT_HEADER),
        "word/header2.xml": part("hdr", FIRST_HEADER),
        "word/_rels/header2.xml.rels": relationships([("image", "media/bildmarke.png")]),
        "word/footer1.xml": part("ftr", FOOTER),
        "word/footer2.xml": part("ftr", FOOTER),
        "word/styles.xml": part("styles", styles()),
        "word/settings.xml": part("settings", SETTINGS),
        "word/media/bildmarke.png": logo(),
    }


def part(root: str, inner: str) -> bytes:
    """An XML part of the document."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:{root} {SPACES}>{inner}</w:{root}>".encode()


def styles() -> str:
    """The base styles, and all that statements are set in, in the plain form they have anyway."""
    edges = EDGE_STYLE.format(id="Header", name="header", after=80) + EDGE_STYLE.format(
        id="Footer", name="footer", after=0
    )
    plain = [
        defined(name, name.title().replace(" ", ""), BASED_ON.get(definition.kind))
        for name, definition in DEFINITIONS.items()
    ]
    return BASE_STYLES + edges + "".join(etree.tostring(s, encoding="unicode") for s in plain)


def relationships(targets: Iterable[tuple[str, str]]) -> bytes:
    """The part that says what another part refers to, as rId1, rId2, ..."""
    lines = (
        f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(lines)}</Relationships>'.encode()


def content_types(word_parts: Iterable[tuple[str, str]]) -> bytes:
    """The part that says of what kind every part is."""
    kinds = {f"/{MAIN}": DOCUMENT} | {
        f"/word/{name}.xml": f"{OFFICE}.wordprocessingml.{kind}+xml" for kind, name in word_parts
    }
    lines = (f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'<Types xmlns="{TYPES}"><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(lines)}</Types>'
    ).encode()


def logo() -> bytes:
    """A white tower on blue, as a PNG with one bit per pixel."""
    size = struct.pack(">2I5B", LOGO_PIXELS, LOGO_PIXELS, 1, 3, 0, 0, 0)
    rows = b"".join(b"\0" + logo_row(y) for y in range(LOGO_PIXELS))
    blocks = [
        (b"IHDR", size),
        (b"PLTE", bytes.fromhex("1F3864FFFFFF")),
        (b"IDAT", zlib.compress(rows, level=0)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_block(kind, data) for kind, data in blocks)


def logo_row(y: int) -> bytes:
    """One line of the picture, eight pixels in a byte."""
    bits = "".join("1" if in_tower(x, y) else "0" for x in range(LOGO_PIXELS))
    return int(bits, 2).to_bytes(LOGO_PIXELS // 8, "big")


def in_tower(x: int, y: int) -> bool:
    """Whether a pixel is white: battlements, walls, and a gate left open."""
    battlements = 18 <= y < 32 and 24 <= x < 72 and (x - 24) // 10 % 2 == 0
    walls = 32 <= y < 80 and 24 <= x < 72
    gate = abs(x - 48) < 8 and (y >= 58 or (x - 48) ** 2 + (y - 58) ** 2 < 64)
    return (battlements or walls) and not gate


def png_block(kind: bytes, data: bytes) -> bytes:
    """A block of a PNG with its length and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    main()

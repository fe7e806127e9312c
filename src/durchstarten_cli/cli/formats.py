"""The formats of `report`, and the program that makes one of them."""

import shutil
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from durchstarten_cli.pipeline.pdf import ToPdf


class Format(StrEnum):
    """What `report` writes."""

    MD = "md"
    DOCX = "docx"
    HTML = "html"
    PDF = "pdf"
    ALL = "all"

    @property
    def formats(self) -> list[str]:
        """The formats it stands for; a PDF, which needs another program, is asked for by name."""
        return ["md", "docx", "html"] if self is Format.ALL else [self.value]


FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="md, docx, html, all für diese drei, oder pdf; sonst die Einstellung.",
    ),
]


def pdf_maker() -> "ToPdf":
    """LibreOffice, looked for along the search path. Raises UsageError where there is none."""
    from durchstarten_cli.pipeline.pdf import maker

    return maker(shutil.which)

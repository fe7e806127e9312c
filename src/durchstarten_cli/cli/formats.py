"""The formats of `report`, and the program that makes one of them."""

import shutil
from collections.abc import Sequence
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


ALL = (Format.MD, Format.DOCX, Format.HTML)
"""What "all" stands for; a PDF, which needs another program, is asked for by name."""

FormatOption = Annotated[
    list[Format] | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="md, docx, html, all für diese drei, oder pdf; auch mehrmals; sonst die Einstellung.",
    ),
]


def formats_of(option: Sequence[Format] | None, setting: str | Sequence[str]) -> tuple[str, ...]:
    """The formats that are asked for, else those of the settings, each once."""
    settings = [setting] if isinstance(setting, str) else setting
    words = option or [Format(word) for word in settings]
    every = (one for word in words for one in (ALL if word is Format.ALL else (word,)))
    return tuple(dict.fromkeys(map(str, every)))


def pdf_maker() -> "ToPdf":
    """LibreOffice, looked for along the search path. Raises UsageError where there is none."""
    from durchstarten_cli.pipeline.pdf import maker

    return maker(shutil.which)

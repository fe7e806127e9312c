"""The inquiry (anfrage.toml): who asked what, and which blocks answer each question.

The German comments beside these keys stand in templates/projekt/anfrage.toml.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from durchstarten_cli.config.section import Section

TEXT_FILES = (".md", ".docx")
"""A block whose name ends like this is a text of the project, all others are templates."""


class Part(Section, frozen=True, kw_only=True):
    """A sub-question in its own wording, and the blocks that answer it.

    `unanswered` is the reason why it, or a part of it, cannot be answered.
    """

    text: str
    blocks: tuple[str, ...] = ()
    unanswered: str = ""


class Question(Section, frozen=True, kw_only=True):
    """A question of the inquiry; its parts are numbered a, b, c."""

    text: str
    blocks: tuple[str, ...] = ()
    unanswered: str = ""
    parts: tuple[Part, ...] = ()


class Inquiry(Section, frozen=True, kw_only=True):
    """Who asked what, when, and how the answer is to be given; "ö" is public, "nö" is not."""

    group: str
    group_genitive: str
    date: dt.date
    subject: str
    channel: str = ""
    public: Literal["ö", "nö"] | None = None
    questions: tuple[Question, ...]

    def blocks(self) -> Iterator[tuple[str, str]]:
        """Every block with its key, such as ("questions[1].parts[2].blocks", "success")."""
        for number, question in enumerate(self.questions, start=1):
            yield from ((f"questions[{number}].blocks", block) for block in question.blocks)
            for letter, part in enumerate(question.parts, start=1):
                key = f"questions[{number}].parts[{letter}].blocks"
                yield from ((key, block) for block in part.blocks)

    def texts(self) -> list[str]:
        """The paths of the texts among the blocks, each once."""
        return list(dict.fromkeys(b for _, b in self.blocks() if b.endswith(TEXT_FILES)))

"""Markdown as plain text: tables, code, pages."""

import json
from collections.abc import Iterable, Sequence


def page(*blocks: str) -> str:
    """Blocks with a blank line between them, and one line end after the last."""
    return "\n\n".join(block.strip("\n") for block in blocks if block) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; what would end a cell or a line in it is taken out of its meaning."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def code(text: str) -> str:
    """Text that is typed or read exactly so."""
    return f"`{text}`"


def codes(texts: Iterable[str]) -> str:
    """Several of them, after each other."""
    return ", ".join(map(code, texts))


def bullets(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {line}" for line in lines)


def toml(value: object) -> str:
    """A value as it is written in the settings; lists and texts look there as in JSON."""
    return json.dumps(value, ensure_ascii=False)

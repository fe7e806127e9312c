"""Text from outside as Markdown that says exactly that text, and nothing else."""

import re
import unicodedata

_MARKUP = re.compile(r"([\\`*_\[\]<>&|~#])")
_AT_START = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")
_HEADING = re.compile(r"#{1,6} +(.*?)[ #]*")
_PROSE = re.compile(r"([\\`\[\]<>&|~])")
_ESCAPED = r"\\\1"
_RULE = re.compile(r"[-=*_ ]+")


def one_line(text: str) -> str:
    """The text with control characters and white space as single blanks."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return re.sub(" +", " ", kept).strip(" ")


def escape(text: str) -> str:
    """One line of text whose punctuation is only punctuation."""
    escaped = _MARKUP.sub(r"\\\1", one_line(text))
    return _AT_START.sub(lambda m: _escaped_start(m.group(1)), escaped)


def _escaped_start(start: str) -> str:
    return start + "\\" if start.isdigit() else "\\" + start


def prose(markdown: str) -> str:
    """A text that people wrote in Markdown: paragraphs, lists and emphasis stay as they are.

    Headings become bold lines, since the statement has its own; all other markup (tables, code,
    links, rules, HTML) stands there as the characters it is written with.
    """
    return "\n".join(map(_prose_line, markdown.splitlines())).strip()


def _prose_line(line: str) -> str:
    text = _PROSE.sub(_ESCAPED, line.strip())
    if heading := _HEADING.fullmatch(line.strip()):
        return f"**{_PROSE.sub(_ESCAPED, heading[1])}**" if heading[1] else ""
    if _RULE.fullmatch(text):
        return "\\" + text
    return text

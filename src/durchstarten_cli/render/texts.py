"""Texts that people wrote, in Markdown or Word, as Markdown."""

from durchstarten_cli.errors import SettingsError
from durchstarten_cli.render.escape import escape
from durchstarten_cli.wordfile import WordFile, WordFileError, passages


def as_markdown(content: bytes, name: str) -> str:
    """The text of a file; a Word file gives its paragraphs. Raises SettingsError."""
    if name.casefold().endswith(".docx"):
        return _from_word(content, name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(
            f"Der Text {name} ist nicht als UTF-8 gespeichert.",
            "Bitte speichern Sie ihn im Editor mit der Codierung UTF-8 oder als Word-Dokument.",
        ) from None


def _from_word(content: bytes, name: str) -> str:
    try:
        lines = passages(WordFile(content))
    except WordFileError as problem:
        raise SettingsError(f"Der Text {name}: Die Datei {problem.why}", problem.remedy) from None
    return "\n\n".join(escape(line) for line in lines if line.strip())

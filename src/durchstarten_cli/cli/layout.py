"""Text for a terminal of 80 columns."""

import textwrap

WIDTH = 80


def wrapped(text: str, lead: str = "", width: int = WIDTH) -> list[str]:
    """Lines of at most `width` columns, `lead` before the first and blanks before the others."""
    return textwrap.wrap(
        text.replace("\u00a0", " "),
        width,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )

"""Text for a terminal of 80 columns."""

import textwrap

WIDTH = 80


def wrapped(text: str, lead: str = "") -> list[str]:
    """Lines of at most 80 columns; `lead` stands before the first, blanks before the others."""
    return textwrap.wrap(
        text.replace("\u00a0", " "),
        WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )

"""How Excel names cells."""


def letters(column: int) -> str:
    """Excel's letters of a column counted from 0."""
    text, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text

"""How Excel names cells."""


def letters(column: int) -> str:
    """Excel's letters of a column counted from 0."""
    text, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(row: int, column: int) -> str:
    """The address of a cell; rows and columns count from 1."""
    return f"{letters(column - 1)}{row}"

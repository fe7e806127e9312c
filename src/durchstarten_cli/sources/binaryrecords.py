"""The records that the parts of a binary workbook (xlsb) are made of.

A record is a kind and a size of up to two and four bytes, seven bits each, then the content
([MS-XLSB] 2.1.4).
"""

import struct
from collections.abc import Iterator


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of every record. Raises IndexError where a part is cut off."""
    position, end = 0, len(part)
    while position < end:
        kind, position = _number(part, position, 2)
        size, position = _number(part, position, 4)
        yield kind, part[position : position + size]
        position += size


def _number(part: bytes, position: int, most: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 7 * most, 7):
        byte = part[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return value, position


def text_at(content: bytes, position: int) -> tuple[str, int]:
    """The text that begins there, and where it ends."""
    (length,) = struct.unpack_from("<I", content, position)
    end = position + 4 + 2 * length
    return content[position + 4 : end].decode("utf-16-le"), end

"""Evidence without the rows of deliveries that are gone: numbers of rows and hashes stay."""

from collections.abc import Collection, Iterator
from typing import Any

import msgspec


def without_rows(content: bytes, gone: Collection[tuple[str, str]]) -> tuple[bytes, int]:
    """The evidence without the rows in files of that name and SHA-256, and how many lost theirs.

    Of `rows` only their number (`count`) is left. Nothing changes where no row is concerned.
    """
    evidence: dict[str, Any] = msgspec.json.decode(content)
    sources = {s["source"] for s in evidence["sources"] if (s["file"], s.get("sha256")) in gone}
    told = [rows for rows in _all_rows(evidence) if rows["source"] in sources and "rows" in rows]
    number = 0
    for rows in told:
        ranges = rows.pop("rows")
        rows["count"] = rows.get("count", _size(ranges))
        number += rows["count"]
    if not told:
        return content, 0
    return msgspec.json.format(msgspec.json.encode(evidence), indent=1) + b"\n", number


def _all_rows(evidence: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every entry that tells rows of a source."""
    for entry in (*evidence["figures"], *evidence.get("decisions", ())):
        yield from entry["rows"]
    for figure in evidence.get("announced", ()):
        yield from (rows for change in figure["changes"] for rows in change["rows"])
    yield from evidence.get("set_aside", ())


def _size(ranges: str) -> int:
    """How many rows "7-12,15" are."""
    parts = (part.partition("-") for part in ranges.split(","))
    return sum(int(last or first) - int(first) + 1 for first, _, last in parts)

"""Hits of rules over deliveries told as findings."""

import functools
from collections.abc import Iterator

from durchstarten_cli.cells import letters
from durchstarten_cli.ids import looks_like_name
from durchstarten_cli.model import Finding, Source
from durchstarten_cli.validate.check import Checked
from durchstarten_cli.validate.fingerprints import fingerprint
from durchstarten_cli.validate.register import RecordHit, Rule


def record_findings(checked: Checked) -> Iterator[Finding]:
    """Every such finding, by rule. An id that looks like a name is not repeated."""
    for hits in checked.record_hits:
        for hit in hits.hits:
            yield _finding(checked, hits.rule, hit)


def source_of(checked: Checked, hit: RecordHit) -> Source:
    """The sheet now in force that a hit belongs to: that of its row, else the provider's first."""
    layouts = checked.rows.layouts
    if hit.number is not None:
        return layouts[int(checked.rows.frame["source"].to_numpy()[hit.number])].source
    return next(x.source for x in layouts if x.source.provider == hit.provider)


def _finding(checked: Checked, rule: Rule, hit: RecordHit) -> Finding:
    source, row, column = source_of(checked, hit), None, None
    if hit.number is not None and hit.field is not None:
        layout = checked.rows.layouts[int(checked.rows.frame["source"].to_numpy()[hit.number])]
        row = int(checked.rows.frame["row"].to_numpy()[hit.number])
        column = layout.fields.get(hit.field)
    return Finding(
        code=rule.code,
        effect=rule.effect,
        provider=hit.provider,
        file=source.file,
        sheet=source.sheet if row else None,
        message=rule.sentence.format_map(hit.words),
        remedy=rule.remedy.format_map(hit.words),
        cell=None if column is None else f"{letters(column)}{row}",
        row=row,
        column=None if column is None else layout.headers.get(column),
        record=_record(hit),
        values=fingerprint((hit.record, sorted(_without_place(hit).items()))),
    )


def _without_place(hit: RecordHit) -> dict[str, str]:
    """What is said, but not in which row it stood: that may change without anything else."""
    return {name: word for name, word in hit.words.items() if name != "place"}


def _record(hit: RecordHit) -> str | None:
    if hit.record is None or not _like_name(hit.record):
        return hit.record
    return f"Zeile {hit.earlier_row}"


@functools.cache
def _like_name(text: str) -> bool:
    return looks_like_name(text)

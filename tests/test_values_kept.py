"""A value is read into another form or told as unreadable, never changed into another value."""

import datetime as dt
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from durchstarten_cli.config import load
from durchstarten_cli.pipeline.examine import examine
from tests.build import SETTINGS, csv_bytes, deliver, project, xlsx_bytes

LEADS = ("", "ab ", "seit ", "am ", "zum ")
ENDS = ("", " 00:00", " 00:00:00")
DATES = st.one_of(
    st.from_regex(r"\A(ab |seit )?[0-3]?\d\.[01]?\d\.(19|20)?\d\d\Z"),
    st.from_regex(r"\A(19|20)\d\d-[01]\d-[0-3]\d([ T]00:00)?\Z"),
    st.from_regex(r"\A[01]?\d[./](19|20)\d\d\Z"),
    st.from_regex(r"\A\d{1,6}\Z"),
    st.text(alphabet="0123456789.-/ TabeJän", max_size=12),
    st.dates(dt.date(1960, 1, 1), dt.date(2040, 1, 1)).map(lambda day: f"{day:%d.%m.%Y}"),
)


def forms(day: dt.date) -> set[str]:
    """Every way in which a text may mean this very day."""
    german = {
        f"{d}.{m}.{y}"
        for d in (f"{day.day}", f"{day.day:02}")
        for m in (f"{day.month}", f"{day.month:02}")
        for y in (f"{day.year}", f"{day.year % 100:02}")
    }
    iso = {day.isoformat(), f"{day}T00:00", f"{day}T00:00:00"}
    serial = str((day - dt.date(1899, 12, 30)).days)
    return {f"{lead}{text}{end}" for lead in LEADS for text in german | iso for end in ENDS} | {
        serial
    }


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=DATES, as_book=st.booleans())
def test_day_that_counts_without_a_word_is_the_day_that_was_written(
    text: str, as_book: bool, tmp_path: Path
) -> None:
    rows = [["Kennung", "Eintritt", "Austritt"], ["a", text, ""]]
    folder = project(tmp_path, SETTINGS)
    deliver(folder, "a", (xlsx_bytes if as_book else csv_bytes)(rows))
    found = load(folder)
    examined = examine(found, found.deliveries(), dt.date(2023, 1, 31))
    told = {mark.kind for mark in examined.checked.rows.marks}
    for entry in examined.tables.stays["entry"]:
        if "month" not in told:
            assert text.strip() in forms(entry.date())
    received = len(examined.checked.rows.frame)
    assert len(examined.tables.stays) + int((~examined.checked.used).sum()) == received

"""A value is read into another form or told as unreadable, never changed into another value."""

import datetime as dt
import math
import re
import unicodedata
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from durchstarten_cli.config import load
from durchstarten_cli.pipeline.examine import examine
from durchstarten_cli.vocabulary import plain, vocabulary
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


SEVERAL = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SEVERAL
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


NUMBERS = st.one_of(
    st.integers(-5, 2100).map(str),
    st.from_regex(r"\A\d{1,4}[.,]\d{1,2}\Z"),
    st.text(alphabet="0123456789.,- aJhre", max_size=8),
)
CODES = st.one_of(
    st.sampled_from(["w", "M ", "divers", "k. A.", "wm", "männlich", "Frau", "weiß nicht", "x"]),
    st.text(max_size=6),
)
IDS = st.one_of(st.from_regex(r"\A[A-Z0-9 ._/-]{1,12}\Z"), st.text(min_size=1, max_size=10))


@SEVERAL
@given(person=IDS, age=NUMBERS, sex=CODES, as_book=st.booleans())
def test_id_age_and_code_that_count_without_a_word_are_those_written(
    person: str, age: str, sex: str, as_book: bool, tmp_path: Path
) -> None:
    cells = [clean(person), clean(age), clean(sex)]
    rows = [["Kennung", "Eintritt", "Alter", "Geschlecht"], [cells[0], "10.01.2022", *cells[1:]]]
    folder = project(tmp_path, SETTINGS)
    deliver(folder, "a", (xlsx_bytes if as_book else csv_bytes)(rows))
    found = load(folder)
    examined = examine(found, found.deliveries(), dt.date(2023, 1, 31))
    told = {mark.field for mark in examined.checked.rows.marks}
    ids = examined.checked.rows.ids
    stays = examined.tables.stays
    for who, years, code in zip(
        stays["person"].tolist(), stays["age_at_entry"].tolist(), stays["sex"].tolist(), strict=True
    ):
        assert squeezed(ids[who]) == squeezed(cells[0])
        if not math.isnan(years):
            assert re.fullmatch(rf"0*{years:.0f}([.,]0+)?( \D*)?", cells[1].strip())
        elif cells[1].strip() and "age_at_entry" not in told:
            assert plain(cells[1]) in {*vocabulary().unknown, *NOTHING}
        if isinstance(code, str):
            assert code == known_sex()[plain(cells[2])]
        elif cells[2].strip():
            assert "sex" in told or plain(cells[2]) in NOTHING
    received = len(examined.checked.rows.frame)
    assert len(examined.tables.stays) + int((~examined.checked.used).sum()) == received


NOTHING = {"", "-", "–", "—"}


def clean(text: str) -> str:
    """What both kinds of files can hold: no signs that steer, no quotes that divide."""
    return "".join(sign for sign in text if sign.isprintable() and sign not in '";')


def squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def known_sex() -> dict[str, str]:
    words = vocabulary()
    return {**words.entries["sex"], **dict.fromkeys(words.unknown, "unknown")}

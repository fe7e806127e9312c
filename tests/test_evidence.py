"""Every printed figure, counted again from the cells that belege.json points to.

The cells are read with openpyxl and csv, dates by a strict parser of this file, and the naive count
sees only the rows listed for that one figure.
"""

import csv
import datetime as dt
import hashlib
import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from durchstarten_cli.wordaround import around
from durchstarten_cli.wordfile import WordFile
from tests.drafts import KJA, SAMPLE, Draft
from tests.oracle.oracle import bases, count
from tests.oracle.records import Figures, Meeting, Period, Project, Setup, Span
from tests.oracle.rows import WORDS, Line, project_of

Cells = Sequence[object]
Row = tuple[int, int]
"""Number of the source, and of the row as Excel counts it."""

SUMS = {"Summe", "Zwischensumme", "Gesamt"}
DATES = {name for name, column in WORDS["columns"].items() if column["type"] == "date"}
HEADERS = {name: column["names"][0] for name, column in WORDS["columns"].items()}
FROM_NONE_ON = (
    *("keine", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"),
    *("zehn", "elf", "zwölf"),
)
WORDS_FOR_NUMBERS = {word: number for number, word in enumerate(FROM_NONE_ON)} | {"einer": 1}
# What stands behind these is no group of persons: days, or how many there were at once.
OF_ALL_DAYS = ("occupancy_max", "occupancy_usual_low", "occupancy_usual_high")


def strict_day(value: object, *, last: bool = False) -> dt.date | None:
    """A day as these exports write it; of a month alone its first day, or its last for an exit."""
    if isinstance(value, dt.datetime):
        assert value.time() == dt.time(0)
        return value.date()
    text = "" if value is None else str(value).strip()
    if text in ("", "laufend"):
        return None
    if found := re.fullmatch(r"(\d\d)\.(\d\d)\.(\d{4}|\d\d)", text):
        year = int(found[3])
        return dt.date(year if year > 99 else 2000 + year, int(found[2]), int(found[1]))
    found = re.fullmatch(r"(\d\d)/(\d{4})", text)
    assert found is not None, "a date in a form that these exports do not have"
    month = dt.date(int(found[2]), int(found[1]), 1)
    following = (month + dt.timedelta(days=31)).replace(day=1)
    return following - dt.timedelta(days=1) if last else month


@dataclass(frozen=True)
class Evidence:
    """belege.json beside the files of the project that it points to."""

    project: Path
    content: Mapping[str, Any]
    word: bytes

    @cached_property
    def settings(self) -> dict[str, Any]:
        return tomllib.loads((self.project / "durchstarten.toml").read_text(encoding="utf-8"))

    @cached_property
    def figures(self) -> dict[str, dict[str, Any]]:
        return {figure["id"]: figure for figure in self.content["figures"]}

    @cached_property
    def by_hash(self) -> dict[str, bytes]:
        """Every delivered file by its hash: names prove nothing."""
        found = [p.read_bytes() for p in (self.project / "lieferungen").rglob("*") if p.is_file()]
        return {hashlib.sha256(content).hexdigest(): content for content in found}

    @cached_property
    def sheets(self) -> list[list[Cells]]:
        """The cells of every source, row by row."""
        return [self._sheet(source) for source in self.content["sources"]]

    def _sheet(self, source: Mapping[str, Any]) -> list[Cells]:
        content = self.by_hash[source["sha256"]]
        if source["sheet"] is None:
            # Excel takes the line "sep=;" for itself and shows the next one as the first.
            text = content.decode("cp1252").removeprefix("sep=;\r\n")
            return [tuple(row) for row in csv.reader(io.StringIO(text), delimiter=";")]
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        return [tuple(row) for row in book[source["sheet"]].iter_rows(values_only=True)]

    def rows(self, figure: Mapping[str, Any]) -> list[Row]:
        """The rows behind a figure, in the order of the sources."""
        found: list[Row] = []
        for place in figure["rows"]:
            numbers = list(spread(place["rows"]))
            assert len(numbers) == place["count"]
            found += [(place["source"], number) for number in numbers]
        return found

    def cells(self, row: Row) -> dict[str, object]:
        """The cells of a row by the name of their column, dates as days."""
        source = self.content["sources"][row[0]]
        line = self.sheets[row[0]][row[1] - 1]
        raw = {name: line[column - 1] for name, column in source["columns"].items()}
        days = {n: strict_day(raw[n], last=n == "exit") for n in DATES if n in raw}
        return {**raw, **days}

    def records(self, figure: Mapping[str, Any]) -> Project:
        """The plain records of exactly these rows."""
        lines, meetings = [], []
        for row in self.rows(figure):
            cells = self.cells(row)
            if "meeting_on" in cells:
                meetings.append(meeting(cells))
            else:
                provider = self.content["sources"][row[0]]["provider"]
                (module,) = self.settings["providers"][provider]["modules"]
                told = {HEADERS[name]: value for name, value in cells.items()}
                lines.append(Line(provider, module, told))
        only = {line.module for line in lines}
        project = project_of(lines, self.setup(figure, only))
        return Project(
            project.setup,
            project.stays,
            project.outcomes,
            project.handovers,
            project.supports,
            tuple(meetings),
        )

    def setup(self, figure: Mapping[str, Any], modules: set[str]) -> Setup:
        spans = {
            name: Span(
                self.settings["modules"][name]["first"], self.settings["modules"][name]["last"]
            )
            for name in sorted(modules)
        }
        as_of = dt.date.fromisoformat(figure["as_of"])
        return Setup(as_of, spans, **self.settings.get("definitions", {}))

    def counted(self, figure: Mapping[str, Any]) -> tuple[Figures, Figures]:
        """All figures and bases of exactly the rows listed for one."""
        period = Period(*(dt.date.fromisoformat(figure["period"][edge]) for edge in ("from", "to")))
        records = self.records(figure)
        return count(records, period), {**bases(records, period)}


def spread(ranges: str) -> Iterator[int]:
    """ "7-9,12" as its numbers."""
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def meeting(cells: Mapping[str, object]) -> Meeting:
    def names(column: str) -> tuple[str, ...]:
        parts = str(cells.get(column) or "").split(";")
        return tuple(part.strip() for part in parts if part.strip())

    on = cells["meeting_on"]
    assert isinstance(on, dt.date)
    return Meeting(on, str(cells["format"]), names("units"), names("bodies"))


@pytest.fixture(scope="module")
def evidence(drafted: Draft) -> Evidence:
    return Evidence(drafted.project, drafted.evidence, drafted.docx.read_bytes())


# ---------------------------------------------------------------- every figure, counted again
def months_recounted(evidence: Evidence, figure: Mapping[str, Any]) -> int:
    """Persons in whose rows an entry or exit is written as a month."""
    persons = set()
    for row in evidence.rows(figure):
        columns = evidence.content["sources"][row[0]]["columns"]
        line = evidence.sheets[row[0]][row[1] - 1]
        raw = (line[columns[name] - 1] for name in ("entry", "exit"))
        if any(re.fullmatch(r"\d\d/\d{4}", str(cell)) for cell in raw):
            persons.add(evidence.cells(row)["person"])
    return len(persons)


def rows_of_deliveries(name: str) -> bool:
    return name.startswith(("all.received", "all.set_aside", "all.used"))


def test_every_figure_comes_out_again_from_the_rows_behind_it(evidence: Evidence) -> None:
    wrong = {}
    seen: dict[str, tuple[Figures, Figures]] = {}
    for name, figure in evidence.figures.items():
        if rows_of_deliveries(name):
            continue
        key = json.dumps([figure["rows"], figure["period"]])
        seen[key] = figures, based = seen.get(key) or evidence.counted(figure)
        people = figures[f"{name.partition('.')[0]}.participants"] if figure["rows"] else 0
        expected: float | None = 0
        if name.endswith(".month_only"):
            expected = months_recounted(evidence, figure)
        elif figure["rows"]:
            expected = figures[name.partition("[month=")[0]]  # the month is its period
        base = based.get(name, people) if figure["base"] is not None else None
        if (figure["value"], figure["base"]) != (expected, base):
            wrong[name] = (figure["value"], figure["base"], expected, base)
    assert wrong == {}
    assert len(evidence.figures) > 80


def test_behind_a_number_of_persons_stand_exactly_these_persons(evidence: Evidence) -> None:
    """No row too many: so many different ids as the value, or as the base where there is one."""
    wrong = {}
    for name, figure in evidence.figures.items():
        measure = name.partition(".")[2]
        if measure.startswith(
            (*OF_ALL_DAYS, "occupancy_mean", "cases", "exits", "meetings")
        ) or rows_of_deliveries(name):
            continue
        people = len({evidence.cells(row)["person"] for row in evidence.rows(figure)})
        if people != (figure["value"] if figure["base"] is None else figure["base"]):
            wrong[name] = (figure["value"], figure["base"], people)
    assert wrong == {}


def test_the_range_of_the_occupancy_rests_on_every_row_of_the_module(evidence: Evidence) -> None:
    whole = evidence.rows(evidence.figures["m1.participants"])
    for measure in OF_ALL_DAYS:
        assert evidence.rows(evidence.figures[f"m1.{measure}"]) == whole


def test_meetings_are_as_many_as_their_rows_and_regular_is_who_came_to_half(
    evidence: Evidence, drafted: Draft
) -> None:
    text = drafted.markdown.replace("\u00a0", " ")
    formats = [name for name in evidence.figures if name.startswith("all.meetings[format=")]
    assert len(formats) == 4
    for name in formats:
        held = evidence.records(evidence.figures[name]).meetings
        title = name.removeprefix("all.meetings[format=").removesuffix("]")
        assert {m.format for m in held} == {title}
        assert len(held) == evidence.figures[name]["value"]
        names = sorted({n for m in held for n in (*m.units, *m.bodies)})
        often = {n: len([m for m in held if n in (*m.units, *m.bodies)]) for n in names}
        (line,) = [line for line in text.splitlines() if line.startswith(f"* {title}: ")]
        regular = [n for n in names if often[n] * 2 >= len(held)]
        rest = [n for n in names if n not in regular]
        assert f"dabei: {'; '.join(regular)}." in line
        assert line.count("dabei:") == 1 + bool(rest)
        assert not rest or f"dabei: {'; '.join(rest)}." in line


# ---------------------------------------------------------------- rows received and set aside
def received(evidence: Evidence, source: int) -> list[Row]:
    """The rows of a sheet below its header that are neither blank nor a sum."""
    first = evidence.content["sources"][source]["header_row"]
    rows = enumerate(evidence.sheets[source], start=1)
    return [
        (source, number)
        for number, cells in rows
        if number > first and any(c not in (None, "") for c in cells) and cells[0] not in SUMS
    ]


def set_aside(evidence: Evidence) -> list[Row]:
    return [
        (entry["source"], number)
        for entry in evidence.content["set_aside"]
        for number in spread(entry["rows"])
    ]


def of_file(evidence: Evidence, name: str) -> list[int]:
    sources = evidence.content["sources"]
    return [source["source"] for source in sources if f"file={source['file']}]" in name]


def test_rows_received_are_those_of_the_sheets(evidence: Evidence) -> None:
    names = [name for name in evidence.figures if name.startswith("all.received")]
    assert len(names) == 3
    for name in names:
        rows = [row for source in of_file(evidence, name) for row in received(evidence, source)]
        assert evidence.rows(evidence.figures[name]) == rows
        assert len(rows) == evidence.figures[name]["value"]


def test_rows_set_aside_are_listed_and_all_others_are_used(evidence: Evidence) -> None:
    aside = set_aside(evidence)
    names = [name for name in evidence.figures if name.startswith("all.used")]
    assert len(names) == 3
    for name in names:
        used = evidence.figures[name]
        whole = evidence.rows(evidence.figures[name.replace("used", "received")])
        assert evidence.rows(used) == [row for row in whole if row not in aside]
        assert len(evidence.rows(used)) == used["value"]
    counted = evidence.rows(evidence.figures["m6.participants"])
    assert evidence.rows(evidence.figures[f"all.used[file={KJA}]"]) == counted


def test_a_row_set_aside_as_a_duplicate_is_one(evidence: Evidence) -> None:
    ((source, number),) = set_aside(evidence)
    assert evidence.content["set_aside"][0]["code"] == "A05"
    assert evidence.figures["all.set_aside[rule=A05]"]["value"] == 1
    assert evidence.rows(evidence.figures["all.set_aside[rule=A05]"]) == set_aside(evidence)
    assert evidence.sheets[source][number - 1] == evidence.sheets[source][number - 2]


def test_every_figure_above_zero_has_rows(evidence: Evidence) -> None:
    silent = [name for name, f in evidence.figures.items() if f["value"] and not f["rows"]]
    assert silent == []


# ---------------------------------------------------------------- what is printed
def number_of(printed: str) -> Decimal:
    word = WORDS_FOR_NUMBERS.get(printed.casefold())
    if word is not None:
        return Decimal(word)
    return Decimal(printed.removesuffix("\u00a0%").replace(".", "").replace(",", "."))


def test_what_is_printed_is_the_figure_and_stands_where_it_is_said_to(evidence: Evidence) -> None:
    printed = set()
    for passage in evidence.content["passages"]:
        for place in passage["figures"]:
            figure = evidence.figures[place["id"]]
            end = place["start"] + len(place["printed"])
            there = passage["text"][place["start"] : end]
            assert there.casefold() == place["printed"].casefold()
            told = number_of(place["printed"])
            if place["part"] == "share":
                share = Decimal(figure["value"]) * 100 / Decimal(figure["base"])
                assert told == share.quantize(Decimal(1), ROUND_HALF_UP)
                assert figure["base"] >= 20
            else:
                assert float(told) == figure[place["part"]]
            printed.add(place["id"])
    assert printed == set(evidence.figures)


def without_figures(passage: Mapping[str, Any]) -> str:
    """The text of a passage with a blank for every figure printed in it."""
    text: str = passage["text"]
    for place in sorted(passage["figures"], key=lambda p: -int(p["start"])):
        text = f"{text[: place['start']]} {text[place['start'] + len(place['printed']) :]}"
    return text.replace("\u00a0", " ")


def test_every_other_number_is_a_date_a_name_or_a_setting(evidence: Evidence) -> None:
    """No number in the statement is without a figure behind it that should have one."""
    dates = r"\d\d\.\d\d\.\d{4}|\d{1,2}\. [A-Z][a-zä]+ \d{4}"
    names = r"Baustein \d|Bündnis 90/Die Grünen|Zu \d\.:|(?:Tabelle|Abbildung) \d|^\d{4} \|"
    settings = (
        "Platz für fünf Personen",
        r"(?:höchstens|bis) (?:28|182) Tage",
        "mindestens 80 % der Tage",
        "Grundzahl ab 20",
    )
    texts = "im Alter von 18 bis 27 Jahren"
    known = re.compile("|".join((dates, names, *settings, texts)))
    number = re.compile(rf"\d+|\b(?:{'|'.join(WORDS_FOR_NUMBERS)})\b", re.IGNORECASE)
    articles = {"keine", "eine", "einer"}
    drawn = around(WordFile(evidence.word))  # from the tables below the charts
    left = {}
    for passage in evidence.content["passages"]:
        if passage["text"] in drawn:
            continue
        text = known.sub(" ", without_figures(passage))
        found = [word for word in number.findall(text) if word.casefold() not in articles]
        if found:
            left[passage["text"]] = found
    assert left == {}


# ---------------------------------------------------------------- what it must not say
def test_it_says_that_it_is_for_internal_use(evidence: Evidence) -> None:
    assert evidence.content["intern"] is True
    assert evidence.content["note"].startswith("Nur für den internen Gebrauch")


def texts_in(content: object) -> Iterator[str]:
    if isinstance(content, dict):
        for value in content.values():
            yield from texts_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts_in(value)
    elif content is not None:
        yield str(content)


def test_no_id_and_no_cell_of_a_person_stands_in_it(evidence: Evidence, drafted: Draft) -> None:
    raw = (drafted.folder / "intern/belege.json").read_text(encoding="utf-8")
    rows = [
        row for m in ("m1", "m6") for row in evidence.rows(evidence.figures[f"{m}.participants"])
    ]
    ids = {str(evidence.cells(row)["person"]) for row in rows}
    assert len(ids) == 101
    assert [name for name in ids if name in raw] == []
    content = {name: part for name, part in evidence.content.items() if name != "passages"}
    told = set(texts_in(content))
    free = {str(evidence.cells(row).get("receiver") or "") for row in rows}
    free |= {str(cell) for row in rows for cell in evidence.sheets[row[0]][row[1] - 1][-1:]}
    words = sorted(word for word in free if len(word) > 3 and not word.isdigit())
    assert len(words) > 8
    assert [word for word in words if word in " ".join(told)] == []


def test_every_source_and_every_input_is_there_with_its_hash(evidence: Evidence) -> None:
    delivered = {s["file"]: s["sha256"] for s in evidence.content["sources"]}
    inputs = {entry["file"]: entry["sha256"] for entry in evidence.content["inputs"]}
    assert delivered.items() <= inputs.items()
    for path in (p for p in SAMPLE.rglob("*") if p.is_file() and p.name != "LIESMICH.md"):
        name = path.relative_to(SAMPLE).as_posix()
        if not name.startswith("ausgabe/"):
            assert inputs[name] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert not [name for name in inputs if name.startswith("/") or ".." in name]

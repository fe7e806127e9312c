"""The statement before it is written: values that templates read, no sentences."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from durchstarten_cli.compose.announced import Announced
from durchstarten_cli.config import Inquiry, Interruption, Module, Provider, Settings
from durchstarten_cli.model import Delivery, LoweredRule, Period, Published


@dataclass(frozen=True)
class Text:
    """A text that people wrote: Markdown, or why it is missing (then it is a gap)."""

    markdown: str | None
    missing: str = ""


@dataclass(frozen=True)
class Assessment:
    """A provider's own assessment, told as the provider's."""

    provider: Provider
    text: Text


@dataclass(frozen=True)
class Line:
    """A line of a table: label, figure, and whether it is part of the line above it."""

    label: str
    figure: Published
    part: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a breakdown: its class and a figure per column."""

    label: str
    cells: tuple[Published, ...]


@dataclass(frozen=True)
class Table:
    """A breakdown of a module's figures: by what (`title` is "nach Jahren"), columns, rows."""

    by: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Disagreement:
    """A sum that a provider reported, and what was counted or another one reported instead."""

    one: Published
    other: Published


@dataclass(frozen=True)
class Year:
    """A year of a table by month: twelve figures, None for months that it does not tell of."""

    name: str
    months: tuple[Published | None, ...]


@dataclass(frozen=True)
class ModuleFacts:
    """One module carried out in the period: settings, providers, figures by measure.

    `run` are the days of the module, `period` those of them that lie in the period.
    """

    name: str
    module: Module
    providers: tuple[Provider, ...]
    run: Period
    period: Period
    interruptions: tuple[Interruption, ...]
    figures: Mapping[str, Published]
    outcomes: tuple[Line, ...]
    supports: tuple[Line, ...]
    receivers: tuple[Line, ...]
    reported: bool
    totals: tuple[Published, ...]
    """Sums that were reported without records, by provider and time."""
    disagreements: tuple[Disagreement, ...]
    tables: tuple[Table, ...]
    occupancy: tuple[Year, ...] = ()
    """The mean occupancy by month, where it is drawn."""


@dataclass(frozen=True)
class MeetingFormat:
    """One format of meetings: how often, and who took part regularly or now and then."""

    name: str
    held: Published
    regular: tuple[str, ...]
    occasional: tuple[str, ...]


@dataclass(frozen=True)
class Overlap:
    """The persons in both of two modules, and the days on which both ran in the period."""

    one: Module
    other: Module
    both: Period | None
    figure: Published


@dataclass(frozen=True)
class DeliveryFacts:
    """One delivery in force: the rows it holds and those that are not counted, as figures."""

    delivery: Delivery
    provider: Provider
    received: Published
    used: Published


@dataclass(frozen=True)
class Reason:
    """Why rows are not counted: the rule's title and how many rows."""

    title: str
    rows: Published


@dataclass(frozen=True)
class Facts:
    """Everything that blocks may say something about."""

    settings: Settings
    period: Period
    as_of: dt.date
    modules: tuple[ModuleFacts, ...]
    not_carried_out: tuple[Module, ...]
    outside: tuple[Module, ...]
    all: Mapping[str, Published]
    overlaps: tuple[Overlap, ...]
    meetings: Published
    formats: tuple[MeetingFormat, ...]
    resume: Text
    accompaniment: Text
    cooperation: Text
    assessments: tuple[Assessment, ...]
    deliveries: tuple[DeliveryFacts, ...]
    reasons: tuple[Reason, ...]
    words: Mapping[str, str]
    lowered: tuple[LoweredRule, ...]
    unsettled: tuple[str, ...]
    persons_decided: bool
    announced: tuple[Announced, ...]


@dataclass(frozen=True)
class Block:
    """One block of an answer: a template by its name, or a text of the project."""

    name: str
    label: str
    text: Text | None


@dataclass(frozen=True)
class Answer:
    """The answer to a question or sub-question: its wording, its blocks in order, its parts.

    `label` is "1" or "a", `place` tells both: "1 a". `unanswered` is why something stays open.
    """

    label: str
    place: str
    question: str
    blocks: tuple[Block, ...]
    unanswered: str
    parts: "tuple[Answer, ...]" = ()


@dataclass(frozen=True)
class Days:
    """The days of a statement: its period, the as-of date, and its own date."""

    period: Period
    as_of: dt.date
    date: dt.date


@dataclass(frozen=True)
class Statement:
    """A whole statement, ready to be written. `style` is kurz, standard or ausfuehrlich."""

    inquiry: Inquiry
    date: dt.date
    style: str
    answers: tuple[Answer, ...]
    facts: Facts

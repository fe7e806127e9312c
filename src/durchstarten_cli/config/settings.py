"""The settings of a project (durchstarten.toml): one class per section, every default in sight.

The German comments beside these keys stand in templates/projekt/durchstarten.toml.
"""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, field, structs

from durchstarten_cli.config.definitions import Change, Definitions, Overrides
from durchstarten_cli.config.letterhead import Letterhead
from durchstarten_cli.config.own_figures import OwnFigure
from durchstarten_cli.config.section import Count, Section, ShortName
from durchstarten_cli.config.words import Fact, Words

Article = Literal["der", "die", "das", ""]
Format = Literal["md", "docx", "html", "pdf", "all"]
Style = Literal["kurz", "standard", "ausführlich", "ausfuehrlich"]
Breakdown = Literal["sex", "age_group", "residence_status", "provider"]


class Programme(Section, frozen=True, kw_only=True):
    """The funded programme and whom it is for."""

    name: str
    target_age: tuple[int, int] | None = None
    target_status: tuple[str, ...] = ()
    invented: bool = False
    """True for samples: files and document say that the records are invented."""

    def __post_init__(self) -> None:
        if self.target_age and self.target_age[0] > self.target_age[1]:
            raise ValueError("target_age: Das niedrigere Alter steht zuerst.")


class Office(Section, frozen=True, kw_only=True):
    """The office that answers, with the grammar its name needs in sentences."""

    municipality: str
    unit: str
    unit_short: str
    unit_article: Article = "das"
    unit_dative: str


class Report(Section, frozen=True, kw_only=True):
    """Defaults of `report`. `breakdowns` are the tables of the long form beside that by year."""

    period: str | None = None
    format: Format | tuple[Format, ...] = ("md", "docx")
    style: Style = "standard"
    breakdowns: tuple[Breakdown, ...] = ("sex", "age_group")
    as_of: dt.date | None = None
    charts: bool = True


class Interruption(Section, frozen=True, kw_only=True):
    """Days on which a module was not offered, both included."""

    first: dt.date
    last: dt.date
    reason: str

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("first liegt nach last.")


class Module(Section, frozen=True, kw_only=True):
    """One module (Baustein) of the programme."""

    number: int | None = None
    name: str
    carried_out: bool = True
    first: dt.date | None = None
    last: dt.date | None = None
    places: Count | None = None
    interruptions: tuple[Interruption, ...] = ()
    definitions: Overrides = field(default_factory=Overrides)

    def __post_init__(self) -> None:
        if self.carried_out and (self.first is None or self.last is None):
            raise ValueError("Ein durchgeführter Baustein braucht first und last.")
        if self.first and self.last and self.first > self.last:
            raise ValueError("first liegt nach last.")


class Provider(Section, frozen=True, kw_only=True):
    """Who delivers: its name with its grammar, its modules, how its ids are to be read.

    `ids`: "shared" (keyed pseudonyms, equal over providers) or "local" (the provider's numbers).
    `columns` maps own headers to column names, `values` own entries to codes, per column (those of
    the column "module" to short names of modules); `ignored` are headers that mean nothing here.
    `supplements` are the folder dates of deliveries that add to the one before, replacing nothing.
    """

    name: str
    article: Article = ""
    dative: str
    short: str | None = None
    short_article: Article | None = None
    short_dative: str | None = None
    modules: tuple[ShortName, ...] = ()
    ids: Literal["shared", "local"] = "local"
    ignored: tuple[str, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    supplements: tuple[dt.date, ...] = ()
    values: dict[str, dict[str, str]] = field(default_factory=dict)


class Texts(Section, frozen=True, kw_only=True):
    """Texts that people write, as paths in the project folder; a missing one is a marked gap."""

    resume: str | None = None
    assessments: dict[ShortName, str] = field(default_factory=dict)
    accompaniment: str | None = None
    cooperation: str | None = None

    def paths(self) -> list[str]:
        """The paths of all texts that are named."""
        single = (self.resume, self.accompaniment, self.cooperation)
        return [path for path in (*single, *self.assessments.values()) if path is not None]


class RuleLever(Section, frozen=True, kw_only=True):
    """A rule of the checks that the project turns down, and why; the method note repeats it."""

    effect: Literal["note", "off"]
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("reason: Die Begründung fehlt.")


class Override(Section, frozen=True, kw_only=True):
    """A single figure that is told although it is small, or withheld although it is not; and why.

    The figure is named by its id.
    """

    figure: str
    show: bool
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("reason: Die Begründung fehlt.")


class Disclosure(Section, frozen=True, kw_only=True):
    """The office's decision on small counts, with who made it and why.

    "off" prints all counts, "suppress" withholds those below `threshold` and what gives them away,
    "round" prints multiples of `multiple`. Without a mode nothing is decided yet.
    """

    mode: Literal["off", "suppress", "round"] | None = None
    threshold: Annotated[int, Meta(ge=2, le=100)] = 3
    multiple: Annotated[int, Meta(ge=2, le=100)] = 5
    decided_by: str = ""
    reason: str = ""
    overrides: tuple[Override, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether somebody stands for the mode, with a reason."""
        return bool(self.mode and self.decided_by.strip() and self.reason.strip())


class Retention(Section, frozen=True, kw_only=True):
    """How long deliveries are kept: so many months after the programme's end, or after delivery.

    Without `months` nothing may be deleted by `forget`.
    """

    months: Annotated[int, Meta(ge=1, le=1200)] | None = None
    after: Literal["programme", "delivery"] = "programme"


class Settings(Section, frozen=True, kw_only=True):
    """The whole of durchstarten.toml."""

    programme: Programme
    office: Office
    report: Report = field(default_factory=Report)
    letterhead: Letterhead = field(default_factory=Letterhead)
    definitions: Definitions = field(default_factory=Definitions)
    figures: dict[ShortName, OwnFigure] = field(default_factory=dict)
    modules: dict[ShortName, Module]
    providers: dict[ShortName, Provider]
    texts: Texts = field(default_factory=Texts)
    words: Words = Words()
    facts: tuple[Fact, ...] = ()
    disclosure: Disclosure = field(default_factory=Disclosure)
    rules: dict[str, RuleLever] = field(default_factory=dict)
    retention: Retention = field(default_factory=Retention)

    def definitions_of(self, module: str | None) -> Definitions:
        """The definitions in force for a module, or over all modules (None)."""
        if module is None:
            return self.definitions
        own = self.modules[module].definitions
        names = Overrides.__struct_fields__
        found = {name: value for name in names if (value := getattr(own, name)) is not None}
        return structs.replace(self.definitions, **found) if found else self.definitions

    def redefined(self, change: Change) -> "Settings":
        """The same with other definitions: the shared ones, and those of every module."""
        modules = {
            name: structs.replace(
                module,
                definitions=structs.replace(
                    module.definitions, **change(self.definitions_of(name))
                ),
            )
            for name, module in self.modules.items()
        }
        shared = structs.replace(self.definitions, **change(self.definitions))
        return structs.replace(self, definitions=shared, modules=modules)

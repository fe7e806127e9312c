"""The plain script that a good analyst would write for the same job, to measure against.

    python benchmarks/analyst.py PROJECT TEMPLATE OUTPUT

It reads the deliveries of a project folder with pandas (workbooks through openpyxl), checks them,
counts by the same definitions, and writes statement.md, statement.docx and evidence.json. Its
figures, what it found and the seconds of each step go to stdout as JSON.
"""

import json
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from docxtpl import DocxTemplate

COLUMNS = {
    "Kennung": "person",
    "Eintritt": "entry",
    "Austritt": "exit",
    "Austrittsgrund": "exit_class",
    "Geschlecht": "sex",
    "Geburtsjahr": "birth_year",
    "Aufenthaltsstatus": "status",
    "Status am": "status_on",
    "Weiterer Bedarf": "further_need",
    "Verbleib": "kind",
    "Zusage am": "committed_on",
    "Aufnahme am": "started_on",
    "Bestätigt am": "confirmed_on",
    "Beendet am": "ended_on",
    "Vermittelt durch": "brought_about",
    "Übergabe am": "handover_on",
    "Übergabe an": "receiver",
    "Art der Stelle": "receiver_kind",
    "Stand der Übergabe": "handover_status",
    "Weitere Begleitung": "support_kind",
    "Begleitung von": "support_from",
    "Begleitung bis": "support_until",
}
DATES = [c for c in COLUMNS.values() if c in ("entry", "exit") or c.endswith(("_on", "_from"))]
DATES.append("support_until")
CODES: dict[str, dict[str, str]] = {
    "exit_class": {
        "Ziel erreicht": "regular",
        "planmäßig": "regular",
        "Abbruch": "dropout",
        "Umzug": "neutral",
        "Abschiebung": "neutral",
        "Zuständigkeitswechsel": "neutral",
    },
    "sex": {"weiblich": "female", "männlich": "male", "divers": "diverse"},
    "status": {
        "Duldung": "toleration",
        "Aufenthaltsgestattung": "permission",
        "Aufenthaltserlaubnis": "permit",
    },
    "further_need": {"ja": "yes", "nein": "no", "unbekannt": "unknown"},
    "kind": {
        "betriebliche Ausbildung": "training_company",
        "schulische Ausbildung": "training_school",
        "Einstiegsqualifizierung": "entry_qualification",
        "sozialversicherungspflichtige Beschäftigung": "work_insured",
        "Minijob": "work_marginal",
        "Arbeit": "work_unspecified",
        "Schule": "school",
        "Sprachkurs": "language",
        "FSJ": "voluntary",
        "Sonstiges": "other",
        "kein Anschluss": "none",
    },
    "brought_about": {"durch den Träger": "provider", "selbst gefunden": "self"},
    "receiver_kind": {
        "Beratungsstelle": "counselling",
        "Behörde": "authority",
        "weitere Hilfen": "help",
    },
    "handover_status": {"erfolgt": "done", "angeboten": "offered"},
    "support_kind": {
        "intensive Unterstützung": "intensive",
        "Beratung": "counselling",
        "lockerer Kontakt": "contact",
    },
}
GROUPS = {
    "training_company": "training",
    "training_school": "training",
    "work_insured": "work",
    "work_marginal": "work",
    "work_unspecified": "work",
}
RANKS = {kind: rank for rank, kind in enumerate(CODES["kind"].values())}
PERIOD = (pd.Timestamp("2020-03-01"), pd.Timestamp("2023-06-30"))
DIRECT, INDIRECT, HANDOVER = (pd.Timedelta(days=n) for n in (28, 182, 182))
DAY = pd.Timedelta(days=1)
SET_ASIDE = ["duplicate", "missing_id", "missing_entry", "exit_before_entry"]
LABELS = {
    "participants": "Teilnehmende (jede Person einmal gezählt)",
    "stayers": "davon am Ende des Zeitraums noch dabei",
    "entries": "Eintritte",
    "exits": "Austritte",
    "exits.regular": "Austritte, planmäßig beendet",
    "exits.dropout": "Austritte, vorzeitig beendet",
    "exits.neutral": "Austritte aus anderen Gründen",
    "exits.unknown": "Austritte, Art unbekannt",
    "occupancy_max": "höchste Belegung an einem Tag",
    "outcome.training": "aufgenommen: Ausbildung",
    "outcome.work": "aufgenommen: Arbeit",
    "starts.direct": "Personen mit unmittelbarer Aufnahme",
    "starts.indirect": "Personen mit späterer Aufnahme",
    "handover": "Fallübergaben (Personen)",
}


@dataclass
class Module:
    """A module of the settings and what becomes of it."""

    id: str
    name: str
    first: pd.Timestamp
    last: pd.Timestamp
    places: int
    folder: Path
    as_of: pd.Timestamp
    target_age: tuple[int, int]
    target_status: list[str]
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    findings: dict[str, Any] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    months: pd.DataFrame = field(default_factory=pd.DataFrame)

    def figure(self, name: str, value: int, rows: Any) -> None:
        """Keep a figure with the rows behind it."""
        self.values[name] = int(value)
        self.rows[name] = rows


# ---------------------------------------------------------------- read
def modules_of(project: Path) -> list[Module]:
    """The modules with a provider, each with the newest delivery of that provider."""
    settings = tomllib.loads((project / "durchstarten.toml").read_text(encoding="utf-8"))
    found = []
    for provider, about in settings["providers"].items():
        module = settings["modules"][about["modules"][0]]
        found.append(
            Module(
                id=about["modules"][0],
                name=module["name"],
                first=pd.Timestamp(module["first"]),
                last=pd.Timestamp(module["last"]),
                places=module["places"],
                folder=max((project / "lieferungen" / provider).iterdir()),
                as_of=pd.Timestamp(settings["report"]["as_of"]),
                target_age=tuple(settings["programme"]["target_age"]),
                target_status=settings["programme"]["target_status"],
            )
        )
    return found


def read(module: Module) -> None:
    """All files of a module in one frame, each row with its place."""
    module.frame = pd.concat(
        [read_file(path) for path in sorted(module.folder.iterdir())], ignore_index=True
    )


def read_file(path: Path) -> pd.DataFrame:
    """One file; a missing or unknown column ends the script."""
    empty: dict[str, Any] = {"keep_default_na": False, "na_values": [""]}
    frame: pd.DataFrame
    if path.suffix == ".csv":
        frame = pd.read_csv(path, sep=";", encoding="cp1252", dtype=str, **empty)
    else:
        frame = pd.read_excel(path, engine="openpyxl", dtype={"Kennung": str}, **empty)
    if odd := set(COLUMNS) ^ set(frame.columns):
        sys.exit(f"{path.name}: missing or unknown columns {sorted(odd)}")
    frame = frame.rename(columns=COLUMNS)
    frame["file"] = path.name
    frame["row"] = np.arange(2, len(frame) + 2)
    return frame


# ---------------------------------------------------------------- check
def check(module: Module) -> None:
    """Make dates and codes of the cells, note what is wrong, set the unusable rows aside."""
    note = module.findings
    note["duplicate"] = module.frame.duplicated(subset=list(COLUMNS.values()))
    parse_dates(module)
    parse_codes(module)
    check_rows(module)
    check_outcomes(module)
    check_target(module)
    aside = note["duplicate"] | note["missing_id"] | note["missing_entry"]
    used = module.frame[~(aside | note["exit_before_entry"])]
    module.frame = used.assign(who=pd.factorize(used["person"])[0])
    check_overlaps(module)


def parse_dates(module: Module) -> None:
    """Dates by one fixed format; what is no date becomes a finding and stays empty."""
    for column in DATES:
        raw = module.frame[column]
        parsed = pd.to_datetime(raw, format="%d.%m.%Y", errors="coerce")
        module.findings[f"unreadable_date.{column}"] = raw.notna() & parsed.isna()
        module.frame[column] = parsed


def parse_codes(module: Module) -> None:
    """Codes by the list above; an unknown word becomes a finding and stays empty."""
    for column, words in CODES.items():
        raw = module.frame[column]
        codes = raw.map(words)
        module.findings[f"unknown_code.{column}"] = raw.notna() & codes.isna()
        module.frame[column] = codes
    module.frame["birth_year"] = pd.to_numeric(module.frame["birth_year"], errors="coerce")


def check_rows(module: Module) -> None:
    """Ids, entries and exits."""
    frame, note = module.frame, module.findings
    entry, left = frame["entry"], frame["exit"]
    note["missing_id"] = frame["person"].isna()
    note["missing_entry"] = entry.isna()
    note["exit_before_entry"] = left < entry
    note["entry_outside_module"] = (entry < module.first) | (entry > module.last)
    note["exit_outside_module"] = (left < module.first) | (left > module.last)
    note["entry_after_as_of"] = entry > module.as_of
    note["open_past_end"] = left.isna() & entry.notna() & (module.last < module.as_of)


def check_outcomes(module: Module) -> None:
    """Outcomes and handovers against the stay they stand beside."""
    frame, note = module.frame, module.findings
    dated = frame[["committed_on", "started_on", "confirmed_on", "ended_on"]].notna().any(axis=1)
    rejected = note["unreadable_date.started_on"]
    outcome = frame["kind"].notna() & (frame["kind"] != "none")
    note["outcome_before_entry"] = frame["started_on"] < frame["entry"]
    note["outcome_without_kind"] = dated & frame["kind"].isna()
    note["undated_outcome"] = outcome & ~dated & ~rejected
    note["handover_before_entry"] = frame["handover_on"] < frame["entry"]
    note["handover_without_receiver"] = frame["handover_on"].notna() & frame["receiver"].isna()


def check_target(module: Module) -> None:
    """Age and status against the target group; a birth year alone leaves two possible ages."""
    frame, note = module.frame, module.findings
    youngest, oldest = module.target_age
    older = frame["entry"].dt.year - frame["birth_year"]
    note["age_outside_target"] = (older < youngest) | (older - 1 > oldest)
    status = frame["status"]
    note["status_outside_target"] = status.notna() & ~status.isin(module.target_status)


def check_overlaps(module: Module) -> None:
    """Stays that begin while another stay of the same person still runs."""
    stays = module.frame[["who", "entry", "exit"]].sort_values(["who", "entry"], kind="stable")
    stays["exit"] = stays["exit"].fillna(module.as_of)
    before = latest_before(stays, "exit")
    module.findings["overlap"] = stays["entry"] <= before


# ---------------------------------------------------------------- count
def latest_before(stays: pd.DataFrame, column: str) -> Any:
    """The latest day of a column among the person's earlier rows."""
    return stays.groupby("who")[column].cummax().groupby(stays["who"]).shift()


def count(module: Module) -> None:
    """All figures of a module."""
    stays = stays_of(module)
    cases = cases_of(stays)
    count_cases(module, cases)
    count_presence(module, stays)
    participants = count_participants(module, stays)
    count_outcomes(module, cases, participants)
    count_handovers(module, participants)


def stays_of(module: Module) -> pd.DataFrame:
    """One row per person and entry, the later row winning; an open stay runs to the end."""
    columns = ["who", "entry", "exit", "exit_class"]
    stays = module.frame[columns].sort_values(["who", "entry"], kind="stable")
    stays = stays.drop_duplicates(["who", "entry"], keep="last")
    # groupby's "last" skips what is missing: without a word for it an earlier class would be taken.
    stays["exit_class"] = stays["exit_class"].fillna("unknown")
    stays["open"] = stays["exit"].isna()
    stays["until"] = stays["exit"].fillna(min(module.as_of, module.last))
    stays["gone"] = stays["until"].where(~stays["open"], stays["until"] + DAY)
    stays["at"] = stays.index
    return stays


def cases_of(stays: pd.DataFrame) -> pd.DataFrame:
    """Stays of one person without a day between them are one case."""
    before = latest_before(stays, "until")
    number = (before.isna() | (stays["entry"] > before + DAY)).cumsum()
    return stays.groupby(number).agg(
        who=("who", "first"),
        entry=("entry", "first"),
        until=("until", "max"),
        open=("open", "any"),
        exit_class=("exit_class", "last"),
        first_at=("at", "first"),
        last_at=("at", "last"),
    )


def count_cases(module: Module, cases: pd.DataFrame) -> None:
    """Entries, exits, exits by class."""
    first, last = PERIOD
    entries = cases[cases["entry"].between(first, last)]
    exits = cases[~cases["open"] & cases["until"].between(first, last)]
    module.figure("entries", len(entries), entries["first_at"])
    module.figure("exits", len(exits), exits["last_at"])
    classes = exits["exit_class"]
    for name in ("regular", "dropout", "neutral", "unknown"):
        rows = exits.loc[classes == name, "last_at"]
        module.figure(f"exits.{name}", len(rows), rows)


def count_presence(module: Module, stays: pd.DataFrame) -> None:
    """Persons there at the end of each day: the highest number, and the months."""
    before = latest_before(stays, "gone")
    number = (before.isna() | (stays["entry"] > before)).cumsum()
    blocks = stays.groupby(number).agg(entry=("entry", "first"), gone=("gone", "max"))
    days = pd.date_range(PERIOD[0], min(PERIOD[1], module.as_of))
    come = (blocks["entry"] - days[0]).dt.days.clip(0, len(days))
    leave = (blocks["gone"] - days[0]).dt.days.clip(0, len(days))
    change = np.bincount(come, minlength=len(days) + 1) - np.bincount(
        leave, minlength=len(days) + 1
    )
    stock = pd.Series(change.cumsum()[:-1], index=days)
    module.months = stock.resample("ME").agg(["last", "mean", "max"])
    fullest = stock.idxmax()
    there = stays.loc[(stays["entry"] <= fullest) & (stays["gone"] > fullest), "at"]
    module.figure("occupancy_max", stock.max(), there)
    module.findings["more_than_places"] = stock > module.places


def count_participants(module: Module, stays: pd.DataFrame) -> pd.DataFrame:
    """Persons with a stay in the period: first entry, last exit and its class, still there?"""
    first, last = PERIOD
    touching = stays[(stays["entry"] <= last) & (stays["until"] >= first)]
    persons = touching.sort_values("until", kind="stable").groupby("who")
    table = persons.agg(
        entry=("entry", "min"), until=("until", "last"), exit_class=("exit_class", "last")
    )
    here = touching[touching["open"] | (touching["until"] > last)]
    table["stayer"] = table.index.isin(here["who"])
    module.figure("participants", len(table), touching["at"])
    module.figure("stayers", int(table["stayer"].sum()), here["at"])
    return table


def count_outcomes(module: Module, cases: pd.DataFrame, participants: pd.DataFrame) -> None:
    """The main outcome of each participant among the starts that go with a case in time."""
    starts = attributed(starts_of(module), cases)
    starts = starts[starts["who"].isin(participants.index)]
    for relation, name in ((2, "direct"), (1, "indirect")):
        chosen = starts[starts["relation"] == relation]
        module.figure(f"starts.{name}", chosen["who"].nunique(), chosen["at"])
    starts = starts.assign(rank=starts["kind"].map(RANKS))
    main = starts.sort_values(["who", "rank"], kind="stable").drop_duplicates("who")
    groups = main["kind"].replace(GROUPS)
    for name in ("training", "work"):
        rows = main.loc[groups == name, "at"]
        module.figure(f"outcome.{name}", len(rows), rows)
    for name in CODES["kind"].values():
        if name != "none":
            rows = main.loc[main["kind"] == name, "at"]
            module.figure(f"outcome.kind.{name}", len(rows), rows)


def starts_of(module: Module) -> pd.DataFrame:
    """Starts in the period or, where the module ended in it, up to the as-of date.

    An outcome without any date counts on the day of the exit.
    """
    frame = module.frame[module.frame["kind"].notna() & (module.frame["kind"] != "none")]
    undated = module.findings["undated_outcome"].loc[frame.index]
    starts = frame[["who", "kind", "committed_on"]].assign(
        start=frame["started_on"].where(~undated, frame["exit"]), at=frame.index
    )
    end = module.as_of if PERIOD[0] <= module.last <= PERIOD[1] else PERIOD[1]
    return starts[starts["start"].between(PERIOD[0], end)]


def attributed(starts: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Each start with its strongest relation to a case: 2 direct, 1 indirect."""
    pairs = starts.merge(cases[["who", "entry", "until"]], on="who")
    pairs = pairs[pairs["entry"] <= pairs["start"]]
    near = pairs["until"] + DIRECT
    direct = (pairs["start"] <= near) | pairs["committed_on"].between(pairs["entry"], near)
    indirect = pairs["start"] <= pairs["until"] + INDIRECT
    pairs["relation"] = np.where(direct, 2, np.where(indirect, 1, 0))
    pairs = pairs[pairs["relation"] > 0]
    return pairs.sort_values("relation", kind="stable").drop_duplicates("at", keep="last")


def count_handovers(module: Module, participants: pd.DataFrame) -> None:
    """Leavers with a handover done, those left out who ended for other reasons."""
    leavers = participants[~participants["stayer"] & (participants["exit_class"] != "neutral")]
    done = module.frame["handover_status"] == "done"
    events = module.frame.loc[done, ["who", "handover_on"]].assign(at=module.frame.index[done])
    events = events.join(leavers[["entry", "until"]], on="who", how="inner")
    day, latest = events["handover_on"], events["until"] + HANDOVER
    events = events[day.between(events["entry"], latest) & (day <= module.as_of)]
    module.figure("handover", events["who"].nunique(), events["at"])


# ---------------------------------------------------------------- write
def markdown(modules: list[Module]) -> str:
    """The statement as Markdown: per module the findings, the figures and the months."""
    lines = ["# Stellungnahme", "", f"Zeitraum {german(PERIOD[0])} bis {german(PERIOD[1])}"]
    for module in modules:
        lines += ["", f"## {module.name}", "", sentence(module), "", "| Angabe | Wert |"]
        lines += ["| --- | ---: |"]
        lines += [f"| {label} | {module.values[name]} |" for name, label in LABELS.items()]
        lines += [
            "",
            "| Monat | am Monatsende | Mittel | höchstens |",
            "| --- | ---: | ---: | ---: |",
        ]
        lines += [
            f"| {month:%m.%Y} | {end} | {mean:.1f} | {most} |"
            for month, end, mean, most in module.months.itertuples()
        ]
    return "\n".join(lines) + "\n"


def german(day: pd.Timestamp) -> str:
    """A date as Germans write it."""
    return f"{day:%d.%m.%Y}"


def sentence(module: Module) -> str:
    """How many rows were used, how many findings there were."""
    found = sum(int(mask.sum()) for mask in module.findings.values())
    return f"Gezählt: {len(module.frame)} Zeilen. Feststellungen: {found}."


def docx(template: Path, target: Path, modules: list[Module]) -> None:
    """The statement as Word document."""
    document = DocxTemplate(template)
    context = {
        "subject": "Stellungnahme",
        "period": f"{german(PERIOD[0])} bis {german(PERIOD[1])}",
        "as_of": german(modules[0].as_of),
        "modules": [
            {
                "name": module.name,
                "sentence": sentence(module),
                "figures": [{"label": t, "value": module.values[n]} for n, t in LABELS.items()],
            }
            for module in modules
        ],
    }
    document.render(context, autoescape=True)
    document.save(target)


def evidence(modules: list[Module], places: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """Each figure and each finding with the rows behind it, per file."""
    return {
        module.id: {
            "figures": {
                name: {"value": value, "rows": rows_by_file(places[module.id], module.rows[name])}
                for name, value in module.values.items()
            },
            "findings": {
                name: rows_by_file(places[module.id], mask.index[mask])
                for name, mask in module.findings.items()
                if name != "more_than_places"
            },
        }
        for module in modules
    }


def rows_by_file(places: pd.DataFrame, at: Any) -> dict[str, list[int]]:
    """File name -> row numbers."""
    chosen = places.loc[at]
    return {str(file): rows.tolist() for file, rows in chosen.groupby("file")["row"]}


# ---------------------------------------------------------------- all of it
SECONDS: dict[str, float] = {"read": 0.0, "check": 0.0, "count": 0.0, "write": 0.0}


@contextmanager
def clock(step: str) -> Iterator[None]:
    """Add the time of a block to a step."""
    start = time.perf_counter()
    yield
    SECONDS[step] += time.perf_counter() - start


def figures(modules: list[Module]) -> dict[str, int]:
    """All figures by id, and the persons over all modules."""
    values = {f"{m.id}.{name}": value for m in modules for name, value in m.values.items()}
    persons = [m.frame.loc[m.rows["participants"], "person"] for m in modules]
    values["all.participants"] = pd.concat(persons).nunique()
    return values


def main(project: Path, template: Path, output: Path) -> None:
    """Read, check and count module by module, then write."""
    modules, places = modules_of(project), {}
    for module in modules:
        with clock("read"):
            read(module)
        places[module.id] = module.frame[["file", "row"]]
        with clock("check"):
            check(module)
        with clock("count"):
            count(module)
    with clock("write"):
        output.mkdir(parents=True, exist_ok=True)
        (output / "statement.md").write_text(markdown(modules), encoding="utf-8")
        docx(template, output / "statement.docx", modules)
        rows = json.dumps(evidence(modules, places))
        (output / "evidence.json").write_text(rows, encoding="utf-8")
    found = {m.id: {c: int(n) for c, x in m.findings.items() if (n := x.sum())} for m in modules}
    print(json.dumps({"figures": figures(modules), "findings": found, "seconds": SECONDS}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))

"""What was made public before is known to readers: what it gives away, and what hides that."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as drawing
from hypothesis import strategies as st

from durchstarten_cli.config import Disclosure
from durchstarten_cli.disclose import Disclosed, Known, disclose, known
from durchstarten_cli.disclose.small import Why
from durchstarten_cli.equations import Cell, Equation
from durchstarten_cli.model import Figure, Published
from durchstarten_cli.tables import Numbers
from tests.build import Capture, Said, call
from tests.disclosed import Totalled, figure, settings
from tests.drafts import edit
from tests.test_announced import TOLD, announce, made, persons
from tests.test_docs import keys, shown

SUPPRESS = Disclosure(mode="suppress", decided_by="Amt", reason="Schutz.")
MOST = 9
Values = Mapping[str, Numbers]


# ---------------------------------------------------------------- every table tried out
class Before:
    """A table of which some figures were made public before, each with what has come since."""

    def __init__(self, rows: list[list[int]], come: dict[str, int]) -> None:
        self.table = Totalled(rows)
        now = self.table.figures
        self.come = {name: more for name, more in come.items() if (now[name].value or 0) >= more}
        self.told = {name: int(now[name].value or 0) - more for name, more in self.come.items()}

    @property
    def figures(self) -> dict[str, Figure]:
        before = {f"told {n}": figure(f"told {n}", v, unit="told") for n, v in self.told.items()}
        since = {f"come {n}": figure(f"come {n}", v) for n, v in self.come.items() if v}
        return {**self.table.figures, **before, **since}

    @property
    def equations(self) -> list[Equation]:
        since = [
            Equation(
                f"told {name}",
                name,
                (Cell(f"told {name}"), *([Cell(f"come {name}")] if more else [])),
                (Cell(name),),
            )
            for name, more in self.come.items()
        ]
        return [*self.table.equations, *since]

    @property
    def known(self) -> Known:
        told = frozenset(Cell(f"told {name}") for name in self.told)
        return known(self.figures, self.equations, SUPPRESS, frozenset(), told)

    @property
    def disclosed(self) -> Disclosed:
        printed = {Cell(name) for name in self.table.figures}
        found = settings(SUPPRESS)
        return disclose(self.figures, self.equations, found, printed, self.known)

    def possible(self, published: Mapping[str, Published]) -> dict[str, set[int]]:
        """Every value of each figure and of what has come, in all tables that look the same."""
        leaves = [name for name in self.table.figures if name[3] == "c"]
        tried = np.meshgrid(*([np.arange(MOST + 1)] * len(leaves)))
        values = dict(zip(leaves, (axis.ravel() for axis in tried), strict=True))
        for total in self.table.equations:
            parts = [values[cell.figure] for cell in total.left]
            values[total.right[0].figure] = np.sum(parts, axis=0)
        for name, told in self.told.items():
            values[f"come {name}"] = values[name] - told
        fits = [np.full(values[leaves[0]].shape, fill_value=True)]
        fits += [_looks_like(values[name], one) for name, one in published.items()]
        fits += [
            values[f"come {name}"] >= 0 if more else values[f"come {name}"] == 0
            for name, more in self.come.items()
        ]
        same = np.all(fits, axis=0)
        return {name: set(found[same].tolist()) for name, found in values.items()}


def _looks_like(values: Numbers, one: Published) -> Any:
    if one.withheld is None:
        return values == one.value
    return values < one.withheld.below if one.withheld.below else values >= 1


def is_hidden(values: set[int]) -> bool:
    return {0, 1, 2} <= values or max(values) - min(values) > SUPPRESS.threshold


CELLS = ("m1.c00", "m1.c01", "m1.c10", "m1.c11", "m1.r0", "m1.k1", "m1.all")
BEFORE = st.builds(
    Before,
    st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=2),
    st.dictionaries(st.sampled_from(CELLS), st.integers(0, 4), min_size=1, max_size=3),
)


@drawing(max_examples=150, deadline=None, derandomize=True)
@given(before=BEFORE)
def test_nothing_withheld_follows_from_both_publications(before: Before) -> None:
    """But for what follows from the former one alone, and what is said to stay open."""
    disclosed, given_up = before.disclosed, {cell.figure for cell in before.known.open}
    printed = {n: one for n, one in disclosed.published.items() if n in before.table.figures}
    possible = before.possible(printed)
    since = {f"come {name}" for name, more in before.come.items() if 0 < more < 3}
    withheld = {name for name, one in printed.items() if one.withheld is not None}
    still_open = {cell.figure for cell in disclosed.derivable}
    for name in (withheld | since) - given_up - still_open:
        assert is_hidden(possible[name]), name


@drawing(max_examples=150, deadline=None, derandomize=True)
@given(before=BEFORE)
def test_what_is_said_to_be_public_follows_from_the_former_publication(before: Before) -> None:
    possible = before.possible({})
    for cell in before.known.open:
        assert not is_hidden(possible[cell.figure]), cell
    for cell in before.known.public:
        if cell.figure in possible:
            assert possible[cell.figure] == {before.figures[cell.figure].value}


def test_without_a_former_publication_nothing_is_public() -> None:
    assert Before([[1, 5], [6, 7]], {}).known == Known()


@drawing(max_examples=150, deadline=None, derandomize=True)
@given(before=BEFORE)
def test_what_is_public_is_never_withheld_for_another_count(before: Before) -> None:
    chosen = {one.cell for one in before.disclosed.hidden if one.why is Why.COMPLEMENTARY}
    assert chosen.isdisjoint(before.known.public)


# ---------------------------------------------------------------- projects
def in_mode(folder: Path, mode: str, text: str = "") -> None:
    edit(folder / "durchstarten.toml", 'mode = "off"', f'mode = "{mode}"')
    with (folder / "durchstarten.toml").open("a", encoding="utf-8") as file:
        file.write(text)


def drafted(capsys: Capture, folder: Path) -> tuple[Said, str, dict[str, Any]]:
    """What the draft said, its text, and the record of what is withheld."""
    words = ("--date", "2023-02-01", "--format", "md")
    said = call(capsys, "report", "--project", folder, *words)
    path = Path(said.out.strip())
    record = json.loads((path.parent / "intern/entscheidungen.json").read_bytes())
    text = path.read_text(encoding="utf-8").replace("\u00a0", " ").replace("\\", "")
    return said, text, record["disclosure"]


def test_a_small_difference_to_what_was_public_hides_the_figure(
    tmp_path: Path, capsys: Capture
) -> None:
    """22 last year and 23 now would tell of the one who came."""
    made(tmp_path, persons(range(22)), persons(range(23)))
    announce(tmp_path, {"value": 22})
    in_mode(tmp_path, "suppress")
    said, text, record = drafted(capsys, tmp_path)
    assert said.code == 0
    assert "nahmen Personen in nicht genannter Zahl teil" in text
    assert "mit 22 veröffentlicht" not in text
    (withheld,) = [w for w in record["withheld"] if w["figure"] == "m1.participants"]
    assert (withheld["why"], withheld["protects"]) == ("complementary", "announced[1].late")


def test_a_difference_that_is_public_already_hides_nothing(tmp_path: Path, capsys: Capture) -> None:
    made(tmp_path, persons(range(22)), persons(range(23)))
    announce(tmp_path, {"value": 22}, {"value": 23, "source": "Rede", "on": "2023-01-25"})
    in_mode(tmp_path, "suppress")
    said, text, record = drafted(capsys, tmp_path)
    assert said.code == 0
    assert "mit 22 veröffentlicht worden (Pressemitteilung); jetzt beträgt sie 23." in text
    assert record["public"] == []
    assert record["derivable_before"] == ["announced[1].late"]


NOBODY = {"figure": "m1.outcome.training", "value": 0}
OVERRIDE = """
[[disclosure.overrides]]
figure = "m1.outcome.training"
show = {show}
reason = "So entschieden."
"""
QUESTION = (
    "ob zurückgehalten wird, was schon veröffentlicht ist oder sich daraus errechnen lässt "
    "(Abschnitt disclosure.overrides der Einstellungen): m1.outcome.training]"
)


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A small count that was made public, and of which nobody has decided what is to be."""
    made(tmp_path, persons(range(22)), persons(range(22)))
    announce(tmp_path, NOBODY)
    return tmp_path


@pytest.mark.parametrize("mode", ["suppress", "round"])
def test_what_is_public_cannot_be_hidden_without_a_decision(
    public: Path, capsys: Capture, mode: str
) -> None:
    in_mode(public, mode)
    said, text, record = drafted(capsys, public)
    assert said.code == 1
    assert f"[BITTE ERGÄNZEN: Klärung, {QUESTION}" in text
    assert record["public"] == [
        {
            "figure": "m1.outcome.training",
            "part": "value",
            "label": "Verbleib: Ausbildung",
            "value": 0,
            "decided": None,
        }
    ]


def test_the_check_names_it(public: Path, capsys: Capture) -> None:
    in_mode(public, "suppress")
    said = call(capsys, "validate", "--project", public, "--date", "2023-02-01")
    assert said.code == 0
    assert " ".join(said.out.split()).endswith(
        "- m1.outcome.training: unverändert 0 (15.12.2022, Pressemitteilung). "
        "- Veröffentlicht, aber jetzt zurückgehalten: m1.outcome.training. Was öffentlich ist, "
        "lässt sich nicht mehr verbergen. Bitte entscheiden Sie unter [[disclosure.overrides]] in "
        "den Einstellungen, ob es genannt wird. "
        "- Zurückgehalten, aber aus dem Veröffentlichten zu errechnen: "
        "m1.outcome.training_company, m1.outcome.training_school, "
        "m1.outcome.training_unspecified, m1.outcome_any.training, m1.outcome_direct.training, "
        "m1.outcome_indirect.training, m1.placement_both. Steht eine dieser Zahlen in der "
        "Stellungnahme, ist auch darüber zu entscheiden."
    )
    content = call(capsys, "validate", "--project", public, "--json", "--date", "2023-02-01").out
    assert json.loads(content)["public"][0] == "m1.outcome.training"


def test_whoever_tells_everything_is_asked_nothing(public: Path, capsys: Capture) -> None:
    said, text, record = drafted(capsys, public)
    assert said.code == 0
    assert "BITTE ERGÄNZEN" not in text
    assert record["public"] == []


def test_it_is_told_if_that_is_decided(public: Path, capsys: Capture) -> None:
    in_mode(public, "suppress", OVERRIDE.format(show="true"))
    said, _, record = drafted(capsys, public)
    assert said.code == 0
    assert record["public"] == []


def test_it_is_withheld_all_the_same_if_that_is_decided(public: Path, capsys: Capture) -> None:
    in_mode(public, "suppress", OVERRIDE.format(show="false"))
    said, _, record = drafted(capsys, public)
    assert said.code == 0
    (entry,) = record["public"]
    assert entry["decided"] == "So entschieden."
    (example,) = shown("intern/entscheidungen.json")["disclosure"]["public"]
    assert keys(entry) == keys(example)
    assert "Veröffentlicht, aber" not in call(capsys, "validate", "--project", public).out


def test_an_exception_for_an_unknown_figure_is_named_by_the_check(
    public: Path, capsys: Capture
) -> None:
    in_mode(public, "suppress", OVERRIDE.format(show="false").replace("training", "trainieren"))
    said = call(capsys, "validate", "--project", public, "--date", "2023-02-01")
    assert said.code == 1
    assert "Die Zahl „m1.outcome.trainieren“ gibt es nicht." in " ".join(said.out.split())


def test_what_stays_open_because_of_it_is_said_so(tmp_path: Path, capsys: Capture) -> None:
    """With all leavers public and nobody left, the participants are as good as known."""
    made(tmp_path, persons(range(22)), persons(range(22)), TOLD)
    announce(tmp_path, {"figure": "m1.leavers", "value": 22})
    in_mode(tmp_path, "suppress")
    said, text, record = drafted(capsys, tmp_path)
    assert said.code == 1
    assert (
        "[BITTE ERGÄNZEN: Klärung, wie eine kleine Anzahl geschützt wird, die sich errechnen "
        "lässt, auch aus dem, was schon veröffentlicht ist: m1.participants]"
    ) in text
    assert record["derivable"] == ["m1.participants"]

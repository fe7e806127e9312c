"""What is looked at before figures are printed: whether they fit together, what may be told."""

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from durchstarten_cli import disclose, selfcheck
from durchstarten_cli.config import Disclosure, Settings
from durchstarten_cli.equations import Cell, Equation, Failure
from durchstarten_cli.errors import SettingsError
from durchstarten_cli.grammar import capital, counted
from durchstarten_cli.model import Figure
from durchstarten_cli.pipeline.announced import Announced
from durchstarten_cli.pipeline.examine import Examined, Run
from durchstarten_cli.render.markdown import MarkedText
from durchstarten_cli.tables import Numbers

BEFORE = ", auch aus dem, was schon veröffentlicht ist"


@dataclass(frozen=True)
class Checks:
    """Figures with their equations, which of these do not hold, and what is disclosed.

    `announced` is what was made public before, which is among the figures and equations, too;
    `printed` are the counts that the disclosure has weighed.
    """

    figures: Mapping[str, Figure]
    settings: Settings
    equations: Sequence[Equation]
    failures: tuple[Failure, ...]
    persons: Numbers
    known: disclose.Known
    disclosed: disclose.Disclosed
    announced: Announced
    printed: Set[Cell] = frozenset()

    def after(self, written: MarkedText) -> "Checks":
        """The same after a statement was written, itself where nothing new was printed."""
        if written.read <= self.printed:
            return self
        printed = self.printed | written.read
        new = [self.figures[name] for name in sorted({c.figure for c in printed - self.printed})]
        failures = (*self.failures, *selfcheck.recounts(new, self.persons))
        if self.disclosed.settled and failures == self.failures:
            return self
        disclosed = self.disclosed
        if not disclosed.settled:
            disclosed = disclose.disclose(
                self.figures, self.equations, self.settings, printed, self.known
            )
        return replace(self, failures=failures, disclosed=disclosed, printed=printed)

    def remark(self) -> str | None:
        """How many counts are not told, for whoever reads the draft."""
        number = len(self.disclosed.hidden)
        if not number:
            return None
        told = counted(number, "Anzahl ist", "Anzahlen sind")
        return f"{capital(told)} nicht genannt; {RECORD} sagt, welche und warum."

    def obstacles(self) -> tuple[str, ...]:
        """What has to be settled before the statement is final, as the draft says it."""
        return (
            *(f"warum Zahlen nicht zusammenpassen. {failure}" for failure in self.failures),
            *(
                f"wie eine kleine Anzahl geschützt wird, die sich errechnen lässt{before}: {cell}"
                for cell in self.disclosed.derivable
                for before in [BEFORE if cell in self.known.near else ""]
            ),
            *self._undecided(),
        )

    def public(self) -> tuple[str, ...]:
        """Figures that are withheld although they are public, and nobody has decided on them."""
        decided = {override.figure for override in self.settings.disclosure.overrides}
        names = dict.fromkeys(cell.figure for cell in self.disclosed.public)
        own = self.announced.figures()
        return tuple(name for name in names if name not in decided and name not in own)

    def _undecided(self) -> Iterator[str]:
        if names := self.public():
            yield (
                "ob zurückgehalten wird, was schon veröffentlicht ist oder sich daraus errechnen "
                f"lässt (Abschnitt disclosure.overrides der Einstellungen): {', '.join(names)}"
            )


def checks_of(
    run: Run, examined: Examined, counted: Mapping[str, Figure], announced: Announced
) -> Checks:
    """The checks before anything is written. Raises SettingsError for an unknown figure."""
    settings = run.project.settings
    for number, override in enumerate(settings.disclosure.overrides, start=1):
        if override.figure not in counted:
            raise SettingsError(
                f"disclosure.overrides[{number}]: Die Zahl „{override.figure}“ gibt es nicht.",
                "„durchstarten counts“ zeigt alle.",
            )
    equations = [*selfcheck.equations(counted, settings), *announced.equations(counted)]
    certain = selfcheck.certain(counted, settings)
    figures = {**counted, **announced.figures()}
    known = disclose.known(
        figures, equations, settings.disclosure, certain, announced.cells(counted)
    )
    return Checks(
        figures,
        settings,
        equations,
        tuple(selfcheck.failures(equations, figures)),
        examined.tables.records["person"].to_numpy(),
        known,
        disclose.disclose(figures, equations, settings, known=known),
        announced,
    )


def changed_since(rule: Disclosure, recorded: Mapping[str, Any]) -> bool:
    """Whether the decision on small counts is another than the one in a record of a draft."""
    return bool(disclose.rule_in_words(rule) != recorded["disclosure"]["rule"])


RECORD = "intern/entscheidungen.json"
NOTE = "Nur für den internen Gebrauch: Hier stehen auch Anzahlen, die nicht genannt werden."


def record(rule: Disclosure, checks: Checks) -> bytes:
    """entscheidungen.json: what was decided on small counts, and which are withheld for it."""
    content = {
        "intern": True,
        "note": NOTE,
        "disclosure": disclose.decision_log(rule, checks.disclosed, checks.known, checks.figures),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")

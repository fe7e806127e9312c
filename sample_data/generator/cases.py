"""What one invented case consists of, and what of it a provider knew on a given day."""

import dataclasses
import hashlib
import hmac
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")

SEED = 6
DELIVERED_BY = date(2024, 2, 9)
"""Nothing in the sample happens after this day."""

# With real data the key is 32 secret random bytes which only the providers hold; neither the office
# nor a project folder ever sees it. Here everything is invented, so the key may stand in the open.
# Its number was picked so that ids of digits only and ids that look like 12e5 occur as well.
_KEY = hashlib.sha256("erfundener Schlüssel der Beispieldaten, Nr. 752".encode()).digest()


def pseudonym(number: int) -> str:
    """The id of an invented person as providers write it: 16 hexadecimal digits of a keyed hash."""
    return hmac.new(_KEY, f"erfundene Person {number}".encode(), hashlib.sha256).hexdigest()[:16]


class Dice:
    """Fixed chance. It only uses `random()`, the one method that stays equal over all Pythons."""

    def __init__(self, purpose: object) -> None:
        self._random = random.Random(f"{SEED} {purpose}").random

    def number(self, low: int, high: int) -> int:
        """A number from low to high, both included."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, choices: "list[T] | tuple[T, ...]") -> T:
        return choices[int(self._random() * len(choices))]

    def happens(self, share: float) -> bool:
        return self._random() < share

    def day(self, first: date, last: date) -> date:
        """A working day from first to last, or first where the dice find none in between."""
        for _ in range(20):
            day = first + timedelta(days=self.number(0, (last - first).days))
            if day.weekday() < 5:
                return day
        return first


@dataclass(frozen=True)
class Outcome:
    """A promise, a start, or (without any date) a state reported at the exit."""

    kind: str
    committed: date | None = None
    started: date | None = None
    confirmed: date | None = None
    ended: date | None = None
    by: str = ""

    def first(self) -> date | None:
        return self.committed or self.started

    def known(self, day: date) -> "Outcome":
        """The same outcome with all that happened after `day` still empty."""
        fields = ("committed", "started", "confirmed", "ended")
        later = {f: None for f in fields if (d := getattr(self, f)) and d > day}
        return dataclasses.replace(self, **later)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Handover:
    on: date
    receiver: str
    kind: str
    status: str = "erfolgt"


@dataclass(frozen=True)
class Support:
    kind: str
    first: date
    last: date | None = None


@dataclass(frozen=True)
class Stay:
    """One stay. The last three fields are slips of the provider, made on purpose."""

    entry: date
    exit: date
    end: str = "planmäßig beendet"
    need: str = "nein"
    outcomes: tuple[Outcome, ...] = ()
    handover: Handover | None = None
    support: Support | None = None
    entry_as: str | None = None
    """Written instead of the entry date."""
    end_before: str | None = None
    """What an earlier sheet said about the end."""
    twice: bool = False
    """The row was pasted twice into its sheet."""

    def events(self) -> list[date]:
        """Days other than entry and exit on which something was recorded."""
        days = [d for o in self.outcomes for d in (o.committed, o.started, o.confirmed, o.ended)]
        days += [self.handover.on] if self.handover else []
        days += [self.support.first] if self.support else []
        return [d for d in days if d]

    def outcome_known(self, day: date) -> Outcome | None:
        """The outcome that stood in the one column for it on `day`: the last one known by then."""
        dated = [o for o in self.outcomes if (first := o.first()) and first <= day]
        if dated:
            return dated[-1].known(day)
        undated = [o for o in self.outcomes if not o.first()]
        return undated[0] if undated and self.exit <= day else None


@dataclass(frozen=True)
class Person:
    number: int
    sex: str
    born: int
    status: str
    status_on: date | None
    stays: tuple[Stay, ...]

"""The windows in force, module by module: what the settings say of each."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from durchstarten_cli.config import Settings
from durchstarten_cli.count.view import number_of
from durchstarten_cli.tables import Mask, Numbers


@dataclass(frozen=True)
class Windows:
    """What the settings say of every module, by its code (the last entry: of no module).

    `ends` is the last day of the module, `follow_up` whether starts after the period may
    count, `least` the days below which a case is a short contact.
    """

    ends: Numbers
    gap: Numbers
    direct: Numbers
    indirect: Numbers
    follow_up: Mask
    least: Numbers


def windows_of(settings: Settings, as_of: dt.date) -> Windows:
    """The windows in force, module by module."""
    chosen = [settings.definitions_of(m) for m in settings.modules] + [settings.definitions]
    ends = [number_of(m.last or as_of) for m in settings.modules.values()] + [number_of(as_of)]
    return Windows(
        ends=np.array(ends),
        gap=np.array([d.reentry_gap_days for d in chosen]),
        direct=np.array([d.direct_days for d in chosen]),
        indirect=np.array([d.indirect_days for d in chosen]),
        follow_up=np.array([d.follow_up for d in chosen]),
        least=np.array([d.minimum_days for d in chosen]),
    )

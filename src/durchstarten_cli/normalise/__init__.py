"""Stage: sheets become the tidy tables; every source row has one fate, nothing is guessed."""

from durchstarten_cli.normalise.decisions import Decision, decisions_of
from durchstarten_cli.normalise.rosters import rosters
from durchstarten_cli.normalise.states import merge_states
from durchstarten_cli.normalise.tidy import tidy

__all__ = ["Decision", "decisions_of", "merge_states", "rosters", "tidy"]

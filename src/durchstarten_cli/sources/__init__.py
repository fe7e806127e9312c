"""Stage: a delivered file becomes sheets of cells as they stand, each with its place."""

from durchstarten_cli.sources.locked import LOCKED, unlocked
from durchstarten_cli.sources.read import read

__all__ = ["LOCKED", "read", "unlocked"]

"""Leaf: the project folder and its settings."""

from durchstarten_cli.config.definitions import Change, Definitions
from durchstarten_cli.config.inquiry import Inquiry, Part, Question
from durchstarten_cli.config.project import Project, find, load
from durchstarten_cli.config.settings import (
    Disclosure,
    Interruption,
    Module,
    Provider,
    RuleLever,
    Settings,
)
from durchstarten_cli.config.words import Fact, Words

__all__ = [
    "Change",
    "Definitions",
    "Disclosure",
    "Fact",
    "Inquiry",
    "Interruption",
    "Module",
    "Part",
    "Project",
    "Provider",
    "Question",
    "RuleLever",
    "Settings",
    "Words",
    "find",
    "load",
]

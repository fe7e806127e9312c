"""Leaf: the project folder and its settings."""

from durchstarten_cli.config.project import Project, find, load
from durchstarten_cli.config.settings import (
    Definitions,
    Inquiry,
    Interruption,
    Module,
    Provider,
    RuleLever,
    Settings,
)

__all__ = [
    "Definitions",
    "Inquiry",
    "Interruption",
    "Module",
    "Project",
    "Provider",
    "RuleLever",
    "Settings",
    "find",
    "load",
]

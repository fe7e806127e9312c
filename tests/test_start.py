"""What a command loads: every library is time and memory at each start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drafts import DATE, sample

LOADED = (
    "import sys; from durchstarten_cli.cli.shell import run; code = run(sys.argv[1:]);"
    "print('loaded', *sys.modules); sys.exit(code)"
)
WRITERS = {"openpyxl", "xlrd", "msoffcrypto", "tomlkit", "pydantic"}


def loaded(*words: str) -> set[str]:
    """The modules in memory after a command that went well, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_loads_no_library_that_reads_counts_or_writes(option: str) -> None:
    assert not loaded(option) & {"pandas", "numpy", "jinja2", "lxml", *WRITERS}


def test_a_report_loads_no_library_that_it_does_not_need(tmp_path: Path) -> None:
    folder = sample(tmp_path / "leverkusen")
    modules = loaded(
        "report", "--project", str(folder), "--date", DATE, "--output", str(tmp_path / "aus")
    )
    assert "pandas" in modules
    assert not modules & WRITERS

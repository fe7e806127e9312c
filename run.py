"""Sets this checkout up and runs its tasks. It needs Python 3.11 or later with its pip, no more.

The first run makes the environment .venv beside this file from the pinned requirements; later
runs find it complete and start at once. Where there is no network, --wheels names a folder of
wheels collected elsewhere.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


def too_old(version: "Sequence[int]") -> str:
    """Stands before the rest, in words that an old Python still understands."""
    if tuple(version) >= (3, 11):
        return ""
    return f"Python 3.11 or later is needed; this is {version[0]}.{version[1]}."


if too_old(sys.version_info[:2]):
    sys.exit(too_old(sys.version_info[:2]))

ROOT = Path(__file__).resolve().parent
WHEELS = "DURCHSTARTEN_WHEELS"
# What each level installs; each contains the one before it.
LEVELS = {"runtime": ("runtime", "build"), "dev": ("runtime", "build", "dev")}
PIP_NEEDED = (22, 3)  # the first with --python, by which one pip serves another environment


class Command(NamedTuple):
    """A task: argument lines for the environment's Python, run in the folder of this file."""

    help: str
    level: str
    lines: Sequence[Sequence[str]]


SAMPLE = ["--project", "sample_data/leverkusen", "--period", "2020-03..2023-06"]
COMMANDS = {
    "sample": Command(
        "make the statement of the sample project",
        "runtime",
        [["-m", "durchstarten_cli", "report", *SAMPLE]],
    ),
    "test": Command("pass all tests", "dev", [["-m", "pytest", "-n", "auto"]]),
    "check": Command(
        "check style, types, direction of imports, generated pages",
        "dev",
        [
            ["-m", "ruff", "check"],
            ["-m", "ruff", "format", "--check"],
            ["-m", "mypy"],
            ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
            ["-m", "durchstarten_cli", "docs", "--check"],
        ],
    ),
    "benchmark": Command("measure time and memory", "dev", [["-m", "benchmarks.run"]]),
    "python": Command("run the environment's Python", "runtime", [[]]),
}


class SetUpError(Exception):
    """Something that the reader of the message can put right."""


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    options = parse(arguments)
    try:
        command = choose(options.command)
        python = set_up(ROOT, command.level, options.wheels or environ.get(WHEELS), environ)
        return run(python, command.lines, options.rest, environ)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="run.py",
        description=command_list(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--wheels", metavar="DIR", help=f"install from DIR only (or ${WHEELS})")
    parser.add_argument("command", nargs="?", default="", help="one of the commands above")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="handed on to the command")
    return parser.parse_args(arguments)


def command_list() -> str:
    lines = (f"  {name:<10} {command.help}" for name, command in COMMANDS.items())
    return "\n".join(["commands:", *lines])


def choose(name: str) -> Command:
    if name not in COMMANDS:
        problem = f"There is no command {name!r}." if name else "Name a command."
        raise SetUpError(f"{problem}\n{command_list()}")
    return COMMANDS[name]


def run(
    python: Path, lines: Iterable[Sequence[str]], rest: Sequence[str], environ: Mapping[str, str]
) -> int:
    """Runs every line even after a failure, so that one run shows all there is to mend."""
    codes = [
        subprocess.run([python, *line, *rest], cwd=ROOT, env=clean(environ), check=False).returncode
        for line in lines
    ]
    first = next((code for code in codes if code), 0)
    return first if first >= 0 else 128 - first  # killed by a signal: as a shell says it


def clean(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without what would lead Python or pip to another place."""
    python = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    pip = {"PIP_PREFIX", "PIP_PYTHON", "PIP_REQUIRE_VIRTUALENV", "PIP_TARGET", "PIP_USER"}
    return {name: value for name, value in environ.items() if name not in python | pip}


def set_up(root: Path, level: str, wheels: str | None, environ: Mapping[str, str]) -> Path:
    """Returns the Python of an environment that is complete for this level."""
    venv = root / ".venv"
    python = venv_python(venv, os.name)
    wanted = {name: fingerprint(root, name, sys.version, sys.base_prefix) for name in LEVELS}
    done = read_stamp(venv) if python.exists() else set()
    if wanted[level] not in done:
        options = pip_options(wheels)
        print("Setting up .venv (once, about a minute) ...", file=sys.stderr)
        fresh = wanted["runtime"] not in done
        make(root, level, options, clean(environ), fresh=fresh)
        write_stamp(venv, {wanted["runtime"], wanted[level]})
    return python


def venv_python(venv: Path, os_name: str) -> Path:
    return venv / ("Scripts/python.exe" if os_name == "nt" else "bin/python")


def fingerprint(root: Path, level: str, version: str, base: str) -> str:
    """Changes with all that makes an environment; the place too, as a moved one is broken."""
    digest = hashlib.sha256(os.fsencode("\0".join([level, str(root), version, base])))
    for path in [root / "pyproject.toml", *requirement_files(root, level)]:
        digest.update(b"\0" + path.read_bytes())
    return digest.hexdigest()


def requirement_files(root: Path, level: str) -> list[Path]:
    return [root / "requirements" / f"{name}.txt" for name in LEVELS[level]]


def read_stamp(venv: Path) -> set[str]:
    try:
        return set((venv / "complete").read_text("ascii").split())
    except (OSError, ValueError):
        return set()


def write_stamp(venv: Path, done: Iterable[str]) -> None:
    """The last step: an environment without its stamp is half made, and will be made anew."""
    (venv / "complete").write_text("\n".join(sorted(done)), "ascii")


def pip_options(wheels: str | None) -> list[str]:
    """Only wheels are installed: nothing is compiled, nothing runs while it is unpacked."""
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--only-binary", ":all:"]
    if not wheels:
        return options
    folder = Path(wheels).absolute()
    if not folder.is_dir():
        raise SetUpError(f"There is no folder of wheels at {folder}.")
    return [*options, "--no-index", "--find-links", str(folder)]


def make(
    root: Path, level: str, options: list[str], environ: dict[str, str], *, fresh: bool
) -> None:
    if sys.maxsize < 2**32:
        raise SetUpError("A 64-bit Python is needed; this one has 32 bits.")
    venv = root / ".venv"
    (venv / "complete").unlink(missing_ok=True)
    if fresh:
        create(venv, environ)
    python = venv_python(venv, os.name)
    pip = [*find_pip(python, environ), "install", *options]
    pinned = [part for path in requirement_files(root, level) for part in ("-r", str(path))]
    step([*pip, "--require-hashes", *pinned], environ)
    own = ["--no-index", "--no-deps", "--no-build-isolation", "--editable", str(root)]
    step([*pip, *own], environ)
    point_to_source(venv, root / "src")
    step([str(python), "-m", "compileall", "-q", str(root / "src")], environ)


def point_to_source(venv: Path, source: Path) -> None:
    """Windows reads this file in its local encoding: a relative path has no umlaut to lose."""
    site = sysconfig.get_path("purelib", "venv", {"base": str(venv)})
    Path(site, "_durchstarten.pth").write_text(os.path.relpath(source, site), "ascii")


def create(venv: Path, environ: dict[str, str]) -> None:
    try:
        if venv.exists():
            shutil.rmtree(venv)
    except OSError as error:
        raise SetUpError(f"{venv} is in use; close what runs from it. ({error})") from error
    step([base_python(), "-m", "venv", "--without-pip", str(venv)], environ)


def base_python() -> str:
    """The Python behind this one: if .venv is active, it cannot be rebuilt from within."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def find_pip(python: Path, environ: dict[str, str]) -> list[str]:
    """The machine's own pip, since Debian has no ensurepip to put one into .venv; else that."""
    own = [base_python(), "-m", "pip"]
    if new_enough(attempt([*own, "--version"], environ).stdout):
        return [*own, "--python", str(python)]
    if attempt([str(python), "-m", "ensurepip"], environ).returncode == 0:
        return [str(python), "-m", "pip"]
    raise SetUpError("pip is missing. On Debian and Ubuntu: apt install python3-pip")


def new_enough(pip_version: str) -> bool:
    found = re.match(r"pip (\d+)\.(\d+)", pip_version)
    return found is not None and (int(found[1]), int(found[2])) >= PIP_NEEDED


def step(line: list[str], environ: dict[str, str]) -> None:
    """Runs one step of the set-up; of a failure it keeps the last lines, which name the cause."""
    done = attempt(line, environ)
    if done.returncode != 0:
        last = "\n".join(done.stdout.splitlines()[-12:])
        raise SetUpError(
            f"{last}\nThe set-up failed. Without a network, collect the wheels of requirements/ in"
            " a folder and name it: run.py --wheels DIR ..."
        )


def attempt(line: list[str], environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        line,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))

"""Measures the tool against a plain script: `python benchmarks/run.py [case …] [--repeat N]`.

Whole processes, taken in turns, medians and peak memory. README.md beside this file says what is
compared and why it is fair. Needs a system with `wait4` (Linux, macOS).
"""

import argparse
import compileall
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
SAMPLE = ROOT / "sample_data" / "leverkusen"
TOOL = [sys.executable, "-m", "durchstarten_cli"]
PERIOD = ["--period", "2020-03..2023-06"]
DATE = ["--date", "2024-02-12"]
DOCUMENTS = ("stellungnahme.md", "stellungnahme.docx", "belege.json")
COMPARED = (
    "participants",
    "entries",
    "exits",
    "occupancy_max",
    "outcome.training",
    "outcome.work",
    "handover",
)
ALMOST = 1e-9


@dataclass(frozen=True)
class Case:
    """A report over generated deliveries, with the shares of the script's time and memory."""

    form: str
    files: int
    rows: int
    repeat: int
    limit: float
    reach: float
    memory_limit: float | None = None


CASES = {
    "six": Case("xlsx", 6, 300, 9, 0.85, 0.65, 1.0),
    "fifty": Case("xlsx", 50, 2_000, 3, 0.30, 0.17),
    "big": Case("xlsx", 1, 100_000, 3, 0.35, 0.20, 1.5),
    "csv": Case("csv", 1, 1_000_000, 3, 0.40, 0.20),
}
HALVES = (("xlsx", 50_000), ("csv", 500_000))
HELP_LIMIT, HELP_REPEAT = 1.5, 15
LINEAR_LIMIT, LINEAR_REPEAT = 2.1, 3
DOCUMENTS_LIMIT, DOCUMENTS_REPEAT = 4 / 3, 15


@dataclass(frozen=True)
class Run:
    """One finished process: wall seconds, peak megabytes, stdout, last line of stderr, failure.

    `user` are the seconds that it computed by itself.
    """

    seconds: float
    megabytes: float
    output: str
    said: str = ""
    problem: str = ""
    user: float = 0.0


@dataclass(frozen=True)
class Result:
    """A row of the table. The reference is the script, the empty program, or half the rows."""

    case: str
    tool_seconds: float | None
    reference_seconds: float | None
    limit: float
    reach: float | None
    tool_megabytes: float | None
    reference_megabytes: float | None
    memory_limit: float | None
    figures: str = "–"
    problem: str = ""

    @property
    def ratio(self) -> float | None:
        return _ratio(self.tool_seconds, self.reference_seconds)

    @property
    def memory_ratio(self) -> float | None:
        return _ratio(self.tool_megabytes, self.reference_megabytes)

    def verdict(self, quick: bool) -> str:
        """Passed or not; a quick run only judges whether both ran and agree."""
        if self.problem or self.ratio is None or self.memory_ratio is None:
            return "FAIL"
        if quick:
            return "ran"
        slow = self.ratio > self.limit + ALMOST
        if slow or (self.memory_limit and self.memory_ratio > self.memory_limit + ALMOST):
            return "FAIL"
        return "reached" if self.reach and self.ratio <= self.reach else "pass"


def _ratio(value: float | None, reference: float | None) -> float | None:
    return value / reference if value and reference else None


# ---------------------------------------------------------------- processes
def execute(command: list[str], allowed: tuple[int, ...] = (0,), **extra: str) -> Run:
    """Run a command to its end, with extra variables. A failure is not raised but kept."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment() | extra, stdout=out, stderr=err
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        said = err.read().decode(errors="replace").strip().rpartition("\n")[2]
        failed = process.returncode not in allowed
        problem = f"exit {process.returncode}: {said}" if failed else ""
        told = out.read().decode()
        return Run(seconds, _megabytes(usage.ru_maxrss), told, said, problem, usage.ru_utime)


def environment() -> dict[str, str]:
    """The environment; a checkout that is not installed is found under src/."""
    values = dict(os.environ)
    if importlib.util.find_spec("durchstarten_cli") is None:
        values["PYTHONPATH"] = str(ROOT / "src")
    return values


def _megabytes(maxrss: int) -> float:
    return maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def in_turns(
    tool: Callable[[], Run], reference: Callable[[], Run], repeat: int, warm: bool
) -> tuple[list[Run], list[Run]]:
    """Both programs by turns, each first in every second round, warmed up if they are short."""
    if warm:
        reference()
        tool()
    runs: tuple[list[Run], list[Run]] = ([], [])
    for turn in range(repeat):
        for which in (0, 1) if turn % 2 == 0 else (1, 0):
            runs[which].append((tool, reference)[which]())
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return runs


def result(
    name: str,
    runs: tuple[list[Run], list[Run]],
    limits: tuple[float, float | None, float | None],
    figures: str = "–",
    problem: str = "",
) -> Result:
    """The medians of two lists of runs; a failed run spoils its side."""
    tool, reference = runs
    failed = next((run.problem for run in (*tool, *reference) if run.problem), "")
    return Result(
        case=name,
        tool_seconds=_median([r.seconds for r in tool], tool),
        reference_seconds=_median([r.seconds for r in reference], reference),
        limit=limits[0],
        reach=limits[1],
        tool_megabytes=_median([r.megabytes for r in tool], tool),
        reference_megabytes=_median([r.megabytes for r in reference], reference),
        memory_limit=limits[2],
        figures=figures,
        problem=problem or failed,
    )


def _median(values: list[float], runs: list[Run]) -> float | None:
    return None if any(run.problem for run in runs) else statistics.median(values)


# ---------------------------------------------------------------- data
def data(form: str, files: int, rows: int, *more: str) -> Path:
    """The folder of a generated project, made anew if the generator has changed."""
    name = "".join([f"{form}-{files}x{rows}", *more])
    folder = HERE / ".data" / f"{name}-{_fingerprint()}"
    if not folder.exists():
        for old in folder.parent.glob(f"{name}-*"):
            shutil.rmtree(old)
        part = folder.with_suffix(".part")
        print(f"writing {name} …", file=sys.stderr)
        options = ["--format", form, "--files", str(files), "--rows", str(rows), *more]
        command = [sys.executable, "-m", "benchmarks.data", str(part), *options]
        subprocess.run(command, cwd=ROOT, check=True)
        part.rename(folder)
    return folder


def _fingerprint() -> str:
    sources = [HERE / "data.py", HERE / "rows.py", *sorted((HERE / "skeleton").rglob("*.*"))]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()[:8]


# ---------------------------------------------------------------- programs
def report(folder: Path) -> Run:
    """The tool's main job: checks, figures, Markdown, DOCX and evidence. Open gaps exit with 1."""
    with tempfile.TemporaryDirectory() as target:
        output = Path(target) / "ausgabe"
        command = ["report", "--project", str(folder / "project"), *PERIOD, *DATE]
        run = execute([*TOOL, *command, "--output", str(output)], allowed=(0, 1))
        written = {path.name for path in output.rglob("*")}
        missing = [name for name in DOCUMENTS if name not in written]
        if run.problem or not missing:
            return run
        return replace(run, problem=f"not written: {', '.join(missing)}; {run.said}")


def documents(*formats: str) -> Run:
    """The statement on the sample in some formats, timed by what the process computes itself."""
    with tempfile.TemporaryDirectory() as target:
        command = ["report", "--project", str(SAMPLE), *DATE, *formats]
        run = execute([*TOOL, *command, "--output", str(Path(target) / "ausgabe")])
        return replace(run, seconds=run.user)


def feedback(folder: Path) -> Run:
    """`validate` with the workbooks for the providers."""
    with tempfile.TemporaryDirectory() as target:
        command = ["validate", "--project", str(folder / "project"), "--feedback", target]
        return execute([*TOOL, *command], allowed=(0, 1))


def script(folder: Path) -> Run:
    """The plain script on the same project.

    openpyxl gets slower where defusedxml is installed, as it is for the tool; a script alone would
    not have it, so it is switched off.
    """
    with tempfile.TemporaryDirectory() as target:
        program = [sys.executable, str(HERE / "analyst.py")]
        inputs = [str(folder / name) for name in ("project", "template.docx")]
        return execute([*program, *inputs, target], OPENPYXL_DEFUSEDXML="False")


def disagreement(folder: Path, printed: str) -> str:
    """The compared figures in which tool and script differ, in words; empty where they agree."""
    command = ["counts", "--project", str(folder / "project"), *PERIOD, "--json"]
    run = execute([*TOOL, *command], allowed=(0, 1))
    if run.problem or not run.output or not printed:
        return run.problem or f"no figures printed; {run.said}"
    tool = {figure["id"]: figure["value"] for figure in json.loads(run.output)["figures"]}
    wanted = {id: n for id, n in json.loads(printed)["figures"].items() if compared(id)}
    wrong = [f"{id} {tool.get(id)} (script {n})" for id, n in wanted.items() if tool.get(id) != n]
    return "figures differ: " + ", ".join(wrong) if wrong else ""


def compared(id: str) -> bool:
    """Whether a figure of the script must be the tool's as well."""
    return id == "all.participants" or id.partition(".")[2] in COMPARED


# ---------------------------------------------------------------- cases
def measure_report(name: str, repeat: int | None, quick: bool) -> list[Result]:
    """The tool's report against the script."""
    case = CASES[name]
    folder = data(case.form, case.files, _rows(case.rows, quick))
    short = case.files * case.rows < 10_000
    print(f"{name}: tool and script by turns ", end="", file=sys.stderr, flush=True)
    rounds = _rounds(case.repeat, repeat, quick)
    runs = in_turns(partial(report, folder), partial(script, folder), rounds, short)
    wrong = disagreement(folder, runs[1][0].output)
    limits = (case.limit, case.reach, case.memory_limit)
    return [result(name, runs, limits, "differ" if wrong else "agree", wrong)]


def measure_help(repeat: int | None, quick: bool) -> list[Result]:
    """--help and --version against an empty typer program; neither may import pandas."""
    results = []
    for option in ("--help", "--version"):
        print(f"{option}: tool and empty program by turns ", end="", file=sys.stderr, flush=True)
        empty = [sys.executable, str(HERE / "empty.py"), option]
        tool = [*TOOL, option]
        rounds = _rounds(HELP_REPEAT, repeat, quick)
        runs = in_turns(partial(execute, tool), partial(execute, empty), rounds, True)
        imports = "pandas is imported" if imports_pandas(option) else ""
        results.append(result(option, runs, (HELP_LIMIT, None, None), problem=imports))
    return results


def imports_pandas(option: str) -> bool:
    """Whether the tool loads pandas for an option, by the interpreter's own list of imports."""
    command = [sys.executable, "-X", "importtime", *TOOL[1:], option]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8", check=False
    )
    names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    return "pandas" in names


def measure_linear(repeat: int | None, quick: bool) -> list[Result]:
    """The tool on all the rows against itself on half of them, time and memory."""
    results = []
    for form, rows in HALVES:
        half, whole = (data(form, 1, _rows(n, quick)) for n in (rows, 2 * rows))
        print(f"linear {form}: whole and half by turns ", end="", file=sys.stderr, flush=True)
        rounds = _rounds(LINEAR_REPEAT, repeat, quick)
        runs = in_turns(partial(report, whole), partial(report, half), rounds, False)
        limits = (LINEAR_LIMIT, None, LINEAR_LIMIT)
        results.append(result(f"linear {form}", runs, limits))
    return results


def measure_documents(repeat: int | None, quick: bool) -> list[Result]:
    """Markdown, Word with charts and HTML against Markdown and Word without charts."""
    print("documents: all and Word alone by turns ", end="", file=sys.stderr, flush=True)
    rounds = _rounds(DOCUMENTS_REPEAT, repeat, quick)
    every = partial(documents, "--format", "all", "--charts")
    word = partial(documents, "--format", "docx", "--no-charts")
    runs = in_turns(every, word, rounds, True)
    return [result("documents", runs, (DOCUMENTS_LIMIT, None, None))]


def measure_feedback(repeat: int | None, quick: bool) -> list[Result]:
    """Checks and the annotated copy of all the rows against half of them, time and memory."""
    sizes = (_rows(n, quick) for n in (50_000, 100_000))
    half, whole = (data("xlsx", 1, size, "--very-faulty") for size in sizes)
    print("feedback: whole and half by turns ", end="", file=sys.stderr, flush=True)
    rounds = _rounds(LINEAR_REPEAT, repeat, quick)
    runs = in_turns(partial(feedback, whole), partial(feedback, half), rounds, False)
    return [result("feedback", runs, (LINEAR_LIMIT, None, LINEAR_LIMIT))]


def _rows(rows: int, quick: bool) -> int:
    return max(300, rows // 10) if quick else rows


def _rounds(default: int, wanted: int | None, quick: bool) -> int:
    return wanted or (1 if quick else default)


def measure(name: str, repeat: int | None, quick: bool) -> list[Result]:
    """The rows of the table that a case leads to."""
    if name == "help":
        return measure_help(repeat, quick)
    if name == "linear":
        return measure_linear(repeat, quick)
    if name == "documents":
        return measure_documents(repeat, quick)
    if name == "feedback":
        return measure_feedback(repeat, quick)
    return measure_report(name, repeat, quick)


# ---------------------------------------------------------------- output
HEADER = (
    "case", "tool s", "reference s", "ratio", "limit", "reach",
    "tool MB", "reference MB", "ratio", "limit", "figures", "verdict",
)  # fmt: skip


def table(results: list[Result], quick: bool) -> str:
    """The results as a Markdown table, then what went wrong."""
    rows = [HEADER, *(_cells(result, quick) for result in results)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADER))]
    rule = tuple("-" * width for width in widths)
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in (rows[0], rule, *rows[1:])
    ]
    problems = [f"{result.case}: {result.problem}" for result in results if result.problem]
    return "\n".join([*lines, *([""] if problems else []), *problems])


def _cells(result: Result, quick: bool) -> tuple[str, ...]:
    return (
        result.case,
        _number(result.tool_seconds, 3),
        _number(result.reference_seconds, 3),
        _number(result.ratio, 2),
        _number(result.limit, 2),
        _number(result.reach, 2),
        _number(result.tool_megabytes, 0),
        _number(result.reference_megabytes, 0),
        _number(result.memory_ratio, 2),
        _number(result.memory_limit, 2),
        result.figures,
        result.verdict(quick),
    )


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def as_json(results: list[Result], quick: bool) -> str:
    """The results for machines."""
    rows = [
        {
            **asdict(result),
            "ratio": result.ratio,
            "memory_ratio": result.memory_ratio,
            "verdict": result.verdict(quick),
        }
        for result in results
    ]
    about = {"python": platform.python_version(), "processors": os.cpu_count(), "quick": quick}
    return json.dumps({**about, "results": rows}, indent=2, ensure_ascii=False)


def main() -> int:
    """Measure the chosen cases; 1 if a limit is missed or the figures differ."""
    names = ("help", *CASES, "documents", "linear", "feedback")
    parser = argparse.ArgumentParser(description="Measures the tool against a plain script.")
    parser.add_argument("cases", nargs="*", metavar="case", help=f"{', '.join(names)}; all if none")
    parser.add_argument("--repeat", type=int, help="rounds instead of those of the case")
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows, one round")
    parser.add_argument("--json", action="store_true", help="results as JSON")
    options = parser.parse_args()
    if unknown := set(options.cases) - set(names):
        parser.error(f"unknown case: {', '.join(sorted(unknown))}")
    compileall.compile_dir(ROOT / "src", quiet=1)  # as pip does when it installs
    results: list[Result] = []
    for name in options.cases or names:
        results += measure(name, options.repeat, options.quick)
    show = as_json if options.json else table
    print(show(results, options.quick))
    return 1 if any(result.verdict(options.quick) == "FAIL" for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())

"""Measures counting alone: `python -m benchmarks.figures [--arrays N …] [--duckdb N …] [--plain]`.

All figures of six modules and over all, with every usual breakdown (`--plain`: with none), from
tidy tables of N stays drawn by tables.py. Each size is a process of its own: seconds on the clock
and of CPU, and the peak of memory, with the tables in it. Needs Linux or macOS.
"""

import argparse
import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import narwhals as nw

from benchmarks.tables import AS_OF, settings, tables
from durchstarten_cli.count import BREAKDOWNS, Counting
from durchstarten_cli.count.database import TABLES, DatabaseCounting, in_duckdb
from durchstarten_cli.count.lazy.prepare import coded
from durchstarten_cli.model import Period

PERIOD = Period(dt.date(2020, 3, 1), dt.date(2023, 6, 30))
SIZES = {"arrays": (10_000, 100_000, 1_000_000), "duckdb": (10_000, 100_000, 1_000_000, 10_000_000)}
MEMORY = "4GB"


def on_arrays(stays: int, by: Sequence[str]) -> Callable[[], int]:
    """Counting on arrays, ready to run."""
    found, providers = tables(stays), frozenset(settings().providers)
    return lambda: len(Counting(found, settings(), PERIOD, AS_OF, providers).figures(by))


def write_database(stays: int, path: Path) -> None:
    """The coded tables as a database file."""
    with duckdb.connect(path) as connection:
        for name, frame in coded(tables(stays)).items():
            connection.register("frame", frame)
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")


def in_database(path: Path, by: Sequence[str]) -> Callable[[], int]:
    """Counting in a database file, ready to run."""
    connection = duckdb.connect(path)
    connection.execute(f"SET threads = 2; SET memory_limit = '{MEMORY}'")
    told = {name: nw.from_native(connection.table(name)) for name in TABLES}
    counting = DatabaseCounting(told, settings(), PERIOD, AS_OF, in_duckdb(connection))
    return lambda: len(counting.values(by))


def measure(stays: int, engine: str, count: Callable[[], int]) -> None:
    """Count once and print a line of the table."""
    started, cpu = time.perf_counter(), time.process_time()
    figures = count()
    seconds, spent = time.perf_counter() - started, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (2**20 if sys.platform == "darwin" else 2**10)
    print(f"| {engine} | {stays:,} | {figures:,} | {seconds:.1f} | {spent:.1f} | {megabytes:.0f} |")


def alone(*words: str) -> None:
    """This command in a process of its own."""
    subprocess.run([sys.executable, "-m", "benchmarks.figures", *words], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for engine, sizes in SIZES.items():
        parser.add_argument(f"--{engine}", type=int, nargs="*", default=sizes)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--one", nargs=3, metavar=("WHAT", "STAYS", "FILE"))
    chosen = parser.parse_args()
    if chosen.one:
        one(() if chosen.plain else BREAKDOWNS, *chosen.one)
        return
    print(
        "| engine | stays | figures | s | CPU s | MB |\n| --- | ---: | ---: | ---: | ---: | ---: |",
        flush=True,
    )
    more = ["--plain"] if chosen.plain else []
    for stays in chosen.arrays:
        alone("--one", "arrays", str(stays), "-", *more)
    for stays in chosen.duckdb:
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "stays.duckdb")
            alone("--one", "write", str(stays), path, *more)
            alone("--one", "duckdb", str(stays), path, *more)


def one(by: Sequence[str], what: str, stays: str, path: str) -> None:
    """One step of the measuring."""
    if what == "write":
        write_database(int(stays), Path(path))
    elif what == "arrays":
        measure(int(stays), what, on_arrays(int(stays), by))
    else:
        measure(int(stays), what, in_database(Path(path), by))


if __name__ == "__main__":
    main()

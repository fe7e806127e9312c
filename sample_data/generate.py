"""Writes the invented exports of the sample projects; `--check` compares and may exit with 1."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from generator import auenfurt, counterexamples, dekra, examples, ki, kja

HERE = Path(__file__).resolve().parent


def exports() -> Iterator[tuple[Path, bytes]]:
    """Path below sample_data and content of every file that is written."""
    deliveries = Path("leverkusen/lieferungen")
    yield deliveries / "kja/2024-02-12/KJA_Teilhabemanagement.xlsx", kja.workbook()
    yield deliveries / "dekra/2024-02-09/DEKRA_Coaching.csv", dekra.table()
    yield deliveries / "ki/2024-02-15/Sitzungen.xlsx", ki.workbook()
    for name, content in auenfurt.deliveries():
        yield Path("auenfurt/lieferungen") / name, content
    for name, content in examples.examples():
        yield Path("fehlerbeispiele/beispiele") / name, content
    for name, content in counterexamples.counterexamples():
        yield Path("fehlerbeispiele/gegenbeispiele") / name, content


def differs(path: Path, content: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != content


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    check = parser.parse_args(arguments).check
    changed = [(p, content) for p, content in exports() if differs(HERE / p, content)]
    for path, content in changed:
        print(f"{'differs' if check else 'written'}: {path.as_posix()}")
        if not check:
            (HERE / path).parent.mkdir(parents=True, exist_ok=True)
            (HERE / path).write_bytes(content)
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

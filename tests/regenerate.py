"""Writes the expectations of tests/expected anew: `python -m tests.regenerate`.

They hold wording, so a change of wording changes them. Whoever runs this reads the difference.
"""

import tempfile
from pathlib import Path

from tests import sentences
from tests import test_disclosure as disclosure
from tests import test_report as report
from tests import test_report_scenarios as scenarios
from tests import test_report_singular as singular
from tests import test_row_deletions as deletions
from tests import test_second_sample as second
from tests.drafts import EXPECTED, block_file, draft, sample


def write(name: str, text: str) -> None:
    EXPECTED.mkdir(exist_ok=True)
    (EXPECTED / name).write_bytes(text.encode("utf-8"))


def main() -> None:
    """The statement first: the others are told as differences from it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(report.STATEMENT, draft(sample(folder / "sample")).markdown)
        for style, name in report.STYLES.items():
            write(name, draft(folder / "sample", "--style", style).markdown)
        for name, mode in ((disclosure.SUPPRESSED, "suppress"), (disclosure.ROUNDED, "round")):
            write(name, disclosure.in_mode(folder / mode, mode).markdown)
        for style, name in second.STYLES.items():
            write(name, second.auenfurt(folder / "auenfurt", style).markdown)
        write(sentences.NAME, sentences.everything())
        write(singular.NAME, singular.one_person(folder / "one").markdown)
        told = dict(scenarios.regenerated(folder / "scenarios"))
        write(scenarios.NAME, block_file(scenarios.ABOUT, told))
        gone = dict(deletions.regenerated(folder / "deletions"))
        write(deletions.NAME, block_file(deletions.ABOUT, gone))


if __name__ == "__main__":
    main()

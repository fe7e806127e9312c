"""What `validate` tells beside the deliveries: what was made public, what is wrong elsewhere."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from durchstarten_cli.cli import show_announced
from durchstarten_cli.cli.layout import wrapped

if TYPE_CHECKING:
    from durchstarten_cli.pipeline.beside import Beside
    from durchstarten_cli.pipeline.ready import MaterialProblem


def below(told: str, other: "Beside") -> str:
    """What is told of the deliveries, what was made public, and every problem elsewhere."""
    announced = show_announced.as_text(other.announced, other.public)
    return "\n\n".join([told, *([announced] if announced else []), *_problems(other.problems)])


def _problems(problems: Sequence["MaterialProblem"]) -> Iterator[str]:
    for problem in problems:
        place = f"{problem.file}, Zeile {problem.line}" if problem.line else problem.file
        yield "\n".join([f"{place}:", *_indented(problem.message), *wrapped(problem.remedy, "  ")])


def _indented(message: str) -> list[str]:
    return [part for line in message.splitlines() for part in wrapped(line.strip(), "  ")]

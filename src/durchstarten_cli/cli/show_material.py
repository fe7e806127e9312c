"""What `validate` tells of inquiry, templates, texts and letterhead: the place, the remedy."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from durchstarten_cli.cli.layout import wrapped

if TYPE_CHECKING:
    from durchstarten_cli.pipeline.ready import MaterialProblem


def below(told: str, problems: Sequence["MaterialProblem"]) -> str:
    """What is told of the deliveries, and below it every problem with the rest of the project."""
    return "\n\n".join([told, *_problems(problems)])


def _problems(problems: Sequence["MaterialProblem"]) -> Iterator[str]:
    for problem in problems:
        place = f"{problem.file}, Zeile {problem.line}" if problem.line else problem.file
        yield "\n".join([f"{place}:", *_indented(problem.message), *wrapped(problem.remedy, "  ")])


def _indented(message: str) -> list[str]:
    return [part for line in message.splitlines() for part in wrapped(line.strip(), "  ")]

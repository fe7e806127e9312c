"""The questions of the inquiry with what answers them; none is ever dropped."""

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase

from durchstarten_cli.compose.values import Answer, Block, Text
from durchstarten_cli.config import Inquiry, Part, Question
from durchstarten_cli.config.inquiry import TEXT_FILES

LABELS: Mapping[str, str] = {
    "participation": "Teilnahme",
    "success": "Erfolg",
    "placement": "Ausbildung und Arbeit",
    "placement_direct": "Ausbildung und Arbeit, unmittelbar",
    "placement_indirect": "Ausbildung und Arbeit, mittelbar",
    "support": "weitere Begleitung",
    "handover": "Fallübergabe",
    "resume": "Resümee",
    "cooperation": "Zusammenarbeit",
}
"""The blocks that come with the program, as they are called where one of them says nothing."""


def answers(inquiry: Inquiry, texts: Mapping[str, Text]) -> Iterator[Answer]:
    """An answer per question: "1", "2", its parts "2 a", "2 b"."""
    for number, question in enumerate(inquiry.questions, start=1):
        parts = tuple(
            _answer(part, letter, f"{number} {letter}", texts, ())
            for part, letter in zip(question.parts, _letters(len(question.parts)), strict=True)
        )
        yield _answer(question, f"{number}", f"{number}", texts, parts)


def _answer(
    asked: Question | Part,
    label: str,
    place: str,
    texts: Mapping[str, Text],
    parts: tuple[Answer, ...],
) -> Answer:
    blocks = tuple(_block(name, texts) for name in asked.blocks)
    return Answer(label, place, asked.text, blocks, asked.unanswered, parts)


def _block(name: str, texts: Mapping[str, Text]) -> Block:
    if name.endswith(TEXT_FILES):
        return Block(name, name, texts[name])
    return Block(name, LABELS.get(name, name), None)


def _letters(number: int) -> Sequence[str]:
    """a to z, then aa, ab and so on."""
    pairs = (first + second for first in ascii_lowercase for second in ascii_lowercase)
    return [*ascii_lowercase, *pairs][:number]

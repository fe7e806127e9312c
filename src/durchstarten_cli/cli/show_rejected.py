"""What is said of rejected deliveries wherever something is counted without them."""

from durchstarten_cli.pipeline.examine import Examined, rejected


def rejections(examined: Examined) -> list[str]:
    """A sentence for each delivery that is rejected, and therefore not counted."""
    return [
        f"Die Lieferung {d.file} ist zurückgewiesen; „durchstarten validate“ sagt, warum."
        for d in rejected(examined)
    ]

"""What `finalize` tells: why there is no final version yet, or where it lies."""

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.finalise import Released
from durchstarten_cli.grammar import counted


def refused(result: Released) -> str:
    """Why there is no final version yet."""
    size = counted(len(result.problems), "Punkt", "Punkte", one="ein")
    lines = [f"Noch keine Endfassung. Zu klären: {size}."]
    lines += [line for problem in result.problems for line in wrapped(problem, "- ")]
    return "\n".join(lines)


def released(result: Released) -> str:
    """Where the final version and its record lie."""
    return f"Endfassung geschrieben; freigegeben von {result.by}.\nNachweis: {result.record}"

"""Stage: whether the figures fit together: equations over all of them, and rows recounted."""

from durchstarten_cli.selfcheck.certain import certain
from durchstarten_cli.selfcheck.check import failures
from durchstarten_cli.selfcheck.equations import equations
from durchstarten_cli.selfcheck.recount import recounts

__all__ = ["certain", "equations", "failures", "recounts"]

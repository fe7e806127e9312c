"""Stage: true figures become published ones: what may be printed, and what is withheld.

The office decides: "off" prints every count, "suppress" withholds small ones and whatever would
give them away, "round" prints multiples of a number. The true values end here.
"""

from durchstarten_cli.disclose.known import Known, known
from durchstarten_cli.disclose.log import decision_log, rule_in_words
from durchstarten_cli.disclose.publish import Disclosed, disclose
from durchstarten_cli.disclose.small import is_personal

__all__ = [
    "Disclosed",
    "Known",
    "decision_log",
    "disclose",
    "is_personal",
    "known",
    "rule_in_words",
]

"""Stage: rules over the tables. Findings say what is wrong, where, and what to do."""

import durchstarten_cli.validate.rules_cells
import durchstarten_cli.validate.rules_deliveries
import durchstarten_cli.validate.rules_entries
import durchstarten_cli.validate.rules_events
import durchstarten_cli.validate.rules_files
import durchstarten_cli.validate.rules_persons
import durchstarten_cli.validate.rules_sheets  # each of these enters its rules into the register
import durchstarten_cli.validate.rules_stays
import durchstarten_cli.validate.rules_tables  # noqa: F401
from durchstarten_cli.validate.check import Checked, check_deliveries, check_rows, check_stays
from durchstarten_cli.validate.findings import deliveries, findings
from durchstarten_cli.validate.levers import lowered
from durchstarten_cli.validate.record_names import record_names
from durchstarten_cli.validate.register import RULES, Earlier, Rule
from durchstarten_cli.validate.set_aside import (
    RowPlaces,
    reasons_once,
    reasons_set_aside,
    row_places,
    rows_set_aside,
    with_rows_set_aside,
)

__all__ = [
    "RULES",
    "Checked",
    "Earlier",
    "RowPlaces",
    "Rule",
    "check_deliveries",
    "check_rows",
    "check_stays",
    "deliveries",
    "findings",
    "lowered",
    "reasons_once",
    "reasons_set_aside",
    "record_names",
    "row_places",
    "rows_set_aside",
    "with_rows_set_aside",
]

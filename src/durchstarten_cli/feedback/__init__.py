"""Stage: the provider's own workbook comes back with a first sheet, a comment at each cell
concerned and one added column."""

from durchstarten_cli.feedback.workbook import Original, feedback_workbook

__all__ = ["Original", "feedback_workbook"]

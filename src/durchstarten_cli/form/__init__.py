"""Stage: a workbook to fill in, that is understood without any mapping when it comes back."""

from durchstarten_cli.form.workbook import Form, form_workbook

__all__ = ["Form", "form_workbook"]

"""The program with all its commands: importing a module of commands enters them."""

import durchstarten_cli.cli.daily
import durchstarten_cli.cli.origins
import durchstarten_cli.cli.providers
import durchstarten_cli.cli.questions
import durchstarten_cli.cli.retention
import durchstarten_cli.cli.technical  # noqa: F401
from durchstarten_cli.cli.app import app

__all__ = ["app"]

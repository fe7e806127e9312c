"""The program's templates, kept compiled where Python keeps this module compiled, if it does."""

import contextlib
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from durchstarten_cli import data

FOLDER = Path(cache_from_source(__file__)).parent


class CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """Keeps templates of the program; one of an office's project is read anew every time.

    Where nothing may be written, nothing is kept. `options` are those of the environment that
    decide on what a template is compiled to.
    """

    def __init__(self, options: object, folder: Path = FOLDER) -> None:
        super().__init__(str(folder), "template-%s.pyc")
        self._made_with = f"{jinja2.__version__} {options}"
        self._own = data.folder("templates")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """A key for the program's templates, an empty one for others."""
        if filename is None or not Path(filename).is_relative_to(self._own):
            return ""
        return super().get_cache_key(f"{name} {self._made_with}", filename)

    def load_bytecode(self, bucket: Bucket) -> None:
        """What is kept of a template."""
        if bucket.key:
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        if bucket.key:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)

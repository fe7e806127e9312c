"""The base of all sections of settings."""

from msgspec import Struct


class Section(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all sections. Unknown keys and wrong values are reported by `config.decode`."""

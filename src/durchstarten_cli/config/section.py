"""What every section of the settings is made of."""

from typing import Annotated

from msgspec import Meta, Struct

ShortName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,15}$")]
Share = Annotated[float, Meta(gt=0, le=1)]
Days = Annotated[int, Meta(ge=0, le=3660)]
Count = Annotated[int, Meta(ge=1)]


class Section(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all sections. Unknown keys and wrong values are reported by `config.decode`."""

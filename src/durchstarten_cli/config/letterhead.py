"""The fields of the letterhead that an office fills in itself."""

from typing import Annotated

from msgspec import Meta, field

from durchstarten_cli.config.section import Section

FieldName = Annotated[str, Meta(pattern=r"^[A-Za-zÄÖÜäöüß][\wäöüÄÖÜß-]{0,39}$")]
OWN_FIELDS = ("kommune", "stelle", "betreff", "datum")
"""Fields that are filled in from the settings, the inquiry and the date."""


class Letterhead(Section, frozen=True, kw_only=True):
    """What stands in the letterhead beside `OWN_FIELDS`: {{ aktenzeichen }} and the like."""

    fields: dict[FieldName, str] = field(default_factory=dict)

"""How figures are named, and the settings in force as definitions print them."""

from durchstarten_cli.config import Settings
from durchstarten_cli.grammar import age_band
from durchstarten_cli.model import Restriction
from durchstarten_cli.vocabulary import vocabulary


def figure_id(module: str | None, measure: str, restriction: Restriction | None) -> str:
    """`<module>.<measure>` with restrictions in brackets; "all" over the modules."""
    inside = ",".join(f"{k}={v}" for k, v in (restriction or {}).items())
    return f"{module or 'all'}.{measure}" + (f"[{inside}]" if inside else "")


AGE_ON = {
    "entry": "beim Eintritt",
    "period": "beim Eintritt, frühestens am ersten Tag des Zeitraums",
}


_A_MODULE = {"der": "einem", "die": "einer", "das": "einem"}


def house_words(settings: Settings) -> dict[str, str]:
    """What the office calls things, as labels and definitions print it: {kind_language} is the
    name of an entry."""
    words, module = vocabulary(), settings.words.module
    return {
        f"{column}_{code.name}": settings.words.label(column, code.name, code.label)
        for column in ("kind", "receiver_kind", "support_kind")
        for code in words.codes[column]
    } | {
        "participants": settings.words.participants.plural,
        "the_module": f"{module.article} {module.singular}",
        "a_module": f"{_A_MODULE[module.article]} {module.singular}",
        "modules": module.dative,
    }


def words_of(settings: Settings, module: str | None = None) -> dict[str, str]:
    """The settings in force for a module or over all, as the definitions print them."""
    chosen = settings.definitions_of(module)
    codes = vocabulary().codes["kind"]
    kinds = {c.name: settings.words.label("kind", c.name, c.label) for c in codes}
    kinds["training"] = "Ausbildung"
    return {
        "reentry_gap_days": str(chosen.reentry_gap_days),
        "minimum_days": str(chosen.minimum_days),
        "direct_days": str(chosen.direct_days),
        "indirect_days": str(chosen.indirect_days),
        "follow_up": "ja" if chosen.follow_up else "nein",
        "handover_days": str(chosen.handover_days),
        "usual_range_share": f"{chosen.usual_range_share * 100:g} %",
        "share_base": str(chosen.share_base),
        "regular_meetings_share": {0.5: "der Hälfte"}.get(
            chosen.regular_meetings_share, f"{chosen.regular_meetings_share * 100:g} %"
        ),
        "sustained_days": " und ".join(map(str, chosen.sustained_days)),
        "same_event_days": str(chosen.same_event_days),
        "age_bands": ", ".join(age_band(low, high) for low, high in chosen.age_bands),
        "age_on": AGE_ON[chosen.age_on],
        "duration_bands": ", ".join(map(str, chosen.duration_bands)),
        "outcome_kinds": ", ".join(kinds.get(k, k) for k in chosen.outcome_kinds),
        "precedence": ", ".join(kinds.get(k, k) for k in chosen.precedence),
        "positive_kinds": ", ".join(kinds.get(k, k) for k in chosen.positive_kinds),
    }

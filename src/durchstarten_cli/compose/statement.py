"""Gather for a statement what its blocks may say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from durchstarten_cli.compose.announced import Announced
from durchstarten_cli.compose.answers import answers
from durchstarten_cli.compose.disagreements import disagreements
from durchstarten_cli.compose.meetings import formats
from durchstarten_cli.compose.months import years_of
from durchstarten_cli.compose.tables import tables
from durchstarten_cli.compose.values import (
    Assessment,
    Days,
    DeliveryFacts,
    Facts,
    Line,
    ModuleFacts,
    Overlap,
    Reason,
    Statement,
    Text,
)
from durchstarten_cli.config import Inquiry, Module, Provider, Settings, Words
from durchstarten_cli.model import Delivery, LoweredRule, Period, Published, Verdict
from durchstarten_cli.vocabulary import vocabulary

Figures = Mapping[str, Published]
NO_TEXT = Text(None, "Der Text ist in den Einstellungen nicht genannt.")

OUTCOME_LINES = (
    ("training", False),
    ("training_company", True),
    ("training_school", True),
    ("training_unspecified", True),
    ("entry_qualification", False),
    ("work", False),
    ("work_insured", True),
    ("work_marginal", True),
    ("work_unspecified", True),
    ("school", False),
    ("language", False),
    ("voluntary", False),
    ("other", False),
    ("before_period", False),
    ("still", False),
    ("neutral", False),
    ("dropout", False),
    ("none", False),
    ("unknown", False),
)
"""The classes of the main outcome as a table lists them; True: a part of the class above."""


def compose(
    settings: Settings,
    inquiry: Inquiry,
    figures: Figures,
    texts: Mapping[str, Text],
    deliveries: Sequence[Delivery],
    words: Mapping[str, str],
    lowered: tuple[LoweredRule, ...],
    unsettled: tuple[str, ...] = (),
    *,
    announced: tuple[Announced, ...] = (),
    persons_decided: bool,
    days: Days,
    style: str,
) -> Statement:
    """The statement that answers `inquiry` with the published figures.

    `texts` are by their path in the settings, `words` the definitions in force as printed,
    `lowered` the rules that the project has turned down, `unsettled` what does not fit together.
    `style` is kurz, standard or ausfuehrlich, `announced` what was made public before.
    `persons_decided`: whether people have decided of single ids who is who.
    """

    facts = Facts(
        settings=settings,
        period=days.period,
        as_of=days.as_of,
        modules=tuple(_modules(settings, figures, days.period, deliveries)),
        not_carried_out=tuple(m for m in settings.modules.values() if not m.carried_out),
        outside=tuple(_outside(settings, days.period)),
        all=_by_measure(figures, "all"),
        overlaps=tuple(_overlaps(settings, figures, days.period)),
        meetings=figures["all.meetings"],
        formats=tuple(formats(figures, settings.definitions.regular_meetings_share)),
        resume=_text(texts, settings.texts.resume),
        accompaniment=_text(texts, settings.texts.accompaniment),
        cooperation=_text(texts, settings.texts.cooperation),
        assessments=tuple(_assessments(settings, texts)),
        deliveries=tuple(_deliveries(settings, figures, deliveries)),
        reasons=tuple(_reasons(figures)),
        words=words,
        lowered=lowered,
        unsettled=unsettled,
        persons_decided=persons_decided,
        announced=announced,
    )
    return Statement(inquiry, days.date, style, tuple(answers(inquiry, texts)), facts)


def _text(texts: Mapping[str, Text], path: str | None) -> Text:
    return texts[path] if path is not None else NO_TEXT


def _assessments(settings: Settings, texts: Mapping[str, Text]) -> Iterator[Assessment]:
    for name, provider in settings.providers.items():
        if provider.modules:
            yield Assessment(provider, _text(texts, settings.texts.assessments.get(name)))


def _outside(settings: Settings, period: Period) -> Iterator[Module]:
    """Modules carried out, but not in the period."""
    for module in settings.modules.values():
        if module.carried_out and _cut(module, period) is None:
            yield module


def _by_measure(figures: Figures, scope: str) -> dict[str, Published]:
    """The unrestricted figures of a module (or all) by measure."""
    return {f.measure: f for f in figures.values() if f.id == f"{scope}.{f.measure}"}


def _cut(module: Module, period: Period) -> Period | None:
    """The days of the period on which a module ran, None where there are none."""
    if module.first is None or module.last is None:
        return None
    first, last = max(module.first, period.first), min(module.last, period.last)
    return Period(first, last) if first <= last else None


def _modules(
    settings: Settings, figures: Figures, period: Period, deliveries: Sequence[Delivery]
) -> Iterator[ModuleFacts]:
    """Modules carried out that the period touches, in the order of their numbers."""
    counted = [d for d in deliveries if d.verdict is not Verdict.REJECTED and not d.only_totals]
    accepted = {delivery.provider for delivery in counted}
    by = ("year", *settings.report.breakdowns)
    names = {name: p.short or p.name for name, p in settings.providers.items()}
    for name, module in sorted(settings.modules.items(), key=lambda m: (m[1].number or 0, m[0])):
        cut = _cut(module, period) if module.carried_out else None
        if cut is not None:
            providers = {n: p for n, p in settings.providers.items() if name in p.modules}
            reported = not accepted.isdisjoint(providers)
            own = _by_measure(figures, name)
            facts = _module(name, module, tuple(providers.values()), cut, own, settings.words)
            totals = tuple(_totals(figures, name))
            yield replace(
                facts,
                reported=reported,
                totals=totals,
                disagreements=tuple(
                    disagreements(figures, name, facts.run, totals, list(providers))
                ),
                tables=tuple(tables(figures, name, cut, by, names, settings.words)),
                occupancy=years_of(figures, name, "occupancy_mean"),
            )


def _module(
    name: str,
    module: Module,
    providers: tuple[Provider, ...],
    cut: Period,
    own: Figures,
    words: Words,
) -> ModuleFacts:
    assert module.first is not None
    assert module.last is not None
    return ModuleFacts(
        name=name,
        module=module,
        providers=providers,
        run=Period(module.first, module.last),
        period=cut,
        interruptions=tuple(
            i for i in module.interruptions if i.first <= cut.last and i.last >= cut.first
        ),
        figures=own,
        outcomes=tuple(_outcome_lines(own, words)),
        supports=tuple(_code_lines(own, "support_kind", "supports", words)),
        receivers=tuple(_code_lines(own, "receiver_kind", "handover_to", words)),
        reported=True,
        totals=(),
        disagreements=(),
        tables=(),
    )


def _totals(figures: Figures, module: str) -> Iterator[Published]:
    """Sums without records that providers reported for a module."""
    for figure in figures.values():
        if figure.id.startswith(f"{module}.reported."):
            yield figure


def _outcome_lines(own: Figures, words: Words) -> Iterator[Line]:
    """The classes with anyone in them, as far as is told; those that are empty are left out."""
    for name, part in OUTCOME_LINES:
        figure = own[f"outcome.{name}"]
        if figure.some:
            label = words.label("kind", name, figure.label.removeprefix("Verbleib: "))
            yield Line(label, figure, part)


def _code_lines(own: Figures, column: str, measure: str, words: Words) -> Iterator[Line]:
    """One line per code of a column with anyone in it, as far as is told."""
    for code in vocabulary().codes[column]:
        figure = own.get(f"{measure}.{code.name}")
        if figure is not None and figure.some:
            yield Line(words.label(column, code.name, code.label), figure)


def _deliveries(
    settings: Settings, figures: Figures, deliveries: Sequence[Delivery]
) -> Iterator[DeliveryFacts]:
    for delivery in deliveries:
        yield DeliveryFacts(
            delivery,
            settings.providers[delivery.provider],
            figures[f"all.received[file={delivery.file}]"],
            figures[f"all.used[file={delivery.file}]"],
        )


def _reasons(figures: Figures) -> Iterator[Reason]:
    for figure in figures.values():
        if figure.measure == "set_aside" and "rule" in (figure.restriction or {}):
            yield Reason(figure.label, figure)


def _overlaps(settings: Settings, figures: Figures, period: Period) -> Iterator[Overlap]:
    for figure in figures.values():
        if figure.measure == "overlap" and figure.restriction is not None:
            one, other = (settings.modules[m] for m in figure.restriction["modules"].split("+"))
            cuts = _cut(one, period), _cut(other, period)
            if cuts[0] is not None and cuts[1] is not None:
                yield Overlap(one, other, _cut(one, cuts[1]), figure)

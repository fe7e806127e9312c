"""House words and German forms: what an office calls things, and how numbers and periods read."""

import re
from pathlib import Path

import pytest

from durchstarten_cli import grammar, periods
from tests.build import Capture, call
from tests.drafts import draft, edit, sample

FACTS = "\n# Vergleiche in diesen Texten"
MODULES = """
[words.participants]
plural = "Teilnehmerinnen und Teilnehmer"
genitive = "Teilnehmerinnen und Teilnehmer"
dative = "Teilnehmerinnen und Teilnehmern"

[words.module]
singular = "Förderbaustein"
plural = "Förderbausteine"
dative = "Förderbausteinen"

[words.labels.support_kind]
help = "Beratung und weitere Hilfen"
"""


@pytest.mark.parametrize("style", ["kurz", "standard", "ausführlich"])
def test_house_words_stand_in_every_sentence(tmp_path: Path, style: str) -> None:
    project = sample(tmp_path / "leverkusen")
    edit(project / "durchstarten.toml", FACTS, MODULES + FACTS)
    for name in ("dekra", "begleitung", "resuemee"):
        (project / f"texte/{name}.md").write_text("Ein Satz.\n", encoding="utf-8")
    inquiry = project / "anfrage.toml"
    edit(inquiry, "Wie viele Menschen haben die einzelnen Bausteine des Programms", "Was wurde")
    text = draft(project, "--style", style, "--format", "md").markdown.replace("\u00a0", " ")
    assert "Förderbaustein 6 „Teilhabemanagement“" in text
    assert "Teilnehmende" not in text.replace("Steuerungsgruppe Teilnehmende", "")
    assert "Baustein" not in text
    if style != "kurz":
        assert "von 86 Teilnehmerinnen und Teilnehmern" in text
        assert "ergeben zusammen die Zahl der Teilnehmerinnen und Teilnehmer" in text
        assert "Beratung und weitere Hilfen (3)" in text


def test_small_numbers_may_be_digits(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    edit(project / "durchstarten.toml", FACTS, "\n[words]\nspelled = 0\n" + FACTS)
    text = draft(project, "--format", "md").markdown.replace("\u00a0", " ")
    assert "In beiden Bausteinen waren 2 Personen" in text
    assert "Platz für 5 Personen" in text


def test_a_label_of_nothing_is_told(tmp_path: Path, capsys: Capture) -> None:
    project = sample(tmp_path / "leverkusen")
    wrong = '\n[words.labels.support_kind]\ntherapie = "Hilfe"\n' + FACTS
    edit(project / "durchstarten.toml", FACTS, wrong)
    said = call(capsys, "report", "--project", project)
    assert said.code == 2
    assert (
        "words.labels.support_kind.therapie: Diesen Eintrag gibt es nicht (bekannt: intensive, "
        "counselling, help, contact)."
    ) in said.err


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("2022", "im Jahr 2022"),
        ("2022..2023", "in den Jahren 2022 und 2023"),
        ("2020..2023", "in den Jahren 2020 bis 2023"),
        ("2020-03", "im März 2020"),
        ("2020-03..2020-06", "von März bis Juni 2020"),
        ("2020-03..2023-06", "von März 2020 bis Juni 2023"),
        ("2020-03-15..2023-06", "vom 15.03.2020 bis 30.06.2023"),
        ("2020-03-15", "am 15.03.2020"),
        ("2020-02-01..2020-02-28", "vom 01.02.2020 bis 28.02.2020"),
    ],
)
def test_whole_months_and_years_are_named(period: str, told: str) -> None:
    assert grammar.within(periods.parse(period)).replace("\u00a0", " ") == told


@pytest.mark.parametrize(
    ("part", "whole", "percent", "about"),
    [
        (57, 86, "66 %", "rund zwei Drittel"),
        (1, 3, "33 %", "ein Drittel"),
        (31, 100, "31 %", "31 %"),
        (32, 100, "32 %", "rund ein Drittel"),
        (52, 100, "52 %", "rund die Hälfte"),
        (53, 100, "53 %", "53 %"),
        (1, 1000, "0,1 %", "0,1 %"),
        (1, 100000, "0,1 %", "0,1 %"),
        (999, 1000, "99,9 %", "99,9 %"),
        (0, 20, "0 %", "0 %"),
        (20, 20, "100 %", "100 %"),
        (5, 40, "13 %", "13 %"),
    ],
)
def test_shares(part: int, whole: int, percent: str, about: str) -> None:
    assert grammar.share(part, whole).replace("\u00a0", " ") == percent
    assert grammar.about(part, whole).replace("\u00a0", " ") == about


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("z. B. dies", "z._B. dies"),
        ("i. d. R. so", "i._d._R. so"),
        ("nach § 16 Abs. 2", "nach §_16 Abs._2"),
        ("5 % von 20 Personen", "5_% von 20_Personen"),
        ("am 1. März 2020", "am 1._März_2020"),
        ("im Mai und im Juni", "im Mai und im Juni"),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, bound: str) -> None:
    assert grammar.bound(text).replace("\u00a0", "_") == bound


PROVIDERS = (
    ("der Werkstatt", "von der Werkstatt", "Nach Angaben der Werkstatt:"),
    ("dem Verein", "vom Verein", "Laut dem Verein:"),
    ("Brückenschlag", "von Brückenschlag", "Nach Angaben von Brückenschlag:"),
)


@pytest.mark.parametrize(("dative", "by", "according"), PROVIDERS)
def test_providers_stand_in_the_right_case(
    tmp_path: Path, dative: str, by: str, according: str
) -> None:
    project = sample(tmp_path / "leverkusen")
    settings = project / "durchstarten.toml"
    edit(settings, 'short_dative = "der DEKRA Akademie"', f'short_dative = "{dative}"')
    edit(settings, 'dative = "der DEKRA Akademie in Leverkusen"', f'dative = "{dative}"')
    text = draft(project, "--format", "md").markdown
    assert f"wurde vom 01.02.2022 bis 30.06.2023 {by} durchgeführt" in text
    assert f"\n\n{according}\n\n> " in text
    assert f"laut {dative}" in text


MODULE_WORDS = (
    ("der", "Baustein", "Der Baustein", "im Baustein"),
    ("die", "Maßnahme", "Die Maßnahme", "in der Maßnahme"),
    ("das", "Modul", "Das Modul", "im Modul"),
)


@pytest.mark.parametrize(("article", "word", "subject", "inside"), MODULE_WORDS)
def test_modules_without_a_number_have_their_article(
    tmp_path: Path, article: str, word: str, subject: str, inside: str
) -> None:
    project = sample(tmp_path / "leverkusen")
    settings = project / "durchstarten.toml"
    edit(settings, "number = 6\n", "")
    words = f'\n[words.module]\nsingular = "{word}"\narticle = "{article}"\n'
    edit(settings, FACTS, words + FACTS)
    text = draft(project, "--format", "md").markdown
    assert f"{subject} „Teilhabemanagement“ wurde vom" in text
    assert f"Verbleib der Teilnehmenden {inside} „Teilhabemanagement“" in text


# ---------------------------------------------------------------- what settings say, in sentences
LABELS = """
[words.labels.kind]
voluntary = "Ehrenamt"

[words.labels.support_kind]
help = "Hilfe zum Ankommen"
"""


def test_house_names_of_entries_stand_in_lists_and_behind_numbers(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    edit(project / "durchstarten.toml", FACTS, LABELS + FACTS)
    result = draft(project, "--format", "md", "--format", "html")
    page = result.page.read_text(encoding="utf-8")
    assert "Sprachkurs, Ehrenamt." in result.markdown
    assert "Weitere Begleitung: Hilfe zum Ankommen" in page
    assert "Freiwilligendienst" not in result.markdown + page


def test_one_day_is_told_as_one(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    day = 'first = 2022-12-24\nlast = 2022-12-24\nreason = "Heiligabend"\n'
    more = f"[[modules.m1.interruptions]]\n{day}\n[[modules.m1.interruptions]]"
    settings = project / "durchstarten.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[[modules.m1.interruptions]]", more, 1), encoding="utf-8")
    assert "am 24.12.2022 (Heiligabend)" in draft(project, "--format", "md").markdown


def test_a_reason_without_a_full_stop_ends_its_sentence(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    settings = project / "durchstarten.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r'(?m)^reason = "(.*)\."$', r'reason = "\1"', text), "utf-8")
    assert re.search(r"Grund: [^\n]+[^.]\.\n", draft(project, "--format", "md").markdown)


def test_a_module_outside_the_period_keeps_nothing_from_being_counted(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    other = '[modules.m9]\nname = "Danach"\nfirst = 2023-07-01\nlast = 2023-12-31\n\n[modules.m1]'
    edit(project / "durchstarten.toml", "[modules.m1]", other)
    text = draft(project, "--format", "md").markdown.replace("\u00a0", " ")
    assert "Der Baustein „Danach“ lief vom 01.07.2023 bis 31.12.2023" in text
    assert "Insgesamt nahmen 101 Personen am Programm teil." in text

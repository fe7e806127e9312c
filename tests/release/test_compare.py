"""The edited text against the draft: which changes are free and which are reported, and how."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from durchstarten_cli.release.compare import DraftPassage, Problem, problems


def cited(text: str, *figures: tuple[str, str]) -> DraftPassage:
    """A passage in which the figures were printed in this order."""
    found, position = [], 0
    for figure, printed in figures:
        position = text.index(printed, position)
        found.append((figure, printed, position))
        position += len(printed)
    return DraftPassage(text, tuple(found))


DRAFT = (
    cited(
        "Am Baustein 6 „Teilhabemanagement“ nahmen vom 01.03.2020 bis zum 30.06.2022 laut Träger "
        "86\u00a0Personen teil. Davon nahmen 22 eine Ausbildung auf, 16 eine Arbeit.",
        ("m6.participants", "86\u00a0Personen"), ("m6.training", "22"), ("m6.work", "16"),
    ),
    cited("Ergebnis | Personen"),
    cited("Ausbildung | 22 | 26 %", ("m6.training", "22"), ("m6.training", "26 %")),
    cited("Arbeit | 16 | 19 %", ("m6.work", "16"), ("m6.work", "19 %")),
    cited(
        "Im Coaching nahm eine\u00a0Person eine Ausbildung auf, "
        "zwei\u00a0Personen eine Beschäftigung.",
        ("m1.training", "eine\u00a0Person"), ("m1.work", "zwei\u00a0Personen"),
    ),
    cited("Davon eine in Teilzeit, keine auf Probe.", ("m1.part", "eine"), ("m1.trial", "keine")),
    cited("Die Übergaben waren durchweg gelungen: 1.234 Blätter.", ("m1.sheets", "1.234")),
    cited("Ausbildung | 1 | –", ("m1.training", "1")),
    cited("Arbeit | 2 | –", ("m1.work", "2")),
    cited("Im Werkhof waren es 31, im Stadtpark 12.", ("a.yard", "31"), ("a.park", "12")),
    cited("Die Zusammenarbeit war gut. Die Stadt dankt allen Beteiligten."),
    cited("[BITTE ERGÄNZEN: Resümee der Verwaltung]"),
)  # fmt: skip
GAP = "[BITTE ERGÄNZEN: Resümee der Verwaltung]"


def after(*changes: tuple[str, str], more: Sequence[str] = ()) -> list[Problem]:
    """What is reported once these words were replaced (and the gap was filled)."""
    text = "\f".join(passage.text for passage in DRAFT)
    for old, new in (*changes, (GAP, "Das Programm hat sich bewährt.")):
        assert old in text
        text = text.replace(old, new)
    return problems(DRAFT, [*text.split("\f"), *more])


def test_the_untouched_draft_has_only_its_gap() -> None:
    (gap,) = problems(DRAFT, [passage.text for passage in DRAFT])
    assert str(gap) == (
        "Die Stelle „[BITTE ERGÄNZEN: Resümee der Verwaltung]“ ist noch offen. Bitte schreiben "
        "Sie dort den Text oder streichen Sie sie."
    )


@pytest.mark.parametrize(
    "gap", ["[BITTE ERGÄNZEN: x]", "[ bitte ergänzen: x", "Text [BITTE ERGÄNZEN: a. B? 3] mehr"]
)
def test_gaps_are_found_in_any_shape(gap: str) -> None:
    assert any("noch offen" in str(problem) for problem in after(more=[gap]))


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [("Davon nahmen", "Von ihnen nahmen insgesamt")],
        [("22 eine Ausbildung", "zweiundzwanzig eine Ausbildung")],
        [("eine\u00a0Person eine", "1 Person eine"), ("zwei\u00a0Personen", "2 Personen")],
        [("86\u00a0Personen", "86 junge Menschen")],
        [("01.03.2020", "1. März 2020"), ("30.06.2022", "30. Juni 2022")],
        [("22 eine Ausbildung auf, 16 eine Arbeit", "16 eine Arbeit auf, 22 eine Ausbildung")],
        [("teil. Davon nahmen 22", "teil, von denen 22")],
        [("auf, 16 eine Arbeit.", "auf. Eine Arbeit fanden 16.")],
        [("16 eine Arbeit", "viele eine Arbeit")],
        [("Davon eine in Teilzeit, keine auf Probe.", "")],
        [("Arbeit | 2 | –\f", "")],
        [("Die Zusammenarbeit war gut.", "Das Miteinander der Ämter gelang.")],
        [("Die Zusammenarbeit war gut.", "Es gab auf keinen Fall eine Stelle ohne Anleitung.")],
        [("Die Zusammenarbeit war gut.", "Bis zum 30.06.2022 und im Jahr 2020 war alles gut.")],
        [("„Teilhabemanagement“", '"Teilhabemanagement"')],
        [("1.234", "1\u00a0234")],
        [("eine in Teilzeit, keine auf Probe", "keine auf Probe, eine in Teilzeit")],
        [("Werkhof waren es 31, im Stadtpark 12", "Stadtpark waren es 12, im Werkhof 31")],
        [
            (
                "eine\u00a0Person eine Ausbildung auf, zwei\u00a0Personen eine Beschäftigung",
                "zwei\u00a0Personen eine Beschäftigung auf, eine\u00a0Person eine Ausbildung",
            )
        ],
        [("laut Träger", "laut\u00adTräger")],
        [
            (
                "Am Baustein 6 „Teilhabemanagement“ nahmen vom 01.03.2020 bis zum 30.06.2022 laut "
                "Träger 86\u00a0Personen teil.",
                "Laut Träger nahmen 86\u00a0Personen am Baustein 6 „Teilhabemanagement“ teil "
                "(01.03.2020 bis 30.06.2022).",
            )
        ],
        [("Davon eine in", "Davon also eine in")],
        [
            ("Die Zusammenarbeit war gut.", "Davon eine in Teilzeit, keine auf Probe. Alles gut."),
            ("Davon eine in Teilzeit, keine auf Probe.\f", ""),
        ],
    ],
)  # fmt: skip
def test_wording_is_free(changes: list[tuple[str, str]]) -> None:
    assert after(*changes) == []


@pytest.mark.parametrize(
    ("old", "new", "now", "then", "figure"),
    [
        ("86\u00a0Personen", "87\u00a0Personen", "87", "86", "m6.participants"),
        ("86\u00a0Personen", "sechsundachtzig Leute und 87\u00a0Personen", "87", "", None),
        ("nahmen 22 eine", "nahmen schon 23 junge Leute eine", "23", "22", "m6.training"),
        ("eine\u00a0Person", "keine\u00a0Person", "keine", "eine", "m1.training"),
        ("eine\u00a0Person", "drei\u00a0Personen", "drei", "eine", "m1.training"),
        ("zwei\u00a0Personen", "eine\u00a0Person", "eine", "zwei", "m1.work"),
        ("Davon eine in", "Davon zwei in", "zwei", "eine", "m1.part"),
        ("keine auf Probe", "eine auf Probe", "eine", "keine", "m1.trial"),
        ("Davon eine in", "Davon keine in", "keine", "eine", "m1.part"),
        ("Ausbildung | 22 |", "Ausbildung | 24 |", "24", "22", "m6.training"),
        ("| 26 %", "| 27 %", "27 %", "26 %", "m6.training"),
        ("1.234", "1.243", "1.243", "1.234", "m1.sheets"),
        ("01.03.2020", "01.04.2020", "01.04.2020", "01.03.2020", None),
        ("Baustein 6", "Baustein 5", "5", "6", None),
        ("bis zum 30.06.2022 laut", "bis 2020 laut", "2020", "", None),
    ],
)
def test_changed_numbers_are_reported_with_what_was_counted(
    old: str, new: str, now: str, then: str, figure: str | None
) -> None:
    (problem,) = after((old, new))
    assert problem.figure == figure
    assert f"„{now}“" in str(problem)
    assert f"„{then}“" in str(problem) or not then
    assert new.split()[-1] in problem.quote
    assert str(problem).endswith(".")


def test_a_changed_figure_is_a_german_sentence_that_quotes_its_place() -> None:
    (problem,) = after(("nahmen 22 eine", "nahmen 23 eine"))
    assert str(problem) == (
        "In „Davon nahmen 23 eine Ausbildung auf, 16 eine Arbeit.“ steht jetzt „23“, gezählt wurde "
        "aber „22“ (m6.training). Bitte setzen Sie die gezählte Zahl wieder ein."
    )


@pytest.mark.parametrize(
    "changes",
    [
        [("22 eine Ausbildung auf, 16", "16 eine Ausbildung auf, 22")],
        [("es 31, im Stadtpark 12", "es 12, im Stadtpark 31")],
        [("Ausbildung | 22 | 26 %", "Ausbildung | 16 | 26 %"),
         ("Arbeit | 16 | 19 %", "Arbeit | 22 | 19 %")],
        [("Ausbildung | 22 | 26 %", "Ausbildung | ? | 26 %"),
         ("Ausbildung | 1 |", "Ausbildung | 22 |"), ("Ausbildung | ? |", "Ausbildung | 1 |")],
    ],
)  # fmt: skip
def test_figures_that_changed_places_are_two_changed_ones(changes: list[tuple[str, str]]) -> None:
    found = after(*changes)
    assert len(found) == 2
    assert all(problem.figure for problem in found)


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("Es gab 14 Sitzungen.", ["14"]),
        ("Es gab zwölf Sitzungen und 3 Feste.", ["zwölf", "3"]),
        ("Es gab eine Sitzung.", ["eine"]),
        ("Eine junge Person blieb, keine andere Person ging.", ["Eine", "keine"]),
        ("Insgesamt nahmen 86 Personen teil.", ["86"]),
        ("Am 07.12.2023 kam die Anfrage.", ["07.12.2023"]),
        ("Die Quote lag bei 26 %.", ["26 %"]),
        ("Es waren fünfundvierzig.", ["fünfundvierzig"]),
    ],
)
def test_new_numbers_are_reported_with_their_sentence(sentence: str, numbers: list[str]) -> None:
    (problem,) = after(more=[f"Ein Absatz dazu. {sentence}"])
    assert problem.quote == sentence
    assert "ohne Beleg" in str(problem)
    assert all(f"„{number}“" in str(problem) for number in numbers)


def test_a_number_that_is_added_to_a_sentence_is_reported() -> None:
    (problem,) = after(("Die Zusammenarbeit war gut", "Die Zusammenarbeit in 14 Runden war gut"))
    assert "„14“" in str(problem)


def test_a_gap_filled_with_a_number_is_reported() -> None:
    edited = [p.text.replace(GAP, "Es gab 14 Sitzungen.") for p in DRAFT]
    assert ["14" in str(problem) for problem in problems(DRAFT, edited)] == [True]


def test_one_number_vouches_for_one_number_only() -> None:
    assert len(after(more=[DRAFT[0].text])) == 2


def test_names_with_digits_count_nothing() -> None:
    assert after(("Die Stadt", "Nach COVID-19 und der Stufe A2 und m6 dankt die Stadt, sie")) == []


def test_long_sentences_are_quoted_around_the_number() -> None:
    long = "und so weiter " * 40
    (problem,) = after(more=[f"Es {long} gab 14 Sitzungen {long}."])
    assert len(problem.quote) <= 165
    assert "14 Sitzungen" in problem.quote
    assert problem.quote.startswith("… ")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_no_text_is_a_problem_for_itself(texts: list[str]) -> None:
    draft = [DraftPassage(text) for text in texts if "[" not in text]
    assert problems(draft, [passage.text for passage in draft]) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5000), st.integers(0, 5000))
def test_exactly_the_changed_figure_is_reported(counted: int, typed: int) -> None:
    text = f"Es nahmen {counted} Personen teil, das sind viele."
    draft = [cited(text, ("m6.participants", f"{counted} Personen"))]
    found = problems(draft, [f"Es nahmen {typed} Personen teil, das sind viele."])
    assert [problem.figure for problem in found] == ["m6.participants"] * (counted != typed)

from datetime import date
from pathlib import Path

import pytest

from protocols.heard import Person, hear_people

TODAY = date(2026, 11, 23)
_AGES = (Path(__file__).parent / "ages.txt").read_text(encoding="utf-8").splitlines()
_CASES = [line.partition(" | ")[::2] for line in _AGES if not line.startswith("#")]


def people(said: str) -> list[tuple[str, int | None, bool | None]]:
    return [(person.role, person.age, person.minor) for person in hear_people(said, TODAY).people]


@pytest.mark.parametrize(
    ("said", "age"),
    [
        ("17 yo at the motel", 17),
        ("17/f from laredo", 17),
        ("f16 at truck stop", 16),
        ("she's fifteen", 15),
        ("she is 15", 15),
        ("turns 18 next month", 17),
        ("born 2010", 16),
        ("girl, 14", 14),
        ("girl (13)", 13),
        ("daughter of 12", 12),
        ("tengo 15 años", 15),
        ("niña de quince años", 15),
        ("cumple 18 mañana", 17),
        ("hija de 14", 14),
        ("16 year old boy", 16),
        ("ages 14 to 17", 14),
        ("my 13 yr old", 13),
        ("fifeteen yo girl", 15),
        ("aged 9", 9),
        ("almost 16", 15),
        ("looks like 14", 14),
        ("nacida en 2012", 14),
        ("8 month old baby", 0),
    ],
)
def test_an_age_is_heard_however_it_is_said(said: str, age: int):
    assert age in [person[1] for person in people(said)]


@pytest.mark.parametrize(("ages", "said"), _CASES)
def test_a_number_is_heard_as_an_age_only_where_it_is_one(ages: str, said: str):
    heard = [str(age) for _, age, _ in people(said) if age is not None]
    assert sorted(heard) == sorted(ages.replace("none", "").replace(",", " ").split())


@pytest.mark.parametrize(
    "said", ["a minor", "some kids", "a teen", "8th grader", "in middle school", "niño", "menor de edad", "under 18"]
)
def test_a_minor_is_heard_without_an_age(said: str):
    assert True in [person[2] for person in people(said)]


@pytest.mark.parametrize(
    "said",
    [
        "15 men came",
        "owes 17 dollars",
        "off i-10",
        "works 12 hours",
        "minor injuries",
        "out 5 yrs",
        "when i was 14",
        "since she was 12",
        "no kids",
        "300 a day",
        "17 miles from here",
        "14 hour shifts",
        "money at 10",
    ],
)
def test_numbers_and_words_that_are_no_age_make_nobody_a_minor(said: str):
    assert True not in [person[2] for person in people(said)]


def test_a_mother_a_daughter_and_a_toddler_are_three_people():
    assert people("mother of 34 with a daughter of 15 and a toddler") == [
        ("at_risk", 34, False),
        ("child", 15, True),
        ("child", None, True),
    ]


def test_the_age_of_the_one_who_harms_is_not_the_age_at_risk():
    assert Person("other", 35, False, "male") in hear_people("she is 16, boyfriend 35", TODAY).people


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("spanish only", "es"),
        ("speaks mandarin", "zh"),
        ("needs a mixteco interpreter", "mix"),
        ("K'iche' speaker", "quc"),
        ("habla poco inglés, habla mam", "mam"),
        ("mi novio no me deja salir de la casa", "es"),
        ("spa lady korean", "ko"),
        ("nail tech from vietnam", "vi"),
        ("boss wont pay", None),
        ("doesn't speak english", None),
    ],
)
def test_the_language_spoken_is_heard(said: str, language: str | None):
    assert hear_people(said, TODAY).language == language


@pytest.mark.parametrize(
    ("said", "caller"),
    [
        ("i'm 15 and he sells me", "child"),
        ("my boss took my passport", "self"),
        ("my daughter is missing", "third_party"),
        ("nurse with a patient", "professional"),
        ("detective recovered a victim", "professional"),
        ("17 yo, bf wont let her leave", "third_party"),
        ("motel off i-10, 17 yo, bf wont let her leave", "third_party"),
        ("tengo 14 y mi padrastro me toca", "child"),
    ],
)
def test_who_is_calling_is_heard(said: str, caller: str):
    assert hear_people(said, TODAY).caller == caller


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("two minutes", 2), ("only has 5 min", 5), ("solo tengo un minuto", 1), ("10 minutes ago", None)],
)
def test_how_long_they_can_talk_is_heard(said: str, minutes: int | None):
    assert hear_people(said, TODAY).minutes == minutes


def test_danger_words_are_heard_unless_denied():
    assert hear_people("no weapons but locked in", TODAY).words == ("locked in",)

"""Whom a listing serves: yes, no or unknown on every axis, with the reason; unknown is never no."""

from pathlib import Path

import pytest
from listed import directory_of, find, listed, names

from resources.find import Want
from resources.fit import fit_of
from resources.listing import Rule

ADULTS = (Rule("age", "18-"),)
TEENS = (Rule("age", "12-17"),)
WOMEN = (Rule("gender", "female"),)

CASES = [
    ("nothing asked", ADULTS, Want(), "unknown"),
    ("an adult where adults are served", ADULTS, Want(ages=(30,)), "yes"),
    ("a child where adults are served", ADULTS, Want(ages=(17,)), "no"),
    ("the youngest age served", TEENS, Want(ages=(12,)), "yes"),
    ("a minor of unknown age", TEENS, Want(minor=True), "unknown"),
    ("a minor where all minors are served", (Rule("age", "-17"),), Want(minor=True), "yes"),
    ("a minor where adults are served", ADULTS, Want(minor=True), "no"),
    ("an adult of unknown age", (Rule("age", "18-24"),), Want(minor=False), "unknown"),
    ("either of two ranges", (Rule("age", "-11"), Rule("age", "60-")), Want(ages=(70,)), "yes"),
    ("an age that is refused", (Rule("age", "0-"), Rule("age", "-5", "no")), Want(ages=(3,)), "no"),
    ("a mother with a child", ADULTS, Want(ages=(30, 4)), "unknown"),
    ("an age that cannot be read", (Rule("age", "adults"),), Want(ages=(30,)), "yes"),
    ("two ranges that together serve all minors", (Rule("age", "-11"), Rule("age", "12-17")), Want(minor=True), "yes"),
    ("an age outside what is refused", (Rule("age", "-11", "no"),), Want(ages=(20,)), "unknown"),
    ("no age recorded", (), Want(ages=(30,)), "unknown"),
    ("a woman among women", WOMEN, Want(gender="female"), "yes"),
    ("a man among women", WOMEN, Want(gender="male"), "no"),
    ("another gender among women", WOMEN, Want(gender="other"), "unknown"),
    ("a refused gender", (Rule("gender", "male", "no"),), Want(gender="male"), "no"),
    ("one no among yeses", (*WOMEN, *ADULTS), Want(ages=(17,), gender="female"), "no"),
    ("one unknown among yeses", WOMEN, Want(ages=(20,), gender="female"), "unknown"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_the_truth_table_of_fit(case: tuple) -> None:
    _, rules, want, verdict = case
    assert fit_of(listed("One", rules=rules), want).verdict == verdict


def test_a_language_that_is_not_listed_is_unknown() -> None:
    spanish = Want(language="es")
    assert fit_of(listed("One", languages=("en", "es")), spanish).verdict == "yes"
    assert fit_of(listed("One", languages=("English", "Spanish")), spanish).why == ("speaks Spanish",)
    assert fit_of(listed("One", languages=("en",)), spanish).verdict == "unknown"
    assert fit_of(listed("One"), spanish).why == ("languages not recorded",)
    assert fit_of(listed("One", rules=ADULTS), Want(ages=(20,), language="en")).verdict == "yes"


def test_police_and_crisis_lines_turn_nobody_away_for_age() -> None:
    want = Want(ages=(17,), gender="female", language="es")
    assert fit_of(listed("Police", "law_enforcement", languages=("es",)), want).verdict == "yes"
    assert fit_of(listed("Line", "crisis_line", rules=ADULTS, languages=("es",)), want).verdict == "no"


def test_a_hotline_that_also_shelters_is_asked_for_ages_only_as_a_shelter() -> None:
    both = listed("Both", kinds=("crisis_line", "shelter"), languages=("es",))
    want = Want(ages=(17,), language="es")
    assert fit_of(both, want, "crisis_line").verdict == "yes"
    assert fit_of(both, want, "shelter").verdict == "unknown"


def test_what_fits_comes_before_what_may_and_a_no_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    listings = [
        listed("No", miles=1, rules=ADULTS),
        listed("Unknown", miles=2),
        listed("Yes", miles=9, rules=TEENS),
    ]
    found = find(directory_of(tmp_path, listings), want=Want(ages=(16,)))
    assert [(one.listing.service, one.fit) for one in found.help] == [("Yes", "yes"), ("Unknown", "unknown")]
    assert [(one.listing.service, one.fit, one.why) for one in found.not_fitting] == [
        ("No", "no", ("ages 18 and over",))
    ]


def test_what_is_not_known_of_the_caller_excludes_nothing(tmp_path: Path) -> None:
    listings = [listed("Adults", miles=1, rules=ADULTS), listed("Women", miles=2, rules=WOMEN)]
    assert names(find(directory_of(tmp_path, listings))) == ["Adults", "Women"]

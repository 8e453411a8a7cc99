"""What a guide's `not` lines take out of play does not count by likeness either."""

import pytest
from shipped_library import alert_ids


@pytest.mark.parametrize(
    "said",
    [
        "sprayed with pesticide, fresno ca",
        "they make us mix pesticides without gloves",
        "herbicide drums in the bunkhouse, 12 men",
        "los rociaron con pesticida en el campo",
    ],
)
def test_work_with_pesticides_is_not_taken_for_suicide(said: str) -> None:
    assert "suicidal" not in alert_ids(said)


@pytest.mark.parametrize("said", ["he drank pesticide", "they make us spray, i drank the pesticide"])
def test_who_drank_pesticide_is(said: str) -> None:
    assert "suicidal" in alert_ids(said)


@pytest.mark.parametrize(
    "said",
    [
        "sick, cant leave the camp",
        "enferma y no la dejan salir",
        "no insulin for 3 days",
        "The defendant is accused of forcing her onto the bed and strangling her in 2022.",
        "The indictment alleges that he chained the woman to a radiator.",
    ],
)
def test_illness_kept_from_help_and_what_a_court_heard_are_danger(said: str) -> None:
    assert "immediate-danger" in alert_ids(said)


def test_not_a_joke_is_no_story_and_a_play_is() -> None:
    assert "suicidal" in alert_ids("kms for real this time not a joke")
    assert alert_ids("in a mock trial a student is held at gunpoint") == set()

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

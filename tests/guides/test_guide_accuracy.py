"""How often alerts and guides are right on lines written by somebody who had not seen the triggers.

Anybody may add lines to the case files. The thresholds stand a little under what is reached; raise them when it rises.
"""

import pytest
from shipped_library import ask, cases


def alert_rates(name: str) -> tuple[float, float]:
    """The share of expected alerts shown, and the share of quiet lines that raise any."""
    expected = shown = quiet = false = 0
    for case in cases(name):
        ids = {alert.guide.id for alert in ask(case.text)[0]}
        expected += len(case.expected)
        shown += len(case.expected & ids)
        quiet += not case.expected
        false += not case.expected and bool(ids)
    return shown / expected, false / quiet


def right_at(name: str, k: int) -> float:
    right = total = 0
    for case in cases(name):
        alerts, guides = ask(case.text)
        ids = {alert.guide.id for alert in alerts} | {match.guide.id for match in guides[:k]}
        total += 1
        right += bool(case.expected & ids)
    return right / total


@pytest.mark.parametrize(
    ("name", "least", "most_false"),
    [("alerts_tune.txt", 0.94, 0.04), ("alerts_own.txt", 0.94, 0.04), ("alerts_check.txt", 0.89, 0.11)],
)
def test_alerts_are_shown_when_needed_and_seldom_otherwise(name: str, least: float, most_false: float):
    shown, false = alert_rates(name)
    assert shown >= least
    assert false <= most_false


@pytest.mark.parametrize(
    ("name", "first", "in_three"), [("notes_tune.txt", 0.74, 0.90), ("notes_check.txt", 0.74, 0.90)]
)
def test_the_right_guide_is_first_or_in_three(name: str, first: float, in_three: float):
    assert right_at(name, 1) >= first
    assert right_at(name, 3) >= in_three

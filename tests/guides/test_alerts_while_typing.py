"""While a note is typed letter by letter: an alert that the whole note does not raise should seldom come and go."""

from itertools import islice

from shipped_library import alert_ids, cases

BEGUN = 4
"""Letters before which nobody reads the alerts yet."""


def alarms_while_typing(most: int) -> tuple[int, int]:
    """Keys with an alert that the finished note does not raise, and all keys, of so many practice notes."""
    alarms = keys = 0
    for case in islice(cases("notes_tune.txt"), 0, None, 260 // most):
        whole = alert_ids(case.text)
        for typed in range(BEGUN, len(case.text)):
            keys += 1
            alarms += bool(alert_ids(case.text[:typed]) - whole)
    return alarms, keys


def test_few_keys_of_a_note_raise_an_alert_that_the_whole_note_does_not():
    alarms, keys = alarms_while_typing(52)
    assert keys > 2000
    assert alarms / keys <= 0.06, f"{alarms} of {keys} keys"

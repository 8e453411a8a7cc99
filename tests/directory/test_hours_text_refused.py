"""Hours that a labelled block, a condition or a slip makes unsure: never one open door that is closed."""

import pytest

from resources.intake.hours_text import read_hours

REFUSED = (
    "Walk-In: Mon-Fri 9:00am-5:00pm; Phone: Mon-Fri 8:00am-8:00pm",
    "Walk-In: Mon-Fri 9-5",
    "Intake: Tue, Thu 1pm-3pm",
    "Office: Mon-Fri 9am-5pm. Shelter: 24 hours",
    "Clinic hours: Mon 9am-12pm; Dental hours: Tue 9am-12pm",
    "Food pantry: 1st and 3rd Saturday 9am-11am",
    "Every 3rd Saturday 9am-12pm",
    "Mon-Fri 9am-5pm by appointment only",
    "By appointment",
    "Mon-Fri 9am-5pm except Wednesday",
    "Mon-Thu 9am-5pm, Fri varies",
    "Summer: Mon-Fri 8am-4pm",
    "September-May: Mon-Fri 9am-5pm",
    "Mon-Fri 9am-4am",
    "9-5",
    "Mon-Fri",
    "Mon-Fri 9am",
    "Mon-Fri 9am - close",
    "Mon-Fri dawn to dusk",
    "Call for hours",
    "Hours vary by location",
    "Mon-Fri 9am-5pm; Mon closed",
    "Mon, Wed or Fri 9am-5pm",
    "Alternating Mondays 9am-5pm",
    "Last Friday of the month 10am-2pm",
    "Women: Mon 9am-12pm; Men: Tue 9am-12pm",
    "Mon-Fri 9am-5pm (members only)",
    "School days 2pm-6pm",
    "Mon-Fri 8am-5pm, doors locked 12pm-1pm",
)
SURE = {
    "Mon-Fri 9:00am-5:00pm": (5, 480),
    "Office hours: Mon-Fri 9am-5pm": (5, 480),
    "Mon-Thu 8am-6pm; Fri 8am-12pm": (5, 600),
    "Tue and Thu 1pm-3pm": (2, 120),
    "Sat, Sun 10am-2pm": (2, 240),
    "Mon-Fri 8am-12pm, 1pm-5pm": (10, 240),
    "Daily 7am-7pm": (7, 720),
    "24/7": (7, 1440),
    "Fri 7pm-2am": (1, 420),
    "Mon-Fri 8:30am-4:30pm, closed on holidays": (5, 480),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_sure_is_kept_as_text_and_never_open(text: str) -> None:
    hours = read_hours(text)
    assert not hours.known
    assert not hours.spans
    assert hours.text == text


@pytest.mark.parametrize("text", SURE)
def test_what_is_sure_has_its_spans_and_their_length(text: str) -> None:
    hours = read_hours(text)
    assert hours.known
    assert (len(hours.spans), hours.spans[0].closes - hours.spans[0].opens) == SURE[text]

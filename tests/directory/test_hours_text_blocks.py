"""Labelled blocks of hours: read where one is surely the public's, otherwise unknown and never open by mistake."""

import pytest

from resources.intake.hours_text import read_hours

WEEK = read_hours("Mon-Fri 9am-5pm").spans
SURE = (
    "Office: Mon-Fri 9am-5pm",
    "Open to the public: Mon-Fri 9:00am-5:00pm",
    "Main Office Hours: Monday - Friday: 9 a.m. to 5 p.m.",
    "Front desk: 9am-5pm, Mon-Fri",
    "Office: Mon-Thu 9am-5pm; Fri 9am-5pm",
    "Hotline: Mon-Fri 9am-5pm",
    "Phone hours: Mon-Fri 9am-5pm",
    "Office: Mon-Fri 9am-5pm; Walk-ins: Mon-Fri 9:00 am - 5:00 pm",
    "Office: Mon-Fri 9am-5pm; Donations: Sat 9am-12pm",
    "Office: Mon-Fri 9am-5pm. Donation drop-off: Sat 9am-12pm",
    "Staff only: Mon-Fri 7am-9am\nLobby: Mon-Fri 9am-5pm",
)
UNSURE = (
    "Walk-In: Mon-Fri 9am-5pm",
    "Drop-in hours: Mon-Thu 9am-5pm; Fri 9am-5pm",
    "Walk-In: Mon-Fri 9am-5pm; Phone: Mon-Fri 8am-8pm",
    "Walk-In: Mon-Fri 9am-5pm; Phone: Mon-Fri 9am-5pm",
    "Office: Mon-Fri 9am-5pm; Hotline: 24 hours",
    "Hotline: 24/7\nOffice: Mon-Fri 9am-5pm",
    "Hotline: 24 hours; Donations: Sat 9am-12pm",
    "Office: Mon-Fri 9am-5pm; Walk-In: Tue 9am-12pm",
    "Office: Mon-Fri 9am-5pm; Shelter: 24 hours",
    "Office: Mon-Fri 9am-5pm; Clinic: Tue 1pm-4pm",
    "Office: Mon-Fri 9am-5pm; Donations: call first",
    "Office: Mon-Fri 9am-5pm; Donations: 1st Saturday 9am-12pm",
    "Office: Mon-Fri 9am-5pm, Walk-In: Tue",
    "Office: Mon-Fri 9am-5pm; closed Wednesday",
    "Office: by appointment only",
    "Office:",
    "Office: Mon-Fri",
    "Walk-In: Mon-Fri 9-5; Office: Mon-Fri 8-6",
    "Donations: Sat 9am-12pm",
    "Staff: Mon-Fri 9am-5pm",
    "North Office: Mon 9am-5pm; South Office: Tue 9am-5pm",
    "Office: Mon 9am-5pm; Office: Tue 9am-5pm",
    "Shelter: 24 hours; Office: Mon-Fri 9am-5pm",
    "Mon-Fri 9am-5pm; Walk-In: Tue 9am-12pm",
    "Summer: Office: Mon-Fri 9am-5pm",
    "Walk-In: Mon-Fri 9am-5pm (appointments only in July)",
    "Walk-In Intake: Mon-Fri 9am-11am",
    "Office: Tue 9am-12pm\nMon-Fri 8am-5pm",
)


@pytest.mark.parametrize("text", SURE)
def test_a_block_that_is_surely_the_publics_is_read(text: str) -> None:
    hours = read_hours(text)
    assert (hours.known, hours.spans, hours.text) == (True, WEEK, text)


@pytest.mark.parametrize("text", UNSURE)
def test_where_it_is_not_sure_which_block_holds_the_hours_stay_unknown(text: str) -> None:
    hours = read_hours(text)
    assert (hours.known, hours.spans, hours.text) == (False, (), text)

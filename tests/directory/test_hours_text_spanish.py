"""Hours in Spanish, days in brackets and midnight: read where they are sure, refused where they are not."""

import pytest

from resources.intake.hours_text import read_hours

NINE_TO_FIVE = [(day, 540, 1020) for day in range(5)]


def week(text):
    return [(span.weekday, span.opens, span.closes) for span in read_hours(text).spans]


@pytest.mark.parametrize(
    "text",
    [
        "Lunes a viernes 9am-5pm",
        "lun-vie 9:00am - 5:00pm",
        "De lunes a viernes, de 9 a.m. a 5 p.m.",
        "Lunes, martes, miércoles, jueves y viernes: 9am-5pm",
        "Entre semana 9am-5pm; sábados y domingos cerrado",
        "9:00 a.m. - 5:00 p.m. (Mon-Fri)",
    ],
)
def test_a_week_is_read_as_it_is_written(text):
    assert week(text) == NINE_TO_FIVE


@pytest.mark.parametrize("text", ["24 horas", "24 horas, 7 días a la semana", "24 horas al día, todos los días"])
def test_all_day_is_all_day_in_spanish(text):
    assert week(text) == [(day, 0, 1440) for day in range(7)]


def test_midnight_written_out_ends_the_day():
    assert week("Sat 8am-midnight") == [(5, 480, 1440)]


@pytest.mark.parametrize(
    "text",
    [
        "Mon-Fri (Sat) 9am-5pm",
        "9am-5pm Mon-Fri (Sat)",
        "Mon-Fri 8am-12am",
        "Lunes a viernes 9am-5pm con cita",
        "Primer lunes del mes 9am-5pm",
        "Llamar 24 horas antes",
    ],
)
def test_what_could_mean_something_else_stays_unknown(text):
    assert not read_hours(text).known

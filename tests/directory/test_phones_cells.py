"""Phone cells as directories write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.phones import phone_kind, read_phones, valid_number


def numbers(text, **options):
    return [(p.number, p.extension, p.kind) for p in read_phones(text, **options)]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("713-555-0101", [("+17135550101", "", "main")]),
        ("(713) 555-0101", [("+17135550101", "", "main")]),
        ("(713)555.0101", [("+17135550101", "", "main")]),
        ("7135550101", [("+17135550101", "", "main")]),
        ("1 (713) 555 0101", [("+17135550101", "", "main")]),
        ("+1 713 555 0101", [("+17135550101", "", "main")]),
        ("630-555.0160", [("+16305550160", "", "main")]),
        ("713-555-0101 x1020", [("+17135550101", "1020", "main")]),
        ("713-555-0101 ext. 12", [("+17135550101", "12", "main")]),
        ("713-555-0101, Extension 7", [("+17135550101", "7", "main")]),
        ("713-555-0101 #4", [("+17135550101", "4", "main")]),
        ("1-800-555-0199", [("+18005550199", "", "toll_free")]),
        ("1-888-3RUNAWAY", [("+18883786292", "", "toll_free")]),
        ("800-DON-CUTT", [("+18003662888", "", "toll_free")]),
        ("211", [("211", "", "main")]),
        ("Dial 911", [("911", "", "main")]),
        ("988", [("988", "", "crisis")]),
        ("Text HELP to 233733", [("233733", "", "text")]),
        ("Fax: 713-555-0102", [("+17135550102", "", "fax")]),
        ("713-555-0103 (TTY)", [("+17135550103", "", "tty")]),
        ("24 hour crisis line 713-555-0104", [("+17135550104", "", "crisis")]),
        ("After hours: 713-555-0105", [("+17135550105", "", "after_hours")]),
        ("713-555-0101; 713-555-0102", [("+17135550101", "", "main"), ("+17135550102", "", "main")]),
        ("713-555-0101 / 713-555-0102", [("+17135550101", "", "main"), ("+17135550102", "", "main")]),
        ("713-555-0101 or 713-555-0102", [("+17135550101", "", "main"), ("+17135550102", "", "main")]),
        ("713-555-0101/0102", [("+17135550101", "", "main"), ("+17135550102", "", "main")]),
        ("Office 713-555-0101, Fax 713-555-0102", [("+17135550101", "", "main"), ("+17135550102", "", "fax")]),
        ("713-555-0101 Office\n713-555-0102 Hotline", [("+17135550101", "", "main"), ("+17135550102", "", "crisis")]),
        ("Hotline 713-555-0101 Office 713-555-0102", [("+17135550101", "", "crisis"), ("+17135550102", "", "main")]),
        ("+44 1234 234567", [("+441234234567", "", "main")]),
        ("340-778-6311", [("+13407786311", "", "main")]),
    ],
)
def test_every_number_of_a_cell_is_recovered(cell, found):
    assert numbers(cell) == found


@pytest.mark.parametrize("cell", ["", "(410)    -", "No phone", "n/a", "call us", "-", "24 hours"])
def test_a_cell_without_a_number_gives_none(cell):
    assert read_phones(cell) == ()


@pytest.mark.parametrize("cell", ["(223) 346 12361", "555-1234", "(602) 111-1111", "(449) 643-3334", "000-000-0000"])
def test_a_number_that_cannot_be_dialled_is_kept_as_found_and_never_offered(cell):
    phones = read_phones(cell)
    assert [phone.number for phone in phones] == [""] and phones[0].raw == cell


def test_the_label_of_the_column_gives_the_kind():
    assert numbers("713-555-0101", label="State Hotline")[0][2] == "crisis"
    assert numbers("713-555-0101", label="Phone 1")[0][2] == "main"
    assert numbers("713-555-0101", kind="fax")[0][2] == "fax"


def test_a_language_beside_a_number_is_kept():
    phones = read_phones("713-555-0101 English / 713-555-0102 Español")
    assert [phone.languages for phone in phones] == [("en",), ("es",)]


def test_the_private_mark_is_on_every_number_of_the_cell():
    assert all(phone.private for phone in read_phones("713-555-0101; 713-555-0102", private=True))


def test_kinds_are_known_by_many_words():
    words = {
        "TTY": "tty",
        "Toll Free": "toll_free",
        "Intake": "intake",
        "State Hotline": "crisis",
        "Fax 1": "fax",
        "Phone 3": "main",
    }
    assert {label: phone_kind(label) for label in words} == words


@given(st.from_regex(r"\(?[2-9]\d\d\)?[ .-]?[2-9]\d\d[ .-]?\d{4}", fullmatch=True))
def test_any_ten_digits_come_back_as_those_ten_digits_or_not_at_all(cell):
    digits = "".join(filter(str.isdigit, cell))
    for phone in read_phones(cell):
        assert phone.number in ("", f"+1{digits}") and (not phone.number or valid_number(phone.number))


@given(st.text())
def test_no_text_breaks_the_reader(text):
    for phone in read_phones(text):
        assert phone.number == "" or phone.number.startswith("+") or phone.number.isdigit()

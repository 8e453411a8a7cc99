"""Text from outside: repaired where it was broken, and unable to do anything to a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.clean import clean, safe


@pytest.mark.parametrize(
    ("dirty", "tidy"),
    [
        ("AttorneyGÇÖs Office", "Attorney’s Office"),
        ("6:00pmGÇô7:30pm", "6:00pm–7:30pm"),
        ("GÇ£WeGÇ¥", "“We”"),
        ("donâ€™t", "don’t"),
        ("cafÃ©", "café"),
        ("EspaÃ±ol", "Español"),
        ("Â°", "°"),
        ("Espa+¦ol", "Español"),
        ("a\\nb\\r\\nc", "a\nb\nc"),
        ("a\rb", "a b"),
        ("a\xa0b\x1ec", "a b c"),
        ("a\u200bb", "a b"),
        ("\ufeffa", "a"),
        ("<p>Hi &amp; <b>bye</b></p>", "Hi & bye"),
        ("a<br/>b", "a\nb"),
        ("&lt;b&gt;x&lt;/b&gt;", "x"),
        ("<script>alert(1)</script>ok", "ok"),
        ("###MON###text", "text"),
        ("  a   b  ", "a b"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07x", "x"),
        ("a\u202eb\u2066c\u061cd", "abcd"),
        ("a\x9b31mb", "ab"),
    ],
)
def test_what_exports_break_is_repaired(dirty, tidy):
    assert clean(dirty) == tidy


@pytest.mark.parametrize(
    "text",
    ["É»", "mail <help@example.org>", "call <first>", "5 < 6 & 7 > 2", "Peña's Café – 24/7", "C:\\files", "–", "a\nb"],
)
def test_what_is_right_already_is_left_alone(text):
    assert clean(text) == text


@given(st.text())
def test_clean_text_holds_no_control_or_bidi_character(text):
    assert not _unsafe(clean(text).replace("\n", ""))


@given(st.text(alphabet=st.sampled_from("aéÂ€™G ÇÖ<b>&amp;\\n\x1b[m\u202e#")))
def test_cleaning_twice_changes_no_more_than_cleaning_thrice(text):
    assert clean(clean(clean(text))) == clean(clean(clean(clean(text))))


@given(st.text())
def test_drawn_text_is_one_line_without_controls(text):
    drawn = safe(text)
    assert not _unsafe(drawn) and "\n" not in drawn


def test_drawn_text_piles_up_at_most_three_marks():
    drawn = safe("e" + "\u0301" * 40 + "x")
    assert sum(unicodedata.combining(character) > 0 for character in drawn) == 3 and drawn.endswith("x")


def _unsafe(text):
    return [
        c
        for c in text
        if ord(c) < 32
        or 0x7F <= ord(c) < 0xA0
        or c in "\u061c\u200e\u200f\u2028\u2029"
        or "\u202a" <= c <= "\u202e"
        or "\u2066" <= c <= "\u2069"
        or "\ud800" <= c <= "\udfff"
    ]

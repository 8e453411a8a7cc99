"""The line that takes what is typed: editing, and what of it is in sight."""

from hypothesis import given
from hypothesis import strategies as st

from console.ui.rows import text_of
from console.ui.said_bar import EDITS, LONGEST, SaidLine, said_row

WORDS = st.text(alphabet="ab é日 😀", max_size=30)


@given(st.lists(st.one_of(st.sampled_from(sorted(EDITS)), WORDS), max_size=30))
def test_no_sequence_of_edits_puts_the_cursor_outside_the_text(edits: list[str]) -> None:
    line = SaidLine()
    for edit in edits:
        line = EDITS[edit](line) if edit in EDITS else line.typed(edit)
        assert 0 <= line.cursor <= len(line.text)


@given(WORDS, st.integers(0, 300), st.sampled_from([60, 80, 160]))
def test_the_cursor_is_always_in_sight(words: str, at: int, width: int) -> None:
    line = SaidLine().typed(words * 10).at(at)
    row, column = said_row(line, width)
    assert len("Said> ") <= column < width
    assert text_of(row).startswith("Said>")


def test_words_are_put_in_at_the_cursor_and_rubbed_out_again() -> None:
    line = SaidLine().typed("motel tx")
    line = EDITS["word_left"](line).typed("nacogdoches ")
    assert line.text == "motel nacogdoches tx"
    line = EDITS["rub_word"](line)
    assert line.text == "motel tx" and EDITS["rub_line"](line).text == "tx"


def test_no_more_is_kept_than_one_call_needs() -> None:
    assert len(SaidLine().typed("x" * 99_999).typed("y").text) == LONGEST


def test_control_characters_are_never_part_of_the_line() -> None:
    assert SaidLine().typed("a\x1b[2Jb\x07\u202ec\nd").text == "abc d"

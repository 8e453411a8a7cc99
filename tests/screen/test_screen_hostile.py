"""Text from outside never reaches the terminal as anything but letters."""

import re

import pytest
from canned_desk import CannedDesk, spoilt
from conftest import OpenScreen

ATTACKS = {
    "clipboard": "\x1b]52;c;ZXZpbA==\x07x",
    "clear": "\x1b[2J\x1b[31mx",
    "c1": "\x9b31mx\x90q\x9c",
    "bidi": "\u202ex\u2066y\u200e",
    "title": "\x1b]2;evil\x1b\\x",
    "bell": "x\x07\x08\x7f\x00",
    "marks": "e" + "\u0301" * 40 + "x",
    "wide": "日本語" * 40,
    "markup": "[bold red]x[/] [link=evil]y[/link]",
    "lines": "a\nb\r\nc\td\u2028e",
    "long": "x" * 5000,
}
FOREIGN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]")
OURS = re.compile(
    rb"\x1b\[(?:[0-9;]*m|[0-9]*;?[0-9]*H|[0-9]*C|K|2J|H|m|C)|\x1b\[\?(?:1049|7|2004|25)[hl]|\x1b\]2;Notes\x07|\r\n"
    rb"|\x1b\[[0-9]+;[0-9]+r\x1b\[[0-9]+H(?:\n|\x1bM)+\x1b\[r"
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_foreign_control_sequence_leaves_the_program(open_screen: OpenScreen, attack: str) -> None:
    screen = open_screen((80, 24), desk=spoilt(CannedDesk(), ATTACKS[attack]))
    screen.type("houston 17 yo boss gun")
    screen.press("\x16", "\x1bOP", "\x1b[6~", "\tb", "\te", "\t.", "\x14", "\x0f", "\tz", "\x1f")
    rest = OURS.sub(b"", screen.written()).decode("utf-8")
    bad = [c for c in rest if FOREIGN.match(c)]
    assert bad == []
    assert screen.lines()[0].startswith("Said>") and "keys" in screen.lines()[-1]
    assert max(len(cell[0]) for row in screen.cells() for cell in row) <= 4


@pytest.mark.parametrize("attack", ["clipboard", "clear", "c1", "bidi", "lines"])
def test_what_is_pasted_is_made_safe_as_well(open_screen: OpenScreen, attack: str) -> None:
    screen = open_screen()
    screen.press(b"\x1b[200~" + ATTACKS[attack].replace("\x1b", "").encode() + b"\x1b[201~")
    rest = OURS.sub(b"", screen.written()).decode("utf-8")
    assert all(ord(c) >= 32 and not 0x7F <= ord(c) < 0xA0 for c in rest)


def test_a_paste_of_100_kilobytes_is_cut_and_the_screen_goes_on(open_screen: OpenScreen) -> None:
    import os

    screen = open_screen()
    data = b"\x1b[200~" + b"houston and " * 9000 + b"\x1b[201~"
    os.set_blocking(screen.fd, True)
    sent = 0
    while sent < len(data):
        sent += os.write(screen.fd, data[sent : sent + 1024])
        screen.read(0)
    os.set_blocking(screen.fd, False)
    assert screen.shows("Pasted, cut")
    screen.press("\x15")
    screen.type("miami")
    assert "miami" in screen.lines()[0]

"""The safety steps stand on the screen before anything large is imported, and keys typed meanwhile are kept."""

import subprocess

from pty_session import CANNED, PYTHON, ROOT, Terminal

from console.ui.opening import SAFETY_STEPS, first_rows
from console.ui.rows import text_of


def test_the_boot_paint_imports_neither_textual_nor_rich_nor_any_store() -> None:
    code = (
        "import sys, console.boot; large = ('textual', 'rich', 'sqlite3', 'dataclasses', 'typing', 'asyncio', 're');"
        "print([name for name in large if name in sys.modules])"
    )
    done = subprocess.run([PYTHON, "-S", "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_keys_typed_while_the_program_is_still_starting_are_kept() -> None:
    terminal = Terminal(command=[PYTHON, CANNED])
    try:
        assert terminal.shows("FIRST, ON EVERY CALL", 30)
        terminal.type("houston")
        assert terminal.shows("HELP near Houston", 30)
        assert terminal.lines()[0].split() == ["Said>", "houston"]
    finally:
        terminal.close()


def test_the_screen_that_follows_the_boot_paint_changes_only_the_last_row() -> None:
    terminal = Terminal(command=[PYTHON, CANNED])
    try:
        assert terminal.shows("FIRST, ON EVERY CALL", 30)
        terminal.settle(0.01)
        before, since = terminal.lines(), len(terminal.chunks)
        assert terminal.shows("F9 keys", 30)
        terminal.settle(0.1)
        assert terminal.lines()[:-1] == before[:-1]
        assert len(terminal.written(since)) < 250
    finally:
        terminal.close()


def test_the_first_screen_fits_every_size_and_holds_every_safety_step() -> None:
    for width, height in ((60, 20), (80, 24), (160, 50)):
        rows = first_rows(width, height, "x")
        assert len(rows) == height and max(len(text_of(line)) for line in rows) <= width
        text = " ".join(" ".join(text_of(line).split()) for line in rows)
        assert all(" ".join(english.split()) in text for _, english, _ in SAFETY_STEPS)


def test_what_is_built_meanwhile_is_said_in_the_last_row_alone() -> None:
    code = (
        "from console import boot; boot.open_screen(); boot.progress('guides', 0.0); boot.progress('guides', 0.42);"
        "import time; time.sleep(9)"
    )
    terminal = Terminal(command=[PYTHON, "-c", code])
    try:
        assert terminal.shows("guides 42%")
        terminal.settle(0.05)
        rows = [text_of(line).rstrip() for line in first_rows(80, 24, "")]
        assert terminal.lines()[:-1] == rows[:-1]
        assert (terminal.screen.cursor.x, terminal.screen.cursor.y) == (6, 0)
    finally:
        terminal.close()


def test_nothing_is_said_of_progress_where_no_screen_is_open() -> None:
    done = subprocess.run(
        [PYTHON, "-c", "from console import boot; boot.progress('guides', 0.5)"], capture_output=True, cwd=ROOT
    )
    assert (done.returncode, done.stdout) == (0, b"")

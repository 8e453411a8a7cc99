"""The same screen over the same desk, drawn by prompt_toolkit: a baseline."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from prompt_toolkit import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, VSplit, Window
from prompt_toolkit.output import ColorDepth

sys.path.insert(0, str(Path(__file__).parents[2]))

from console.opening import open_desk
from console.settings import load_settings
from console.ui.board import Board
from console.ui.call_screen import screen_rows
from console.ui.rows import Row
from console.ui.said_bar import SaidLine
from console.ui.working import Working

LOOKS = {
    "plain": "", "bold": "bold", "pick": "reverse", "head": "bold underline", "alert": "bold fg:ansigray bg:ansired",
    "draft": "fg:ansiblack bg:ansiyellow", "chip": "fg:ansiblack bg:ansicyan", "status": "reverse",
    "training": "bold fg:ansiblack bg:ansiyellow",
}  # fmt: skip


class PromptScreen:
    """One line to type in, and the rows of our own screen under it."""

    def __init__(self) -> None:
        self.working = Working(Board(open_desk(load_settings())))
        self.buffer = Buffer(multiline=False, on_text_changed=lambda _: self.answer())
        self.rows: list[Row] = []
        prompt = Window(FormattedTextControl([("bold", "Said> ")]), width=6, height=1)
        top = VSplit([prompt, Window(BufferControl(self.buffer), height=1)])
        self.app: Application[None] = Application(
            layout=Layout(HSplit([top, Window(FormattedTextControl(self.fragments))])),
            key_bindings=self.keys(),
            full_screen=True,
            color_depth=ColorDepth.DEPTH_4_BIT,
        )

    def keys(self) -> KeyBindings:
        """The one key that leaves."""
        bindings = KeyBindings()

        @bindings.add("c-c")
        def leave(event: KeyPressEvent) -> None:
            event.app.exit()

        return bindings

    def answer(self) -> None:
        """Ask the desk, and lay the rows out for this size."""
        now, board = datetime.now(UTC), self.working.board
        board.contact = replace(board.contact, line=SaidLine(self.buffer.text, self.buffer.cursor_position))
        self.working.look(now)
        size = self.app.output.get_size()
        self.rows = screen_rows(self.working.view(now), size.columns, size.rows)[0]

    def fragments(self) -> list[tuple[str, str]]:
        """The rows below the line, as prompt_toolkit wants them."""
        if not self.rows:
            self.answer()
        return [
            part for line in self.rows[1:] for part in (*((LOOKS[style], text) for text, style in line), ("", "\n"))
        ][:-1]


if __name__ == "__main__":
    PromptScreen().app.run()

"""The Textual app made fit for a terminal line: one frame a key, only changed cells, and a clean end."""

import os
import sys
import traceback
from asyncio import AbstractEventLoop
from collections.abc import Iterable
from typing import Any, ClassVar

from rich.console import RenderableType
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from console.ui.terminal.cells import Cell, CellMaker, Change, changes
from console.ui.terminal.checks import ascii_only, no_colour
from console.ui.terminal.driver import TerminalDriver
from console.ui.terminal.frame import Frame

FAULT = 70
"""Exit code after a fault in the screen itself."""


class TerminalApp(App[int]):
    """Drawing, keys and endings; what is drawn and what keys do is its child's business."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    INLINE_PADDING = 0

    def __init__(self) -> None:
        super().__init__(driver_class=TerminalDriver, ansi_color=True)
        self.maker = CellMaker(ascii_only=ascii_only(), colour=not no_colour())
        self.frame = Frame()
        self.diffed = True
        self.fault = ""
        self.animation_level = "none"
        self._ending = False

    # -- keys -------------------------------------------------------------------------------------------------------

    def take(self, typed: list[events.Key | events.Paste]) -> None:
        """Everything that one read of the terminal brought; the child answers with one frame, this class with none."""

    def cursor_cell(self) -> tuple[int, int]:
        """Column and row where the terminal's own cursor stands."""
        return (0, 0)

    def first_cells(self) -> list[list[Cell]]:
        """What stands on the terminal already, where the boot paint knows it; else nothing is taken for granted."""
        return []

    # -- drawing ----------------------------------------------------------------------------------------------------

    def draw(self, changed: Iterable[Change]) -> None:
        """Send these rows now, in one frame, past the compositor: it would render all rows for any one of them."""
        if self._driver is None or not self._running or self._closed:
            return
        if self.frame.resize(*self.size):
            self.screen.refresh(layout=True)
            return
        if not self.diffed:
            self.frame.forget()
        if text := self.frame.paint(changed, self.cursor_cell()):
            self._driver.write(text)

    def clear(self) -> None:
        """Take nothing for granted any more, after noise on the line: what is drawn next is sent whole."""
        self.frame.forget()
        if self._driver is not None:
            self._driver.write("\x1b[m\x1b[2J")

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send what differs from the last frame. All that Textual ever draws passes here."""
        driver = self._driver
        if renderable is None or not self._running or self._closed or self._batch_count:
            self.post_display_hook()
            return
        if not isinstance(driver, TerminalDriver) or not isinstance(renderable, ChopsUpdate | LayoutUpdate):
            self.frame.forget()
            super()._display(screen, renderable)
            return
        if self.frame.resize(*self.size):
            self.frame.believe(self.first_cells())
        if not self.diffed:
            self.frame.forget()
        text = self.frame.paint(changes(renderable, self.maker), self.cursor_cell())
        if text:
            driver.write(text)
        self.post_display_hook()

    # -- the end ----------------------------------------------------------------------------------------------------

    def end(self, code: int) -> None:
        """Leave with `code`; a second signal changes nothing."""
        if not self._ending:
            self._ending = True
            self.exit(code, return_code=code)

    def on_loop_fault(self, loop: AbstractEventLoop, context: dict[str, Any]) -> None:
        """A fault outside Textual's own tasks: a key that could not be worked off."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        """Say where it failed and end; never what was typed, which a traceback with locals would show."""
        self._return_code = FAULT
        if not self.fault:
            last = traceback.extract_tb(error.__traceback__)[-1:]
            where = f"{os.path.basename(last[0].filename)}:{last[0].lineno}" if last else "unknown place"  # noqa: PTH119
            self.fault = f"{type(error).__name__} at {where}"
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        """Textual's own way prints every local variable."""

    def action_suspend_process(self) -> None:
        """The screen is never suspended: a stopped process would keep the call."""

    def copy_to_clipboard(self, text: str) -> None:
        """Nothing a caller said reaches a clipboard."""

    def _set_pointer_shape(self, shape: str) -> None:
        """Textual sets the mouse pointer with a code that older terminals print."""

    def bell(self) -> None:
        """No sound: somebody may be listening at the other end."""


def say_fault(app: TerminalApp) -> None:
    """One sentence on the restored terminal."""
    print(
        f"Northline's screen stopped on a fault ({app.fault}). The terminal is as it was. "
        "Start it again with `northline`, and report the words in brackets: they hold nothing of the call.",
        file=sys.stderr,
    )

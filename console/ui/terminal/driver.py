"""A Textual driver without threads: keys are read when the terminal has some, frames are written at once."""

import codecs
import os
import signal
import sys
import termios
from collections.abc import Iterable
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from console import boot
from console.ui.terminal.checks import terminal_size
from console.ui.terminal.modes import ENTER, LEAVE, make_raw, restore, saved_attributes
from console.ui.terminal.output import Output

if TYPE_CHECKING:
    from console.ui.terminal.app import TerminalApp

SLOW_LINE_ESCAPE_S = 0.5
"""How long the rest of an escape sequence may take over SSH; stock Textual types `[D` for a split arrow key."""

PATIENCE_S = 0.6
"""How long the loop may take to end in order; the terminal must be free within a second."""

ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)
"""A stopped process would keep the caller's words on a suspended page: SIGTSTP ends the screen like the others."""


def _latin(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("northline-latin", _latin)


class TerminalDriver(Driver):
    """Keys in, frames out, and the terminal as it was afterwards, however the program ends."""

    def __init__(
        self, app: "TerminalApp", *, debug: bool = False, mouse: bool = False, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._terminal_app = app
        self._in = sys.__stdin__.fileno() if sys.__stdin__ else 0
        self._out_fd = sys.__stdout__.fileno() if sys.__stdout__ else 1
        self.output = Output(self._out_fd)
        self._before = boot.saved_attributes_of(self._in)
        self._decode = codecs.getincrementaldecoder("utf-8")("northline-latin").decode
        self._parser = XTermParser(False)
        self._reading = False
        if os.environ.get("SSH_CONNECTION"):
            constants.ESCAPE_DELAY = SLOW_LINE_ESCAPE_S  # type: ignore[misc]

    def write(self, data: str) -> None:
        """Send `data` as it is."""
        self.output.write(data)

    def start_application_mode(self) -> None:
        """Take the terminal over, or take over from the boot paint; keys are read from `start_reading` on."""
        for number in ENDING_SIGNALS:
            self._loop.add_signal_handler(number, self._terminal_app.end, 128 + number)
            # The loop hears of the signal by its own pipe; this runs even where the loop never comes round again.
            signal.signal(number, self._start_patience)
        self._loop.add_signal_handler(signal.SIGWINCH, self.look_at_size)
        self._size = terminal_size(self._out_fd)
        if not boot.hand_over():
            self._before = saved_attributes(self._in)
            make_raw(self._in)
            self.write(ENTER)

    def start_reading(self) -> None:
        """Read keys from now on; those typed before have waited in the kernel."""
        self._loop.add_reader(self._in, self._readable)
        self._reading = True

    def look_at_size(self) -> None:
        """Tell the app about a terminal whose size has changed."""
        if (size := terminal_size(self._out_fd)) != self._size:
            self._size = size
            self._terminal_app.post_message(events.Resize(Size(*size), Size(*size)))

    def disable_input(self) -> None:
        """Read no more keys, and drop those not yet read: they were meant for this screen, not for the shell."""
        if not self._reading:
            return
        self._loop.remove_reader(self._in)
        self._reading = False
        try:
            termios.tcflush(self._in, termios.TCIFLUSH)
        except termios.error:
            return

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self.disable_input()
        self.write(LEAVE)
        self.output.finish()
        restore(self._in, self._before)

    def close(self) -> None:
        """Forget the terminal; the signals get their usual meaning back."""
        for number in (*ENDING_SIGNALS, signal.SIGWINCH):
            self._loop.remove_signal_handler(number)
        # From here on there is nothing to give back: a timer still running ends a process that hangs.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        self.output.close()

    def _start_patience(self, number: int, _frame: FrameType | None) -> None:
        """A signal to end has come: whatever the loop is busy with, the screen is gone in time."""
        signal.signal(signal.SIGALRM, partial(self._end_now, 128 + number))
        signal.setitimer(signal.ITIMER_REAL, PATIENCE_S)

    def _end_now(self, code: int, _number: int, _frame: FrameType | None) -> None:
        """Give the terminal back and be gone, without another turn of the loop."""
        restore(self._in, self._before)
        self.output.last_words(LEAVE)
        os._exit(code)

    def send_message(self, message: Message) -> None:
        """Post to the app; we are on its own thread."""
        self._terminal_app.post_message(message)

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Nothing is ever opened outside the screen."""

    def deliver_binary(self, *args: object, **kwargs: object) -> None:
        """Nothing is ever saved from the screen."""

    def _readable(self) -> None:
        try:
            data = os.read(self._in, 4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.disable_input()
            self._terminal_app.end(128 + signal.SIGHUP)
            return
        # An empty feed means end of file to the parser; half a character decodes to one.
        if text := self._decode(data):
            self._pass_on(self._parser.feed(text))
        if self._parser._timeout_time:
            self._loop.call_later(constants.ESCAPE_DELAY + 0.005, self._tick)

    def _tick(self) -> None:
        if self._reading:
            self._pass_on(self._parser.tick())

    def _pass_on(self, messages: Iterable[Message]) -> None:
        self._terminal_app.take([m for m in messages if isinstance(m, events.Key | events.Paste)])

"""Bytes to the terminal, never waiting for it: what it cannot take now is kept, and frames are skipped meanwhile."""

import asyncio
import os
import select
from collections.abc import Callable

LAST_WORDS_S = 0.3
"""How long the last bytes, which restore the terminal, may take to be accepted."""


class Output:
    """A terminal opened for writing without blocking."""

    def __init__(self, fd: int) -> None:
        self._fd = _own_opening(fd)
        self._waiting = b""
        self._listening = False
        self._drained: Callable[[], None] | None = None
        self.lost = False

    @property
    def behind(self) -> bool:
        """Is the terminal slower than us just now?"""
        return bool(self._waiting)

    def when_drained(self, call: Callable[[], None]) -> None:
        """Call back once, when the terminal has taken everything."""
        self._drained = call

    def write(self, text: str) -> None:
        """Send `text`, or keep what the terminal does not take yet."""
        self._waiting += text.encode("utf-8", "replace")
        self._send()
        if self._waiting and not self._listening:
            asyncio.get_running_loop().add_writer(self._fd, self._send)
            self._listening = True

    def finish(self) -> None:
        """Send what is left, for a moment; then the terminal is on its own."""
        if self._listening:
            asyncio.get_running_loop().remove_writer(self._fd)
            self._listening = False
        while self._waiting and select.select([], [self._fd], [], LAST_WORDS_S)[1]:
            self._send()
        self._waiting = b""

    def last_words(self, text: str) -> None:
        """Send what the terminal takes at once, outside the loop; whatever waited is dropped."""
        try:
            os.write(self._fd, text.encode("utf-8", "replace"))
        except OSError:
            return

    def close(self) -> None:
        """Give the opening back."""
        os.close(self._fd)

    def _send(self) -> None:
        try:
            while self._waiting:
                self._waiting = self._waiting[os.write(self._fd, self._waiting) :]
        except BlockingIOError:
            return
        except OSError:
            # The terminal is gone: nobody is left to read what was kept.
            self.lost, self._waiting = True, b""
        if self._listening:
            asyncio.get_running_loop().remove_writer(self._fd)
            self._listening = False
        if self._drained is not None:
            drained, self._drained = self._drained, None
            drained()


def _own_opening(fd: int) -> int:
    """The terminal of `fd`, opened anew: making the shared one non-blocking would reach the shell that started us."""
    try:
        return os.open(os.ttyname(fd), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return os.dup(fd)

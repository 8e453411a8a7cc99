"""A program in a pseudo-terminal, and what a person would see on its screen (pyte)."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pyte

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable
CANNED = str(Path(__file__).parent / "canned_desk.py")
DROPPED = (
    "COLUMNS",
    "LINES",
    "COLORTERM",
    "NO_COLOR",
    "FORCE_COLOR",
    "TERM_PROGRAM",
    "SSH_CONNECTION",
    "LC_ALL",
    "LC_CTYPE",
)
MODES = {("25", "l"): "hidden cursor", ("7", "l"): "no line wrap", ("1004", "h"): "focus reports"}
MODES |= {("2004", "h"): "bracketed paste", ("2026", "h"): "synchronised output", ("2048", "h"): "resize reports"}
MODES |= {(number, "h"): "alternate screen" for number in ("47", "1047", "1049")}
MODES |= {(number, "h"): "mouse" for number in ("1000", "1002", "1003", "1006", "1015", "1016")}


class PyteScreen(pyte.Screen):
    """pyte, without its answers and with the private markers it does not know."""

    def report_device_status(self, *a: object, **k: object) -> None: ...
    def report_device_attributes(self, *a: object, **k: object) -> None: ...


class Terminal:
    """`run` in a fork of this process, or `command` executed, on a terminal of its own."""

    def __init__(
        self,
        run: Callable[[], int] | None = None,
        command: list[str] | None = None,
        size: tuple[int, int] = (80, 24),
        env: dict[str, str] | None = None,
        ignore_hup: bool = False,
    ) -> None:
        self.cols, self.rows = size
        self.chunks: list[bytes] = []
        self.status: int | None = None
        self.alive = True
        environ = {k: v for k, v in os.environ.items() if k not in DROPPED}
        environ |= {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), **(env or {})}
        self.fd, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.cols, 0, 0))
        self.attributes = termios.tcgetattr(slave)[:4]
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            self._child(run, command, slave, environ, ignore_hup)
        os.close(slave)
        os.set_blocking(self.fd, False)
        self.screen = PyteScreen(self.cols, self.rows)
        self._stream = pyte.ByteStream(self.screen)

    def _child(
        self,
        run: Callable[[], int] | None,
        command: list[str] | None,
        slave: int,
        environ: dict[str, str],
        ignore_hup: bool,
    ) -> NoReturn:
        code = 127
        try:
            os.close(self.fd)
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for fd in (0, 1, 2):
                os.dup2(slave, fd)
            if ignore_hup:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
            if command is not None:
                os.execvpe(command[0], command, environ)
            assert run is not None
            os.environ.clear()
            os.environ.update(environ)
            sys.stdin, sys.stdout, sys.stderr = (
                os.fdopen(0, "r", closefd=False),
                os.fdopen(1, "w", closefd=False),
                os.fdopen(2, "w", closefd=False),
            )
            sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]
            code = run()
            sys.stdout.flush()
            sys.stderr.flush()
        except BaseException as error:  # noqa: BLE001  (a fork must never return into the tests)
            os.write(2, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(code)

    # -- what it writes ---------------------------------------------------------------------------------------------

    def read(self, seconds: float) -> bool:
        """Read what is there within `seconds`. True if something came."""
        if self.fd < 0 or not self.alive or not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        if not data:
            self.alive = False
            return False
        self.chunks.append(data)
        self._stream.feed(data)
        return True

    def settle(self, quiet: float = 0.04) -> None:
        """Read until nothing came for `quiet` seconds."""
        while self.read(quiet):
            pass

    def written(self, since: int = 0) -> bytes:
        """Everything written, from the chunk `since` on."""
        return b"".join(self.chunks[since:])

    def lines(self) -> list[str]:
        """The rows as text."""
        buffer = self.screen.buffer
        return ["".join(buffer[y][x].data for x in range(self.cols)).rstrip() for y in range(self.rows)]

    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines())

    def cells(self) -> list[list[tuple[object, ...]]]:
        """Every cell with its looks."""
        buffer = self.screen.buffer
        return [[tuple(buffer[y][x][:8]) for x in range(self.cols)] for y in range(self.rows)]

    def looks(self) -> list[list[tuple[object, ...]]]:
        """Every cell as it looks: of a blank only what shows of it."""
        return [[(c[0], c[2], c[5], c[6], c[7]) if c[0] == " " else c for c in row] for row in self.cells()]

    def row_with(self, words: str) -> str:
        """The first row that holds `words`."""
        return next((line for line in self.lines() if words in line), "")

    # -- what is done to it -----------------------------------------------------------------------------------------

    def shows(self, words: str, seconds: float = 15) -> bool:
        """Wait until `words` are on the screen."""
        end = time.monotonic() + seconds
        while words not in self.text() and time.monotonic() < end and self.alive:
            self.read(0.05)
        return words in self.text()

    def hides(self, words: str, seconds: float = 15) -> bool:
        """Wait until `words` are no longer on the screen."""
        end = time.monotonic() + seconds
        while words in self.text() and time.monotonic() < end and self.alive:
            self.read(0.05)
        return words not in self.text()

    def press(self, *keys: str | bytes) -> int:
        """Press keys one after another, each answered before the next; returns the bytes of the last answer."""
        count = 0
        for key in keys:
            since = len(self.chunks)
            os.write(self.fd, key.encode() if isinstance(key, str) else key)
            self.read(1)
            self.settle(0.02)
            count = len(self.written(since))
        return count

    def send(self, *keys: str | bytes) -> None:
        """Press keys that need not be answered."""
        for key in keys:
            os.write(self.fd, key.encode() if isinstance(key, str) else key)
            self.settle(0.03)

    def type(self, words: str) -> None:
        """Type words at once and wait until the line holds them."""
        os.write(self.fd, words.encode())
        self.read(5)
        self.settle(0.03)

    def resize(self, cols: int, rows: int) -> None:
        """The window changes its size."""
        self.cols, self.rows = cols, rows
        self.screen.resize(rows, cols)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        self.read(1)
        self.settle(0.1)

    # -- how it ends ------------------------------------------------------------------------------------------------

    def hang_up(self) -> None:
        """The terminal goes away."""
        os.close(self.fd)
        self.fd, self.alive = -1, False

    def kill(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def ended(self, seconds: float = 5) -> int | None:
        """The exit code, once it has ended; None if it does not end in time."""
        end = time.monotonic() + seconds
        while self.status is None and time.monotonic() < end:
            self.read(0.02)
            if not self.alive:
                time.sleep(0.01)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        self.settle(0.02)
        return self.status

    def left_behind(self) -> list[str]:
        """Modes and settings that are not as they were."""
        data = self.written().decode("latin-1")
        last: dict[str, str] = {}
        for group, letter in re.findall(r"\x1b\[\?([0-9;]+)([hl])", data):
            last |= dict.fromkeys(group.split(";"), letter)
        wrong = {MODES[mode] for mode in last.items() if mode in MODES}
        if len(re.findall(r"\x1b\[>[0-9;]*u", data)) > len(re.findall(r"\x1b\[<[0-9]*u", data)):
            wrong.add("kitty keyboard")
        if self.fd >= 0 and termios.tcgetattr(self.fd)[:4] != self.attributes:
            wrong.add("tty settings")
        return sorted(wrong)

    def close(self) -> None:
        """End it, whatever state it is in."""
        if self.status is None:
            try:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

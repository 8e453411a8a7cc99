"""The safety steps on the screen before anything large is imported; keys typed meanwhile are kept."""

import gc
import os

from console.ui.opening import first_rows
from console.ui.rows import Row
from console.ui.styles import code_of
from console.ui.terminal.checks import SMALLEST, no_colour, refusal, terminal_size
from console.ui.terminal.modes import ENTER, LEAVE, Attributes, make_raw, restore, saved_attributes

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself takes longer to import than the screen to paint
    from types import TracebackType

OPENING = " Northline is opening: type, nothing is lost."


class _Boot:
    """What the boot paint did to the terminal, until the screen's driver takes over."""

    before: Attributes | None = None
    painted: list[Row] | None = None
    size = (0, 0)
    open = False


def open_screen() -> str | None:
    """Paint the first screen. Returns why not, in one sentence, where the screen cannot open here at all."""
    if (sentence := refusal()) is not None:
        return sentence
    width, height = _Boot.size = terminal_size()
    _Boot.before = saved_attributes(0)
    make_raw(0)
    _Boot.open = True
    text = ENTER
    if width >= SMALLEST[0] and height >= SMALLEST[1]:
        _Boot.painted = first_rows(width, height, OPENING)
        text += as_text(_Boot.painted, colour=not no_colour()) + "\x1b[1;7H"
    os.write(1, text.encode("ascii", "replace"))
    # Collecting while hundreds of modules are imported finds nothing; the screen switches it on again.
    gc.disable()
    _restore_when_killed()
    return None


def as_text(rows: list[Row], *, colour: bool) -> str:
    """Rows as the bytes that draw them on an empty page."""
    lines = []
    for number, spans in enumerate(rows, 1):
        if spans:
            parts = [f"\x1b[{code_of(style, colour=colour)}m{text}" for text, style in spans]
            lines.append(f"\x1b[{number}H{''.join(parts)}\x1b[m")
    return "".join(lines)


def progress(stage: str, done: float) -> None:
    """Say in the last row what is being built meanwhile; the safety steps above it stay as they are."""
    if not _Boot.open or _Boot.painted is None:
        return
    width, height = _Boot.size
    part = f"{done:.0%}" if done else "..."
    last = ((f" Northline is opening: {stage} {part} Type, nothing is lost."[:width].ljust(width), "status"),)
    if last == _Boot.painted[-1]:
        return
    _Boot.painted[-1] = last
    text = "\x1b7" + as_text([*[()] * (height - 1), last], colour=not no_colour()) + "\x1b8"
    os.write(1, text.encode("ascii", "replace"))


def close_screen() -> None:
    """Give the terminal back, if the screen has not taken over meanwhile."""
    if _Boot.open:
        _Boot.open = False
        restore(0, _Boot.before)
        try:
            os.write(1, LEAVE.encode())
        except OSError:
            return


def hand_over() -> bool:
    """True once, if the terminal is already as the screen wants it: from now on the caller restores it."""
    was_open, _Boot.open = _Boot.open, False
    return was_open


def painted(width: int, height: int) -> list[Row] | None:
    """What stands on a terminal of this size, if the boot paint drew it; told once, since it is drawn over."""
    rows, _Boot.painted = _Boot.painted, None
    return rows if (width, height) == _Boot.size else None


def saved_attributes_of(fd: int) -> Attributes | None:
    """The terminal's settings as they were before the boot paint."""
    return _Boot.before if _Boot.open else saved_attributes(fd)


def _restore_when_killed() -> None:
    """Until the driver sets its own: no signal or fault may leave the shell without echo. Imported after the paint."""
    import atexit
    import signal
    import sys

    atexit.register(close_screen)
    said_before = sys.excepthook

    def say(kind: type[BaseException], error: BaseException, trace: "TracebackType | None") -> None:
        close_screen()
        said_before(kind, error, trace)

    sys.excepthook = say

    def leave(number: int, _frame: object) -> None:
        close_screen()
        os._exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, leave)


def is_open() -> bool:
    """Has the boot paint the terminal?"""
    return _Boot.open

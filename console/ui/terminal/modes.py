"""The few terminal modes Northline uses, and the raw input flags, in one place for the boot paint and the driver."""

import termios

ENTER = "\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[?25h\x1b[m\x1b[H\x1b[2J"
"""Alternate screen, no line wrap, bracketed paste, a visible cursor, and an empty page."""

LEAVE = "\x1b[m\x1b[?2004l\x1b[?7h\x1b[H\x1b[2J\x1b[?1049l\x1b[?25h"
"""The page is emptied before it is left: some terminals keep the alternate screen's last page."""

NEUTRAL_TITLE = "\x1b]2;Notes\x07"
"""The window title while the screen is hidden."""

RESET = (
    "\x1b[<u\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1004l"
    "\x1b[?2004l\x1b[?2026l\x1b[?2048l\x1b[?7h\x1b[?25h\x1b[m\x1b[?1049l"
)
"""For the wrapper that cleans up after a killed process: every mode any screen program may have left behind."""

LOCAL_FLAGS = termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG
INPUT_FLAGS = termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR
IFLAG, OFLAG, LFLAG, CC = 0, 1, 3, 6

Attributes = list[int | list[bytes | int]]


def saved_attributes(fd: int) -> Attributes | None:
    """The terminal's settings as they are; None where it is gone."""
    try:
        return termios.tcgetattr(fd)
    except termios.error:
        return None


def make_raw(fd: int) -> None:
    """Every key arrives as a key: no echo, no line editing, no signals, no flow control."""
    attributes = saved_attributes(fd)
    if attributes is None:
        return
    iflag, oflag, lflag, cc = attributes[IFLAG], attributes[OFLAG], attributes[LFLAG], attributes[CC]
    assert isinstance(iflag, int) and isinstance(oflag, int) and isinstance(lflag, int) and isinstance(cc, list)  # noqa: S101
    attributes[IFLAG] = iflag & ~INPUT_FLAGS
    attributes[OFLAG] = oflag & ~termios.OPOST
    attributes[LFLAG] = lflag & ~LOCAL_FLAGS
    cc[termios.VMIN], cc[termios.VTIME] = 1, 0
    restore(fd, attributes)


def restore(fd: int, attributes: Attributes | None) -> None:
    """Put settings back; a terminal that is gone needs nothing."""
    if attributes is None:
        return
    try:
        termios.tcsetattr(fd, termios.TCSANOW, attributes)
    except termios.error:
        return

"""Whether this terminal can show the screen at all, and which letters it can show."""

import os

SMALLEST = (60, 20)
"""Columns and rows below which the screen says that it needs more room."""

INSTEAD = "Use `northline ask -` instead: type what you hear, one line a call, and read plain text."
NO_SCREEN_TERMS = ("", "dumb", "unknown")


def refusal(in_fd: int = 0, out_fd: int = 1) -> str | None:
    """Why the screen cannot open here, in one sentence with what to do instead; None where it can."""
    if not (os.isatty(in_fd) and os.isatty(out_fd)):
        return f"The screen needs a terminal, and this is not one. {INSTEAD}"
    term = os.environ.get("TERM", "")
    if term in NO_SCREEN_TERMS:
        return f"The screen cannot be drawn on this terminal (TERM is {term or 'not set'}). {INSTEAD}"
    return None


def terminal_size(fd: int = 1) -> tuple[int, int]:
    """Columns and rows as the terminal itself says; COLUMNS and LINES may be stale."""
    try:
        size = os.get_terminal_size(fd)
    except OSError:
        return 80, 24
    return (size.columns or 80, size.lines or 24)


def ascii_only() -> bool:
    """True where the locale does not promise UTF-8.

    Python sets LC_CTYPE=C.UTF-8 itself in a plain C locale, so that value alone promises nothing about the terminal.
    """
    environ = os.environ
    chosen = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    if not environ.get("LC_ALL") and environ.get("LC_CTYPE") == "C.UTF-8":
        chosen = environ.get("LANG") or ""
    return "utf8" not in chosen.lower().replace("-", "")


def has_title() -> bool:
    """Does this kind of terminal take a window title? Others would print it."""
    return os.environ.get("TERM", "").startswith(("xterm", "screen", "tmux", "rxvt", "putty", "alacritty", "foot"))


def no_colour() -> bool:
    """True where the user asked for no colours (https://no-color.org)."""
    return bool(os.environ.get("NO_COLOR"))

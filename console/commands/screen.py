"""Opening the screen."""

import os
import sys
from argparse import Namespace

from console.commands.answers import opened
from console.errors import ConsoleError


class NoTerminalError(ConsoleError):
    """There is no terminal that can show the screen."""

    exit_code = 2


def open_screen(arguments: Namespace) -> int:
    """Open the screen on this terminal."""
    refuse_without_terminal()
    from console.ui.app import run_console

    return run_console(opened())


def refuse_without_terminal() -> None:
    """Say in one sentence why the screen cannot be shown here, and what does the same without it."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminalError("the screen needs a terminal; from a pipe, use: northline ask -")
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        raise NoTerminalError("this terminal cannot place text (TERM); the same as plain lines: northline talk")

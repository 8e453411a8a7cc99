"""Opening the screen: the safety steps first, then everything else, so that no key waits for an import."""

from argparse import Namespace
from typing import TYPE_CHECKING

from console import boot
from console.errors import ConsoleError
from console.settings import Settings, load_settings
from console.ui.terminal.checks import refusal
from console.ui.terminal.lean import spare

if TYPE_CHECKING:
    from console.desk import Desk


class NoTerminalError(ConsoleError):
    """There is no terminal that can show the screen."""

    exit_code = 2


def open_screen(arguments: Namespace) -> int:
    """Open the screen on this terminal."""
    return show(training=False)


def show(*, training: bool) -> int:
    """Open the screen, on the desk's own listings or on the invented ones."""
    if (sentence := refusal()) is not None:
        raise NoTerminalError(sentence)
    try:
        settings = load_settings()
        if not _copy_stands(settings):
            # The first start builds the copy, and its progress bar needs the terminal as it was.
            boot.close_screen()
        elif not boot.is_open():
            boot.open_screen()
        desk = _opened(settings, training=training)
        spare()
        from console.ui.app import run_console

        return run_console(desk, settings, training=training)
    finally:
        boot.close_screen()


def _copy_stands(settings: Settings) -> bool:
    return settings.guides_db.is_file() and settings.directory_db.is_file()


def _opened(settings: Settings, *, training: bool) -> "Desk":
    from console.opening import ready_desk
    from console.progress import Bar

    if boot.is_open():
        return ready_desk(settings, boot.progress, training=training)
    with Bar() as bar:
        return ready_desk(settings, bar, training=training)

"""Every command of `northline`: where its arguments stand, what runs it, and its exit code."""

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from console.errors import ConsoleError
from protocols.errors import ProtocolsError
from resources.errors import IntakeError, ResourcesError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


SCREEN = "screen:open_screen"
"""What runs without a command."""

DONE, NOTHING_FOUND, USAGE, FAULT = 0, 1, 2, 70
EXIT_CODES = """exit codes:
  0  done                         5  the data folder cannot be read or written
  1  nothing found, check failed  6  an offline file is missing, cut short or foreign
  2  usage                        7  a file cannot be imported
  3  other errors                 8  guides cannot be read
  4  settings                     9  a pack is refused   10  unreachable   11  publishing
 12  the call log                13  the call log is locked   14  no live consent
 15  the hub                     70  a fault in Northline itself"""

SUBJECTS = {
    "answers": ("ask", "place", "guide", "find", "search", "talk"),
    "directory": ("import", "listing", "upkeep", "export"),
    "sealed": ("seal",),
    "guides": ("check", "guides"),
    "packs": ("sync", "publish"),
    "calls": ("calls", "shift"),
    "hub": ("hub",),
    "audit": ("audit",),
    "desk": ("setup", "status", "doctor", "train", "keys"),
}
"""The module of `console.arguments` that adds these commands, in the order of the help."""


def build_parser(asked: str = "") -> "ArgumentParser":
    """The whole command line, or what is needed to read the command `asked`: all of it takes 20 ms to build."""
    # The screen opens without arguments, and without the modules that read them.
    import argparse

    from console.arguments.commands import Commands

    parser = argparse.ArgumentParser(
        prog="northline",
        description="The screen beside the phone. Without a command it opens the screen.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="say the version and end")
    parser.set_defaults(run=SCREEN)
    commands = Commands(parser.add_subparsers(title="commands", metavar="COMMAND"))
    for subject in [one for one, names in SUBJECTS.items() if asked in names] or SUBJECTS:
        add: Callable[[Commands], None] = getattr(
            importlib.import_module(f"console.arguments.{subject}"), f"add_{subject}"
        )
        add(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Nothing that was typed ever reaches an error's text from here."""
    said = sys.argv[1:] if argv is None else argv
    try:
        if not said:
            from argparse import Namespace

            return _command(SCREEN)(Namespace(run=SCREEN))
        arguments = build_parser(said[0]).parse_args(said)
        if not arguments.version:
            return _command(arguments.run)(arguments)
        from importlib.metadata import version

        print(f"northline {version('northline')}")
        return DONE
    except BrokenPipeError:
        # The reader of our output has gone: nothing is wrong, and the interpreter must not complain while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130
    except (ConsoleError, ResourcesError, ProtocolsError) as error:
        print(f"northline: {error}", file=sys.stderr)
        return exit_code(error)
    except Exception as error:  # noqa: BLE001 - the last boundary: a traceback could show what a caller said
        print(_fault(error), file=sys.stderr)
        return FAULT


def _command(run: str) -> Callable[["Namespace"], int]:
    module, _, function = run.partition(":")
    command: Callable[[Namespace], int] = getattr(importlib.import_module(f"console.commands.{module}"), function)
    return command


def exit_code(error: Exception) -> int:
    """The exit code of an error that was said to the user."""
    if isinstance(error, ConsoleError):
        return error.exit_code
    if isinstance(error, IntakeError):
        return 7
    return 6 if isinstance(error, ResourcesError) else 8


def _fault(error: Exception) -> str:
    """Where it happened and what kind of error it was, without the words that were being worked on."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "unknown place"
    return (
        f"northline: a fault in Northline itself ({type(error).__name__} at {where}). Nothing you typed was kept. "
        "Please send this line to whoever looks after Northline; `northline doctor` may say more."
    )


if __name__ == "__main__":
    sys.exit(main())

"""Every command of `northline`: its arguments, its help, and its exit code."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from console.errors import ConsoleError
from protocols.errors import ProtocolsError
from resources.errors import IntakeError, ResourcesError

DONE, NOTHING_FOUND, USAGE, FAULT = 0, 1, 2, 70
EXIT_CODES = """exit codes:
  0  done                         5  the data folder cannot be read or written
  1  nothing found, check failed  6  an offline file is missing, cut short or foreign
  2  usage                        7  a file cannot be imported
  3  other errors                 8  guides cannot be read
  4  settings                    70  a fault in Northline itself"""

LIVE_WORDS = """Live words belong on standard input: with "-" each line is one text, and nothing a caller said stays in
the shell's history or the list of processes. Text given as an argument stays in both: use it for practice only."""

Command = argparse.ArgumentParser


def build_parser() -> argparse.ArgumentParser:
    """The whole command line. Commands are imported only when they run."""
    parser = argparse.ArgumentParser(
        prog="northline",
        description="The screen beside the phone. Without a command it opens the screen.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="say the version and end")
    parser.set_defaults(run="screen:open_screen")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for add in (_answers, _directory, _guides, _desk):
        add(_Commands(commands))
    return parser


class _Commands:
    """Adds one command: its name, what runs it ("module:function" in console.commands), and its help."""

    def __init__(self, parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        self._parsers = parsers

    def add(self, name: str, run: str, summary: str, epilog: str = "", *, json: bool = True) -> Command:
        parser = self._parsers.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        parser.set_defaults(run=run)
        if json:
            parser.add_argument("--json", action="store_true", help="write JSON, one object a text")
        return parser


def _answers(commands: _Commands) -> None:
    ask = commands.add("ask", "answers:ask", "answer what a caller said: places, alerts, steps and help", LIVE_WORDS)
    ask.add_argument("text", metavar="TEXT|-", help="what was said, or - for one text a line on standard input")
    ask.add_argument("--place", metavar="TEXT", help="take this place instead of the one heard")
    ask.add_argument("--lat", type=float, help="take this point (degrees north) instead of the place heard")
    ask.add_argument("--lon", type=float, help="with --lat: degrees east")
    ask.add_argument("--age", type=int, help="the age of the person at risk")
    ask.add_argument("--language", metavar="xx", help="the language to speak, as ISO 639")
    ask.add_argument("--at", metavar="ISO8601", help="answer as at this moment, such as 2026-11-23T22:00-06:00")
    place = commands.add("place", "answers:place", "say which place was meant; nothing means not sure", LIVE_WORDS)
    place.add_argument("text", metavar="TEXT|-")
    place.add_argument("--limit", type=int, default=5, help="how many candidates at most (5)")
    guide = commands.add("guide", "answers:guide", "find the guides and alerts that fit, or show one by its id")
    guide.add_argument("text", metavar="TEXT|ID|-")
    find = commands.add("find", "answers:find", "find help of one kind near a place")
    find.add_argument("kind", metavar="KIND", help="shelter, legal, medical, law_enforcement, ...")
    find.add_argument("--near", metavar="PLACE", required=True, help="the place, as a caller would say it")
    find.add_argument("--limit", type=int, default=10, help="how many listings at most (10)")
    search = commands.add("search", "answers:search", "search the directory by name or words, misspelt too", LIVE_WORDS)
    search.add_argument("text", metavar="TEXT|-")
    search.add_argument("--near", metavar="PLACE", default="", help="rank what is near this place first")
    search.add_argument("--limit", type=int, default=10, help="how many listings at most (10)")
    commands.add("talk", "answers:talk", "answer line by line, as plain text, for screen readers and plain terminals", json=False)


def _directory(commands: _Commands) -> None:
    take = commands.add("import", "directory:take_in", "take a directory in from a file, a folder or a zip")
    take.add_argument("files", metavar="FILE", nargs="*", help="HSDS, CSV, XLSX, KML, DOCX, ...: known by content")
    take.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    take.add_argument("--source", metavar="NAME", help="what to call this directory; the file's name otherwise")
    take.add_argument("--template", action="store_true", help="write our own CSV template to standard output")
    take.add_argument("--undo", action="store_true", help="take the last import or edit back")
    listing = commands.add("listing", "directory:listing", "show one listing in full, confirm it, or hide it")
    listing.add_argument("action", choices=("show", "confirm", "wrong", "hide", "unhide"), help="what to do")
    listing.add_argument("id", help="the listing's id, as ask, find and search give it")
    listing.add_argument("--by", default="", help="who says so")
    listing.add_argument("--why", default="", help="the reason, kept in the listing's history")


def _guides(commands: _Commands) -> None:
    check = commands.add("check", "guides:check", "check guides for faults, with file and line")
    check.add_argument("paths", metavar="PATH", nargs="*", help="guide files or folders (all that are in use)")
    guides = commands.add("guides", "guides:guides", "list the guides in use, with who approved them")
    guides.add_argument("id", nargs="?", help="show this guide in full")


def _desk(commands: _Commands) -> None:
    commands.add("prepare", "desk:prepare_copy", "build whatever is missing of the offline copy", json=False)
    commands.add("status", "desk:status", "say what this desk holds and how old it is")
    commands.add("doctor", "desk:doctor", "check this installation, and say what to do about each fault")
    train = commands.add("train", "training:train", "practise on invented calls and invented listings", json=False)
    train.add_argument("--list", action="store_true", help="list the drills")
    train.add_argument("--drill", metavar="NAME", help="answer one drill as text, and compare with what it expects")
    commands.add("keys", "desk:keys", "print the card of all keys", json=False)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Nothing that was typed ever reaches an error's text from here."""
    parser = build_parser()
    arguments = parser.parse_args(argv)
    if arguments.version:
        from importlib.metadata import version

        print(f"northline {version('northline')}")
        return DONE
    try:
        return _command(arguments.run)(arguments)
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


def _command(run: str) -> Callable[[argparse.Namespace], int]:
    module, _, function = run.partition(":")
    command: Callable[[argparse.Namespace], int] = getattr(
        importlib.import_module(f"console.commands.{module}"), function
    )
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

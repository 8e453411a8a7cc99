"""Adding one command to the command line: its name, what runs it, its help."""

import argparse
from collections.abc import Iterable

Command = argparse.ArgumentParser


class Commands:
    """Adds one command: its name, what runs it ("module:function" in console.commands), and its help."""

    def __init__(self, parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        self._parsers = parsers

    def add(self, name: str, run: str, summary: str, epilog: str = "", *, json: bool = True) -> Command:
        """Add a command, what runs it, and its help."""
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


def unlocked(parsers: Iterable[Command], otherwise: str | None = argparse.SUPPRESS) -> None:
    """Let these say who works; whatever stands below another command leaves what was said there alone."""
    for parser in parsers:
        parser.add_argument(
            "--as", dest="person", metavar="NAME", default=otherwise, help="who works; else the name of the account"
        )
        parser.add_argument(
            "--passphrase-fd", metavar="N", type=int, default=otherwise, help="read secrets from this descriptor"
        )

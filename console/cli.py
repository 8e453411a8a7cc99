"""Every command of `northline`: its arguments, its help, and its exit code."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from console.arguments import add_publish, add_publisher_work, add_signing, add_sync
from console.errors import ConsoleError
from protocols.errors import ProtocolsError
from resources.errors import IntakeError, ResourcesError

DONE, NOTHING_FOUND, USAGE, FAULT = 0, 1, 2, 70
EXIT_CODES = """exit codes:
  0  done                         5  the data folder cannot be read or written
  1  nothing found, check failed  6  an offline file is missing, cut short or foreign
  2  usage                        7  a file cannot be imported
  3  other errors                 8  guides cannot be read
  4  settings                     9  a pack is refused   10  unreachable   11  publishing
                                 70  a fault in Northline itself"""

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
    for add in (_answers, _directory, _sealed, _guides, add_sync, _publisher, _desk):
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
    _for_whom(ask)
    place = commands.add("place", "answers:place", "say which place was meant; nothing means not sure", LIVE_WORDS)
    place.add_argument("text", metavar="TEXT|-")
    place.add_argument("--limit", type=int, default=5, help="how many candidates at most (5)")
    guide = commands.add("guide", "answers:guide", "find the guides and alerts that fit, or show one by its id")
    guide.add_argument("text", metavar="TEXT|ID|-")
    find = commands.add("find", "answers:find", "find help of one kind near a place")
    find.add_argument("kind", metavar="KIND", help="shelter, legal, medical, law_enforcement, ...")
    find.add_argument("--near", metavar="PLACE", required=True, help="the place, as a caller would say it")
    _for_whom(find)
    find.add_argument("--limit", type=int, default=10, help="how many listings at most (10)")
    search = commands.add("search", "answers:search", "search the directory by name or words, misspelt too", LIVE_WORDS)
    search.add_argument("text", metavar="TEXT|-")
    search.add_argument("--near", metavar="PLACE", default="", help="rank what is near this place first")
    search.add_argument("--limit", type=int, default=10, help="how many listings at most (10)")
    commands.add(
        "talk", "answers:talk", "answer line by line, as plain text, for screen readers and plain terminals", json=False
    )


def _for_whom(command: Command) -> None:
    command.add_argument("--age", type=int, help="the age of the person at risk")
    command.add_argument("--gender", choices=("female", "male", "other"), help="the gender of the person at risk")
    command.add_argument("--language", metavar="xx", help="the language to speak, as ISO 639")
    command.add_argument(
        "--access",
        metavar="NEED",
        action="append",
        default=[],
        help="what they need to get in, such as wheelchair",
    )
    command.add_argument("--at", metavar="ISO8601", help="answer as at this moment, such as 2026-11-23T22:00-06:00")


def _directory(commands: _Commands) -> None:
    take = commands.add("import", "directory:take_in", "take a directory in from a file, a folder or a zip")
    take.add_argument("files", metavar="FILE", nargs="*", help="HSDS, CSV, XLSX, KML, DOCX, ...: known by content")
    take.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    take.add_argument("--source", metavar="NAME", help="what to call this directory; the file's name otherwise")
    take.add_argument("--template", action="store_true", help="write our own CSV template to standard output")
    take.add_argument("--undo", action="store_true", help="take the last import or edit back")
    take.add_argument("--map", metavar="MAPPING", help="write the column mapping there, to correct; import nothing")
    take.add_argument("--mapping", metavar="MAPPING", help="import with this corrected column mapping")
    take.add_argument("--twins", action="store_true", help="list, or on a terminal settle, what may be held twice")
    take.add_argument("--same", metavar="ID", nargs=2, help="these two are one place: offer only the first")
    take.add_argument("--apart", metavar="ID", nargs=2, help="these two are two places: do not ask again")
    take.add_argument("--by", metavar="NAME", default="", help="with --twins, --same, --apart: who says so")
    take.add_argument("--sealed", action="store_true", help="keep confidential addresses, encrypted; see seal")
    take.add_argument("--passphrase-fd", metavar="N", type=int, help="with --sealed: read the passphrase from there")
    listing = commands.add("listing", "listings:listing", "show, add, edit, confirm or hide one listing", LISTING_WORK)
    listing.add_argument("action", choices=LISTING_ACTIONS)
    listing.add_argument("id", nargs="?", default="", help="the listing's id, as ask, find and search give it")
    listing.add_argument("--set", metavar="COLUMN=VALUE", action="append", default=[], help="add, edit: one column")
    listing.add_argument("--by", metavar="NAME", default="", help="who says so; kept in the listing's history")
    listing.add_argument("--why", metavar="TEXT", default="", help="the reason, kept with it")
    _listing_notes(listing)
    listing.add_argument("--yes", action="store_true", help="add, edit: do not ask before it is kept")
    upkeep = commands.add(
        "upkeep", "upkeep:upkeep", "list what should be checked next: reports first, then use and age"
    )
    upkeep.add_argument("--limit", type=int, default=20, help="how many listings at most (20)")
    upkeep.add_argument("--phones", action="store_true", help="list doubtful numbers: not valid, or another state's")
    upkeep.add_argument("--sheet", action="store_true", help="write the sheet to call them back with")
    upkeep.add_argument("--take", action="store_true", help="take in what sessions noted that only read the directory")
    export = commands.add("export", "listings:export", "write the directory as an HSDS data package")
    export.add_argument("folder", metavar="FOLDER", help="a new folder")
    export.add_argument("--hsds", metavar="VERSION", default="3.0", help="3.0 (the default) or 1.1")


LISTING_ACTIONS = ("show", "add", "edit", "confirm", "wrong", "beds", "outcome", "vet", "hide", "unhide", "history")


CHECKED_FIELDS = ("all", "phone", "hours", "eligibility", "address")


def _listing_notes(listing: Command) -> None:
    listing.add_argument(
        "--field",
        default="all",
        choices=("all", "phone", "hours", "eligibility", "address"),
        help="confirm: this alone",
    )
    listing.add_argument("--free", metavar="N", type=int, help="beds: how many are free now; counts for 12 hours")
    listing.add_argument("--for", dest="population", metavar="WHOM", default="", help="beds: for whom, such as women")
    listing.add_argument("--went", choices=("given", "well", "badly"), default="", help="outcome: how a referral went")
    listing.add_argument("--as", dest="vetting", choices=("partner", "checked", "unvetted"), help="vet: how far")
    listing.add_argument("--agreed", metavar="DATE", default="", help="vet: since when it takes warm transfers")
    listing.add_argument("--contact", metavar="TEXT", help="vet: whom staff call there; never leaves this desk")


LISTING_WORK = """Columns are those of `northline import --template`, such as --set "phones=crisis:(936) 555-0101" or
--set "hours=Mon-Fri 9:00-17:00"; edit takes one number too: --set "phone 1=crisis:(936) 555-0101 x3". What will
change, and what is doubtful, is shown first; `northline import --undo` takes it back."""


GUIDE_WORK = """Own guides are plain files in the data folder's guides/; one with a shipped guide's id replaces it.
draft -> review -> approved -> retired: the owner writes, another person approves, any edit is a draft again
while the approved text stays on the screen. Drafts are shown, each marked, until `northline guides go-live`."""


def _guides(commands: _Commands) -> None:
    check = commands.add("check", "guides:check", "check guides for faults, with file and line")
    check.add_argument("paths", metavar="PATH", nargs="*", help="guide files or folders (all that are in use)")
    guides = commands.add("guides", "guides:list_guides", "list, write and approve the guides; go live", GUIDE_WORK)
    parsers = guides.add_subparsers(title="guide commands", metavar="COMMAND")
    work = _Commands(parsers)
    work.add("list", "guides:list_guides", "list every guide with its status and who approved it", json=False)
    work.add("show", "guides:show", "show one guide in full", json=False).add_argument("id", metavar="ID")
    checked = work.add("check", "guides:check", "check guides for faults, with file and line", json=False)
    checked.add_argument("paths", metavar="PATH", nargs="*", help="guide files or folders (all that are in use)")
    _guide_texts(work)
    _guide_decisions(work)
    for parser in parsers.choices.values():
        # Without a default, so that --json counts before the guide command as well as after it.
        parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="write JSON")


def _guide_texts(work: _Commands) -> None:
    new = work.add("new", "guides:new", "begin a guide of your own, empty or as a copy", json=False)
    new.add_argument("id", metavar="ID", help="small letters, digits and hyphens, such as night-market")
    new.add_argument("--from", dest="copied_from", metavar="ID", help="copy this guide")
    new.add_argument("--title", metavar="TEXT", help="what the guide is called")
    edit = work.add("edit", "guides:edit", "open your own copy of a guide, and say where it is", json=False)
    edit.add_argument("id", metavar="ID")
    diff = work.add("diff", "guides:diff", "compare with the last approved text, or the shipped", json=False)
    diff.add_argument("id", metavar="ID")
    diff.add_argument("--against", choices=("approved", "shipped"), help="compare with this text")
    take = work.add("import", "guide_exchange:take_in", "take a guide in from Word or Markdown, as a draft", json=False)
    take.add_argument("file", metavar="FILE", help="a .docx that Northline wrote, any numbered procedure, or a .md")
    take.add_argument("--id", metavar="ID", help="the guide's id (from the file, or its title)")
    take.add_argument("--replace", action="store_true", help="replace your own text of that guide")
    take.add_argument("--docx", action="store_true", help="read it as Word; files are known by their name anyway")
    export = work.add(
        "export", "guide_exchange:export", "write guides as Word files, or print one guide's text", json=False
    )
    export.add_argument("id", metavar="ID", nargs="?", help="one guide; all of them otherwise")
    export.add_argument("--docx", metavar="FOLDER|FILE", nargs="?", const=".", help="write Word files there (.)")


def _guide_decisions(work: _Commands) -> None:
    review = work.add("review", "approvals:review", "hand a draft in, so that another person approves it", json=False)
    review.add_argument("id", metavar="ID")
    review.add_argument("--owner", metavar="NAME", required=True, help="who wrote it")
    approve = work.add("approve", "approvals:approve", "approve a guide that another person wrote", json=False)
    approve.add_argument("id", metavar="ID", help="a guide's id; words or calls for your own word lists and calls")
    approve.add_argument("--by", metavar="NAME", required=True, help="who approves it")
    approve.add_argument("--owner", metavar="NAME", help="who wrote it (as the file says)")
    approve.add_argument("--review-by", metavar="DATE", help="when to look at it again, a year on at most")
    retire = work.add("retire", "approvals:retire", "take a guide out of use", json=False)
    retire.add_argument("id", metavar="ID")
    retire.add_argument("--by", metavar="NAME", required=True, help="who decides it")
    live = work.add("go-live", "approvals:go_live", "show approved guides alone; alerts always show", json=False)
    live.add_argument("--by", metavar="NAME", help="who decides it (your account's name)")
    live.add_argument("--dry-run", action="store_true", help="say what is in the way and what would vanish, no more")
    live.add_argument("--yes", action="store_true", help="do not ask")
    live.add_argument("--undo", action="store_true", help="show drafts again, each marked")
    learn = work.add("learn", "learning:learn", "add a phrase that callers used, once its effect was seen", json=False)
    learn.add_argument("id", metavar="ID")
    learn.add_argument("phrase", metavar="PHRASE", nargs="?", help="the words, with nothing that names a person")
    learn.add_argument("--by", metavar="NAME", help="who answers for it; needed where the guide is approved")
    learn.add_argument("--language", choices=("en", "es"), default="en", help="the language of the phrase (en)")
    learn.add_argument("--cases", metavar="FILE", action="append", help="practice notes to try it on")
    learn.add_argument("--dry-run", action="store_true", help="show the effect, and add nothing")
    learn.add_argument("--yes", action="store_true", help="do not ask")
    learn.add_argument("--undo", action="store_true", help="take back the phrase learnt last")


SEAL_WORK = """Of a confidential place everybody sees the town alone. Its exact address is kept only by an import with
--sealed, encrypted, and opens with a role and a reason, which the audit keeps: name no caller and no address there.
In scripts: --passphrase-fd 3 3<FILE, one secret a line."""


def _sealed(commands: _Commands) -> None:
    seal = commands.add("seal", "sealed:audit", "open an exact address, look after its key", SEAL_WORK, json=False)
    parsers = seal.add_subparsers(title="seal commands", metavar="COMMAND", required=True)
    work = _Commands(parsers)
    new = work.add("setup", "sealed:setup", "make the key and the recovery sheet, once", SEAL_WORK, json=False)
    new.add_argument(
        "--recovery-public", metavar="HEX", help="wrap for this recovery key instead of printing a new one"
    )
    show = work.add("open", "sealed:open_one", "show one exact address, once", SEAL_WORK, json=False)
    show.add_argument("id", metavar="ID", help="the listing's id")
    show.add_argument("--role", metavar="ROLE", default="", help="as whom: shift lead, advocate, ...")
    show.add_argument("--reason", metavar="TEXT", default="", help="why it is needed; no names")
    gone = work.add("forget", "sealed:forget", "forget exact addresses for good", SEAL_WORK, json=False)
    gone.add_argument("ids", metavar="ID", nargs="*", help="the listings' ids")
    gone.add_argument("--unheld", action="store_true", help="all that an undo or a later import left behind")
    gone.add_argument("--role", metavar="ROLE", default="", help="as whom: shift lead, data steward, ...")
    gone.add_argument("--reason", metavar="TEXT", default="", help="why; no names")
    work.add("passphrase", "sealed:passphrase", "change the passphrase", SEAL_WORK, json=False)
    work.add("recover", "sealed:recover", "set a new passphrase with the recovery sheet", SEAL_WORK, json=False)
    audit = work.add("audit", "sealed:audit", "list and check who opened what", SEAL_WORK)
    audit.add_argument("--without-passphrase", action="store_true", help="check the chain alone, not its end")
    for parser in parsers.choices.values():
        parser.add_argument(
            "--passphrase-fd", metavar="N", type=int, help="read secrets from this descriptor, a line each"
        )


def _publisher(commands: _Commands) -> None:
    publish = add_publish(commands)
    parsers = publish.add_subparsers(title="publisher's commands", metavar="COMMAND")
    add_publisher_work(_Commands(parsers))
    for parser in parsers.choices.values():
        add_signing(parser, within=True)


def _desk(commands: _Commands) -> None:
    commands.add("setup", "desk:setup", "build whatever is missing of the offline copy", json=False)
    commands.add("status", "desk:status", "say what this desk holds and how old it is")
    commands.add("doctor", "desk:doctor", "check this installation, and say what to do about each fault")
    train = commands.add("train", "training:train", "practise on invented calls and invented listings", json=False)
    train.add_argument("--list", action="store_true", help="list the drills")
    train.add_argument("--drill", metavar="NAME", help="answer one drill as text, and compare with what it expects")
    commands.add("keys", "desk:keys", "print the card of all keys", json=False)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Nothing that was typed ever reaches an error's text from here."""
    arguments = build_parser().parse_args(argv)
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

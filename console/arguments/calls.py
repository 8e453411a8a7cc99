"""What the call log is looked after with."""

from console.arguments.calls_keeping import add_keeping, add_shift
from console.arguments.calls_records import add_records
from console.arguments.commands import Commands, unlocked

CALLS_WORK = """The call log is one encrypted file. Each person opens it under a name of their own (--as NAME, else the
name of the account) with a passphrase of their own. In scripts: --passphrase-fd 3 3<FILE, one secret a line."""


def add_calls(commands: Commands) -> None:
    """`calls`, and everything below it."""
    calls = commands.add("calls", "calls:people", "keep and look after the record of calls", CALLS_WORK)
    parsers = calls.add_subparsers(title="calls commands", metavar="COMMAND", required=True)
    work = Commands(parsers)
    _people(work)
    add_records(work)
    add_keeping(work)
    unlocked(parsers.choices.values(), None)
    add_shift(commands)


def _people(work: Commands) -> None:
    work.add("setup", "calls:setup", "make the call log and the recovery sheet, once", CALLS_WORK, json=False)
    work.add("people", "calls:people", "say who may open the call log", CALLS_WORK)
    join = work.add("join", "calls:join", "let one more person in", CALLS_WORK, json=False)
    join.add_argument("name", metavar="NAME", help="the person who joins, and types a passphrase of their own")
    leave = work.add("remove", "calls:remove", "shut a leaver out; the log is written under a new key", json=False)
    leave.add_argument("name", metavar="NAME", help="the person who leaves")
    work.add("passphrase", "calls:passphrase", "change one's own passphrase", CALLS_WORK, json=False)
    save = work.add("backup", "call_backup:backup", "write a back-up, and prove it", CALLS_WORK, json=False)
    save.add_argument("folder", metavar="FOLDER", help="a new folder, such as one on another disk")
    back = work.add("restore", "call_backup:bring_back", "put a back-up in its place", CALLS_WORK, json=False)
    back.add_argument("folder", metavar="FOLDER", help="the folder of the back-up")
    back.add_argument("--replace", action="store_true", help="a log stands here: put it aside")
    work.add("recover", "calls:recover", "let a person in with the recovery sheet", CALLS_WORK, json=False)

"""Who did what at this desk."""

from console.arguments.commands import Commands, unlocked

AUDIT_WORK = """Each line holds who, what and which id, never content, and the hash of the line before: a line that was
changed, removed, put in or moved is named. The end of the call log's audit is known to the encrypted log alone, the end
of the sealed addresses' to `northline seal audit`."""


def add_audit(commands: Commands) -> None:
    """`audit`, and everything below it."""
    audit = commands.add("audit", "audit:show", "who did what with calls and sealed addresses", AUDIT_WORK, json=False)
    parsers = audit.add_subparsers(title="audit commands", metavar="COMMAND", required=True)
    work = Commands(parsers)
    work.add("verify", "audit:verify", "check every line", AUDIT_WORK)
    shown = work.add("list", "audit:show", "list the lines", AUDIT_WORK)
    shown.add_argument("--last", metavar="N", type=int, default=50, help="the last so many (50)")
    for parser in parsers.choices.values():
        parser.add_argument("--without-passphrase", action="store_true", help="check the chain alone, not its end")
    unlocked(parsers.choices.values(), None)

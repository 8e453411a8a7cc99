"""What confidential addresses are looked after with."""

from console.arguments.commands import Commands

SEAL_WORK = """Of a confidential place everybody sees the town alone. Its exact address is kept only by an import with
--sealed, encrypted, and opens with a role and a reason, which the audit keeps: name no caller and no address there.
In scripts: --passphrase-fd 3 3<FILE, one secret a line."""


def add_sealed(commands: Commands) -> None:
    """`seal`, and everything below it."""
    seal = commands.add("seal", "sealed:audit", "open an exact address, look after its key", SEAL_WORK, json=False)
    parsers = seal.add_subparsers(title="seal commands", metavar="COMMAND", required=True)
    work = Commands(parsers)
    new = work.add("setup", "sealed:setup", "make the key and the recovery sheet, once", SEAL_WORK, json=False)
    new.add_argument(
        "--recovery-public", metavar="HEX", help="wrap for this recovery key instead of printing a new one"
    )
    show = work.add("open", "sealed:open_one", "show one exact address, once", SEAL_WORK, json=False)
    show.add_argument("id", metavar="ID", help="the listing's id")
    show.add_argument("--role", metavar="ROLE", default="", help="as whom: shift lead, advocate, ...")
    show.add_argument("--reason", metavar="TEXT", default="", help="why it is needed; no names")
    code = work.add("code", "access_code:access_code", "show or keep a service's access code", SEAL_WORK, json=False)
    code.add_argument("service", metavar="SERVICE", choices=("interpreter",), help="interpreter: the vendor's code")
    code.add_argument("--set", action="store_true", help="keep a code: it is asked for without echo")
    code.add_argument("--role", metavar="ROLE", default="", help="as whom: specialist, shift lead, ...")
    code.add_argument("--reason", metavar="TEXT", default="", help="why it is needed; no names")
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

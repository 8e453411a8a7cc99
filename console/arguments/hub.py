"""What the hub is worked with: a desk's side, and the side of whoever looks after it."""

from console.arguments.commands import Command, Commands

HUB_WORK = """The hub is a PostgreSQL of the organisation's own (console/deploy/hub.md). CONNECTION is written as its
tools do, without the password: host=hub.example.org dbname=northline user=office_austin, or @FILE with that in it, or
NORTHLINE_HUB in the environment. Passwords are asked for, or read from --passphrase-fd or PostgreSQL's own password
file. A desk needs its call log open: --as NAME. It keeps working while the hub is away; what waits goes out later."""


def add_hub(commands: Commands) -> None:
    """`hub`, and everything below it."""
    hub = commands.add("hub", "hub:status", "the organisation's hub: upload calls, look after it", HUB_WORK)
    _unlocked(hub)
    parsers = hub.add_subparsers(title="hub commands", metavar="COMMAND")
    work = Commands(parsers)
    _desk(work)
    _server(work)


def _desk(work: Commands) -> None:
    join = work.add("join", "hub:join", "let this desk join its organisation's hub", HUB_WORK, json=False)
    _reaching(join)
    upload = work.add("upload", "hub:upload", "send what waits; it may be cut off at any moment", HUB_WORK, json=False)
    upload.add_argument(
        "--watch", metavar="MINUTES", type=float, default=0, help="go on, and send again every so many minutes"
    )
    status = work.add("status", "hub:status", "say to which hub this desk belongs and what waits", HUB_WORK)
    verify = work.add("verify", "hub:verify", "compare this desk with its hub, hash by hash", HUB_WORK)
    leave = work.add("leave", "hub:leave", "belong to no hub any more; the hub keeps what it has", json=False)
    for parser in (join, upload, status, verify, leave, *_keys(work)):
        _unlocked(parser)


def _keys(work: Commands) -> list[Command]:
    group = work.add("key", "hub:key_show", "hand the organisation's key for tokens from desk to desk", json=False)
    parsers = group.add_subparsers(title="key commands", metavar="COMMAND", required=True)
    key = Commands(parsers)
    key.add("show", "hub:key_show", "print this desk's own public key", HUB_WORK, json=False)
    give = key.add("give", "hub:key_give", "print the organisation's key, sealed to another desk", HUB_WORK, json=False)
    give.add_argument("public", metavar="KEY", help="what `hub key show` printed there")
    take = key.add("take", "hub:key_take", "use the organisation's key from now on", HUB_WORK, json=False)
    take.add_argument("file", metavar="FILE", help="what `hub key give` printed")
    return list(parsers.choices.values())


def _server(work: Commands) -> None:
    init = work.add("init", "hub_server:init", "set a hub up, or bring it to this version", HUB_WORK, json=False)
    init.add_argument("--organisation", metavar="NAME", default="", help="whose hub it is (the one of the settings)")
    _admin(init)
    _members(work, "office", "offices, each with a role of its own")
    _members(work, "staff", "people at the hub: analysts, openers, retention, auditors")
    work.add("roles", "hub_server:roles", "say who may do what, table by table")
    keep = work.add("retention", "hub_server:retention", "forget what is expired, as the retention role", HUB_WORK)
    keep.add_argument("--dry-run", action="store_true", help="say how much it would be, and change nothing")
    keep.add_argument(
        "--keep", metavar="WHAT=DAYS", default="", help="as administrator: text=90, values=730, tokens=1826"
    )
    _admin(keep)
    _admin(work.add("audit", "hub_server:audit", "look whether all at the hub is whole, as its auditor", HUB_WORK))
    opened = work.add(
        "open", "hub_server:open_sealed", "show one sealed note, with the hub's sheet", HUB_WORK, json=False
    )
    opened.add_argument("kind", choices=("narrative", "entity"), help="a call's note, or an identifier")
    opened.add_argument("office", metavar="OFFICE", help="whose it is")
    opened.add_argument("id", metavar="ID", help="the call, or the entity")
    opened.add_argument("--why", metavar="TEXT", required=True, help="the reason, kept with it; name no caller")
    _admin(opened)


def _members(work: Commands, what: str, summary: str) -> None:
    group = work.add(what, "hub_server:list_members", summary, HUB_WORK, json=False)
    parsers = group.add_subparsers(title=f"{what} commands", metavar="COMMAND", required=True)
    member = Commands(parsers)
    member.add("list", "hub_server:list_members", "say who may log in", HUB_WORK)
    add = member.add("add", "hub_server:add_member", "let one more in; prints the password once", HUB_WORK, json=False)
    proof = "no password: a client certificate with the role as its common name proves them"
    add.add_argument("--certificate", action="store_true", help=proof)
    remove = member.add("remove", "hub_server:remove_member", "shut one out, and end their sessions", json=False)
    for parser in (add, remove):
        parser.add_argument("name", metavar="NAME", help="small letters, digits and _")
        if what == "staff":
            duties = ("analyst", "opener", "retention", "auditor")
            parser.add_argument("--duty", choices=duties, required=True, help="what they may do at the hub")
    for parser in parsers.choices.values():
        parser.set_defaults(what=what)
        _admin(parser)


def _reaching(parser: Command) -> None:
    parser.add_argument("--hub", metavar="CONNECTION", default="", help="where the hub is; never with a password")


def _admin(parser: Command) -> None:
    _reaching(parser)
    parser.add_argument("--passphrase-fd", metavar="N", type=int, help="read secrets from this descriptor, a line each")


def _unlocked(parser: Command) -> None:
    parser.add_argument("--as", dest="person", metavar="NAME", help="who works; else the name of the account")
    parser.add_argument("--passphrase-fd", metavar="N", type=int, help="read secrets from this descriptor, a line each")

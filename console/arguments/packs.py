"""What packs are worked with: sync at every desk, publish for those who sign."""

import argparse
from typing import Any

from console.arguments.commands import Command, Commands


def add_packs(commands: Commands) -> None:
    """`sync`, and `publish` with everything below it."""
    _sync(commands)
    publish = _publish(commands)
    parsers = publish.add_subparsers(title="publisher's commands", metavar="COMMAND")
    _publisher_work(Commands(parsers))
    for parser in parsers.choices.values():
        _signing(parser, within=True)


SYNC_WORK = """The first time, compare the fingerprint that is shown with the one the publisher printed. What
does not prove is refused and the desk keeps what it has; a fetch that broke off goes on where it stopped. The last two
generations are kept. Nothing but that address is contacted, by the proxy of https_proxy (http_proxy, no_proxy) where
one is set. Ends with 9 where something was refused, 10 where nothing could be reached, 5 where this desk's disk failed:
what stood here goes on working. A timer and a cron line are in console/deploy."""


def _sync(commands: Commands) -> None:
    """`sync`: everything a desk does with packs."""
    sync = commands.add("sync", "sync:sync", "bring this desk to what its publisher signed last", SYNC_WORK)
    sync.add_argument("source", metavar="URL|FOLDER", nargs="?", default="", help="the one of last time otherwise")
    sync.add_argument("--trust", metavar="FINGERPRINT", default="", help="the first time: the publisher's fingerprint")
    sync.add_argument("--metered", action="store_true", help="each byte costs: patches only, no whole copy unasked")
    sync.add_argument("--full", action="store_true", help="fetch a whole copy, even on a metered line")
    sync.add_argument("--again", action="store_true", help="take in the generation that was rolled back, after all")
    sync.add_argument("--rollback", action="store_true", help="go back to the generation before; with --by and --why")
    sync.add_argument("--guides", action="store_true", help="with --rollback: the guides instead of the directory")
    sync.add_argument("--settle", metavar="ID:FIELD", default="", help="decide what we and the publisher both changed")
    sync.add_argument("--take", metavar="ours|theirs", default="", help="with --settle: which of the two counts")
    sync.add_argument("--by", metavar="NAME", default="", help="who decides it; kept in the audit")
    sync.add_argument("--why", metavar="TEXT", default="", help="the reason, kept with it")


PUBLISH_WORK = """The day: build, review, sign (two people), release; the host runs tick daily. The folder is
plain files: copy it to a web server or a stick, without draft. Keys lie on this desk or on sticks (--keys FOLDER).
In scripts: --passphrase-fd 3 3<FILE, one secret a line."""


def _publish(commands: Commands) -> Command:
    """`publish` itself, which hides a number."""
    summary = "sign the directory and the guides for all desks"
    publish = commands.add("publish", "publish:publish", summary, PUBLISH_WORK)
    hidden = "take a number or a listing away, alone and at once"
    publish.add_argument("--hide", metavar="NUMBER|id:ID", action="append", default=[], help=hidden)
    publish.add_argument("--why", metavar="TEXT", default="", help="with --hide: the reason; name no caller")
    _signing(publish, within=False)
    return publish


def _signing(parser: Command, *, within: bool) -> None:
    """Whose folder, who signs, and where the keys are: before a publisher's command as well as after it."""

    def add(option: str, otherwise: object, **more: Any) -> None:  # noqa: ANN401
        parser.add_argument(option, default=argparse.SUPPRESS if within else otherwise, **more)

    if not any(action.dest == "folder" for action in parser._actions):
        add("--folder", "", metavar="FOLDER", help="the publisher's folder (the one of last time)")
    add("--by", "", metavar="NAME", help="who signs, hides or hands out")
    add("--keys", None, metavar="FOLDER", action="append", help="a stick with key files")
    add("--passphrase-fd", None, metavar="N", type=int, help="read secrets from this descriptor, a line each")


def _publisher_work(work: Commands) -> None:
    """The day of a publisher, and its ceremonies."""
    _ceremonies(work)
    built = work.add("build", "publish:build", "draft the next generation from what this desk holds", json=False)
    shown = "show again what was hidden; needs two signatures like all else"
    built.add_argument("--show", metavar="NUMBER|id:ID", action="append", default=[], help=shown)
    reviewed = work.add("review", "publish:review", "show what the draft would change, from the files to be signed")
    reviewed.add_argument("--all", action="store_true", help="every line")
    signed = work.add("sign", "publish:sign", "check the draft, show it, and sign it", json=False)
    signed.add_argument("--yes", action="store_true", help="it was reviewed: do not ask")
    released = work.add("release", "publish:release", "hand out what enough people signed", json=False)
    for parser in (built, signed, released):
        parser.add_argument("--what", choices=("both", "directory", "guides"), default="both", help="of which (both)")
    work.add("tick", "publish:tick", "the host's daily word that nothing newer exists", json=False)
    checked = work.add("check", "publish:check", "look at what was handed out as desks do", json=False)
    checked.add_argument("source", metavar="URL|FOLDER", nargs="?", default="", help="where (the publisher's folder)")


def _ceremonies(work: Commands) -> None:
    init = work.add("init", "publish:init", "the first ceremony: keys, sheets, and who may sign what", json=False)
    init.add_argument("folder", metavar="FOLDER", help="a new folder for the static files")
    init.add_argument("--small", action="store_true", help="two people and no hub; publish grow makes it full later")
    grow = work.add(
        "grow", "publish:grow", "from two people to a full publisher; desks follow by themselves", json=False
    )
    for parser in (init, grow):
        parser.add_argument("--names", metavar="A,B,...", required=True, help="who holds a root key")
        parser.add_argument("--editors", metavar="A,B,...", default="", help="who signs the directory (the same, or 3)")
        parser.add_argument("--leads", metavar="A,B,...", default="", help="who signs the guides (the same, or 3)")
    renewed = work.add("renew", "publish:renew", "the yearly ceremony: the same people for another year", json=False)
    lost = "the host is lost or its key stolen: this computer takes its place"
    renewed.add_argument("--new-host", action="store_true", help=lost)
    retired = work.add("retire", "publish:retire", "take a key out of use, another person in its place", json=False)
    retired.add_argument("name", metavar="NAME", help="whose key ends")
    retired.add_argument("successor", metavar="SUCCESSOR", help="who follows")
    for name, run, summary in (
        ("recover", "publish:recover", "make a lost key file again from its printed sheet"),
        ("sheet", "publish:sheet", "show somebody's recovery sheet once more"),
    ):
        work.add(name, run, summary, json=False).add_argument("name", metavar="NAME")
    noted = work.add("token", "publish:token", "let somebody sign with a key on a hardware token", json=False)
    noted.add_argument("name", metavar="NAME", help="whose token")
    key = "which key: hsm:2 is the second (signatures), hsm:2?label=LABEL with several tokens in"
    noted.add_argument("uri", metavar="hsm:KEY", nargs="?", default="hsm:", help=key)

"""What the directory is kept with: import, listing, upkeep and export."""

from console.arguments.commands import Command, Commands


def add_directory(commands: Commands) -> None:
    """`import`, `listing`, `upkeep` and `export`."""
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
        choices=CHECKED_FIELDS,
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

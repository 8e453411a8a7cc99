"""The commands about the desk itself: setup, status, doctor and keys."""

import sys
from argparse import Namespace

from console.calls.people import call_people
from console.commands.answers import opened, write_json, write_lines
from console.doctor import examine
from console.exchange.conflicts import conflict_lines, conflicts_of
from console.exchange.records import Places
from console.exchange.standing import standing
from console.prepare import prepare
from console.progress import Bar
from console.settings import FILE_NAME, load_settings

NOT_SET = 'not set: put organisation = "..." into northline.toml in the data folder'


def setup(arguments: Namespace) -> int:
    """Build whatever is missing of the offline copy, and say what else a new desk needs."""
    settings = load_settings()
    with Bar() as bar:
        prepare(settings, bar)
    print(f"The offline copy is ready in {settings.home}.", file=sys.stderr)
    # Turns in a table of their own take the place of the one number.
    on_call = settings.on_call or settings.roster_csv.is_file()
    unset = [name for name, there in (("organisation", settings.organisation), ("on_call", on_call)) if not there]
    if unset:
        print(f"Still to set, in {settings.home / FILE_NAME}: {', '.join(unset)}.", file=sys.stderr)
    return 0


def status(arguments: Namespace) -> int:
    """Say what this desk holds and how old it is."""
    settings = load_settings()
    desk = opened()
    guides = desk.library.guides()
    packs = standing(Places(settings.home))
    both = conflicts_of(desk.directory)
    people = call_people(settings.home)
    shape = {
        "home": str(settings.home),
        "organisation": desk.status.organisation,
        "directory": desk.status.directory,
        "listings": desk.directory.count(),
        "guides": len(guides),
        "drafts": sum(guide.status != "approved" for guide in guides),
        "faults": list(desk.status.faults),
        "packs": packs.shape(),
        "conflicts": len(both),
        "calls_of": people,
    }
    if arguments.json:
        write_json(shape)
        return 0
    write_lines(
        [
            f"data folder   {shape['home']}",
            f"organisation  {desk.status.organisation or NOT_SET}",
            f"directory     {shape['directory']}; {shape['listings']} listings",
            f"guides        {shape['guides']}, of which {shape['drafts']} are drafts that no practitioner has approved",
            f"calls         {_calls_line(people)}",
            *packs.lines(),
            *conflict_lines(settings, both),
            *(f"fault         {fault}" for fault in desk.status.faults),
        ]
    )
    return 0


def _calls_line(people: int | None) -> str:
    if people is None:
        return "not recorded at this desk: `northline calls setup` begins a record"
    who = f"{people} people" if people != 1 else "1 person"
    return f"recorded; {who} may open the record; `northline hub status` says what waits for the hub"


def doctor(arguments: Namespace) -> int:
    """Check this installation."""
    findings = examine(load_settings())
    if arguments.json:
        write_json({"findings": [{"what": f.what, "well": f.well, "says": f.says, "do": f.do} for f in findings]})
    else:
        write_lines(
            f"{'ok   ' if f.well else 'FAULT'} {f.what}: {f.says}{'' if f.well else ' ' + f.do}" for f in findings
        )
    return 0 if all(finding.well for finding in findings) else 1


def keys(arguments: Namespace) -> int:
    """Print the card of all keys."""
    from console.ui.keys import key_card

    write_lines(key_card().splitlines())
    return 0

"""The commands of whoever looks after a hub: set it up, let offices and staff in, forget, audit, open with a reason."""

from argparse import Namespace
from collections.abc import Iterator

from console.calls import hub_admin as admin
from console.calls.hub import HUB_VERSION
from console.calls.hub_keeping import forget, whole
from console.calls.hub_open import open_at_hub
from console.calls.hub_roles import GROUPS, TABLES, allowed
from console.commands.answers import UsageError, write_json, write_lines
from console.commands.call_book import say
from console.commands.hub_link import hub_reached
from console.commands.sealed import refuse_file, show_once
from console.keys.asking import Asker
from console.keys.recovery import new_recovery_key, sheet_rows
from console.settings import load_settings
from resources.clean import safe


def init(arguments: Namespace) -> int:
    """Set a hub up, or bring it to this version."""
    organisation = arguments.organisation or load_settings().organisation
    if not organisation.strip():
        raise UsageError("Say whose hub it is: --organisation NAME, or `organisation` in northline.toml.")
    hub, _, _ = hub_reached(arguments, Asker(arguments.passphrase_fd))
    with hub:
        private, public = new_recovery_key()
        if not admin.version_there(hub):
            show_once(_sheet(private, public))
        had = admin.set_up(hub, organisation.strip(), public)
        for role in admin.bypassing(hub):
            say(f"Note: {role} is held by no rule of this server; keep it to the server itself.")
    said = f"brought from version {had} to {HUB_VERSION}" if had else "set up, and the sheet that was shown holds"
    said = "up to date; nothing was changed" if had == HUB_VERSION else said
    say(f"The hub of {organisation.strip()} is {said}. Offices are let in with: northline hub office add NAME")
    return 0


def list_members(arguments: Namespace) -> int:
    """Say who may log in."""
    hub, _, _ = hub_reached(arguments, Asker(arguments.passphrase_fd))
    with hub:
        found = [one for one in admin.members(hub) if (one.group == admin.OFFICE) == (arguments.what == admin.OFFICE)]
    if arguments.json:
        write_json({"members": [{"role": one.role, "group": one.group} for one in found]})
    else:
        write_lines(one.role for one in found)
    return 0


def add_member(arguments: Namespace) -> int:
    """Let an office or a person in."""
    group = _group(arguments)
    hub, _, _ = hub_reached(arguments, Asker(arguments.passphrase_fd))
    with hub:
        password = admin.add_member(hub, group, arguments.name, by_certificate=arguments.certificate)
        info = hub.link.info
        role = admin.role_of(group, arguments.name)
        connection = f"host={info.host} port={info.port} dbname={info.dbname} user={role}"
    if password:
        show_once([password])
        say(f"The password of {role} was shown this once: give it by voice or in person, never by mail.")
    else:
        say(f"{role} proves itself by a client certificate whose common name is {role}.")
    say(f"Its connection, with the host as it is seen from there: {connection}")
    if group == admin.OFFICE:
        say("At the desk: northline hub join --hub CONNECTION")
    return 0


def remove_member(arguments: Namespace) -> int:
    """Shut an office or a person out."""
    group = _group(arguments)
    hub, _, _ = hub_reached(arguments, Asker(arguments.passphrase_fd))
    with hub:
        admin.remove_member(hub, group, arguments.name)
    say(f"{admin.role_of(group, arguments.name)} is shut out, and its sessions are ended. What it sent stays.")
    return 0


def roles(arguments: Namespace) -> int:
    """Say who may do what at a hub."""
    if arguments.json:
        write_json({table: {group: allowed(group, table).text for group in GROUPS} for table in TABLES})
    else:
        write_lines(f"{table:<11} {group:<10} {allowed(group, table).text}" for table in TABLES for group in GROUPS)
    return 0


def retention(arguments: Namespace) -> int:
    """Forget what is expired; or set how long the hub keeps what."""
    hub, _, _ = hub_reached(arguments, Asker(arguments.passphrase_fd))
    with hub:
        if arguments.keep:
            what, _, days = arguments.keep.partition("=")
            if what not in ("text", "values", "tokens") or not days.isdigit() or not int(days):
                raise UsageError("Write it like --keep text=90; text, values or tokens, in days.")
            admin.set_term(hub, what, int(days))
            say(f"The hub keeps {what} for {int(days)} days from now on.")
            return 0
        counts = forget(hub, dry_run=arguments.dry_run)
    if arguments.json:
        write_json(counts)
    else:
        write_lines([f"{count:,} {words}" for words, count in counts.items() if count] or ["nothing is overdue"])
    return 0


def audit(arguments: Namespace) -> int:
    """Look whether all at the hub is whole, as its auditor."""
    hub, _, _ = hub_reached(arguments, Asker(arguments.passphrase_fd))
    with hub:
        found = whole(hub)
    if arguments.json:
        write_json({
            "things": found.things, "desks": found.desks, "openings": found.openings,
            "alarms": list(found.alarms), "faults": list(found.faults),
        })  # fmt: skip
    else:
        lines = [f"{count:>9,} {kind}" for kind, count in found.things.items() if count]
        lines += [f"{found.desks:>9,} desks", f"{found.openings:>9,} openings of what is sealed"]
        write_lines([*lines, *(f"ALARM {text}" for text in found.alarms), *(f"FAULT {text}" for text in found.faults)])
    return 1 if found.faults or found.alarms else 0


def open_sealed(arguments: Namespace) -> int:
    """Show one sealed note or identifier, once, with a reason on record."""
    refuse_file()
    asker = Asker(arguments.passphrase_fd)
    hub, _, _ = hub_reached(arguments, asker)
    with hub:
        say("The hub's sheet opens it; the look and the reason are on record before anything is shown.")
        private = asker.recovery_key()
        shown = open_at_hub(hub, arguments.office, arguments.kind, arguments.id, arguments.why, private)
    show_once(safe(line) for line in shown.splitlines())
    return 0


def _group(arguments: Namespace) -> str:
    return admin.OFFICE if arguments.what == admin.OFFICE else str(arguments.duty)


def _sheet(private: bytes, public: bytes) -> Iterator[str]:
    yield "SHEET of the hub: opens what desks seal to it. It holds once the last line says that the hub is set up."
    yield "Write these four rows down on paper, lock them away, and clear this screen. They are shown this once."
    yield "The hub itself never has them: without this sheet nobody reads a sealed note again."
    yield ""
    yield from (f"  {number}.  {row}" for number, row in enumerate(sheet_rows(private), 1))
    yield ""
    yield f"  fingerprint  {public.hex()[:16]}   every desk shows it when it joins"

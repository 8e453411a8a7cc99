"""The publisher's commands: init, build, review, sign, release, tick, hide, and who may sign."""

import sys
from argparse import Namespace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from console.commands.answers import UsageError, opened, write_json, write_lines
from console.commands.paging import read_through
from console.commands.publishing import keyring_of, publishing, repository_of
from console.commands.sheets import shown_alone, somebody_watches
from console.exchange import building, releasing, reviewing
from console.exchange.ceremony import ROLES, People, constitute
from console.exchange.chains import CHAINS, DIRECTORY, Chain
from console.exchange.checking import checked
from console.exchange.errors import PublishError
from console.exchange.hides import held_hides
from console.exchange.keyring import remember, sheet_of
from console.exchange.records import Places
from console.exchange.repository import Repository
from console.exchange.trust import FULL, SMALL, fingerprint
from console.exchange.trusted import pin_root
from console.prepare import base_guides
from console.progress import Bar
from console.settings import load_settings
from resources.clean import safe
from resources.phones import read_phones


@publishing
def init(arguments: Namespace) -> int:
    """The first ceremony: everybody makes a key, prints a sheet, and signs who may sign what."""
    home = load_settings().home
    repository = Repository(Path(arguments.folder).expanduser().absolute())
    if repository.begun:
        raise PublishError(
            f"{repository.folder} holds a publisher already. `northline publish renew` and `retire` change it."
        )
    names = _names(arguments.names)
    people = People(names, _names(arguments.editors) or names, _names(arguments.leads) or names)
    rules = SMALL if arguments.small else FULL
    repository.make()  # a folder that cannot be written should be known before anybody thinks of a passphrase
    _say(f"Everybody whose key is made now chooses a passphrase in turn: {', '.join(people.all)}.")
    _ceremony(arguments, repository, rules.name, people)
    remember(home, repository.folder)
    pin_root(Places(home), (repository.metadata / "1.root.json").read_bytes())
    return 0


def _ceremony(arguments: Namespace, repository: Repository, rules: str, people: People) -> None:
    keyring = keyring_of(arguments)
    if somebody_watches() and arguments.passphrase_fd is None:
        keyring.show = shown_alone
    try:
        new_host = getattr(arguments, "new_host", False)
        found = constitute(repository, {"small": SMALL, "full": FULL}[rules], people, keyring, new_host=new_host)
    finally:  # a key that was made stays, whatever then stops the ceremony
        if keyring.sheets:
            write_lines(keyring.sheets)
    write_lines(
        [
            f"PUBLISHER in {repository.folder}: {rules}, {len(people.root)} root keys",
            f"  FINGERPRINT  {found}",
            "Print this line, read it aloud to each desk on a number they know, and never send it with the files.",
            f"  directory: {', '.join(people.editors)}   guides: {', '.join(people.leads)}",
        ]
    )


@publishing
def grow(arguments: Namespace) -> int:
    """From two people to a full publisher: the two sign, so that every desk follows by itself."""
    repository = repository_of(arguments)
    if repository.constitution() is FULL:
        raise PublishError("This is a full publisher already. `northline publish retire` changes its people.")
    names = _names(arguments.names)
    _ceremony(
        arguments,
        repository,
        "full",
        People(names, _names(arguments.editors) or names[:3], _names(arguments.leads) or names[:3]),
    )
    return 0


@publishing
def renew(arguments: Namespace) -> int:
    """The yearly ceremony: the same people sign for another year."""
    repository = repository_of(arguments)
    _ceremony(arguments, repository, repository.constitution().name, _people(repository))
    return 0


@publishing
def retire(arguments: Namespace) -> int:
    """Take a key out of use, and put another person's in its place."""
    repository = repository_of(arguments)
    people = _people(repository)
    if arguments.name not in people.all:
        raise PublishError(f"{arguments.name} holds no key here; these do: {', '.join(people.all)}.")
    if arguments.successor in people.all:
        raise PublishError(f"{arguments.successor} holds a key already. Name a new person.")

    def instead(names: tuple[str, ...]) -> tuple[str, ...]:
        kept = tuple(arguments.successor if name == arguments.name else name for name in names)
        return tuple(name for name in kept if name)

    changed = People(instead(people.root), instead(people.editors), instead(people.leads))
    _ceremony(arguments, repository, repository.constitution().name, changed)
    write_lines([f"The key of {arguments.name} signs nothing any more. Destroy its file and its sheet."])
    return 0


@publishing
def build(arguments: Namespace) -> int:
    """Make the next generation from what this desk holds, as a draft that others review and sign."""
    settings, repository = load_settings(), repository_of(arguments)
    places = Places(settings.home)
    shapes = []
    with Bar() as bar:
        for chain in _chains(arguments):
            building.require_newest(repository, places, chain)
            rows = settings.home / "publish" / f"{chain.name}.rows"
            rows.parent.mkdir(mode=0o700, exist_ok=True)
            try:
                if chain is DIRECTORY:
                    building.directory_rows(building.all_listings(opened().directory), rows)
                else:
                    with base_guides(settings) as (shipped, signed):
                        building.guide_rows(shipped, settings.own_guides, rows, signed=signed)
                settled = _shown(arguments, places) if chain is DIRECTORY else ()
                shapes.append((chain, building.build(repository, places, chain, rows, bar, settled)))
            finally:
                rows.unlink(missing_ok=True)
    for chain, built in shapes:
        if built is None:
            write_lines([f"{chain.name:<10} nothing changed since the last generation"])
        elif built.expires:
            write_lines(
                [
                    f"{chain.name:<10} nothing changed; generation {built.generation} must be signed again before "
                    f"{built.expires:%d %b %Y}, or desks take in nothing new"
                ]
            )
        else:
            patch = f"patch {built.patch / 1000:,.1f} kB, " if built.patch else ""
            write_lines([f"{chain.name:<10} generation {built.generation}: {patch}whole {built.full / 1000:,.0f} kB"])
    if any(built for _, built in shapes):
        write_lines(
            ["A draft. Two people review and sign it: northline publish review; northline publish sign --by NAME"]
        )
    return 0


def _shown(arguments: Namespace, places: Places) -> tuple[str, ...]:
    """What is to be shown again, by the names under which it was hidden."""
    held = held_hides(places.home)
    found: list[str] = []
    for said in arguments.show:
        thing = said if any(one.name == said for one in held) else _thing(said)
        names = [one.name for one in held if thing in (one.thing, one.name)]
        if not names:
            hidden = ", ".join(sorted({one.thing for one in held})) or "nothing"
            raise PublishError(f"{said} is not hidden. Hidden on this desk: {hidden}. Run `northline sync` first.")
        found += names
    return tuple(found)


@publishing
def review(arguments: Namespace) -> int:
    """Show what the draft would change on every desk."""
    settings, repository = load_settings(), repository_of(arguments)
    found = [_reviewed(repository, Places(settings.home), chain) for chain in reviewing.drafts(repository)]
    if arguments.json:
        write_json(
            {
                "drafts": [
                    {
                        "chain": one.chain,
                        "generation": one.generation,
                        "changes": one.changes.text,
                        "lines": list(one.lines),
                    }
                    for one in found
                ]
            }
        )
        return 0 if found else 1
    for one in found:
        signed = ", ".join(reviewing.signed_by(repository, one.chain)) or "nobody yet"
        write_lines([f"{one.chain} generation {one.generation}: {one.changes.text}; signed by {safe(signed)}"])
        write_lines(f"  {line}" for line in one.lines[: None if arguments.all else 200])
        if len(one.lines) > 200 and not arguments.all:
            write_lines([f"  ... and {len(one.lines) - 200} more: --all shows them"])
    if not found:
        write_lines(["There is no draft. `northline publish build` makes one."])
    return 0 if found else 1


def _reviewed(repository: Repository, places: Places, chain: Chain) -> reviewing.Review:
    found = reviewing.review(repository, places, chain)
    if found is None:
        raise PublishError(f"There is no draft of the {chain.name}.")
    return found


@publishing
def sign(arguments: Namespace) -> int:
    """Check the draft's files on this desk, show what they change, and sign."""
    settings, repository = load_settings(), repository_of(arguments)
    chains = [chain for chain in reviewing.drafts(repository) if chain in _chains(arguments)]
    if not chains:
        raise PublishError("There is no draft to sign. Run `northline publish build` first.")
    found = [_reviewed(repository, Places(settings.home), chain) for chain in chains]
    for one in found:
        write_lines([f"{one.chain} generation {one.generation}: {one.changes.text}"])
        if not read_through([f"  {line}" for line in one.lines], whole=arguments.yes):
            raise PublishError("Not every line was seen, so nothing was signed. `publish review --all` shows them too.")
    _agreed(arguments, "Is every line right?")
    person = keyring_of(arguments).person(arguments.by)
    for chain in chains:
        names = repository.names(chain.name)
        if person.signer.public_key.keyid not in names and len(chains) > 1:
            _say(f"{person.name} does not sign the {chain.name}; {', '.join(sorted(names.values()))} do.")
            continue
        wanting = releasing.sign(repository, chain.name, person)
        rest = f"{wanting} more must sign" if wanting else "ready: northline publish release"
        write_lines([f"{chain.name} signed by {person.name}; {rest}."])
    return 0


@publishing
def release(arguments: Namespace) -> int:
    """Hand out what enough people signed."""
    repository = repository_of(arguments)
    chains = tuple(chain.name for chain in reviewing.drafts(repository) if chain in _chains(arguments))
    if not chains:
        raise PublishError("There is no draft to hand out. Run `northline publish build` first.")
    by = releasing.host_or(repository, keyring_of(arguments), arguments.by)
    releasing.release(repository, chains, by)
    write_lines(
        [f"Handed out: {', '.join(chains)}. Copy {repository.folder} to the web server or the stick, without draft."]
    )
    return 0


@publishing
def tick(arguments: Namespace) -> int:
    """The host's daily word that this is still the newest."""
    repository = repository_of(arguments)
    releasing.tick(repository, releasing.host_or(repository, keyring_of(arguments), arguments.by))
    write_lines(["Signed for today. Copy the folder out."])
    return 0


@publishing
def publish(arguments: Namespace) -> int:
    """`publish --hide`: take a number or a listing away on every desk, alone and at once."""
    if not arguments.hide:
        raise UsageError(
            "What is to be done? See northline publish --help; to take a number away: publish --hide NUMBER."
        )
    if not arguments.by or not arguments.why:
        raise UsageError("Say who hides it and why, naming no caller: --by NAME --why TEXT.")
    repository = repository_of(arguments)
    things = tuple(_thing(one) for one in arguments.hide)
    keyring = keyring_of(arguments)
    person = keyring.person(arguments.by)
    count = releasing.hide(
        repository, things, safe(arguments.why), person, releasing.host_or(repository, keyring, arguments.by)
    )
    write_lines(
        [
            f"Hidden at {person.name}'s word: {', '.join(things)}; {count} in all. Desks hide it at their next sync.",
            f"Copy {repository.folder} out now. Correct the listing, then build and sign: showing a number needs two.",
        ]
    )
    return 0


def _thing(said: str) -> str:
    """A listing's id as it is, a number in the one form in which it is dialled."""
    if said.startswith("id:") and said[3:].isdigit():
        return said
    phones = read_phones(said)
    if len(phones) != 1 or not phones[0].number:
        raise UsageError(f"{said!r} is neither one telephone number nor id: and a listing's id, such as id:12345.")
    return phones[0].number


@publishing
def check(arguments: Namespace) -> int:
    """Look at what was handed out as a new desk would, and as one that was away for a fortnight."""
    where = arguments.source or str(repository_of(arguments).folder)
    findings = checked(where, Places(load_settings().home))
    for finding in findings:
        write_lines([f"{'ok   ' if finding.well else 'FAULT'} {finding.says}"])
    return 0 if all(finding.well for finding in findings) else 1


@publishing
def recover(arguments: Namespace) -> int:
    """Make a lost key file again from its printed sheet."""
    person = keyring_of(arguments).recover(arguments.name)
    public = Ed25519PrivateKey.from_private_bytes(person.seed).public_key().public_bytes_raw()
    write_lines(
        [f"The key of {person.name} is here again, under the new passphrase. Fingerprint {fingerprint(public)}"]
    )
    repository = repository_of(arguments)
    if not any(person.signer.public_key.keyid in repository.names(role) for role in ("root", *ROLES)):
        _say(f"But this publisher knows no such key: it may be another person's sheet. Compare the name {person.name}.")
        return 1
    return 0


@publishing
def token(arguments: Namespace) -> int:
    """Let somebody sign with a key on a hardware token; the ceremonies find it by the name."""
    found = keyring_of(arguments).note_token(arguments.name, arguments.uri)
    write_lines(
        [
            f"The token of {arguments.name} is noted. Fingerprint {found}",
            f"The next ceremony with that name (publish init, grow or retire OLD {arguments.name}) asks for its PIN. "
            "Nothing can copy a token: keep enough other people to do without it.",
        ]
    )
    return 0


@publishing
def sheet(arguments: Namespace) -> int:
    """Print somebody's recovery sheet once more."""
    person = keyring_of(arguments).person(arguments.name)
    if somebody_watches() and arguments.passphrase_fd is None and person.seed:
        shown_alone(person)
    else:
        write_lines(sheet_of(person))
    return 0


def _people(repository: Repository) -> People:
    """Who holds what now."""
    found = {role: tuple(sorted(repository.names(role).values())) for role in ("root", *ROLES[:2])}
    return People(found["root"], found["directory"], found["guides"])


def _chains(arguments: Namespace) -> tuple[Chain, ...]:
    return tuple(CHAINS.values()) if arguments.what == "both" else (CHAINS[arguments.what],)


def _names(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in (said or "").split(",") if name.strip()))


def _agreed(arguments: Namespace, question: str) -> None:
    if arguments.yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("There is nobody to ask here. Review the draft, then add --yes.")
    if input(f"{question} [y/N] ").strip().lower() not in ("y", "yes"):
        raise PublishError("Nothing was signed. Correct the listings, and build the draft again.")


def _say(*lines: str) -> None:
    for line in lines:
        print(line, file=sys.stderr)

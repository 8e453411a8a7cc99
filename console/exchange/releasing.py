"""Signing a draft, handing it out once enough have signed, the daily word of the host, and hiding a number at once."""

import hashlib
import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tuf.api.exceptions import UnsignedMetadataError
from tuf.api.metadata import Metadata, TargetFile, Targets

from console.exchange import hides
from console.exchange.ceremony import ROLES
from console.exchange.errors import PublishError
from console.exchange.hides import Hide
from console.exchange.keyring import Keyring, Person
from console.exchange.records import write_small
from console.exchange.repository import Repository, in_days, moment
from console.exchange.trust import HIDE
from resources.durable import settle

HIDES_AGAIN = timedelta(days=180)
"""How long before it runs out the list of what is hidden is signed again."""


def sign(repository: Repository, chain: str, person: Person) -> int:
    """Add one person's signature to a draft; returns how many are still wanting.

    Raises:
        PublishError: there is no draft, this person may not sign it, or signed it already.
    """
    held = repository.drafted(chain)
    if held is None:
        raise PublishError(f"There is no draft of the {chain} to sign. Run `northline publish build` first.")
    names = repository.names(chain)
    mine = person.signer.public_key.keyid
    if mine not in names:
        raise PublishError(f"{person.name} may not sign the {chain}; these may: {', '.join(sorted(names.values()))}.")
    if mine in held.signatures:
        raise PublishError(f"{person.name} signed this draft already: the second signature must be another person's.")
    held.sign(person.signer, append=True)
    _hides_again(repository, person)
    repository.keep_draft(chain, held)
    return max(0, repository.constitution().rules[chain].threshold - len(held.signatures))


def _hides_again(repository: Repository, person: Person) -> None:
    """Let what is hidden not run out: whoever signs anything signs that again in good time."""
    old: Targets = repository.read(HIDE).signed
    if old.expires - datetime.now(UTC) > HIDES_AGAIN or person.signer.public_key.keyid not in repository.names(HIDE):
        return
    again = Targets(old.version + 1, expires=in_days(repository.constitution().rules[HIDE].days), targets=old.targets)
    held = Metadata(again)
    held.sign(person.signer)
    repository.keep_draft(HIDE, held)


def release(repository: Repository, chains: tuple[str, ...], by: Person) -> None:
    """Hand the drafts out: content first, then what signs for it, and the timestamp last of all.

    Raises:
        PublishError: a draft wants signatures; then none is handed out.
    """
    held = {chain: _complete(repository, chain) for chain in chains}
    for chain, signed in held.items():
        _content(repository, chain, signed)
        repository.put(chain, signed)
    hidden = repository.drafted(HIDE)
    if hidden is not None and hidden.signed.version == repository.version(HIDE) + 1:
        repository.put(HIDE, hidden)
    repository.seal(by, ROLES)
    repository.hand_out()
    with suppress(OSError):  # what is left lying is taken for no draft, and the next release sweeps again
        repository.drop_draft(HIDE)
        for chain in chains:
            repository.drop_draft(chain)
            shutil.rmtree(repository.draft / "targets" / chain, ignore_errors=True)
            _prune(repository, chain)


def _content(repository: Repository, chain: str, signed: "Metadata[Targets]") -> None:
    """The draft's files where desks fetch them; until the list is handed out, nobody knows of them."""
    named = {target.hashes["sha256"] for target in signed.signed.targets.values()}
    folder = repository.targets / chain
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((repository.draft / "targets" / chain).glob("*")):
        if path.name.partition(".")[0] in named:
            fresh = folder / f"{path.name}.new"
            shutil.copyfile(path, fresh)
            settle(fresh, folder / path.name)


def _prune(repository: Repository, chain: str) -> None:
    """Let go of content that neither this list nor the one before names, which a desk may be fetching just now."""
    newest = repository.version(chain)
    named = set()
    for number in (newest, newest - 1):
        path = repository.metadata / f"{number}.{chain}.json"
        if path.is_file():
            held: Metadata[Targets] = Metadata.from_bytes(path.read_bytes())
            named |= {target.hashes["sha256"] for target in held.signed.targets.values()}
    for path in (repository.targets / chain).glob("*.zst*"):
        if path.name.endswith(".new") or path.name.partition(".")[0] not in named:
            path.unlink()


def _complete(repository: Repository, chain: str) -> "Metadata[Targets]":
    held = repository.drafted(chain)
    if held is None:
        raise PublishError(f"There is no draft of the {chain}.")
    try:
        repository.read("targets").signed.verify_delegate(chain, held.signed_bytes, held.signatures)
    except UnsignedMetadataError as error:
        names = repository.names(chain)
        waiting = sorted(name for key, name in names.items() if key not in held.signatures)
        raise PublishError(
            f"The {chain} wants {repository.constitution().rules[chain].threshold} signatures and has "
            f"{len(held.signatures)}. Let one of these review and sign it: {', '.join(waiting)}."
        ) from error
    if held.signed.version != repository.version(chain) + 1:
        raise PublishError(f"The {chain} moved on since this draft was built. Sync, then build it again.")
    return held


def tick(repository: Repository, by: Person) -> None:
    """Say that this is still the newest; the snapshot again before it runs out."""
    rest = repository.read("snapshot").signed.expires - datetime.now(UTC)
    if rest.days < 7:
        repository.seal(by, ROLES)
    else:
        repository.stamp(by)
    repository.hand_out()


def hide(repository: Repository, things: tuple[str, ...], why: str, person: Person, by: Person) -> int:
    """Take numbers or listings away on every desk, by one person alone; returns how many are hidden in all.

    Raises:
        PublishError: this person may not.
    """
    if person.signer.public_key.keyid not in repository.names(HIDE):
        raise PublishError(f"{person.name} may not hide: {', '.join(sorted(repository.names(HIDE).values()))} may.")
    old: Targets = repository.read(HIDE).signed
    held = [one for target in old.targets.values() for one in hides.read_hides(_held(repository, target))]
    on = moment()
    held.extend(Hide(thing, person.name, why, on) for thing in things)
    raw = hides.written(held)
    sha256 = hashlib.sha256(raw).hexdigest()
    (repository.targets / HIDE).mkdir(parents=True, exist_ok=True)
    write_small(repository.targets / HIDE / f"{sha256}.{hides.LIST}", raw)
    path = f"{HIDE}/{hides.LIST}"
    signed = Metadata(
        Targets(
            old.version + 1, expires=in_days(repository.constitution().rules[HIDE].days),
            targets={path: TargetFile(len(raw), {"sha256": sha256}, path)},
        )
    )  # fmt: skip
    signed.sign(person.signer)
    repository.put(HIDE, signed)
    repository.seal(by, ROLES)
    repository.hand_out()
    return len(held)


def _held(repository: Repository, target: TargetFile) -> bytes:
    folder, _, name = target.path.rpartition("/")
    path: Path = repository.targets / folder / f"{target.hashes['sha256']}.{name}"
    raw = path.read_bytes()
    target.verify_length_and_hashes(raw)
    return raw


def host_or(repository: Repository, keyring: Keyring, name: str) -> Person:
    """Whose key seals: the host's where it is here, else that of the person who hands out, where that may.

    Raises:
        PublishError: neither may.
    """
    host = keyring.host(repository.names("timestamp"))
    if host is not None:
        return host
    if not name:
        raise PublishError("This is not the publisher's host. Say who hands out: --by NAME.")
    person = keyring.person(name)
    if person.signer.public_key.keyid not in repository.names("timestamp"):
        raise PublishError("Only the publisher's host may hand out. Run this there, where `publish init` was run.")
    return person

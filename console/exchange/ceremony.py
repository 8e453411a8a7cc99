"""The ceremony: who signs what, decided by those who hold the root keys, for the first time or anew."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from securesystemslib.signer import Key
from tuf.api.exceptions import UnsignedMetadataError
from tuf.api.metadata import DelegatedRole, Delegations, Metadata, Root, Targets

from console.exchange.errors import PublishError
from console.exchange.keyring import Keyring, Person
from console.exchange.repository import Repository, in_days, moment
from console.exchange.trust import HIDE, HOST, Constitution, fingerprint

ROLES = ("directory", "guides", HIDE)


@dataclass(frozen=True, slots=True)
class People:
    """Who holds the root keys, who edits the directory, who answers for the guides: names."""

    root: tuple[str, ...]
    editors: tuple[str, ...]
    leads: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Everybody, once."""
        return tuple(dict.fromkeys((*self.root, *self.editors, *self.leads)))

    def of(self, role: str) -> tuple[str, ...]:
        """Who may sign a role; to hide a number, everybody who may edit anything."""
        if role == HIDE:
            return tuple(dict.fromkeys((*self.editors, *self.leads)))
        return self.editors if role == "directory" else self.leads


def check_people(people: People, rules: Constitution) -> None:
    """Raise PublishError where there are too few people for what they promise to check on each other."""
    for what, names, least in (
        ("root keys", people.root, rules.holders),
        ("the directory", people.editors, rules.editors),
        ("the guides", people.leads, rules.editors),
    ):
        if len(set(names)) < least:
            raise PublishError(
                f"A {rules.name} publisher needs {least} people for {what}, these are {len(set(names))}. "
                "Two people begin with `northline publish init --small`."
            )


def constitute(
    repository: Repository, rules: Constitution, people: People, keyring: Keyring, *, new_host: bool = False
) -> str:
    """Write the next root and who signs what under it; returns the fingerprint of the first root.

    The old root's holders sign too, so that every desk follows. Nothing is written before all have signed.
    With `new_host` this computer takes the place of the host, whose key signs nothing any more.

    Raises:
        PublishError: too few people are here.
    """
    check_people(people, rules)
    old = repository.read("root") if repository.begun else None
    present = _present(people, rules, old, keyring)
    host = keyring.new_host() if old is None or new_host else _host(repository, keyring)
    before = [] if old is None else _old_holders(repository, old, people, keyring)
    root = _root(repository, rules, people, present, before, old, host)
    targets = _targets(repository, rules, people, present, before)
    again = {role: _role_again(repository, rules, people, keyring, targets, role) for role in ROLES}
    repository.make()
    for role, held in again.items():
        if held is not None:
            repository.put(role, held)
    repository.put("targets", targets)
    repository.put("root", root)
    repository.seal(host, ROLES)
    repository.hand_out()
    keyring.keep_host()
    first: Metadata[Root] = Metadata.from_bytes((repository.metadata / "1.root.json").read_bytes())
    return fingerprint(first.signed_bytes)


def _host(repository: Repository, keyring: Keyring) -> Person:
    host = keyring.host(repository.names("timestamp"))
    if host is None:
        raise PublishError(
            "The key of this publisher's host is not here. Run this where `publish init` was run. If that computer is "
            "lost, `northline publish renew --new-host` puts this one in its place."
        )
    return host


def _present(people: People, rules: Constitution, old: "Metadata[Root] | None", keyring: Keyring) -> dict[str, Person]:
    """Everybody whose key is new makes it now; of the others, as many as must sign."""
    present = {name: keyring.new_person(name) for name in people.all if not keyring.has(name) and not _known(old, name)}
    at_hand = sorted((name for name in people.root if name not in present), key=lambda name: not keyring.has(name))
    needed = at_hand[: max(0, rules.rules["root"].threshold - sum(name in present for name in people.root))]
    # A key that the metadata does not name yet is proved by its passphrase.
    needed += [name for name in people.all if name not in present and name not in needed and not _known(old, name)]
    for name in needed:
        present[name] = keyring.person(name)
    return present


def _known(old: "Metadata[Root] | None", name: str) -> bool:
    return old is not None and any(key.unrecognized_fields.get("x-name") == name for key in old.signed.keys.values())


def _root(
    repository: Repository, rules: Constitution, people: People, present: dict[str, Person], before: list[Person],
    old: "Metadata[Root] | None", host: Person,
) -> "Metadata[Root]":  # fmt: skip
    root = Root(
        (old.signed.version if old else 0) + 1, expires=in_days(rules.rules["root"].days), consistent_snapshot=True,
        unrecognized_fields={"x-constitution": rules.name},
    )  # fmt: skip
    for name in people.root:
        for role in ("root", "targets"):
            root.add_key(_key(repository, name, present), role)
    # Two people may both need to hand out; a full publisher has a host for that.
    for name in (HOST, *(people.root if rules.name == "small" else ())):
        for role in ("snapshot", "timestamp"):
            root.add_key(host.signer.public_key if name == HOST else _key(repository, name, present), role)
    for role, held in root.roles.items():
        held.threshold = rules.rules[role].threshold
    signed = Metadata(root)
    _signed_by(signed, [*(present[name] for name in people.root if name in present), *before])
    _require(root.verify_delegate, "root", signed)
    if old is not None:
        _require(old.signed.verify_delegate, "root", signed)
    return signed


def _old_holders(repository: Repository, old: "Metadata[Root]", people: People, keyring: Keyring) -> list[Person]:
    """As many of those who held the root until now as must agree that it passes on: whoever is here, then who stays."""
    names = [name for name in repository.names("root").values() if keyring.has(name)]
    names.sort(key=lambda name: (not keyring.opened(name), name not in people.root, name))
    return [keyring.person(name) for name in names[: old.signed.roles["root"].threshold]]


def _targets(
    repository: Repository, rules: Constitution, people: People, present: dict[str, Person], before: list[Person]
) -> "Metadata[Targets]":
    keys, roles = {}, {}
    for role in ROLES:
        rule = rules.rules[role]
        held = DelegatedRole(role, [], rule.threshold, terminating=True, paths=[f"{role}/*"])
        for name in people.of(role):
            key = _key(repository, name, present)
            keys[key.keyid] = key
            held.keyids.append(key.keyid)
        roles[role] = held
    targets = Targets(
        repository.version("targets") + 1, expires=in_days(rules.rules["targets"].days),
        delegations=Delegations(keys, roles),
    )  # fmt: skip
    signed = Metadata(targets)
    holders = [name for name in people.root if name in present][: rules.rules["targets"].threshold]
    # A desk that looks while the root passes on may hold either root: this list counts under both.
    _signed_by(signed, [*(present[name] for name in holders), *before])
    return signed


def _role_again(
    repository: Repository,
    rules: Constitution,
    people: People,
    keyring: Keyring,
    targets: "Metadata[Targets]",
    role: str,
) -> "Metadata[Targets] | None":
    """What a role says, signed again where those who signed it no longer suffice; None where it stands."""
    if repository.version(role):
        held: Metadata[Targets] = repository.read(role)
        try:
            targets.signed.verify_delegate(role, held.signed_bytes, held.signatures)
        except UnsignedMetadataError:
            said = held.signed
        else:
            return None
    else:
        said = Targets(1, unrecognized_fields={"x-built": moment()})
    said.version, said.expires = repository.version(role) + 1, in_days(rules.rules[role].days)
    fresh = Metadata(said)
    names = sorted(filter(keyring.has, people.of(role)), key=lambda name: not keyring.opened(name))
    _signed_by(fresh, [keyring.person(name) for name in names[: rules.rules[role].threshold]])
    _require(targets.signed.verify_delegate, role, fresh)
    return fresh


def _key(repository: Repository, name: str, present: dict[str, Person]) -> Key:
    if name in present:
        return present[name].signer.public_key
    for held in (repository.read("root").signed.keys, repository.read("targets").signed.delegations.keys):
        for key in held.values():
            if key.unrecognized_fields.get("x-name") == name:
                return cast("Key", key)
    raise PublishError(f"The key of {name} is not known here. Let {name} be present, with the stick in.")


def _signed_by(held: "Metadata[Any]", people: Iterable[Person]) -> None:
    for person in people:
        held.sign(person.signer, append=True)


def _require(verify: Callable[..., None], role: str, held: "Metadata[Any]") -> None:
    try:
        verify(role, held.signed_bytes, held.signatures)
    except UnsignedMetadataError as error:
        raise PublishError(
            f"Too few of the people who must sign {role} are here ({error}). Nothing was changed: bring their keys, "
            "and begin again."
        ) from error

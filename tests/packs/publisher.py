"""A publisher of invented listings, made without a keyboard: what the tests of packs take in, and spoil."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from console.exchange import building, guide_files, releasing
from console.exchange.ceremony import People, constitute
from console.exchange.chains import DIRECTORY, GUIDES
from console.exchange.keyring import Keyring
from console.exchange.packs import Sync, Synced, Wishes
from console.exchange.records import Places, read_record
from console.exchange.repository import Repository
from console.exchange.sources import source_of
from console.exchange.trust import SMALL, Constitution
from console.exchange.trusted import pin_root
from console.keys.asking import Asker
from console.keys.cost import FLOOR
from resources.listing import Listing, Phone

PASSPHRASE = "nobody would guess these words"


def quiet(stage: str, done: float) -> None:
    """Nobody watches."""


def unseen(what: str, have: int, total: int) -> None:
    """Nobody watches."""


def listings(count: int = 300) -> list[Listing]:
    """Invented shelters along a line through Texas."""
    return [
        Listing(
            "invented", f"k{number}", f"Harbor House {number}", "Invented Harbor", ("shelter",), city="Lufkin",
            state="TX", lat=31.0 + number / 1000, lon=-94.0, precision="exact",
            phones=(Phone(f"+1936555{number % 100 + 100:04d}"),),
            about=f"Beds for the night, house {number}, ask for the night desk.",
        )
        for number in range(count)
    ]  # fmt: skip


class Publisher:
    """Two people (or more) on one desk, and the folder they hand out."""

    def __init__(
        self, folder: Path, rules: Constitution = SMALL, names: tuple[str, ...] = ("Ana", "Ben"),
        leads: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self.home = folder / "publisher"
        self.home.mkdir(parents=True)
        self.folder = folder / "handed-out"
        self.places = Places(self.home)
        self.repository = Repository(self.folder)
        self.names, self.leads = names, leads or names[:3]
        self._keyring = Keyring(self.home, (), Asker(None, lambda prompt: PASSPHRASE), lambda: FLOOR)
        constitute(self.repository, rules, People(names, names[:3], self.leads), self.keyring())
        pin_root(self.places, (self.repository.metadata / "1.root.json").read_bytes())

    def keyring(self) -> Keyring:
        """Everybody's keys, each opened once."""
        return self._keyring

    def draft(self, rows: list[Listing], settled: tuple[str, ...] = ()) -> building.Built | None:
        """Build what these rows say, unsigned."""
        path = building.directory_rows(rows, self.home / "directory.rows")
        return building.build(self.repository, self.places, DIRECTORY, path, quiet, settled)

    def publish(self, rows: list[Listing], settled: tuple[str, ...] = ()) -> None:
        """Build, sign twice, hand out, and take it in here too."""
        self.draft(rows, settled)
        self.hand_out("directory", *self.names[:2])

    def draft_guides(self, texts: dict[str, str]) -> building.Built | None:
        """Build what these files say, unsigned."""
        path = guide_files.write_rows(sorted(texts.items()), self.home / "guides.rows")
        return building.build(self.repository, self.places, GUIDES, path, quiet)

    def publish_guides(self, texts: dict[str, str]) -> None:
        """Build, signed by two of the leads, hand out, and take it in here too."""
        self.draft_guides(texts)
        self.hand_out("guides", *self.leads[-2:])

    def hand_out(self, chain: str, *names: str) -> None:
        """Signed by these, handed out, taken in."""
        keyring = self.keyring()
        for name in names:
            releasing.sign(self.repository, chain, keyring.person(name))
        host = keyring.host()
        assert host is not None
        releasing.release(self.repository, (chain,), host)
        done = take_in(self.places, str(self.folder))
        assert not done.faults, done.faults

    def hide(self, *things: str, by: str = "Ana") -> None:
        """One person takes numbers away."""
        keyring = self.keyring()
        host = keyring.host()
        assert host is not None
        releasing.hide(self.repository, things, "wrong number", keyring.person(by), host)


def desk_of(folder: Path, home: Path) -> Places:
    """A new desk that compared the fingerprint of the publisher in `folder`."""
    home.mkdir(parents=True, exist_ok=True)
    places = Places(home)
    pin_root(places, (folder / "metadata" / "1.root.json").read_bytes())
    return places


def take_in(places: Places, where: str, wishes: Wishes | None = None, timeout: float = 5) -> Synced:
    """One sync of a desk."""
    source = source_of(where, timeout)
    try:
        return Sync(places, source, wishes or Wishes(), unseen, quiet).run()
    finally:
        source.close()


def generation(places: Places) -> int:
    """The generation of the directory that a desk reads."""
    record = read_record(places, "directory")
    return record.generation if record else 0


def edited(rows: list[Listing], change: Callable[[Listing], Listing], every: int = 50) -> list[Listing]:
    """Some of the rows changed, one dropped, one new."""
    changed = [change(one) if at % every == 0 else one for at, one in enumerate(rows)]
    new = replace(rows[0], key=f"after-{rows[-1].key}", service="Newly opened house")
    return [changed[0], *changed[2:], new]


def copy_of(folder: Path, target: Path) -> Path:
    """A copy of what was handed out, to be spoilt."""
    shutil.copytree(folder, target, symlinks=True)
    return target

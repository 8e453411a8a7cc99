"""Everything that is not exactly what the right people signed is refused, and the desk's file stays byte for byte."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from publisher import copy_of, desk_of, generation, take_in
from tuf.api.metadata import Metadata, MetaFile

from console.errors import ConsoleError
from console.exchange.switching import in_use

ROLES = ("root", "targets", "snapshot", "timestamp", "directory", "guides", "hide")


class Spoiler:
    """Somebody with some of the keys, and a copy of what was handed out."""

    def __init__(self, folder: Path, keyring, before: Path) -> None:
        self.folder, self.keyring, self.before = folder, keyring, before

    def newest(self, role: str) -> Path:
        return max(self.folder.glob(f"metadata/*.{role}.json"), key=lambda path: int(path.name.split(".")[0]))

    def read(self, role: str) -> Metadata:
        return Metadata.from_file(
            str(self.folder / "metadata/timestamp.json" if role == "timestamp" else self.newest(role))
        )

    def signer(self, name: str):
        return (self.keyring.host() if name == "host" else self.keyring.person(name)).signer

    def stranger(self):
        from securesystemslib.signer import CryptoSigner

        return CryptoSigner.generate_ed25519()

    def write(self, role: str, held: Metadata, *signers, bump: int = 1) -> None:
        held.signed.version += bump
        held.signatures.clear()
        for signer in signers:
            held.sign(signer, append=True)
        name = "timestamp.json" if role == "timestamp" else f"{held.signed.version}.{role}.json"
        held.to_file(str(self.folder / "metadata" / name))

    def seal(self, **versions: int) -> None:
        """The host's key over what stands now: a stolen online key can do that."""
        snapshot = self.read("snapshot")
        for role in ("targets", "directory", "guides", "hide"):
            snapshot.signed.meta[f"{role}.json"] = MetaFile(versions.get(role, self.read(role).signed.version))
        self.write("snapshot", snapshot, self.signer("host"))
        stamp = self.read("timestamp")
        stamp.signed.snapshot_meta.version = snapshot.signed.version
        self.write("timestamp", stamp, self.signer("host"))

    def forged_list(self, *signers) -> None:
        """A directory that says another content, under signatures that do not suffice."""
        held = self.read("directory")
        for target in held.signed.targets.values():
            target.unrecognized_fields["custom"]["to"] += 1
            target.unrecognized_fields["custom"]["content"] = "0" * 64
        self.write("directory", held, *signers)
        self.seal()


def _flip(path: Path, at: int = -40) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)


def _patch(spoiler: Spoiler) -> Path:
    return next(spoiler.folder.glob("targets/directory/*.p-2-3.zst"))


def bit_flipped_in_the_patch(s: Spoiler) -> None:
    _flip(_patch(s))


def ten_megabytes_appended(s: Spoiler) -> None:
    with _patch(s).open("ab") as stream:
        stream.write(b"\0" * 10_000_000)


def patch_cut_short(s: Spoiler) -> None:
    raw = _patch(s).read_bytes()
    _patch(s).write_bytes(raw[:-20])


def patch_missing(s: Spoiler) -> None:
    _patch(s).unlink()


def timestamp_by_a_stranger(s: Spoiler) -> None:
    s.write("timestamp", s.read("timestamp"), s.stranger())


def timestamp_without_signature(s: Spoiler) -> None:
    s.write("timestamp", s.read("timestamp"))


def timestamp_of_an_editor_of_no_right(s: Spoiler) -> None:
    held = s.read("timestamp")
    held.signed.version += 1
    s.write("timestamp", held, s.stranger(), s.stranger())


def expired_timestamp(s: Spoiler) -> None:
    held = s.read("timestamp")
    held.signed.expires = (datetime.now(UTC) - timedelta(days=1)).replace(microsecond=0)
    s.write("timestamp", held, s.signer("host"))


def expired_directory(s: Spoiler) -> None:
    held = s.read("directory")
    held.signed.expires = (datetime.now(UTC) - timedelta(days=1)).replace(microsecond=0)
    s.write("directory", held, s.signer("Ana"), s.signer("Ben"))
    s.seal()


def expired_root(s: Spoiler) -> None:
    held = s.read("root")
    held.signed.expires = (datetime.now(UTC) - timedelta(days=1)).replace(microsecond=0)
    s.write("root", held, s.signer("Ana"), s.signer("Ben"))


def forged_by_one_editor(s: Spoiler) -> None:
    s.forged_list(s.signer("Ana"))


def forged_by_one_editor_twice_in_raw_json(s: Spoiler) -> None:
    s.forged_list(s.signer("Ana"))
    path = s.newest("directory")
    said = json.loads(path.read_bytes())
    said["signatures"] *= 2
    path.write_text(json.dumps(said))


def forged_by_the_hosts_key(s: Spoiler) -> None:
    s.forged_list(s.signer("host"), s.stranger())


def forged_by_an_editor_and_a_stranger(s: Spoiler) -> None:
    s.forged_list(s.signer("Ana"), s.stranger())


def nobody_signed(s: Spoiler) -> None:
    s.forged_list()


def guides_list_in_the_place_of_the_directory(s: Spoiler) -> None:
    number = s.read("directory").signed.version + 1
    shutil.copy(s.newest("guides"), s.folder / f"metadata/{number}.directory.json")
    s.seal(directory=number)


def snapshot_lowers_the_directory(s: Spoiler) -> None:
    s.seal(directory=s.read("directory").signed.version - 2)


def snapshot_drops_the_directory(s: Spoiler) -> None:
    held = s.read("snapshot")
    del held.signed.meta["directory.json"]
    s.write("snapshot", held, s.signer("host"))
    stamp = s.read("timestamp")
    stamp.signed.snapshot_meta.version = held.signed.version
    s.write("timestamp", stamp, s.signer("host"))


def mixed_with_the_list_of_an_earlier_day(s: Spoiler) -> None:
    old = max(s.before.glob("metadata/*.directory.json"), key=lambda path: int(path.name.split(".")[0]))
    shutil.copy(old, s.newest("directory"))


def root_passed_on_by_one_of_two(s: Spoiler) -> None:
    s.write("root", s.read("root"), s.signer("Ana"))


def root_passed_on_to_strangers(s: Spoiler) -> None:
    held, key = s.read("root"), s.stranger()
    for role in held.signed.roles.values():
        role.keyids, role.threshold = [], 1
    for role in ("root", "targets", "snapshot", "timestamp"):
        held.signed.add_key(key.public_key, role)
    s.write("root", held, key)


def root_that_skips_a_version(s: Spoiler) -> None:
    held = s.read("root")
    held.signed.version += 1
    path = s.folder / "metadata" / f"{held.signed.version}.root.json"
    s.write("root", held, s.signer("Ana"), s.signer("Ben"))
    s.newest("root").rename(path)


def timestamp_without_end(s: Spoiler) -> None:
    (s.folder / "metadata/timestamp.json").write_bytes(b" " * 5_000_000)


def directory_list_without_measure(s: Spoiler) -> None:
    held = s.read("directory")
    held.signed.unrecognized_fields["x-noise"] = "n" * 2_000_000
    s.write("directory", held, s.signer("Ana"), s.signer("Ben"))
    s.seal()


def metadata_that_is_no_json(s: Spoiler) -> None:
    s.newest("snapshot").write_bytes(b"[" * 60_000)
    stamp = s.read("timestamp")
    number = stamp.signed.snapshot_meta.version + 1
    (s.folder / f"metadata/{number}.snapshot.json").write_bytes(b"[" * 15_000)
    stamp.signed.snapshot_meta.version = number
    s.write("timestamp", stamp, s.signer("host"))


def _signed_content(s: Spoiler, raw: bytes, **said) -> None:
    """Two editors sign a file that is not what it should be: the last line of defence is the desk itself."""
    held = s.read("directory")
    target = next(one for one in held.signed.targets.values() if one.path.endswith("p-2-3.zst"))
    target.length, target.hashes = len(raw), {"sha256": hashlib.sha256(raw).hexdigest()}
    target.unrecognized_fields["custom"] |= said
    (s.folder / "targets/directory" / f"{target.hashes['sha256']}.p-2-3.zst").write_bytes(raw)
    s.write("directory", held, s.signer("Ana"), s.signer("Ben"))
    s.seal()


def bomb_that_states_its_size(s: Spoiler) -> None:
    import zstandard

    _signed_content(s, zstandard.ZstdCompressor().compress(b"\0" * (200 << 20)))


def bomb_that_hides_its_size(s: Spoiler) -> None:
    import zstandard

    packer = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    _signed_content(s, b"".join([*(packer.compress(b"\0" * (1 << 20)) for _ in range(100)), packer.flush()]))


def foreign_sqlite_file_with_triggers(s: Spoiler) -> None:
    import zstandard

    path = s.folder / "foreign.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE listing (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TRIGGER evil AFTER INSERT ON listing BEGIN DELETE FROM listing; END")
    connection.close()
    _signed_content(s, zstandard.ZstdCompressor().compress(path.read_bytes()))


def patch_of_another_table(s: Spoiler) -> None:
    import apsw
    import zstandard

    connection = apsw.Connection(":memory:")
    connection.execute("CREATE TABLE near_kind (kind TEXT PRIMARY KEY, cell INTEGER)")
    session = apsw.Session(connection, "main")
    session.attach()
    connection.execute("INSERT INTO near_kind VALUES ('shelter', 1)")
    _signed_content(s, zstandard.ZstdCompressor().compress(session.patchset()))


def patch_whose_result_is_other_than_signed(s: Spoiler) -> None:
    _signed_content(s, _patch(s).read_bytes(), content="0" * 64)


def patch_on_another_base(s: Spoiler) -> None:
    _signed_content(s, next(s.before.glob("targets/directory/*.p-1-2.zst")).read_bytes())


ATTACKS: tuple[Callable[[Spoiler], None], ...] = (
    bit_flipped_in_the_patch, ten_megabytes_appended, patch_cut_short, patch_missing, timestamp_by_a_stranger,
    timestamp_without_signature, timestamp_of_an_editor_of_no_right, expired_timestamp, expired_directory, expired_root,
    forged_by_one_editor, forged_by_one_editor_twice_in_raw_json, forged_by_the_hosts_key,
    forged_by_an_editor_and_a_stranger, nobody_signed, guides_list_in_the_place_of_the_directory,
    snapshot_lowers_the_directory, snapshot_drops_the_directory, mixed_with_the_list_of_an_earlier_day,
    root_passed_on_by_one_of_two, root_passed_on_to_strangers, root_that_skips_a_version, timestamp_without_end,
    directory_list_without_measure, metadata_that_is_no_json, bomb_that_states_its_size, bomb_that_hides_its_size,
    foreign_sqlite_file_with_triggers, patch_of_another_table, patch_whose_result_is_other_than_signed,
    patch_on_another_base,
)  # fmt: skip
"""Each is one change to a fresh copy; the desk holds generation 2 and would move to 3."""


@pytest.mark.parametrize("way", ["folder", "http"])
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_it_is_refused_and_the_file_stays(handed, tmp_path, server, attack, way):
    desk = desk_of(handed.after[2], tmp_path / "desk")
    take_in(desk, str(handed.after[2]))
    before = hashlib.sha256(in_use(desk, "directory").read_bytes()).digest()
    folder = copy_of(handed.after[3], tmp_path / "spoilt")
    attack(Spoiler(folder, handed.publisher.keyring(), handed.after[2]))
    said = _refusal(desk, server(folder).url if way == "http" else str(folder))
    assert hashlib.sha256(in_use(desk, "directory").read_bytes()).digest() == before
    assert generation(desk) == 2
    assert not list(desk.home.glob("directory-next*"))
    assert any(word in said for word in ("tell", "must", "told", "sync --full", "Ask", "Copy it again")), said


def _refusal(desk, where: str) -> str:
    try:
        done = take_in(desk, where)
    except ConsoleError as error:
        return str(error)
    assert "directory" not in done.moved
    return done.faults.get("directory", "nothing new")


def test_an_older_state_of_everything_is_refused(handed, tmp_path):
    desk = desk_of(handed.after[3], tmp_path / "desk")
    take_in(desk, str(handed.after[3]))
    with pytest.raises(ConsoleError, match="older"):
        take_in(desk, str(handed.after[2]))
    assert generation(desk) == 3


def test_an_older_state_is_refused_even_after_the_metadata_was_lost(handed, tmp_path):
    desk = desk_of(handed.after[3], tmp_path / "desk")
    take_in(desk, str(handed.after[3]))
    shutil.rmtree(desk.metadata)
    with pytest.raises(ConsoleError, match="older"):
        take_in(desk, str(handed.after[2]))
    assert generation(desk) == 3


def test_metadata_without_end_is_not_read_to_its_end(handed, tmp_path, server):
    desk = desk_of(handed.after[1], tmp_path / "desk")
    for name in ("timestamp.json", ".directory.json", ".full.zst"):
        serving = server(handed.after[1], endless=name)
        said = _refusal(desk, serving.url)
        assert "REFUSED" in said
        assert generation(desk) == 0


def test_another_publisher_is_no_publisher(handed, tmp_path):
    from publisher import Publisher, listings

    other = Publisher(tmp_path / "other")
    other.publish(listings(5))
    desk = desk_of(handed.after[1], tmp_path / "desk")
    take_in(desk, str(handed.after[1]))
    with pytest.raises(ConsoleError):
        take_in(desk, str(other.folder))
    assert generation(desk) == 1

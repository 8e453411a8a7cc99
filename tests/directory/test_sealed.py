"""The sealed store, the wrapping of its key and its audit: what they keep, refuse and notice."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there are no sealed addresses")

from console.audit import AuditLog, read_audit
from console.keys.asking import Asker
from console.keys.cost import FLOOR, MOST_MEMORY_KIB, Cost, measured_cost
from console.keys.errors import KeyFaultError
from console.keys.key_file import KeyFile, new_key_file, read_key_file, replace_key_file, write_key_file
from console.keys.recovery import new_recovery_key, read_sheet, sheet_rows
from resources.cipher import open_cipher, require_encrypted
from resources.errors import StoreError
from resources.sealed import ExactAddress, SealedStore, make_sealed

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
ADDRESS = ExactAddress("48213 Quillfeather Hollow Road", "Lufkin", "TX", "75904", 31.384217, -94.729117)
PASSPHRASE = "four words nobody guesses"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "sealed.db"
    make_sealed(target, KEY)
    return target


def test_an_address_comes_back_as_it_was_kept_and_the_file_does_not_show_it(path: Path) -> None:
    with SealedStore(path, KEY) as store:
        assert store.keep({7: ADDRESS}, "partners", "2026-11-23") == 1
        assert store.keep({7: ADDRESS}, "partners", "2026-11-24") == 0
        assert store.address(7) == ADDRESS
        assert store.address(8) is None
    held = path.read_bytes()
    assert not held.startswith(b"SQLite format 3")
    assert b"Quillfeather" not in held


def test_an_import_is_kept_whole_or_not_at_all(path: Path) -> None:
    broken = ExactAddress(object(), "Lufkin", "TX", "75904")  # type: ignore[arg-type]
    with SealedStore(path, KEY) as store:
        with pytest.raises((StoreError, AttributeError)):
            store.keep({7: ADDRESS, 8: broken}, "partners", "2026-11-23")
        assert store.count() == 0


def test_deleted_content_is_overwritten(path: Path) -> None:
    with SealedStore(path, KEY) as store:
        assert store._connection.execute("PRAGMA secure_delete").fetchone()[0] == 1


def test_an_address_never_shows_in_a_traceback() -> None:
    assert "Quillfeather" not in repr(ADDRESS)


def test_a_library_that_would_write_plain_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="would write plain text"):
        open_cipher(tmp_path / "sealed.db", KEY, sqlite3)


def test_a_library_that_only_claims_to_encrypt_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Claims(sqlite3.Connection):
        def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
            claimed = "SELECT '4.19.0 community'" if sql == "PRAGMA cipher_version" else sql
            return super().execute(claimed, *values)  # type: ignore[arg-type]

    def connect(path: Path, **options: object) -> sqlite3.Connection:
        return sqlite3.connect(path, factory=Claims, **options)  # type: ignore[call-overload]

    fake = SimpleNamespace(
        connect=connect, Error=sqlite3.Error, DatabaseError=sqlite3.DatabaseError,
        OperationalError=sqlite3.OperationalError,
    )  # fmt: skip
    monkeypatch.setattr("resources.cipher.cipher_library", lambda: fake)
    with pytest.raises(StoreError, match="anybody can read"):
        make_sealed(tmp_path / "sealed.db", KEY)
    assert not (tmp_path / "sealed.db").exists()


def test_an_ordinary_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "sealed.db") as plain:
        plain.execute("CREATE TABLE address (street TEXT)")
    with pytest.raises(StoreError, match="anybody can read"):
        require_encrypted(tmp_path / "sealed.db")
    with pytest.raises(StoreError, match="anybody can read"):
        SealedStore(tmp_path / "sealed.db", KEY)


def test_another_key_a_missing_file_and_a_foreign_one_are_refused_with_advice(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="back-up"):
        SealedStore(path, OTHER)
    with pytest.raises(StoreError, match="not there"):
        SealedStore(tmp_path / "nowhere.db", KEY)
    (tmp_path / "letter.db").write_text("Dear all, " * 900, "utf-8")
    with pytest.raises(StoreError, match="damaged"):
        SealedStore(tmp_path / "letter.db", KEY)
    open_cipher(tmp_path / "calls.db", KEY).execute("CREATE TABLE call (id)").connection.close()
    with pytest.raises(StoreError, match="not a file of sealed addresses"):
        SealedStore(tmp_path / "calls.db", KEY)


@pytest.mark.parametrize("at", [0, 20, 4100, 8200, -40])
def test_one_changed_byte_anywhere_is_noticed(path: Path, at: int) -> None:
    with SealedStore(path, KEY) as store:
        store.keep({7: ADDRESS}, "partners", "2026-11-23")
    held = bytearray(path.read_bytes())
    held[at] ^= 1
    path.write_bytes(held)
    with pytest.raises(StoreError, match="damaged"):
        SealedStore(path, KEY)


def test_a_file_cut_short_is_noticed(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(StoreError, match="cut short"):
        SealedStore(path, KEY)


# -- the key


@pytest.fixture(scope="module")
def wrapped() -> tuple[KeyFile, bytes, bytes]:
    private, public = new_recovery_key()
    held, key = new_key_file("sealed.db", PASSPHRASE, FLOOR, public)
    return held, key, private


def test_the_key_opens_by_passphrase_and_by_recovery_sheet_alone(
    wrapped: tuple[KeyFile, bytes, bytes], tmp_path: Path
) -> None:
    held, key, private = wrapped
    write_key_file(tmp_path / "sealed.key", held)
    read = read_key_file(tmp_path / "sealed.key")
    assert read == held
    assert read.open_with_passphrase(PASSPHRASE) == key
    assert read.open_with_recovery(read_sheet(sheet_rows(private))) == key
    with pytest.raises(KeyFaultError, match="passphrase is wrong"):
        read.open_with_passphrase(PASSPHRASE + ".")
    with pytest.raises(KeyFaultError, match="another file"):
        read.open_with_recovery(new_recovery_key()[0])
    assert key.hex() not in (tmp_path / "sealed.key").read_text("utf-8")


def test_a_wrapping_copied_into_another_stores_key_file_opens_nothing(wrapped: tuple[KeyFile, bytes, bytes]) -> None:
    held, _, private = wrapped
    moved = KeyFile("calls.db", held.key_id, held.passphrase, held.recovery)
    with pytest.raises(KeyFaultError):
        moved.open_with_passphrase(PASSPHRASE)
    with pytest.raises(KeyFaultError):
        moved.open_with_recovery(private)


def test_a_damaged_key_file_is_told_from_a_wrong_passphrase(
    wrapped: tuple[KeyFile, bytes, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "sealed.key"
    write_key_file(path, wrapped[0])
    whole = path.read_bytes()
    for damaged in (whole[:-30], whole.replace(b'"passes": 3', b'"passes": 4'), b"", b"[]", b"\xff\xfe", whole * 40):
        path.write_bytes(damaged)
        with pytest.raises(KeyFaultError, match="damaged"):
            read_key_file(path)


def test_a_new_passphrase_leaves_the_recovery_sheet_valid_and_no_old_copy(
    wrapped: tuple[KeyFile, bytes, bytes], tmp_path: Path
) -> None:
    held, key, private = wrapped
    path = tmp_path / "sealed.key"
    write_key_file(path, held)
    replace_key_file(path, held.rewrapped(key, "another sentence", FLOOR), "another sentence", key)
    read = read_key_file(path)
    assert read.open_with_passphrase("another sentence") == key
    assert read.open_with_recovery(private) == key
    assert [each.name for each in tmp_path.iterdir()] == ["sealed.key"]


def test_a_new_key_file_that_does_not_open_gives_the_old_one_back(
    wrapped: tuple[KeyFile, bytes, bytes], tmp_path: Path
) -> None:
    held, key, _ = wrapped
    path = tmp_path / "sealed.key"
    write_key_file(path, held)
    with pytest.raises(KeyFaultError, match="old passphrase still holds"):
        replace_key_file(path, held.rewrapped(OTHER, "another sentence", FLOOR), "another sentence", key)
    assert read_key_file(path) == held


def test_a_slip_in_the_recovery_key_names_its_row() -> None:
    rows = sheet_rows(new_recovery_key()[0])
    rows[2] = ("A" if rows[2][0] != "A" else "C") + rows[2][1:]
    with pytest.raises(KeyFaultError, match="Row 3"):
        read_sheet(rows)
    with pytest.raises(KeyFaultError, match="64 letters"):
        read_sheet(rows[:3])


def test_a_recovery_key_is_read_in_small_letters_without_spaces() -> None:
    private, _ = new_recovery_key()
    assert read_sheet(["".join(sheet_rows(private)).lower().replace(" ", "-")]) == private


def test_the_cost_follows_the_machine_and_never_falls_below_the_floor() -> None:
    assert measured_cost(1.0, lambda cost: 30.0) == FLOOR
    assert measured_cost(1.0, lambda cost: 0.5) == Cost(FLOOR.memory_kib * 2, 3)
    fast = measured_cost(1.0, lambda cost: 0.05)
    assert fast.memory_kib == MOST_MEMORY_KIB
    assert fast.passes > 3


def test_two_different_new_passphrases_are_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    typed = iter(["short", PASSPHRASE, "a slip of the hand", PASSPHRASE, PASSPHRASE])
    assert Asker(None, lambda prompt: next(typed)).new_passphrase() == PASSPHRASE
    said = capsys.readouterr().err
    assert "at least 12" in said
    assert "differ" in said


# -- the audit


class Heads:
    """An encrypted store's memory of the last line."""

    def __init__(self) -> None:
        self.line = ""

    def head(self) -> str:
        return self.line

    def set_head(self, line: str) -> None:
        self.line = line

    def exclusive(self) -> AbstractContextManager[None]:
        return nullcontext()


@pytest.fixture
def log(tmp_path: Path) -> tuple[AuditLog, Path, Heads]:
    heads, path = Heads(), tmp_path / "audit.jsonl"
    written = AuditLog(path, heads)
    for number in range(5):
        written.note("shift lead", "open", str(number), "a reason, with ünïcode")
    assert written.audit().faults == ()
    return written, path, heads


def test_every_flipped_byte_of_the_audit_is_noticed(log: tuple[AuditLog, Path, Heads]) -> None:
    _, path, heads = log
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert read_audit(path, heads.line).faults, at


def test_every_dropped_swapped_doubled_or_cut_line_is_noticed(log: tuple[AuditLog, Path, Heads]) -> None:
    _, path, heads = log
    lines = path.read_text("utf-8").splitlines(keepends=True)
    for at in range(len(lines)):
        for changed in (
            lines[:at] + lines[at + 1 :],
            lines[:at],
            lines[: at + 1] + lines[at:],
            lines[:at] + lines[at + 1 : at + 2] + lines[at : at + 1] + lines[at + 2 :],
            lines[at:][::-1],
        ):
            if changed != lines:
                path.write_text("".join(changed), "utf-8")
                assert read_audit(path, heads.line).faults, at


def test_a_whole_chain_written_anew_is_noticed_by_the_sealed_head(
    log: tuple[AuditLog, Path, Heads], tmp_path: Path
) -> None:
    _, path, heads = log
    forged = tmp_path / "forged.jsonl"
    AuditLog(forged, Heads()).note("nobody", "open", "1", "nothing to see")
    path.write_bytes(forged.read_bytes())
    assert not read_audit(path).faults
    assert read_audit(path, heads.line).faults


@pytest.mark.parametrize("kept", [0, 1, 60, -1])
def test_a_line_lost_in_a_crash_is_put_back_by_the_next(log: tuple[AuditLog, Path, Heads], kept: int) -> None:
    written, path, _ = log
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]) + lines[-1][:kept], "utf-8")
    written.note("shift lead", "open", "9", "after the crash")
    audit = written.audit()
    assert audit.faults == ()
    assert [line.seq for line in audit.lines] == [1, 2, 3, 4, 5, 6]


def test_several_sessions_at_once_write_one_whole_chain(path: Path, tmp_path: Path) -> None:
    def look(session: int) -> None:
        with SealedStore(path, KEY) as store:
            for number in range(8):
                AuditLog(tmp_path / "audit.jsonl", store).note(f"session {session}", "open", str(number), "a reason")

    with ThreadPoolExecutor(4) as sessions:
        list(sessions.map(look, range(4)))
    with SealedStore(path, KEY) as store:
        audit = AuditLog(tmp_path / "audit.jsonl", store).audit()
    assert audit.faults == ()
    assert len(audit.lines) == 32


def test_a_hole_stays_visible_after_further_lines(log: tuple[AuditLog, Path, Heads]) -> None:
    written, path, _ = log
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:2]), "utf-8")
    written.note("shift lead", "open", "9", "later")
    assert written.audit().faults


def test_a_forged_line_with_a_right_hash_of_its_own_is_noticed(log: tuple[AuditLog, Path, Heads]) -> None:
    _, path, heads = log
    said = json.loads(path.read_text("utf-8").splitlines()[1])
    assert said["seq"] == 2
    lines = path.read_text("utf-8").splitlines(keepends=True)
    from console.audit import AuditLine

    said["who"] = "somebody else"
    said["own"] = AuditLine(**said).hash
    lines[1] = AuditLine(**said).text + "\n"
    path.write_text("".join(lines), "utf-8")
    assert read_audit(path, heads.line).faults

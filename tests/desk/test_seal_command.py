"""`northline seal` and `northline import --sealed` as a user types them, and a search of everything left on disk."""

import base64
import csv
import json
import os
import pty
import select
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there are no sealed addresses")

from console import vault
from console.cli import main
from console.keys.cost import FLOOR
from console.keys.recovery import new_recovery_key, sheet_rows
from resources.rows import listing_id

ROOT = Path(__file__).parents[2]
PASSPHRASE = "four words nobody guesses"
STREET, ZIP = "48213 Quillfeather Hollow Road", "75904"
LATITUDE = "31.384217"
CANARIES = (STREET, "Quillfeather", LATITUDE, PASSPHRASE)
LISTING = str(listing_id("partners", "K1"))

Run = Callable[..., int]


@pytest.fixture
def home(prepared_home: Path, places_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = tmp_path / "home"
    shutil.copytree(prepared_home, copied)
    monkeypatch.setenv("NORTHLINE_HOME", str(copied))
    monkeypatch.setenv("NORTHLINE_PLACES", str(places_db))
    monkeypatch.setattr(vault, "measured_cost", lambda: FLOOR)
    # pytest itself catches the output in a file; the real check runs in a process of its own below.
    monkeypatch.setattr("console.commands.sealed._is_file", lambda descriptor: False)
    return copied


@pytest.fixture
def run(home: Path) -> Run:
    def northline(*arguments: str, secrets: tuple[str, ...] = ()) -> int:
        if not secrets:
            return main(arguments)
        reading, writing = os.pipe()
        os.write(writing, "\n".join(secrets).encode() + b"\n")
        os.close(writing)
        try:
            return main([*arguments, "--passphrase-fd", str(reading)])
        finally:
            os.close(reading)

    return northline


@pytest.fixture
def sheet(run: Run, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """A vault that is set up; the rows of its recovery sheet."""
    assert run("seal", "setup", secrets=(PASSPHRASE,)) == 0
    rows = [line.strip() for line in capsys.readouterr().out.splitlines()]
    return [row[3:].strip() for row in rows if row[:2] in ("1.", "2.", "3.", "4.")]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """One confidential shelter and one open clinic, both invented."""
    folder = tmp_path / "given"
    folder.mkdir()
    path = folder / "partners.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(
            [
                "id",
                "name",
                "address",
                "city",
                "state",
                "zip",
                "latitude",
                "longitude",
                "phone",
                "description",
                "address confidential",
            ]
        )
        writer.writerow(
            [
                "K1",
                "Example Haven Shelter",
                STREET,
                "Lufkin",
                "TX",
                ZIP,
                LATITUDE,
                "-94.729117",
                "(936) 555-0101",
                f"Emergency shelter. Ring at {STREET}.",
                "yes",
            ]
        )
        writer.writerow(
            [
                "K2",
                "Example Clinic",
                "1 Open Street",
                "Lufkin",
                "TX",
                ZIP,
                "31.3",
                "-94.7",
                "(936) 555-0102",
                "Medical clinic.",
                "no",
            ]
        )
    return path


def found_in(folder: Path, canaries: tuple[str, ...] = CANARIES) -> list[str]:
    """Each file that holds a canary: as it is, in small letters, UTF-16, hex, base64 or JSON."""
    hits = []
    for path in folder.rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        hits += [f"{path.name}: {word[:6]}" for word in canaries if any(form in held for form in forms(word))]
    return hits


def forms(word: str) -> set[bytes]:
    raw = word.encode()
    shifted = {base64.b64encode(b" " * pad + raw)[4:-4] for pad in range(3)}
    wide = {word.encode("utf-16-le"), word.encode("utf-16-be")}
    return {raw, raw.lower(), raw.upper(), raw.hex().encode(), raw.hex().upper().encode(), *shifted, *wide}


def test_an_exact_address_opens_with_role_and_reason_and_the_audit_says_so(
    run: Run, sheet: list[str], table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", str(table), "--sealed", secrets=(PASSPHRASE,)) == 0
    assert "1 confidential rows lie in sealed.db" in capsys.readouterr().out
    assert run("seal", "open", LISTING, "--role", "shift lead", "--reason", "taxi", secrets=(PASSPHRASE,)) == 0
    shown = capsys.readouterr().out
    assert STREET in shown
    assert f"Lufkin, TX {ZIP}" in shown
    assert run("seal", "audit", "--json", secrets=(PASSPHRASE,)) == 0
    written = json.loads(capsys.readouterr().out)
    assert written["faults"] == []
    assert [line["action"] for line in written["lines"]] == ["setup", "keep", "open"]
    last = written["lines"][-1]
    assert last["who"].startswith("shift lead")
    assert (last["object"], last["reason"]) == (LISTING, "taxi")


@pytest.mark.parametrize("given", [(), ("--role", "lead"), ("--reason", "taxi"), ("--role", " ", "--reason", "taxi")])
def test_without_role_and_reason_nothing_opens_and_no_passphrase_is_asked(
    run: Run, sheet: list[str], given: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("seal", "open", LISTING, *given, secrets=(PASSPHRASE,)) == 2
    assert "an exact address opens only with both" in capsys.readouterr().err


def test_a_wrong_passphrase_opens_nothing_and_leaves_no_line(
    run: Run, home: Path, sheet: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = (home / "audit.jsonl").read_bytes()
    opening = ("seal", "open", LISTING, "--role", "lead", "--reason", "taxi")
    assert run(*opening, secrets=("four words nobody guessed",)) == 3
    assert "passphrase is wrong" in capsys.readouterr().err
    assert (home / "audit.jsonl").read_bytes() == before


def test_a_listing_without_an_exact_address_says_so_and_the_look_is_still_in_the_audit(
    run: Run, home: Path, sheet: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("seal", "open", "17", "--role", "lead", "--reason", "taxi", secrets=(PASSPHRASE,)) == 1
    assert "No exact address of listing 17" in capsys.readouterr().err
    assert '"object":"17"' in (home / "audit.jsonl").read_text("utf-8")


def test_the_recovery_sheet_sets_a_new_passphrase_and_the_old_one_opens_nothing(
    run: Run, home: Path, sheet: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    stored = (home / "sealed.db").read_bytes()[:16]
    assert run("seal", "recover", secrets=(*sheet, "a wholly different sentence")) == 0
    assert run("seal", "audit", secrets=(PASSPHRASE,)) == 3
    assert run("seal", "audit", secrets=("a wholly different sentence",)) == 0
    assert (home / "sealed.db").read_bytes()[:16] == stored
    assert not list(home.glob("sealed.key.*"))


def test_a_new_passphrase_wraps_the_same_key_and_too_short_ones_are_refused(
    run: Run, home: Path, sheet: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("seal", "passphrase", secrets=(PASSPHRASE, "short")) == 3
    assert "at least 12" in capsys.readouterr().err
    assert run("seal", "passphrase", secrets=(PASSPHRASE, "a wholly different sentence")) == 0
    assert run("seal", "audit", secrets=("a wholly different sentence",)) == 0


def test_a_second_setup_never_replaces_the_first(
    run: Run, home: Path, sheet: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    key = (home / "sealed.key").read_bytes()
    assert run("seal", "setup", secrets=(PASSPHRASE,)) == 3
    assert (home / "sealed.key").read_bytes() == key


def test_without_sealed_the_exact_address_is_dropped_everywhere_and_counted(
    run: Run, home: Path, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", str(table), "--json") == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert (file["rows"], file["kept"], file["sealed"]) == (2, 2, 1)
    assert found_in(home) == []


def test_no_exact_address_is_left_in_any_file_after_a_days_work(
    run: Run, home: Path, sheet: list[str], table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    assert run("import", str(table), "--sealed", secrets=(PASSPHRASE,)) == 0
    run("search", "example haven", "--json")
    run("find", "shelter", "--near", "lufkin tx", "--json")
    run("listing", "show", LISTING, "--json")
    assert run("export", str(home / "export")) == 0
    assert run("export", str(home / "export11"), "--hsds", "1.1") == 0
    spoken = capsys.readouterr()
    assert "Example Haven" in spoken.out
    assert not any(word in spoken.out + spoken.err for word in CANARIES)
    assert run("seal", "open", LISTING, "--role", "lead", "--reason", "taxi", secrets=(PASSPHRASE,)) == 0
    capsys.readouterr()
    with monkeypatch.context() as broken:
        broken.setattr("console.commands.sealed.show_once", lambda found: 1 / 0)
        assert run("seal", "open", LISTING, "--role", "lead", "--reason", "taxi", secrets=(PASSPHRASE,)) == 70
    spoken = capsys.readouterr()
    assert not any(word in spoken.out + spoken.err for word in CANARIES)
    assert found_in(home) + found_in(temporary) == []


def test_the_search_for_canaries_finds_one_in_plain_sqlite(tmp_path: Path) -> None:
    """The positive control: a search that never hits proves nothing."""
    with sqlite3.connect(tmp_path / "plain.db") as plain:
        plain.execute("CREATE TABLE address (street TEXT)")
        plain.execute("INSERT INTO address VALUES (?)", (STREET,))
    (tmp_path / "wide.txt").write_bytes(STREET.encode("utf-16-le"))
    (tmp_path / "coded.txt").write_bytes(base64.b64encode(b"x" + STREET.encode()))
    assert {hit.split(":")[0] for hit in found_in(tmp_path)} == {"plain.db", "wide.txt", "coded.txt"}


def test_the_same_import_again_keeps_what_is_kept(
    run: Run, home: Path, sheet: list[str], table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert run("import", str(table), "--sealed", secrets=(PASSPHRASE,)) == 0
    with vault.vault_opened(home, PASSPHRASE) as opened:
        assert opened._store.count() == 1


def test_without_setup_nothing_is_asked_and_the_setup_is_named(
    run: Run, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", str(table), "--sealed") == 3
    assert "northline seal setup" in capsys.readouterr().err
    assert run("seal", "open", LISTING, "--role", "lead", "--reason", "taxi") == 3
    assert "northline seal setup" in capsys.readouterr().err


def test_desks_can_share_the_recovery_key_of_their_organisation(
    run: Run, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private, public = new_recovery_key()
    assert run("seal", "setup", "--recovery-public", public.hex(), secrets=(PASSPHRASE,)) == 0
    assert "RECOVERY SHEET" not in capsys.readouterr().out
    assert run("seal", "recover", secrets=(*sheet_rows(private), "a wholly different sentence")) == 0


def test_an_import_killed_half_way_leaves_no_exact_address(
    run: Run, home: Path, sheet: list[str], table: Path, tmp_path: Path
) -> None:
    rows = table.read_text("utf-8").splitlines()
    many = [rows[1].replace("K1", f"K{n}", 1) for n in range(30_000)]
    table.write_text("\n".join([rows[0], *many]), "utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "console.cli", "import", str(table), "--sealed", "--passphrase-fd", "0"]
    environment = {**os.environ, "TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as half:
        assert half.stdin
        half.stdin.write(PASSPHRASE.encode())
        half.stdin.close()
        with pytest.raises(subprocess.TimeoutExpired):
            half.wait(3.0)
        half.kill()
    assert found_in(home) + found_in(temporary) == []


def test_on_a_terminal_the_passphrase_is_not_echoed_and_the_address_leaves_with_the_other_screen(
    run: Run, home: Path, sheet: list[str], table: Path
) -> None:
    assert run("import", str(table), "--sealed", secrets=(PASSPHRASE,)) == 0
    command = [sys.executable, "-m", "console.cli", "seal", "open", LISTING, "--role", "lead", "--reason", "taxi"]
    child, terminal = pty.fork()
    if not child:
        os.chdir(ROOT)
        os.execv(sys.executable, command)
    seen = until(terminal, b"Passphrase: ")
    os.write(terminal, PASSPHRASE.encode() + b"\n")
    seen += until(terminal, b"Enter takes it off")
    os.write(terminal, b"\n")
    seen += until(terminal, b"\x1b[?1049l")
    os.waitpid(child, 0)
    os.close(terminal)
    assert PASSPHRASE.encode() not in seen
    assert seen.index(b"\x1b[?1049h") < seen.index(STREET.encode()) < seen.index(b"\x1b[?1049l")


def until(terminal: int, awaited: bytes) -> bytes:
    """What the terminal shows until it has shown `awaited`."""
    seen = b""
    while awaited not in seen:
        ready, _, _ = select.select([terminal], [], [], 30)
        assert ready, f"waited for {awaited!r}"
        seen += os.read(terminal, 4096)
    return seen


def test_a_dry_run_asks_for_no_passphrase_and_keeps_nothing(
    run: Run, home: Path, sheet: list[str], table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (home / "sealed.db").read_bytes()
    assert run("import", str(table), "--sealed", "--dry-run") == 0
    assert (home / "sealed.db").read_bytes() == before


def test_an_exact_address_is_never_written_into_a_file(
    run: Run, home: Path, sheet: list[str], table: Path, tmp_path: Path
) -> None:
    assert run("import", str(table), "--sealed", secrets=(PASSPHRASE,)) == 0
    command = [sys.executable, "-m", "console.cli", "seal", "open", LISTING, "--role", "lead", "--reason", "taxi"]
    caught = tmp_path / "caught"
    with caught.open("wb") as file:
        refused = subprocess.run(
            [*command, "--passphrase-fd", "0"], input=PASSPHRASE.encode(), stdout=file, stderr=subprocess.PIPE, cwd=ROOT
        )
    assert refused.returncode == 2
    assert b"never written into a file" in refused.stderr
    assert found_in(tmp_path / "home") == []
    assert caught.read_bytes() == b""


def test_what_an_undone_import_left_in_the_vault_is_forgotten_when_asked(
    run: Run, sheet: list[str], table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    why = ("--role", "data steward", "--reason", "undone")
    opening = ("seal", "open", LISTING, "--role", "lead", "--reason", "taxi")
    assert run("import", str(table), "--sealed", secrets=(PASSPHRASE,)) == 0
    assert run("seal", "forget", "--unheld", *why, secrets=(PASSPHRASE,)) == 1  # it is still held
    assert run("import", "--undo") == 0
    assert "seal forget --unheld" in capsys.readouterr().out
    assert run("seal", "forget", "--unheld", *why, secrets=(PASSPHRASE,)) == 0
    assert run(*opening, secrets=(PASSPHRASE,)) == 1
    assert STREET not in capsys.readouterr().out


def test_forgetting_names_listings_or_all_that_are_gone_and_never_guesses(run: Run, sheet: list[str]) -> None:
    for given in ((), (LISTING, "--unheld"), ("Example Haven",)):
        assert run("seal", "forget", *given, "--role", "lead", "--reason", "moved", secrets=(PASSPHRASE,)) == 2
    assert run("seal", "forget", LISTING, secrets=(PASSPHRASE,)) == 2


def test_the_interpreters_access_code_is_sealed_shown_and_audited(
    run: Run, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("seal", "setup", secrets=(PASSPHRASE,)) == 0
    said = ("--role", "shift lead", "--reason", "new contract")
    assert run("seal", "code", "interpreter", *said, secrets=(PASSPHRASE,)) == 1
    assert run("seal", "code", "interpreter", "--set", *said, secrets=(PASSPHRASE, "QX 55-0199")) == 0
    capsys.readouterr()
    assert run("seal", "code", "interpreter", *said, secrets=(PASSPHRASE,)) == 0
    assert capsys.readouterr().out.strip() == "QX 55-0199"
    assert run("seal", "code", "interpreter", secrets=(PASSPHRASE,)) == 2
    audit = (home / "audit.jsonl").read_text()
    assert "open code" in audit and "keep code" in audit and "QX" not in audit
    assert not [path for path in home.rglob("*") if path.is_file() and b"QX 55-0199" in path.read_bytes()]

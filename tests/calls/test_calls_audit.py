"""northline audit verify: a line changed, dropped, put in, moved or cut is named, and the exit code says so."""

import json
import os
from pathlib import Path

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")

from console.calls import people
from console.calls.book import book_of
from console.cli import main
from console.keys.cost import Cost

WORDS = "four fictional words here"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("console.keys.cost.FLOOR", Cost(64, 1))
    monkeypatch.setattr("console.calls.people.measured_cost", lambda: Cost(64, 1))
    monkeypatch.setenv("NORTHLINE_HOME", str(tmp_path))
    people.set_up(tmp_path, "ana", WORDS, bytes(range(1, 33)))
    with book_of(tmp_path, "ana", people.open_key(tmp_path, "ana", WORDS)) as book:
        for number in range(6):
            book.note("show call", f"{number:032x}", "")
    return tmp_path


def verify(*more: str) -> int:
    """The command as it is typed, the passphrase from a descriptor."""
    read, write = os.pipe()
    os.write(write, f"{WORDS}\n".encode())
    os.close(write)
    return main(["audit", "verify", "--as", "ana", "--passphrase-fd", str(read), *more])


def test_an_audit_as_it_was_written_is_said_to_be(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify() == 0
    assert "6 lines, each as it was written" in capsys.readouterr().out


@pytest.mark.parametrize("how", ["changed", "dropped", "swapped", "cut", "put in"])
def test_every_way_of_tampering_is_named(home: Path, how: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = home / "calls-audit.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    if how == "changed":
        lines[2] = lines[2].replace("show call", "hide call")
    elif how == "dropped":
        del lines[3]
    elif how == "swapped":
        lines[1], lines[2] = lines[2], lines[1]
    elif how == "cut":
        del lines[-1]
    else:
        lines.insert(2, lines[4])
    path.write_text("".join(lines))
    assert verify("--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["calls"]["faults"]


def test_without_the_passphrase_all_but_a_cut_at_the_end_is_seen(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = home / "calls-audit.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:-1]))
    assert main(["audit", "verify", "--without-passphrase"]) == 0
    path.write_text("".join([*lines[:2], *lines[3:]]))
    assert main(["audit", "verify", "--without-passphrase"]) == 1
    assert "not seen" in capsys.readouterr().err


def test_a_desk_without_any_audit_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHLINE_HOME", str(tmp_path / "empty"))
    assert main(["audit", "verify", "--without-passphrase"]) == 1

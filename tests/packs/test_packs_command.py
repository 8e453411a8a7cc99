"""The commands a person types: first contact, refusals, and a disk that is full."""

import pytest
from publisher import desk_of, generation, take_in

from console.cli import main


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("NORTHLINE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_the_first_sync_wants_the_fingerprint_compared(handed, home, capsys):
    folder = str(handed.after[1])
    assert main(["sync", folder]) == 2
    said = capsys.readouterr().err
    found = next(line.split()[-1] for line in said.splitlines() if line.startswith("Fingerprint"))
    assert main(["sync", folder, "--trust", "0000-" + found[5:]]) == 9
    assert main(["sync", folder, "--trust", found.upper()]) == 0
    assert "signed by Ana, Ben" in capsys.readouterr().out
    assert main(["sync"]) == 0
    assert "Nothing new" in capsys.readouterr().out


def test_a_full_disk_is_said_in_words(handed, home, capsys, monkeypatch):
    desk = desk_of(handed.after[1], home)
    take_in(desk, str(handed.after[1]))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("console.exchange.staging.shutil.copyfile", full)
    assert main(["sync", str(handed.after[2])]) == 5
    assert "The disk is full" in capsys.readouterr().err
    assert generation(desk) == 1


def test_going_back_wants_a_name(handed, home, capsys):
    desk = desk_of(handed.after[1], home)
    for number in (1, 2):
        take_in(desk, str(handed.after[number]))
    assert main(["sync", "--rollback"]) == 2
    assert main(["sync", "--rollback", "--by", "Cleo"]) == 0
    assert generation(desk) == 1
    capsys.readouterr()
    assert main(["sync"]) == 0
    assert "generation 2 was rolled back here" in capsys.readouterr().out
    assert generation(desk) == 1
    assert main(["sync", "--again"]) == 0
    assert generation(desk) == 2

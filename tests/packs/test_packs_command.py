"""The commands a person types: first contact, refusals, and a disk that is full."""

import errno
import shutil

import pytest
from failing_disk import failing
from killing import proved
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


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EIO])
def test_a_stick_that_is_pulled_out_at_any_read_is_said_and_nothing_is_lost(handed, home, capsys, monkeypatch, number):
    monkeypatch.setattr("console.exchange.sources.pause", lambda tried: None)
    desk = desk_of(handed.after[1], home)
    take_in(desk, str(handed.after[1]))
    at = 0
    while True:
        at += 1
        with failing(number, at, handed.after[3]) as stick:
            code = main(["sync", str(handed.after[3])])
        said = capsys.readouterr().err
        assert "a fault in Northline" not in said
        if not stick.broken:
            break
        assert code in (9, 10), said
        assert generation(desk) == 1
        assert any(word in said for word in ("stick", "Copy it again")), said
    assert code == 0
    assert generation(desk) == 3
    assert at > 4


def test_a_desks_disk_that_fails_at_any_write_keeps_the_old_or_has_the_new(handed, home, capsys):
    for number in (errno.ENOSPC, errno.EROFS):
        at = 0
        while True:
            at += 1
            shutil.rmtree(home, ignore_errors=True)
            desk = desk_of(handed.after[1], home)
            take_in(desk, str(handed.after[1]))
            with failing(number, at, home) as disk:
                code = main(["sync", str(handed.after[2])])
            said = capsys.readouterr().err
            assert "a fault in Northline" not in said
            if not disk.broken:
                break
            assert code in (0, 5), f"{at} {code} {said}"
            assert proved(desk) in (1, 2)
            assert main(["sync", str(handed.after[2])]) == 0
            assert proved(desk) == 2
            capsys.readouterr()
        assert at > 8

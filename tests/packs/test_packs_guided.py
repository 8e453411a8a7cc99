"""The ceremony and the review as people hold them, on a terminal: each sees their own sheet alone, and every line."""

import re
import sys
import time
from pathlib import Path

import pytest
from publisher import PASSPHRASE, Publisher, listings

sys.path.append(str(Path(__file__).parents[1] / "screen"))

from pty_session import Terminal

from console.cli import main
from console.exchange.keyring import Keyring
from console.keys.cost import FLOOR

ROW = re.compile(r"\d\.  ((?:[A-Z2-7]{4} ){3}[A-Z2-7]{4})")


def typed(home: Path, *words: str) -> Terminal:
    def run() -> int:
        Keyring.__init__.__defaults__ = (lambda: FLOOR,)
        return main(["publish", *words])

    return Terminal(run, env={"NORTHLINE_HOME": str(home)})


def one_sheet(terminal: Terminal, name: str, passphrase: str, slip: bool = False) -> list[str]:
    for prompt in (f"New passphrase for {name}", "The same again"):
        assert terminal.shows(prompt), terminal.text()
        terminal.send(f"{passphrase}\r")
    assert terminal.shows(f"{name}: sit here alone"), terminal.text()
    terminal.send("\r")
    assert terminal.shows("from your paper")
    rows = ROW.findall(terminal.text())
    assert len(rows) == 4
    wanted = int(re.search(r"Read row (\d)", terminal.text())[1]) - 1
    if slip:
        terminal.send("AAAA BBBB CCCC DDDD\r")
        assert terminal.shows("has a slip")
    terminal.send(f"{rows[wanted].lower()}\r")
    assert terminal.shows(f"The sheet of {name} was shown")
    assert not ROW.findall(terminal.text())
    return rows


def test_each_sees_their_own_sheet_alone_and_proves_what_they_wrote(tmp_path):
    (tmp_path / "home").mkdir()
    terminal = typed(tmp_path / "home", "init", str(tmp_path / "out"), "--small", "--names", "Ana,Ben")
    first = one_sheet(terminal, "Ana", "correct horse battery ana", slip=True)
    second = one_sheet(terminal, "Ben", "correct horse battery ben")
    assert terminal.shows("FINGERPRINT"), terminal.text()
    while terminal.alive:
        terminal.read(0.2)
    assert not set(first) & set(second)
    assert not ROW.findall(terminal.text())
    written = terminal.written()
    assert written.count(b"\x1b[?1049h") == written.count(b"\x1b[?1049l") == 2
    assert (tmp_path / "out" / "metadata" / "1.root.json").is_file()


@pytest.fixture
def drafted(tmp_path) -> Publisher:
    publisher = Publisher(tmp_path)
    publisher.draft(listings(60))
    return publisher


def test_whoever_signs_reads_a_page_at_a_time(drafted):
    terminal = typed(drafted.home, "sign", "--by", "Ana", "--folder", str(drafted.folder))
    assert terminal.shows("-- 38 more lines: Enter goes on")
    terminal.send("\r")
    assert terminal.shows("-- 16 more lines")
    terminal.send("\r")
    assert terminal.shows("Is every line right? [y/N]")
    seen = terminal.written().decode()
    assert all(f"Harbor House {number} " in seen for number in range(60))
    terminal.send("n\r")
    assert terminal.shows("Nothing was signed")


def test_whoever_stops_reading_signs_nothing(drafted):
    terminal = typed(drafted.home, "sign", "--by", "Ana", "--folder", str(drafted.folder))
    assert terminal.shows("-- 38 more lines")
    terminal.send("q\r")
    assert terminal.shows("so nothing was signed")
    assert not drafted.repository.drafted("directory").signatures


def test_a_mistyped_passphrase_may_be_typed_again(drafted):
    terminal = typed(drafted.home, "sign", "--by", "Ana", "--folder", str(drafted.folder), "--yes")
    assert terminal.shows("Passphrase of Ana")
    terminal.send("a slip of the fingers\r")
    assert terminal.shows("Try again: 2 left")
    # Whoever types before the question stands loses it: getpass empties the line first.
    end = time.monotonic() + 15
    while terminal.text().count("Passphrase of Ana") < 2 and time.monotonic() < end:
        terminal.read(0.05)
    terminal.send(f"{PASSPHRASE}\r")
    assert terminal.shows("directory signed by Ana; 1 more must sign")

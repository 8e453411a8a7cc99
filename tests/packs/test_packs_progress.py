"""What a person sees of a sync and of a build that take their time, on a terminal of 80 columns and in a log."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from publisher import Publisher, copy_of, desk_of, listings
from ranged_server import RangedServer

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tests" / "screen"))

from pty_session import Terminal  # noqa: E402

from console.settings import Settings  # noqa: E402
from resources.listing import Listing, Phone  # noqa: E402
from resources.local import LocalStore  # noqa: E402

COLOUR = re.compile(rb"\x1b\[([0-9;]*)m")
EIGHT = {str(code) for code in (0, 1, 2, *range(30, 38), 39)}
PROGRAM = "import sys; from console.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A first generation of some 40 kB."""
    aside = tmp_path_factory.mktemp("large")
    publisher = Publisher(aside)
    publisher.publish(listings(2000))
    return copy_of(publisher.folder, aside / "copy")


@pytest.fixture
def slow(folder):
    server = RangedServer(folder, rate=40_000)
    yield server
    server.close()


def sync_on(slow, folder, home: Path, **env: str) -> Terminal:
    desk = desk_of(folder, home)
    return Terminal(
        command=[sys.executable, "-c", PROGRAM, "sync", slow.url],
        env={"NORTHLINE_HOME": str(desk.home), "TERM": "xterm", **env},
    )


def test_a_fetch_shows_bytes_and_the_time_left_on_one_line(slow, folder, tmp_path):
    slow.rate = 15_000
    terminal = sync_on(slow, folder, tmp_path / "desk")
    seen = set()
    while terminal.alive:
        terminal.read(0.1)
        rows = [line for line in terminal.lines() if line]
        seen.update(line for line in rows if "Fetching" in line)
        assert sum("Fetching directory" in line for line in rows) <= 1
        assert all(len(line) < 80 for line in rows)
    halfway = [line for line in seen if re.search(r"\d+% Fetching directory [\d,]+ of [\d,]+ kB, \d+ s left$", line)]
    assert len(halfway) >= 2, seen
    told = terminal.text()
    assert re.search(r"100% Fetching directory (\d+) of \1 kB", told)
    assert "100% Checking" in told
    assert "directory  generation 1: 2,000 new" in told


def test_eight_colours_suffice_and_the_cursor_comes_back(slow, folder, tmp_path):
    terminal = sync_on(slow, folder, tmp_path / "desk")
    while terminal.alive:
        terminal.read(0.2)
    written = terminal.written()
    used = {code for said in COLOUR.findall(written) for code in said.decode().split(";") if code}
    assert used <= EIGHT, used
    assert written.count(b"\x1b[?25l") == written.count(b"\x1b[?25h") == 1
    assert not terminal.screen.cursor.hidden
    assert b"\x1b[2J" not in written
    assert len(written) < 4000, "a few hundred bytes a second at most: it may go over the line that is waited for"


@pytest.mark.parametrize(
    "env", [{"NO_COLOR": "1"}, {"LANG": "C", "PYTHONIOENCODING": "ascii"}, {"TERM": "dumb"}], ids=str
)
def test_no_colour_no_unicode_and_no_cursor_where_there_are_none(slow, folder, tmp_path, env):
    terminal = sync_on(slow, folder, tmp_path / "desk", **env)
    while terminal.alive:
        terminal.read(0.2)
    written = terminal.written()
    if "NO_COLOR" in env:
        assert not {code for said in COLOUR.findall(written) for code in said.split(b";")} & {
            str(one).encode() for one in range(30, 38)
        }
    if "LANG" in env:
        assert written.isascii()
    if env.get("TERM") == "dumb":
        assert b"\x1b" not in written
    assert "Fetching directory" in terminal.text()
    assert "generation 1" in terminal.text()


def test_a_log_gets_a_line_a_stage_and_the_output_nothing_of_it(slow, folder, tmp_path):
    desk = desk_of(folder, tmp_path / "desk")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "sync", slow.url],
        capture_output=True, env={**os.environ, "NORTHLINE_HOME": str(desk.home)}, cwd=ROOT, check=True,
    )  # fmt: skip
    assert b"\x1b" not in done.stderr + done.stdout
    assert done.stderr.decode().splitlines() == ["  Fetching directory ...", "  Indexing ...", "  Checking ..."]
    assert done.stdout.startswith(b"directory  generation 1: 2,000 new")


def test_a_build_shows_how_far_it_is(tmp_path, places_db):
    publisher = Publisher(tmp_path)
    publisher.publish(listings(20))
    store = LocalStore(Settings(home=publisher.home).local_db)
    store.add(Listing("own", "ours", "Our own house", "Us", ("shelter",), phones=(Phone("+19365550199"),)), by="Cleo")
    store.close()
    terminal = Terminal(
        command=[
            sys.executable,
            "-c",
            PROGRAM,
            "publish",
            "build",
            "--what",
            "directory",
            "--folder",
            str(publisher.folder),
        ],
        env={"NORTHLINE_HOME": str(publisher.home), "NORTHLINE_PLACES": str(places_db), "TERM": "xterm"},
    )
    while terminal.alive:
        terminal.read(0.2)
    told = terminal.text()
    assert "100% Packing" in told, told
    assert "100% Checking" in told
    assert "directory  generation 2: patch" in told
    assert all(len(line) < 80 or "A draft" in line for line in terminal.lines())

"""`northline listing show` of what is kept but not offered, and `northline import` where the folder is only read."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from listed import listed

from resources.errors import StoreError
from resources.ledger import check_writable
from resources.local import LocalStore

NORTHLINE = (sys.executable, "-m", "console.cli")
READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


@pytest.fixture(autouse=True)
def _places(places_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHLINE_PLACES", str(places_db))


def northline(home: Path, *arguments: str, read_only: bool = False) -> subprocess.CompletedProcess[str]:
    shut = ("unshare", "--mount", "sh", "-c", READ_ONLY, str(home)) if read_only else ()
    return subprocess.run(
        [*shut, *NORTHLINE, *arguments],
        env=os.environ | {"NORTHLINE_HOME": str(home)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("unseen")
    store = LocalStore(folder / "local.db")
    plain = listed("Offered", miles=1, source="mine")
    store.apply("mine", [
        plain,
        replace(listed("Turned away", miles=1, source="mine"), hidden="do-not-refer", refer=False),
        replace(listed("Shut", miles=1, source="mine"), status="Closed"),
        listed("By hand", miles=1, source="mine"),
    ])  # fmt: skip
    by_hand = listed("By hand", miles=1, source="mine")
    store.hide(by_hand, by="Ana", why="phone answered by the trafficker's cousin")
    store.close()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def id_of(home: Path, service: str) -> str:
    store = LocalStore(home / "local.db")
    try:
        return str(store.connection.execute("SELECT id FROM listing WHERE service = ?", (service,)).fetchone()[0])
    finally:
        store.close()


@pytest.mark.parametrize(
    ("service", "why"),
    [
        ("Turned away", "its source says so (do-not-refer)"),
        ("Shut", "its source says that it is closed"),
        ("By hand", "phone answered by the trafficker's cousin. To offer it again: northline listing unhide"),
    ],
)
def test_a_listing_that_is_kept_back_says_so_first_and_why(home: Path, service: str, why: str) -> None:
    shown = northline(home, "listing", "show", id_of(home, service))
    assert shown.returncode == 0, shown.stderr
    first = shown.stdout.splitlines()[0]
    assert first.startswith("NOT OFFERED to callers: ")
    assert why in first
    told = json.loads(northline(home, "listing", "show", id_of(home, service), "--json").stdout)
    assert told["shown"] is False
    assert why in told["not_shown_because"]


def test_a_listing_that_is_offered_says_nothing_of_it(home: Path) -> None:
    shown = northline(home, "listing", "show", id_of(home, "Offered"))
    assert "NOT OFFERED" not in shown.stdout
    told = json.loads(northline(home, "listing", "show", id_of(home, "Offered"), "--json").stdout)
    assert (told["shown"], told["not_shown_because"]) == (True, "")


def test_a_listing_that_its_publisher_withdrew_is_not_called_unknown(home: Path) -> None:
    shut = id_of(home, "Offered")
    (home / "withdrawn.json").write_text(json.dumps({"hidden": [{"thing": f"id:{shut}"}]}))
    try:
        shown = northline(home, "listing", "show", shut)
    finally:
        (home / "withdrawn.json").unlink()
    assert shown.returncode == 2
    assert f"Listing {shut} is hidden: its publisher withdrew it" in shown.stderr


def can_mount(folder: Path) -> bool:
    tool = shutil.which("unshare")
    return (
        bool(tool)
        and not subprocess.run(
            ["unshare", "--mount", "sh", "-c", READ_ONLY, str(folder), "true"], capture_output=True, check=False
        ).returncode
    )


@pytest.mark.parametrize("arguments", [("import", "FILE"), ("import", "--dry-run", "FILE"), ("import", "--undo")])
def test_on_a_shared_read_only_folder_an_import_is_refused_at_once_and_nothing_changes(
    home: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    if not can_mount(home):
        pytest.skip("no read-only mount can be made here")
    file = tmp_path / "ours.csv"
    file.write_text("name,phone,city,state\nFree Harbor,512-555-0101,Lufkin,TX\n")
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    refused = northline(home, *(str(file) if word == "FILE" else word for word in arguments), read_only=True)
    assert refused.returncode == 6, refused.stdout + refused.stderr
    assert "only read here, and nothing was changed" in refused.stderr
    assert "NORTHLINE_HOME" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_a_folder_that_does_not_stand_yet_is_judged_by_the_folder_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_writable(tmp_path / "new" / "local.db")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)
    with pytest.raises(StoreError, match="only read here"):
        check_writable(tmp_path / "new" / "local.db")

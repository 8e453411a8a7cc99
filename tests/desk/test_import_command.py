"""`northline import` as a user types it: real directories, our own template, and files that cannot be taken."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def northline(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "console.cli", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "NORTHLINE_HOME": str(home), "PYTHONPATH": str(ROOT)},
    )


@pytest.fixture
def home(prepared_home: Path, places_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own, with the starter content."""
    monkeypatch.setenv("NORTHLINE_PLACES", str(places_db))
    copied = tmp_path / "home"
    shutil.copytree(prepared_home, copied)
    return copied


def filled_in(home: Path, table: Path) -> Path:
    """Our template with its two invented example rows made real rows."""
    rows = northline("import", "--template", home=home).stdout.splitlines()
    table.write_text("\n".join(row.removeprefix("#").strip() for row in rows if not row.startswith("##")), "utf-8")
    return table


def held(home: Path) -> int:
    return int(json.loads(northline("status", "--json", home=home).stdout)["listings"])


def test_our_template_filled_in_becomes_listings_near_callers(home: Path, tmp_path: Path) -> None:
    table = filled_in(home, tmp_path / "ours.csv")
    before = held(home)
    taken = northline("import", str(table), "--json", home=home)
    assert taken.returncode == 0, taken.stderr
    (file,) = json.loads(taken.stdout)["files"]
    assert file["rows"] == file["kept"] + len(file["refused"])
    assert file["kept"] >= 1
    assert held(home) == before + file["kept"]


def test_a_dry_run_changes_nothing_and_undo_takes_an_import_back(home: Path, tmp_path: Path) -> None:
    table = filled_in(home, tmp_path / "ours.csv")
    before = held(home)
    looked = northline("import", str(table), "--dry-run", home=home)
    assert "Nothing was changed" in looked.stdout
    assert held(home) == before
    northline("import", str(table), home=home)
    assert held(home) > before
    assert "Undone" in northline("import", "--undo", home=home).stdout
    assert held(home) == before


def test_the_miami_directory_is_accounted_for_and_found_near_a_caller(shared: Path, home: Path) -> None:
    taken = northline("import", str(shared / "data/directories/hsds_miami_211"), "--json", home=home)
    files = json.loads(taken.stdout)["files"]
    assert all(file["rows"] == file["kept"] + len(file["refused"]) for file in files)
    services = next(file for file in files if file["file"] == "services.csv")
    assert services["rows"] == 4_089
    found = json.loads(northline("find", "shelter", "--near", "overtown miami fl", "--json", home=home).stdout)
    assert found["help"][0]["reach"] == "near"
    assert found["help"][0]["phone"]


def test_the_national_police_file_gives_each_town_its_own_agency(shared: Path, home: Path) -> None:
    police = shared / "data/directories/hifld_national/Local_Law_Enforcement_Locations.csv"
    (file,) = json.loads(northline("import", str(police), "--json", home=home).stdout)["files"]
    assert (file["rows"], file["kept"]) == (23_611, 23_611)
    found = json.loads(northline("find", "law_enforcement", "--near", "nacogdoches tx", "--json", home=home).stdout)
    assert found["help"][0]["name"] == "Nacogdoches Police Department"


def empty_zip(path: Path) -> None:
    zipfile.ZipFile(path, "w").close()


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def broken_table(path: Path) -> None:
    path.write_text('name,phone\n"Example House,555-0100\n"never closed', "utf-8")


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def prose(path: Path) -> None:
    path.write_text("This is a letter and no table.\nIt says nothing in columns.\n", "utf-8")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("empty.zip", empty_zip),
        ("binary.csv", binary),
        ("nothing.csv", nothing),
        ("letter.csv", prose),
        ("half.zip", binary),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_advice_and_nothing_changes(
    home: Path, tmp_path: Path, name: str, make: object
) -> None:
    path = tmp_path / name
    make(path)  # type: ignore[operator]
    before = held(home)
    refused = northline("import", str(path), home=home)
    assert refused.returncode == 7, refused.stdout + refused.stderr
    assert name in refused.stderr
    assert "Traceback" not in refused.stderr
    assert held(home) == before


def test_a_broken_table_never_ends_in_a_traceback(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    broken_table(path)
    taken = northline("import", str(path), "--json", home=home)
    assert taken.returncode in (0, 1, 7)
    assert "Traceback" not in taken.stderr


def test_a_data_folder_that_may_not_be_written_still_answers(home: Path, places_db: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere: nothing to see here")
    home.chmod(0o500)
    try:
        assert northline("ask", "tulsa ok", home=home).returncode == 0
        assert northline("import", "--undo", home=home).returncode in (5, 6)
    finally:
        home.chmod(0o700)


def test_no_file_and_a_missing_file_are_usage_errors(home: Path) -> None:
    assert northline("import", home=home).returncode == 2
    assert northline("import", "no-such-file.csv", home=home).returncode == 2

"""What must hold of the repository itself."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("console", "protocols", "resources")


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def python_files() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def test_no_module_is_longer_than_400_lines() -> None:
    long = {str(p.relative_to(ROOT)): n for p in python_files() if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert not long


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|/work/main|/root/|\.pyenv")
    found = []
    for name in tracked():
        text = (ROOT / name).read_bytes().decode("utf-8", "replace")
        if name != "tests/house/test_repository.py" and hosts.search(text):
            found.append(name)
    assert not found


def test_every_locked_package_is_pinned_with_a_hash() -> None:
    for lock in (ROOT / "locks").glob("*.txt"):
        text = lock.read_text("utf-8")
        pins = re.findall(r"^[a-zA-Z0-9_.-]+==", text, re.MULTILINE)
        assert pins
        assert len(pins) == len(re.findall(r"^[a-zA-Z].*\\\n    --hash=sha256:", text, re.MULTILINE))


def test_asking_never_loads_textual(settings: object) -> None:
    code = (
        "import sys; from console.cli import main; code = main(['ask', 'shelter in austin tx']); "
        "sys.exit(9 if any(m.split('.')[0] in ('textual', 'sqlite_utils', 'numpy') for m in sys.modules) else code)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True).returncode == 0


@pytest.mark.slow
def test_the_wheel_holds_what_git_holds_and_the_built_index(tmp_path: Path, places_db: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        ".",
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = {name for name in tracked() if name.split("/")[0] in PACKAGES}
    assert shipped == wanted | {"resources/data/places.db"}


@pytest.mark.slow
def test_the_wheel_answers_a_call_in_an_environment_of_its_own(tmp_path: Path, places_db: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "--target",
        str(tmp_path / "site"),
        ".",
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    assert ask(tmp_path, [str(tmp_path / "site")], tmp_path)


def test_a_bare_checkout_answers_a_call(tmp_path: Path, places_db: Path) -> None:
    assert ask(tmp_path, [str(ROOT)], ROOT, places_db)


def ask(tmp_path: Path, path: list[str], cwd: Path, places: Path | None = None) -> bool:
    """Whether `ask` answers in a fresh data folder with exactly this import path for our packages."""
    environment = {"PATH": "/usr/bin:/bin", "NORTHLINE_HOME": str(tmp_path / "home"), "PYTHONPATH": ":".join(path)}
    if places:
        environment["NORTHLINE_PLACES"] = str(places)
    command = [sys.executable, "-m", "console.cli", "ask", "shelter tonight in austin tx"]
    answered = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    return answered.returncode == 0 and "Austin, Travis County, TX" in answered.stdout

"""What many tests share: the gazetteer index, a data folder that is ready, and the real files beside the project."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.prepare import prepare
from console.settings import Settings, load_settings
from resources.places.build import ensure_places

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def quiet(stage: str, done: float) -> None:
    """A progress callback that says nothing."""


@pytest.fixture(scope="session")
def places_db() -> Path:
    """The gazetteer index, built once into build/ and used by every test run after that."""
    target = ROOT / "build" / "places.db"
    target.parent.mkdir(exist_ok=True)
    ensure_places(target, quiet)
    return target


@pytest.fixture(scope="session")
def prepared_home(places_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the starter content: read it, never write to it."""
    home = tmp_path_factory.mktemp("home")
    prepare(Settings(home=home, places=str(places_db)), quiet)
    return home


@pytest.fixture
def settings(prepared_home: Path, places_db: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of the prepared folder, also in the environment of this test's commands."""
    monkeypatch.setenv("NORTHLINE_HOME", str(prepared_home))
    monkeypatch.setenv("NORTHLINE_PLACES", str(places_db))
    return load_settings()


@pytest.fixture
def own_home(places_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder of a test's own, with the index elsewhere so that nothing large is built."""
    home = tmp_path / "home"
    monkeypatch.setenv("NORTHLINE_HOME", str(home))
    monkeypatch.setenv("NORTHLINE_PLACES", str(places_db))
    yield home
    if home.exists():
        os.chmod(home, 0o700)  # noqa: PTH101


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real exports and practice data beside the project; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which is not here")
    return SHARED

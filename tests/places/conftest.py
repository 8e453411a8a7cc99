"""The open index, and the practice data beside the project."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from resources.places.index import PlaceIndex, open_places


@pytest.fixture(scope="session")
def index(places_db: Path) -> Iterator[PlaceIndex]:
    opened = open_places(places_db)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Practice data that is not part of the repository."""
    folder = Path(__file__).parents[2].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared practice data is not on this machine")
    return folder

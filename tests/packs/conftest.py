"""One publisher with three generations, as it was after each; and a plain web server with ranges."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from publisher import Publisher, copy_of, edited, listings
from ranged_server import RangedServer

from resources.listing import Phone


@dataclass(frozen=True)
class Handed:
    """What was handed out after each generation, and the publisher who still has the keys."""

    publisher: Publisher
    after: dict[int, Path]


@pytest.fixture(scope="session")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Handed:
    """Three generations by Ana and Ben: read them, never change them."""
    folder = tmp_path_factory.mktemp("published")
    publisher = Publisher(folder)
    rows, after = listings(), {}
    for number in (1, 2, 3):
        publisher.publish(rows)
        after[number] = copy_of(publisher.folder, folder / f"after-{number}")
        rows = edited(rows, lambda one, nth=number: replace(one, phones=(Phone(f"+1936555017{nth}"),)), 50 - number)
    return Handed(publisher, after)


@pytest.fixture
def server() -> Iterator[Callable[[Path], RangedServer]]:
    """Serve a folder over HTTP until the test ends."""
    servers: list[RangedServer] = []

    def serve(folder: Path, **how: object) -> RangedServer:
        servers.append(RangedServer(folder, **how))  # type: ignore[arg-type]
        return servers[-1]

    yield serve
    for one in servers:
        one.close()

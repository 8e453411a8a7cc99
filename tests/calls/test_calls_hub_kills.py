"""kill -9 at random moments for desk, uploader and server: nothing lost, nothing doubled, nothing invented."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_server import Server, TestHub
from speed.bench_hub import killed


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


@pytest.mark.slow
def test_ten_kills_lose_double_and_invent_nothing(server: Server, tmp_path: Path) -> None:
    assert killed(server, TestHub(server), tmp_path, 10)

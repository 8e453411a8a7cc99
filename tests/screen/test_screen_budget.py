"""What a key may cost on the line: counted in bytes, since times depend on the machine."""

import statistics
from pathlib import Path

import pytest
from conftest import OpenScreen

WORDS = ["huoston", "nacog 17 yo", "spanish gun"]


@pytest.mark.parametrize(("size", "most"), [((80, 24), 650), ((160, 50), 845)])
def test_a_key_costs_no_more_bytes_than_the_line_can_carry(
    open_screen: OpenScreen, size: tuple[int, int], most: int
) -> None:
    screen = open_screen(size)
    costs = [screen.press(key) for word in WORDS for key in [*word, *"\x7f" * len(word)]]
    assert statistics.fmean(costs) <= most
    assert max(costs) <= size[0] * size[1] * 0.9


def test_an_idle_screen_sends_nothing_and_has_one_thread(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.settle(0.2)
    since = len(screen.chunks)
    assert len(list(Path(f"/proc/{screen.pid}/task").iterdir())) == 1
    screen.read(1.0)
    assert screen.written(since) == b""

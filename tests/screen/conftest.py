"""Screens for the tests: forked from this process, so that each opens in a few hundredths of a second."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from canned_desk import CannedDesk
from pty_session import Terminal

NOON = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def run_canned(desk: CannedDesk | None = None, *, diffed: bool = True, idle_s: float = 0) -> int:
    """The screen on a canned desk whose clock stands still."""
    from console import boot
    from console.ui import app as ui
    from console.ui.idle import IdleLock

    sentence = boot.open_screen()
    if sentence is not None:
        print(sentence)
        return 2
    idle = IdleLock(idle_s, lambda: None) if idle_s else None
    app = ui.Northline(desk or CannedDesk(), clock=lambda: NOON, idle=idle)
    app.diffed = diffed
    try:
        app.run(mouse=False)
    finally:
        boot.close_screen()
    if app.fault:
        ui.say_fault(app)
    return app.return_code or 0


OpenScreen = Callable[..., Terminal]


@pytest.fixture
def open_screen() -> Iterator[OpenScreen]:
    """Opens screens and ends them after the test."""
    import console.ui.app  # noqa: F401  (imported once, before any fork)

    opened: list[Terminal] = []

    def open_one(
        size: tuple[int, int] = (80, 24),
        desk: CannedDesk | None = None,
        env: dict[str, str] | None = None,
        ready: str = "keys",
        diffed: bool = True,
        ignore_hup: bool = False,
        idle_s: float = 0,
    ) -> Terminal:
        terminal = Terminal(
            run=lambda: run_canned(desk, diffed=diffed, idle_s=idle_s), size=size, env=env, ignore_hup=ignore_hup
        )
        opened.append(terminal)
        assert not ready or terminal.shows(ready), terminal.text()
        terminal.settle(0.03)
        return terminal

    yield open_one
    for terminal in opened:
        terminal.close()


@pytest.fixture
def in_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    """A UTF-8 locale for code that runs in this process."""
    for name in ("LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(os.environ, "LANG", "C.UTF-8")

"""A second terminal emulator, tmux, shows what pyte shows."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator

import pytest
from conftest import OpenScreen
from pty_session import CANNED, PYTHON, ROOT

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
SOCKET = f"northline-test-{os.getpid()}"


def tmux(*arguments: str) -> str:
    return subprocess.run(["tmux", "-L", SOCKET, *arguments], capture_output=True, text=True).stdout


@pytest.fixture
def window() -> Iterator[None]:
    command = f"cd {ROOT} && LANG=C.UTF-8 {PYTHON} {CANNED}"
    tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "-s", "n", command)
    tmux("set", "-g", "status", "off")
    yield
    tmux("kill-server")


def shown(words: str) -> list[str]:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        lines = tmux("capture-pane", "-p", "-t", "n").split("\n")[:24]
        if any(words in line for line in lines):
            return [line.rstrip() for line in lines]
        time.sleep(0.1)
    return []


def test_tmux_shows_what_pyte_shows(window: None, open_screen: OpenScreen) -> None:
    assert shown("F9 keys")
    screen = open_screen()
    for keys in ("nacog 17 yo", " spanish gun", " 日本 ñ"):
        tmux("send-keys", "-t", "n", "-l", keys)
        screen.type(keys)
        time.sleep(0.3)
        assert shown(keys.strip())[:-1] == [line.rstrip() for line in screen.lines()[:-1]]
    tmux("send-keys", "-t", "n", "C-v")
    screen.press("\x16")
    assert shown("HELP near")[:-1] == [line.rstrip() for line in screen.lines()[:-1]]
    # Rows that moved as a block were moved by both terminals themselves.
    assert re.search(rb"\x1b\[\d+;\d+r", screen.written())

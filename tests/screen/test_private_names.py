"""Textual is pinned exactly, and every private name of it that the screen uses exists."""

import asyncio
import importlib
import re
import subprocess
import sys
from pathlib import Path

import textual
from textual.app import App

from console.ui.terminal.private import PRIVATE_FIELDS, PRIVATE_NAMES, PRIVATE_SCREEN_FIELDS

UI = Path(__file__).parents[2] / "console" / "ui"


def test_every_private_name_exists() -> None:
    for where, attributes in PRIVATE_NAMES:
        module, _, name = where.partition(":")
        owner = getattr(importlib.import_module(module), name)
        assert [attribute for attribute in attributes if not hasattr(owner, attribute)] == []


def test_every_private_field_of_a_running_app_exists() -> None:
    async def look() -> tuple[list[str], list[str]]:
        app: App[None] = App()
        async with app.run_test():
            missing = [name for name in PRIVATE_FIELDS if not hasattr(app, name)]
            screen = [name for name in PRIVATE_SCREEN_FIELDS if not hasattr(app.screen, name)]
            return missing, screen

    assert asyncio.run(look()) == ([], [])


def test_textual_is_the_version_that_was_pinned() -> None:
    pinned = re.search(r'"textual==([0-9.]+)"', (UI.parents[1] / "pyproject.toml").read_text("utf-8"))
    assert pinned is not None and textual.__version__ == pinned[1]


def test_no_other_module_than_the_screen_reaches_for_private_modules_of_textual() -> None:
    listed = {where.partition(":")[0] for where, _ in PRIVATE_NAMES}
    used = set()
    for path in UI.rglob("*.py"):
        used |= set(re.findall(r"from (textual\._\w+) import", path.read_text("utf-8")))
    assert used <= listed


def test_the_screen_imports_neither_the_palette_nor_tls() -> None:
    code = (
        "import sys; from console.ui.terminal.lean import spare; spare(); import console.ui.app;"
        "print(sorted(n for n, m in sys.modules.items() if m and (n == '_ssl' or n.startswith('textual.widgets.'))))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=UI.parents[1], check=True)
    assert "_ssl" not in run.stdout and "_option_list" not in run.stdout

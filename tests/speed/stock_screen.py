"""A stock Textual screen over the same desk, as the framework's tutorial would write it: a baseline."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Footer, Header, Input, Label, ListItem, ListView

sys.path.insert(0, str(Path(__file__).parents[2]))

from console.desk import CallChips
from console.opening import open_desk
from console.settings import load_settings


class Stock(App[None]):
    """An input, and two lists that are filled again on every change."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = open_desk(load_settings())

    def compose(self) -> ComposeResult:
        """Header, input, steps beside help, footer."""
        yield Header()
        yield Input()
        with Horizontal():
            yield ListView(id="steps")
            yield ListView(id="help")
        yield Footer()

    async def on_input_changed(self, event: Input.Changed) -> None:
        """Fill both lists."""
        answer = self.desk.answer(event.value, CallChips(), datetime.now(UTC))
        steps = [step.step.text for step in answer.steps[:12]]
        help_lines = [help.listing.service for help in answer.help[:12]]
        for name, lines in (("#steps", steps), ("#help", help_lines)):
            listed = self.query_one(name, ListView)
            await listed.clear()
            await listed.extend(ListItem(Label(line, markup=False)) for line in lines)


if __name__ == "__main__":
    Stock().run()

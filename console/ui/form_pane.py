"""The form of one listing: its fields as text, then what would change and what is doubtful, then it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from console.errors import ConsoleError
from console.ui.board import Board
from console.ui.fit import cut, wrap
from console.ui.keys import by_key
from console.ui.pane import DOWN, ENTER, UP
from console.ui.rows import Row, row
from console.ui.said_bar import EDITS, SaidLine, said_row
from resources.errors import ResourcesError

if TYPE_CHECKING:
    from console.listing_work import Preview

SIGNED = "your name"
_LABEL = 14
_KEYS = {name: key.act for name, (key, _) in by_key().items() if key.act in EDITS}


@dataclass(slots=True)
class FormPane:
    """`listing` is the id, 0 for a new one; `before` what each field said."""

    listing: int
    title: str
    before: Mapping[str, str]
    lines: dict[str, SaidLine]
    at: int = 0
    made: "Preview | None" = None
    fault: str = ""
    names: tuple[str, ...] = field(default=())

    def typed(self, board: Board, words: str) -> None:
        """Into the field at hand; not while a change waits to be kept."""
        if self.made is None:
            name = self.names[self.at]
            self.lines[name], self.fault = self.lines[name].typed(words.replace("\n", " ")), ""

    def press(self, board: Board, key: str) -> bool:
        """Move, edit, check, keep, or go back to the form."""
        if key == "escape" and self.made is not None:
            self.made = None
        elif key in ENTER:
            self._keep(board) if self.made is not None else self._check(board)
        elif self.made is not None:
            return False
        elif key in UP:
            self.at = max(0, self.at - 1)
        elif key in DOWN:
            self.at = min(len(self.names) - 1, self.at + 1)
        elif key in _KEYS:
            name = self.names[self.at]
            self.lines[name] = EDITS[_KEYS[key]](self.lines[name])
        else:
            return False
        return True

    def changed(self) -> dict[str, str]:
        """The fields that say something else than before."""
        said = {name: self.lines[name].text.strip() for name in self.names if name != SIGNED}
        return {name: text for name, text in said.items() if text != self.before.get(name, "").strip()}

    def _check(self, board: Board) -> None:
        self.fault = ""
        if not self.changed():
            self.fault = "Nothing is changed yet."
            return
        signed = self.lines[SIGNED].text.strip()
        if not signed:
            self.at, self.fault = self.names.index(SIGNED), "Who changes this? Your name or initials, then Enter."
            return
        board.signed = signed
        try:
            made = board.desk.preview(self.listing, self.changed(), signed)
        except (ConsoleError, ResourcesError) as error:
            self.fault = str(error)
            return
        if made.changes:
            self.made = made
        else:
            self.fault = "It says that already."

    def _keep(self, board: Board) -> None:
        if self.made is None:
            return
        try:
            kept = board.desk.keep(self.made, board.signed)
        except (ConsoleError, ResourcesError) as error:
            self.made, self.fault = None, f"Not kept: {error}"
            return
        board.pane, board.ask_again = None, True
        board.notice = f"Kept: {kept}. Tab Z takes it back."

    def rows(self, board: Board, width: int, height: int) -> list[Row]:
        """The fields with the one at hand in sight; or the change that waits."""
        if self.made is not None:
            return _preview_rows(self.made, board.signed, width)
        rows = [row(cut(f"{self.title}   Up, Down: field. Enter: check. Esc: leave.", width), "head")]
        if self.fault:
            rows += [row(line, "alert") for line in wrap(self.fault, width)[:3]]
        room = max(1, height - len(rows))
        first = max(0, min(self.at - room // 2, len(self.names) - room))
        return rows + [self._field_row(number, width) for number in range(first, min(first + room, len(self.names)))]

    def _field_row(self, number: int, width: int) -> Row:
        name = self.names[number]
        label = f"{name.replace('_', ' '):<{_LABEL}}"
        if number == self.at:
            line = self.lines[name]
            shown = SaidLine(line.text[: line.cursor] + "_" + line.text[line.cursor :], line.cursor)
            return said_row(shown, width, f"> {label}")[0]
        changed = self.lines[name].text.strip() != self.before.get(name, "").strip() and name != SIGNED
        return (
            (f"{'*' if changed else ' '} {label}", "bold"),
            (cut(self.lines[name].text, width - _LABEL - 2), "plain"),
        )


def _preview_rows(made: "Preview", signed: str, width: int) -> list[Row]:
    rows = [row("CHECK BEFORE IT IS KEPT", "head")]
    for change in made.changes:
        rows += [row(line) for line in wrap(change, width)]
    for doubt in made.doubts:
        rows += [row(line, "alert") for line in wrap(f"DOUBT: {doubt}", width)]
    return [*rows, row(cut(f"Enter keeps it as {signed}. Esc: back to the form.", width), "bold")]


def form(listing: int, title: str, before: Mapping[str, str], names: tuple[str, ...], signed: str) -> FormPane:
    """A form over these fields, the cursor at the end of each."""
    names = (*names, SIGNED)
    texts = {**{name: before.get(name, "") for name in names}, SIGNED: signed}
    lines = {name: SaidLine(text, len(text)) for name, text in texts.items()}
    return FormPane(listing, title, before, lines, names=names)

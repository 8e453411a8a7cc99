"""The line that takes whatever the specialist types, and how it is edited and shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from rich.cells import cell_len, set_cell_size

from console.ui.opening import PROMPT
from console.ui.rows import Row
from resources.clean import safe

JUMP = 16
"""Letters by which a long line scrolls: one by one, every key would send the whole row."""

LONGEST = 2000
"""Characters kept of one said: a paste of a whole file must not make every key slow."""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """What was typed, and where the cursor stands in it."""

    text: str = ""
    cursor: int = 0

    def typed(self, words: str) -> "SaidLine":
        """With `words` put in at the cursor, as far as there is room."""
        words = safe(words)[: LONGEST - len(self.text)]
        return SaidLine(self.text[: self.cursor] + words + self.text[self.cursor :], self.cursor + len(words))

    def without(self, start: int, end: int) -> "SaidLine":
        """Without the characters from `start` to `end`."""
        return SaidLine(self.text[:start] + self.text[end:], start)

    def at(self, cursor: int) -> "SaidLine":
        """With the cursor elsewhere."""
        return replace(self, cursor=max(0, min(len(self.text), cursor)))

    def word_left(self) -> int:
        """Where the word before the cursor begins."""
        return self.text[: self.cursor].rstrip().rfind(" ") + 1

    def word_right(self) -> int:
        """Where the next word begins."""
        rest = self.text[self.cursor :]
        word = len(rest) - len(rest.lstrip())
        end = rest.find(" ", word)
        return len(self.text) if end < 0 else self.cursor + end


EDITS: dict[str, Callable[[SaidLine], SaidLine]] = {
    "line_left": lambda line: line.at(line.cursor - 1),
    "line_right": lambda line: line.at(line.cursor + 1),
    "line_start": lambda line: line.at(0),
    "line_end": lambda line: line.at(len(line.text)),
    "word_left": lambda line: line.at(line.word_left()),
    "word_right": lambda line: line.at(line.word_right()),
    "rub_out": lambda line: line.without(max(0, line.cursor - 1), line.cursor),
    "delete": lambda line: line.without(line.cursor, min(len(line.text), line.cursor + 1)),
    "rub_word": lambda line: line.without(line.word_left(), line.cursor),
    "rub_line": lambda line: line.without(0, line.cursor),
}
"""Name of an edit in the key registry -> what it makes of the line."""


def said_row(line: SaidLine, width: int, prompt: str = PROMPT) -> tuple[Row, int]:
    """The line as shown, scrolled so that the cursor is in sight, and the cursor's column."""
    room = width - len(prompt) - 1
    before = line.text[: line.cursor]
    first = 0
    while cell_len(before[first:]) > room:
        first += JUMP
    shown = set_cell_size(line.text[first:], min(room + 1, cell_len(line.text[first:])))
    mark = "<" if first else " "
    return ((prompt[:-1], "bold"), (mark, "bold"), (shown, "plain")), len(prompt) + cell_len(before[first:])

"""What Textual wants drawn, as single character cells with their colour codes."""

from collections.abc import Iterable, Iterator

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate

from console.ui.terminal.fold import folded
from resources.clean import safe

Cell = tuple[str, str]
"""One cell: its text ("" for the right half of a wide character) and its SGR code ("" is plain)."""

Change = tuple[int, int, list[Cell]]
"""Row, first column, and the cells from there on."""

BLANK: Cell = (" ", "")
_SHOWS_ON_BLANKS = ("underline", "reverse", "strike", "overline")


class CellMaker:
    """Turns strips into cells; remembers the code of every style it has met."""

    def __init__(self, *, ascii_only: bool, colour: bool) -> None:
        self.ascii_only = ascii_only
        self.colour = colour
        self._codes: dict[Style | None, tuple[str, str]] = {None: ("", "")}

    def cells(self, segments: Iterable[Segment]) -> list[Cell]:
        """One cell for each column that `segments` fill."""
        cells: list[Cell] = []
        for text, style, control in segments:
            if control:
                continue
            self._add(cells, text, self._codes.get(style) or self._code(style))
        return cells

    def row(self, spans: Iterable[tuple[str, Style]]) -> list[Cell]:
        """One cell for each column that a row of ours fills."""
        cells: list[Cell] = []
        for text, style in spans:
            self._add(cells, text, self._codes.get(style) or self._code(style))
        return cells

    def _add(self, cells: list[Cell], text: str, codes: tuple[str, str]) -> None:
        code, blank = codes
        if text.isascii() and text.isprintable():
            cells.extend([(c, blank if c == " " else code) for c in text])
        else:
            self._extend(cells, text, code, blank)

    def _extend(self, cells: list[Cell], text: str, code: str, blank: str) -> None:
        """The slow way for text that is not plain ASCII; also the last guard against control characters."""
        for character in safe(folded(text) if self.ascii_only else text):
            width = get_character_cell_size(character)
            if width == 0 and cells:
                before, style = cells[-1] if cells[-1][0] or len(cells) < 2 else cells[-2]
                cells[-1 if cells[-1][0] or len(cells) < 2 else -2] = (before + character, style)
            elif width:
                cells.append((character, blank if character == " " else code))
                cells.extend([("", code)] * (width - 1))

    def _code(self, style: Style | None) -> tuple[str, str]:
        assert style is not None  # noqa: S101
        codes = self._codes[style] = sgr(style, colour=self.colour)
        return codes


def sgr(style: Style, *, colour: bool) -> tuple[str, str]:
    """The SGR code of a style, and that of a blank in it: its background alone, unless more would show."""
    paints = []
    if colour:
        paints = [str(30 + number) for number in _number(style, "color")]
    ground = [str(40 + number) for number in _number(style, "bgcolor")] if colour else []
    # Without colours an alert must still stand out: a coloured ground becomes reverse video.
    reverse = style.reverse or (not colour and bool(_number(style, "bgcolor")))
    shown = [code for code, on in (("1", style.bold), ("4", style.underline), ("7", reverse)) if on]
    code = ";".join([*shown, *paints, *ground])
    if reverse or any(getattr(style, name) for name in _SHOWS_ON_BLANKS):
        return code, code
    return code, ";".join(ground)


def _number(style: Style, which: str) -> list[int]:
    value = style.color if which == "color" else style.bgcolor
    return [value.number % 8] if value is not None and value.number is not None else []


def changes(update: LayoutUpdate | ChopsUpdate, maker: CellMaker) -> Iterator[Change]:
    """Every stretch of cells that a compositor update draws."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            yield y, update.region.x, maker.cells(segment for strip in strips for segment in strip)
        return
    for y, x1, x2 in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < x2 and end > x1:
                yield y, x, maker.cells(strip)[: min(end, x2) - x]

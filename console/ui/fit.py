"""Text cut and padded to columns, after it was made safe: widths are those of the cells, not of the letters."""

from rich.cells import cell_len, set_cell_size

from console.ui.rows import Row, Span
from resources.clean import safe


def cut(text: str, width: int) -> str:
    """Safe text of at most `width` cells; a cut is marked, so that half a number never looks like a whole one."""
    text = safe(text)
    if text.isascii():
        return text if len(text) <= width else text[: max(0, width - 1)] + "~"[:width]
    return text if cell_len(text) <= width else set_cell_size(text, max(0, width - 1)) + "~"[:width]


def filled(text: str, width: int) -> str:
    """Safe text of exactly `width` cells."""
    text = cut(text, width)
    return text + " " * (width - (len(text) if text.isascii() else cell_len(text)))


def wrap(text: str, width: int) -> list[str]:
    """Safe text in lines of at most `width` cells, broken between words, long words cut."""
    lines = [""]
    for word in safe(text).split():
        room = width - cell_len(lines[-1]) - 1
        if lines[-1] and cell_len(word) > room:
            lines.append("")
        rest = word
        while cell_len(rest) > width:
            lines[-1] = set_cell_size(rest, width).rstrip()
            rest = rest[max(1, len(lines[-1])) :]
            lines.append("")
        lines[-1] = f"{lines[-1]} {rest}" if lines[-1] else rest
    return lines


def fitted(line: Row, width: int) -> Row:
    """A row of exactly `width` cells."""
    spans: list[Span] = []
    room = width
    for text, style in line:
        shown = cut(text, room)
        spans.append((shown, style))
        room -= len(shown) if shown.isascii() else cell_len(shown)
        if room <= 0:
            break
    if room > 0:
        spans.append((" " * room, "plain"))
    return tuple(spans)


def beside(left: list[Row], right: list[Row], width: int, height: int, gap: int = 2) -> list[Row]:
    """Two columns: `left` as wide as `width`, then `right`."""
    rows = []
    for y in range(height):
        one = fitted(left[y] if y < len(left) else (), width)
        rows.append((*one, (" " * gap, "plain"), *(right[y] if y < len(right) else ())))
    return rows

"""SGR codes as the styles that Textual and Rich carry about."""

from rich.color import Color
from rich.style import Style


def look_of(code: str) -> Style:
    """The style of a code made of bold, underline, reverse and the eight base colours."""
    parts = [int(part) for part in code.split(";") if part]
    paint = next((part - 30 for part in parts if 30 <= part <= 37), None)
    ground = next((part - 40 for part in parts if 40 <= part <= 47), None)
    return Style(
        bold=True if 1 in parts else None,
        underline=True if 4 in parts else None,
        reverse=True if 7 in parts else None,
        color=None if paint is None else Color.from_ansi(paint),
        bgcolor=None if ground is None else Color.from_ansi(ground),
    )

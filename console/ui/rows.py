"""Rows of styled text: what every panel makes and every widget shows."""

Span = tuple[str, str]
"""Text, and the name of its look in `styles.STYLES`."""

Row = tuple[Span, ...]

EMPTY: Row = ()


def row(text: str, style: str = "plain") -> Row:
    """A row of one look."""
    return ((text, style),)


def text_of(line: Row) -> str:
    """The text of a row alone."""
    return "".join(text for text, _ in line)

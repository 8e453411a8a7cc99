"""The screen before anything is typed: the safety steps, drawn by the boot paint and by the panels alike."""

from console.ui.rows import EMPTY, Row, row

PROMPT = "Said> "
HEARD_NOTHING = "Heard: nothing yet. Type what you hear: the place, the age, what is happening."
STEPS_HEAD = "FIRST, ON EVERY CALL"

SAFETY_STEPS = (
    ("Say", "Are you safe to talk right now? Is anyone listening?",
     "\u00bfPuede hablar con seguridad ahora? \u00bfAlguien la escucha?"),
    ("Say", "If we get cut off: may I call back? On which number, and what may I say?",
     "Si se corta: \u00bfpuedo llamarle? \u00bfA qu\u00e9 n\u00famero, y qu\u00e9 puedo decir?"),
    ("Ask", "Where are you: town, county, or what can you see?",
     "\u00bfD\u00f3nde est\u00e1: ciudad, condado, o qu\u00e9 puede ver?"),
    ("Ask", "How old are you? Is anyone with you under 18? (Not known is not adult.)",
     "\u00bfCu\u00e1ntos a\u00f1os tiene? \u00bfHay alguien menor de 18 con usted?"),
    ("Do", "Danger to life now: the caller dials 911 where they are. Your own 911 reaches your city.", ""),
)  # fmt: skip
"""Verb, words in English, words in Spanish."""


def first_rows(width: int, height: int, status: str = "") -> list[Row]:
    """The whole first screen, `height` rows."""
    rows: list[Row] = [((PROMPT, "bold"),), row(HEARD_NOTHING[:width]), EMPTY]
    rows += opening_rows(width, spanish=False)
    rows = rows[: height - 1]
    rows += [EMPTY] * (height - 1 - len(rows))
    return [*rows, row(status[:width].ljust(width), "status")]


def opening_rows(width: int, *, spanish: bool) -> list[Row]:
    """The safety steps, wrapped to `width`."""
    rows: list[Row] = [row(STEPS_HEAD[:width], "head")]
    for number, (verb, english, other) in enumerate(SAFETY_STEPS, 1):
        words = other if spanish and other else english
        lines = wrapped(words, width - 9)
        rows.append(((f"{number:>2} ", "plain"), (f"{verb:<6}", "bold"), (lines[0], "plain")))
        rows += [row(" " * 9 + line) for line in lines[1:]]
    return rows


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters, broken between words. (textwrap takes longer to import than to paint.)"""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines

"""Text from outside made fit to keep, to compare and to draw."""

import re
import unicodedata

# C0 (but for tab, newline and return), DEL, C1, bidi marks, joiners, lone surrogates, tag characters, non-characters.
_DROP = (
    "\x00-\x08\x0b\x0c\x0e-\x1d\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
_DIRTY = re.compile(
    f"[{_DROP}\r\t\x1e\x85\xa0\u2000-\u200b\u2028\u2029\u202f\u205f\u3000<&\\\\]|[\xc2-\xf4]|[G+-][\xa1-\xff]|###|  |\n"
)
_DROPPED = re.compile(f"[{_DROP}]")
_ESCAPES = re.compile(
    "\x1b(?:\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\)?|[@-Z\\\\-_]?)|\x9b[0-?]*[ -/]*[@-~]"
)
_ROUNDS = 4


def clean(text: str) -> str:
    """`text` without control and bidi characters, mojibake, HTML and literal `\\n`; newlines stay, spaces go single."""
    if not _DIRTY.search(text):
        return text.strip()
    # Drawing needs `safe` alone: a screen starts without what is for imports.
    from resources.plainer import plainer

    # What comes back must stay as it is: a tag inside a tag only shows itself when the outer one is gone.
    for _ in range(_ROUNDS):
        before, text = text, plainer(_ESCAPES.sub("", text), _DROPPED)
        if text == before:
            break
    return text


def safe(text: str, marks: int = 3) -> str:
    """`text` as one line that cannot move the cursor: no controls, no bidi, at most `marks` combining marks a cell."""
    if text.isascii() and text.isprintable():
        return text
    text = _ESCAPES.sub("", text)
    text = _DROPPED.sub("", re.sub("[\t\n\r\x0b\x0c\x1e\x85\u2028\u2029]+", " ", text))
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me", "Mc") else 0
        if run <= marks:
            kept.append(character)
    return "".join(kept)

"""Phone numbers in a guide's text: none may stand there, since a number lives in the directory, with its date."""

import re
from collections.abc import Iterator

from protocols.fault import Fault
from protocols.reader import SECTIONS, Reading

_NUMBER = re.compile(
    r"(?<!\d)(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)"
    r"|\b1-8\d\d-"
    r"|(?<![\d.-])\d{3}-\d{4}(?![\d-])"
    r"|\b(?:text|texto|sms)\b[^.;:]{0,20}?\b\d{5,6}\b",
    re.IGNORECASE,
)
"""Ten digits, a toll-free number in letters, seven digits, and the five or six that one texts to."""

_FIXES = {
    "Steps": "Name the line by its key under Refer (line:key).",
    "Refer": "Name the line by its key (line:key).",
    "Sources": "Name the source without its number.",
}
_FIX = "Take it out: numbers live in the directory, with the date they were dialed."


def numbers_faults(reading: Reading, text: str) -> Iterator[Fault]:
    """Every line of a guide's text in which a phone number stands."""
    starts = {reading.lines[heading]: heading for heading in SECTIONS if heading in reading.lines}
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        section = starts.get(number, section)
        if _NUMBER.search(line):
            where = f"under {section}" if section else "in the keys or the title"
            yield Fault(reading.file, number, f"A phone number {where}.", _FIXES.get(section, _FIX))

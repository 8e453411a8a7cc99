"""Listings written as paragraphs or bullets in a document ("Name - phone - address"), laid out as a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from resources.clean import clean
from resources.intake.headers import field_for
from resources.intake.hours_text import read_hours
from resources.intake.tables import Row, Table, as_table
from resources.intake.values import mail_address, web_address

_DIVIDER = re.compile(r"\s+[-–—|•·]+\s+|\s*[–—|•·;]\s+|\t+|\s+[–—]")
_BULLET = re.compile(r"^(?:[-–—•·*▪◦o§]\s+|\(?\d{1,2}[.)]\s+)")
_LABEL = re.compile(r"^([A-Za-z][A-Za-z0-9/ &'()-]{1,28}):\s*(.*)$", re.S)
_NUMBER = re.compile(
    r"(?:\+?1[\s.-]*)?\(?\b[2-9]\d\d\)?[\s.–-]*\d{3}[\s.–-]*\d{4}\b|\b(?:1[ -]?)?8\d\d-[A-Z\d-]{7,9}\b"
)
_STREET = re.compile(r"^(?:\d+[A-Z]?(?:-\d+)?\s+\w|P\.?\s?O\.?\s+Box\b|One\s+\w+)", re.I)
_TOWN = re.compile(r"^[A-Z][A-Za-z .'-]{1,40},?\s+[A-Z]{2}\b(?:,?\s+\d{5}(?:-\d{4})?)?$")
_WEB = re.compile(r"(?:https?://|www\.)\S+|^(?:[\w-]+\.)+(?:org|com|net|gov|edu|us|info)(?:/\S*)?$", re.I)
# What starts like this is an instruction to staff and no name of an organisation, whatever number it holds.
_INSTRUCTION = re.compile(
    r"^(?:please\b|do not\b|don't\b|never\b|always\b|if\b|when\b|before\b|after\b|once\b|step\b|then\b|you\b|we\b|"
    r"(?:call|ask|tell|say|report|contact|check|notify|give|refer|offer|dial|press|open|save|go|use|make|write|explain|"
    r"note|inform|send|transfer|stay|read|log|copy|run|update|remind|listen|document|provide|text)\b(?!.*\b(?:center|"
    r"house|line|services|clinic|inc|network|project|program|foundation|coalition)\b))",
    re.I,
)
_SENTENCE = re.compile(r"[.!?]\s+[A-Z]|\b(?:is|are|was|were|will|must|should|may|can|have|has|been|be)\b")
_LONGEST_NAME, _MOST_TEXT = 120, 20_000
_MOSTLY = 0.6
_HEADINGS = ("Name", "Category", "Phone", "Address", "Website", "Email", "Hours", "Description")
_OF_LABEL = {
    "phones": "Phone", "address": "Address", "street": "Address", "url": "Website", "email": "Email", "hours": "Hours",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a document; `heading` where its style says so."""

    number: int
    text: str
    heading: bool = False


@dataclass(slots=True)
class _Entry:
    number: int
    cells: dict[str, list[str]] = field(default_factory=dict)

    def add(self, heading: str, text: str) -> None:
        self.cells.setdefault(heading, []).append(text)

    @property
    def reachable(self) -> bool:
        return bool({"Phone", "Address", "Website", "Email"} & self.cells.keys() or len(self.cells) > 3)


def list_table(name: str, paragraphs: Sequence[Paragraph]) -> Table | None:
    """The listings among the paragraphs as a table, or None where the text is mostly something else.

    A paragraph that is taken for a row but tells no way to reach anyone stays one: the import refuses it by its number.
    """
    entries, used, told = _entries(paragraphs)
    listings = [entry for entry in entries if entry.reachable and "Name" in entry.cells]
    if len(listings) < 2 or used < _MOSTLY * told:
        return None
    known = set(_HEADINGS)
    labelled = dict.fromkeys(heading for entry in entries for heading in entry.cells if heading not in known)
    headings = [*(each for each in _HEADINGS if any(each in entry.cells for entry in entries)), *labelled]
    return as_table(name, _rows(headings, entries))


def _rows(headings: list[str], entries: list[_Entry]) -> Iterator[Row]:
    yield 0, headings
    for entry in entries:
        yield entry.number, [_joined(heading, entry.cells.get(heading, [])) for heading in headings]


def _joined(heading: str, texts: list[str]) -> str:
    return {"Address": ", ", "Description": "\n"}.get(heading, "; ").join(texts)


def _entries(paragraphs: Sequence[Paragraph]) -> tuple[list[_Entry], int, int]:
    """The entries, how many paragraphs went into listings or headings, and how many say anything."""
    entries: list[_Entry] = []
    category, used, told = "", 0, 0
    current: _Entry | None = None
    for index, paragraph in enumerate(paragraphs):
        text = _BULLET.sub("", clean(paragraph.text[:_MOST_TEXT]).strip())
        if not text:
            current = None
            continue
        told += 1
        if _is_heading(paragraph, text, _next_text(paragraphs, index)):
            category, current = text.rstrip(":"), None
            used += 1
            continue
        parts = _parts(text)
        if _INSTRUCTION.match(text) or (parts[0][0] == "Name" and _is_prose(parts[0][1], paragraph.text)):
            entries.append(_Entry(paragraph.number, {"Description": [text]}))
            current = None
            continue
        if current is None or _begins(parts, current, _next_text(paragraphs, index)):
            current = _Entry(paragraph.number, {"Category": [category]} if category else {})
            entries.append(current)
        before = current.reachable
        _take(current, parts)
        used += current.reachable + (current.reachable and not before and paragraph.number != current.number)
    return entries, used, told


def _is_prose(name: str, text: str) -> bool:
    """Whether what stands where a name would is the beginning of a sentence that happens to hold a number."""
    return bool(_SENTENCE.search(name)) and bool(_NUMBER.search(text))


def _next_text(paragraphs: Sequence[Paragraph], index: int) -> str:
    return clean(paragraphs[index + 1].text).strip() if index + 1 < len(paragraphs) else ""


def _is_heading(paragraph: Paragraph, text: str, following: str) -> bool:
    if len(text) > 80 or _NUMBER.search(text) or "\n" in text:
        return False
    return paragraph.heading or (text.endswith(":") and bool(following)) or (text.isupper() and not following)


def _begins(parts: list[tuple[str, str]], current: _Entry, following: str) -> bool:
    """Whether these parts open a new listing rather than say more of the one before."""
    if parts[0][0] != "Name":
        return False
    if len(parts) > 1 or not current.reachable:
        return len(parts) > 1
    # A short line without a number is the next name only where its number follows.
    text = parts[0][1]
    return len(text) <= 80 and not text.endswith(".") and bool(following) and _parts(following)[0][0] != "Name"


def _take(entry: _Entry, parts: list[tuple[str, str]]) -> None:
    for heading, text in parts:
        taken = heading == "Name" and ("Name" in entry.cells or len(text) > _LONGEST_NAME)
        entry.add("Description" if taken else heading, text)


def _parts(text: str) -> list[tuple[str, str]]:
    """Heading and text of each part of a paragraph, in order; the first part without a sign of its own is the name."""
    found: list[tuple[str, str]] = []
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        for piece in _DIVIDER.split(line):
            part = _BULLET.sub("", piece.strip(" ,"))
            if part:
                found.extend(_sorted(part, first=not found))
    return found or [("Description", text)]


def _sorted(part: str, *, first: bool) -> list[tuple[str, str]]:
    label = _LABEL.match(part)
    if label and label[2] and not part.lower().startswith("http"):
        ours = field_for(label[1])
        if ours.startswith("phones"):
            return [("Phone", part)]
        told_by_number = first and bool(_NUMBER.search(label[2]))
        if ours and not told_by_number and ours not in ("name", "organisation", "service", "site"):
            return [(_OF_LABEL.get(ours, label[1].strip().capitalize()), label[2])]
        if first and not _NUMBER.search(label[1]):
            return [("Name", label[1].strip()), *_sorted(label[2], first=False)]
    if mail_address(part):
        return _around(part, re.search(r"\S+@\S+", part), "Email", first)
    if (web := _WEB.search(part)) and web_address(web[0]):
        return _around(part, web, "Website", first)
    if number := _NUMBER.search(part):
        return _numbered(part, number, first)
    if _STREET.match(part) or _TOWN.match(part):
        return [("Address", part)]
    if read_hours(part).known:
        return [("Hours", part)]
    return [("Name" if first else "Description", part)]


def _around(part: str, found: "re.Match[str] | None", heading: str, first: bool) -> list[tuple[str, str]]:
    """A part with an address of the net in it, and what is said before and behind."""
    if found is None:
        return [("Description", part)]
    before, after = part[: found.start()].strip(" ,(:"), part[found.end() :].strip(" ,)")
    said = _sorted(before, first=first) if before else []
    return [*said, (heading, found[0]), *(_sorted(after, first=False) if after else [])]


def _numbered(part: str, number: re.Match[str], first: bool) -> list[tuple[str, str]]:
    """A part with a number in it: before it stands the name, or a street, or what the number is called."""
    before = part[: number.start()].strip(" ,(:")
    street = re.search(r",\s*(?=(?:\d+\s+[A-Z]\w|P\.?O\.? Box))", part[number.end() :])
    end = number.end() + street.start() if street else len(part)
    tail = _sorted(part[end:].strip(" ,"), first=False) if street else []
    named, comma, called = before.partition(",")
    if _STREET.match(before):
        return [("Address", before), ("Phone", part[number.start() : end]), *tail]
    if not first or not before:
        return [("Phone", part[:end].strip()), *tail]
    told = [("Address", called.strip())] if comma and _STREET.match(called.strip()) else []
    if comma and not told:
        return [("Name", named), ("Phone", f"{called.strip()} {part[number.start() : end]}"), *tail]
    return [("Name", named), *told, ("Phone", part[number.start() : end]), *tail]

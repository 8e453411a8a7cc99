"""A guide file read strictly: either the whole guide, or every fault with its line and how to put it right."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from protocols.fault import Fault
from protocols.guide import GUIDE_KINDS, URGENCIES, VERBS, Branch, Guide, ReferLine, Step, Trigger
from protocols.pattern import PatternError, read_pattern
from protocols.plain import plain

KEYS = (
    "id", "title", "kind", "urgency", "needs", "version", "status", "owner", "approved_by", "approved_on", "review_by",
    "languages",
)  # fmt: skip
STATUSES = ("draft", "review", "approved", "retired")
SECTIONS = (
    "Callers say (en)", "Callers say (es)", "Triggers", "Signs", "Steps", "Refer", "States", "Sources",
)  # fmt: skip
CLAUSES = ("any", "maybe", "all", "not")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_STEP = re.compile(r"(\d+)\.\s+\*\*(\w+)\*\*\s+(.+)")
_SAY = re.compile(r"\s+([a-z]{2,3}):\s*(.+)")
_BRANCH = re.compile(r"\s*\bIf ([^.?!]+?) -> ([a-z0-9-]+)\.")
_ENDS_IN_BRANCH = re.compile(r" -> [a-z0-9-]+\.\s*$")
_REFER = re.compile(r"([\w ]+?)\s*;\s*([^;]*?)(?:\s*;\s*line:([a-z0-9-]+))?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one file: the guide, or None with the faults that stand in its way.

    `lines` tells where things stand: `needs` for a key, `Steps` for a heading, `Callers say (en):3` for an item.
    """

    file: str
    guide: Guide | None
    faults: tuple[Fault, ...]
    lines: Mapping[str, int] = field(default_factory=dict)


class _Page:
    """One file while it is read: its faults so far, and the line each part stands on."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.lines: dict[str, int] = {}

    def wrong(self, line: int, message: str, fix: str) -> None:
        self.faults.append(Fault(self.file, line, message, fix))


Lines = list[tuple[int, str]]


def read_file(path: Path) -> Reading:
    """Read one guide file; a file that cannot be opened or is not UTF-8 is a fault, never an exception."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as trouble:
        reason = trouble.strerror or "it cannot be opened"
        return Reading(
            path.name, None, (Fault(path.name, 0, f"Not read: {reason}.", "Check the file and its rights."),)
        )
    except UnicodeDecodeError as trouble:
        line = trouble.object.count(b"\n", 0, trouble.start) + 1
        fault = Fault(path.name, line, f"Not UTF-8 text (byte {trouble.start}).", "Save the file as UTF-8 plain text.")
        return Reading(path.name, None, (fault,))
    return read_text(text, path.name)


def read_text(text: str, file: str) -> Reading:
    """Read one guide from its text; `file` is its name in the faults."""
    page = _Page(file)
    digest = hashlib.sha256(text.encode()).hexdigest()
    numbered = list(enumerate(plain(text).split("\n"), start=1))
    front, body = _front_matter(page, numbered)
    sections = _sections(page, body, front.get("title", ""))
    guide = _guide(page, front, sections, digest)
    return Reading(file, None if page.faults else guide, tuple(page.faults), page.lines)


def _front_matter(page: _Page, numbered: Lines) -> tuple[dict[str, str], Lines]:
    """The flat `key: value` block; split at the first colon, so that a title may hold one."""
    if not numbered or numbered[0][1].strip() != "---":
        page.wrong(1, "The file does not open with ---.", "Begin with a line ---, the keys, and a closing line ---.")
        return {}, numbered
    front: dict[str, str] = {}
    for place, (line, text) in enumerate(numbered[1:], start=1):
        if text.strip() == "---":
            _missing_keys(page, front)
            return front, numbered[place + 1 :]
        if text.strip():
            _key(page, front, line, text)
    page.wrong(1, "The block of keys is never closed.", "Add a line --- after the last key.")
    return front, []


def _key(page: _Page, front: dict[str, str], line: int, text: str) -> None:
    key, colon, value = text.partition(":")
    key = key.strip()
    if not colon or key not in KEYS:
        page.wrong(line, f"Unknown key '{key}'.", f"Use one of: {', '.join(KEYS)}.")
    elif key in front:
        page.wrong(line, f"The key '{key}' stands twice.", "Keep one of the two.")
    else:
        front[key] = value.strip()
        page.lines[key] = line


def _missing_keys(page: _Page, front: Mapping[str, str]) -> None:
    missing = [key for key in KEYS if key not in front]
    if missing:
        page.wrong(1, f"Missing keys: {', '.join(missing)}.", "Add each on a line of its own; the value may be empty.")


def _sections(page: _Page, body: Lines, title: str) -> dict[str, Lines]:
    found: dict[str, Lines] = {}
    current: Lines | None = None
    for line, text in body:
        if text.startswith("# "):
            page.lines["title line"] = line
            if text[2:].strip() != title:
                page.wrong(line, "The heading differs from the key 'title'.", "Write the same words in both.")
        elif text.startswith("## "):
            current = found.setdefault(text[3:].strip(), [])
            _heading(page, line, text[3:].strip())
        elif text.strip() and current is None:
            page.wrong(line, "Text before the first ## heading.", "Move it under a heading, or take it out.")
        elif text.strip() and current is not None:
            current.append((line, text.rstrip()))
    return found


def _heading(page: _Page, line: int, heading: str) -> None:
    if heading not in SECTIONS:
        page.wrong(line, f"Unknown heading '## {heading}'.", f"Use, in this order: {', '.join(SECTIONS)}.")
    elif heading in page.lines:
        page.wrong(line, f"The heading '## {heading}' stands twice.", "Join the two parts under one heading.")
    elif any(SECTIONS.index(heading) < SECTIONS.index(other) for other in page.lines if other in SECTIONS):
        page.wrong(line, f"'## {heading}' stands too late.", f"The order is: {', '.join(SECTIONS)}.")
    page.lines.setdefault(heading, line)


def _guide(page: _Page, front: Mapping[str, str], sections: Mapping[str, Lines], digest: str) -> Guide:
    _closed_lists(page, front)
    names = [name for name in ("en", "es") if f"Callers say ({name})" in sections]
    return Guide(
        **{key: front.get(key, "") for key in KEYS if key not in ("needs", "languages")},
        needs=_list(page, front, "needs"),
        languages=_list(page, front, "languages"),
        phrases={name: _items(page, sections, f"Callers say ({name})") for name in names},
        triggers=tuple(_triggers(page, sections.get("Triggers", []))),
        signs=_items(page, sections, "Signs"),
        steps=tuple(_steps(page, sections.get("Steps", []))),
        refer=tuple(_refer(page, sections.get("Refer", []))),
        states=_states(page, sections.get("States", [])),
        sources=_items(page, sections, "Sources"),
        sha256=digest,
    )


def _closed_lists(page: _Page, front: Mapping[str, str]) -> None:
    for key, allowed in (("kind", GUIDE_KINDS), ("urgency", URGENCIES), ("status", STATUSES)):
        if key in front and front[key] not in allowed:
            page.wrong(page.lines[key], f"Unknown {key} '{front[key]}'.", f"Use one of: {', '.join(allowed)}.")
    if "id" in front and not _ID.fullmatch(front["id"]):
        page.wrong(page.lines["id"], f"The id '{front['id']}' is not usable.", "Use small letters, digits and hyphens.")
    elif "id" in front and Path(page.file).suffix == ".md" and Path(page.file).stem != front["id"]:
        page.wrong(
            page.lines["id"], f"The id '{front['id']}' is not the file's name.", f"Call the file {front['id']}.md."
        )


def _list(page: _Page, front: Mapping[str, str], key: str) -> tuple[str, ...]:
    value = front.get(key, "")
    if value and not (value.startswith("[") and value.endswith("]")):
        page.wrong(page.lines[key], f"'{key}' is not a list.", "Write it as [one, two].")
    return tuple(part.strip() for part in value.strip("[]").split(",") if part.strip())


def _items(page: _Page, sections: Mapping[str, Lines], heading: str) -> tuple[str, ...]:
    return tuple(_bullets(page, heading, sections.get(heading, [])))


def _bullets(page: _Page, heading: str, lines: Lines) -> Iterator[str]:
    for place, (line, text) in enumerate(lines):
        page.lines[f"{heading}:{place}"] = line
        if text.startswith("- ") and text[2:].strip():
            yield text[2:].strip()
        else:
            page.wrong(line, f"A line under '{heading}' is not a list item.", "Begin it with '- '.")
            yield ""


def _triggers(page: _Page, lines: Lines) -> Iterator[Trigger]:
    for line, text in lines:
        clause, colon, pattern = text.removeprefix("- ").partition(":")
        clause = clause.strip()
        if not text.startswith("- ") or not colon or clause not in CLAUSES:
            page.wrong(line, "Unreadable trigger.", "Write '- any: words', '- all: words' or '- not: words'.")
            continue
        try:
            read_pattern(pattern)
        except PatternError as trouble:
            page.wrong(line, f"Unreadable trigger: {trouble}", "See 'Triggers' in protocols/README.md.")
            continue
        yield Trigger(clause, pattern.strip(), line)


def _steps(page: _Page, lines: Lines) -> Iterator[Step]:
    """Steps with the `es:` lines that belong to them; the branches stand last in a step."""
    steps: list[Step] = []
    for line, text in lines:
        spoken = _SAY.fullmatch(text)
        if spoken and steps:
            steps[-1] = _with_words(page, steps[-1], line, spoken[1], spoken[2])
        elif match := _STEP.fullmatch(text):
            if int(match[1]) != len(steps) + 1:
                page.wrong(line, f"Step {match[1]} is out of order.", f"Number it {len(steps) + 1}.")
            steps.append(_step(page, line, match[2], match[3]))
        else:
            page.wrong(line, "Unreadable step.", "Write '1. **Ask** Are you safe?' (verbs: " + ", ".join(VERBS) + ").")
    return iter(steps)


def _with_words(page: _Page, step: Step, line: int, language: str, words: str) -> Step:
    if step.verb not in ("Say", "Ask"):
        page.wrong(line, f"Words to read under a {step.verb} step.", "Only Say and Ask steps are read aloud.")
    return Step(step.verb, step.text, {**step.say, language: words.strip()}, step.branches, step.line)


def _step(page: _Page, line: int, verb: str, rest: str) -> Step:
    if verb not in VERBS:
        page.wrong(line, f"Unknown verb '{verb}'.", f"Use one of: {', '.join(VERBS)}.")
    branches = tuple(Branch(match[1].strip(), match[2]) for match in _BRANCH.finditer(rest))
    text = _BRANCH.sub("", rest).strip()
    if "->" in text or (branches and not _ENDS_IN_BRANCH.search(rest)):
        page.wrong(line, "Unreadable branch.", "Put it last in the step, as 'If <condition> -> <id>.'")
    return Step(verb, text, {"en": text} if verb in ("Say", "Ask") else {}, branches, line)


def _refer(page: _Page, lines: Lines) -> Iterator[ReferLine]:
    for line, text in lines:
        match = _REFER.fullmatch(text.removeprefix("- ").strip()) if text.startswith("- ") else None
        if match is None:
            page.wrong(line, "Unreadable Refer line.", "Write '- kind; for whom' or '- kind; for whom; line:key'.")
            continue
        page.lines[f"Refer:{match[1].strip()}"] = line
        yield ReferLine(match[1].strip(), match[2].strip(), match[3] or "")


def _states(page: _Page, lines: Lines) -> dict[str, tuple[str, ...]]:
    states: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line, text in lines:
        if text.startswith("### "):
            current = states.setdefault(text[4:].strip(), [])
            page.lines[f"State {text[4:].strip()}"] = line
        elif current is None or not text.startswith("- "):
            page.wrong(line, "Unreadable line under States.", "Write '### default' or '### CA', then '- ' lines.")
        else:
            current.append(text[2:].strip())
    return {name: tuple(items) for name, items in states.items()}

"""A guide as a Word file and back without loss, also after another word processor saved it again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from protocols.guide import VERBS
from protocols.plain import plain
from protocols.reader import KEYS
from protocols.word_file import Block, Paragraph, Table, WordError, read_blocks
from protocols.word_plain import procedure_text
from protocols.writer import INDENT, front_keys

if TYPE_CHECKING:
    from docx.document import Document

_STEP = re.compile(r"\d+\.\s+\*\*(\w+)\*\*\s*(.*)")
_SPOKEN = re.compile(r"[a-z]{2,3}: .*")
_VERB = re.compile(rf"({'|'.join(VERBS)})\b:?\s*(.*)", re.DOTALL)
_TYPED_NUMBER = re.compile(r"\d{1,3}[.)]\s+")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TYPED = str.maketrans({"…": "...", "–": "-"})
"""What word processors make of three dots and a hyphen while one types; no guide needs either."""


@dataclass(frozen=True, slots=True)
class FromWord:
    """The Markdown text that a Word file became, and what a person should look at."""

    text: str
    notes: tuple[str, ...]


def write_docx(text: str, path: Path) -> None:
    """Write the text of a guide as a Word file. Raises WordError where the file cannot be written."""
    import docx

    document = docx.Document()
    keys = front_keys(text)
    document.core_properties.title = keys.get("title", "")
    document.core_properties.author = keys.get("owner", "")
    document.sections[0].header.paragraphs[0].text = _mark(keys)
    lines = plain(_NO_XML.sub("", text.removeprefix("\ufeff"))).split("\n")
    body = _fill_keys(document, lines)
    for line in body:
        _fill_line(document, line)
    fresh = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        document.save(str(fresh))
        fresh.replace(path)
    except OSError as trouble:
        raise WordError(
            f"{path} was not written: {trouble.strerror or trouble}. Name a folder that can be written."
        ) from trouble


def _mark(keys: dict[str, str]) -> str:
    if keys.get("status") == "approved":
        return f"Approved by {keys.get('approved_by', '')}, review by {keys.get('review_by', '')}"
    return f"{keys.get('status', 'draft').upper()}: no practitioner has approved this text"


def _fill_keys(document: "Document", lines: Sequence[str]) -> Sequence[str]:
    """The front matter as a table of two columns; what comes after it is returned."""
    ends = [place for place, line in enumerate(lines) if line.strip() == "---"][:2]
    if len(ends) < 2 or ends[0] != 0:
        raise WordError(
            "The guide has no block of keys between two lines ---. Run 'northline check' to see its faults."
        )
    pairs = [line.partition(":") for line in lines[1 : ends[1]] if line.strip()]
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for key, _, value in pairs:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = key.strip(), value.strip()
    return lines[ends[1] + 1 :]


def _fill_line(document: "Document", line: str) -> None:
    level = len(line) - len(line.lstrip("#"))
    if step := _STEP.fullmatch(line):
        paragraph = document.add_paragraph(style="List Number")
        paragraph.add_run(step[1]).bold = True
        paragraph.add_run(f" {step[2]}")
    elif line.startswith("- "):
        document.add_paragraph(line[2:], style="List Bullet")
    elif 1 <= level <= 3:
        document.add_heading(line.lstrip("# "), level)
    elif line.strip():
        document.add_paragraph(line.strip(), style="List Continue")


def read_docx(path: Path, guide_id: str = "") -> FromWord:
    """The guide a Word file holds: one of ours word for word, any other procedure as a draft to complete."""
    blocks = [_tidy(block) for block in read_blocks(path)]
    front = next((block for block in blocks if isinstance(block, Table) and _is_front(block)), None)
    if front is None:
        return FromWord(*procedure_text(blocks, path.name, guide_id))
    notes: list[str] = []
    keys = [f"{row[0].lower()}: {row[1]}".rstrip() for row in front.rows if len(row) > 1 and row[0]]
    body = [block for block in blocks if isinstance(block, Paragraph) and block.text]
    lost = sum(isinstance(block, Table) for block in blocks) - 1
    if lost:
        notes.append(f"{lost} more tables were left out: a guide has only the table of keys.")
    lines = ["---", *keys, "---", *_spaced(_body(body, notes))]
    return FromWord("\n".join(lines) + "\n", tuple(notes))


def _tidy(block: Block) -> Block:
    """Quotes straightened, arrows and hard spaces made plain, accents composed."""
    if isinstance(block, Table):
        return Table(tuple(tuple(_plain(cell) for cell in row) for row in block.rows))
    lines = "\n".join(" ".join(_plain(line).split()) for line in block.text.split("\n"))
    return Paragraph(lines.strip(), block.heading, block.listed, block.list_id, _plain(block.bold).strip())


def _plain(text: str) -> str:
    return plain(text.translate(_TYPED))


def _is_front(table: Table) -> bool:
    first = {row[0].lower() for row in table.rows if len(row) >= 2}
    return len(first & set(KEYS)) >= 3 and "id" in first


def _body(paragraphs: Sequence[Paragraph], notes: list[str]) -> Iterator[str]:
    """The lines of the file: what a paragraph is follows from the heading above it, not from its own style."""
    section, number = "", 0
    for paragraph in paragraphs:
        if paragraph.heading:
            text = paragraph.text.replace("\n", " ")
            section = text if paragraph.heading == 2 else section
            yield f"{'#' * min(paragraph.heading, 3)} {text}"
        elif section == "Steps":
            for line in paragraph.text.split("\n"):
                if number and _SPOKEN.fullmatch(line):
                    yield f"{INDENT}{line}"
                else:
                    number += 1
                    yield f"{number}. {_step(line, paragraph.bold, notes)}"
        else:
            yield f"- {paragraph.text.replace(chr(10), ' ')}"


def _step(line: str, bold: str, notes: list[str]) -> str:
    line = _TYPED_NUMBER.sub("", line, count=1)
    match = _VERB.fullmatch(line)
    if match and (bold.rstrip(":") == match[1] or line.startswith(f"{match[1]}:") or match[2][:1].isupper()):
        return f"**{match[1]}** {match[2]}"
    notes.append(f"No verb in step '{line[:40]}': taken as Do.")
    return f"**Do** {line}"


def _spaced(lines: Iterator[str]) -> Iterator[str]:
    """A blank line before every heading, but none between 'States' and its first entry."""
    before = "---"
    for line in lines:
        if line.startswith("#") and not (line.startswith("### ") and before.startswith("## ")):
            yield ""
        yield line
        before = line

"""A guide as a Word file and back without loss, also after another word processor saved it again."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from protocols.guide import VERBS
from protocols.plain import plain
from protocols.reader import KEYS, SECTIONS
from protocols.word_file import Block, Paragraph, Table, WordError, read_blocks
from protocols.word_plain import procedure_text, slug
from protocols.writer import INDENT, front_keys, skeleton

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as TextParagraph

_STEP = re.compile(r"\d+\.\s+\*\*(\w+)\*\*\s*(.*)")
_SPOKEN = re.compile(r"[a-z]{2,3}: .*")
_VERB = re.compile(rf"({'|'.join(VERBS)})\b:?\s*(.*)", re.DOTALL)
_TYPED_NUMBER = re.compile(r"\d{1,3}[.)]\s+")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
_LISTS = ("List Number", "List Bullet", "List Continue")
_SECTION, _ENOUGH = 2, 2
"""The level of our headings, and how many of them tell that a document is a guide."""
TYPED = str.maketrans({"…": "...", "–": "-"})
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
    styles = {name: document.styles[name].style_id for name in (*_HEADINGS, *_LISTS)}
    for line in body:
        _fill_line(document, line, styles)
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


def _fill_line(document: "Document", line: str, styles: Mapping[str, str]) -> None:
    level = len(line) - len(line.lstrip("#"))
    if step := _STEP.fullmatch(line):
        paragraph = _paragraph(document, "", styles["List Number"])
        paragraph.add_run(step[1]).bold = True
        paragraph.add_run(f" {step[2]}")
    elif line.startswith("- "):
        _paragraph(document, line[2:], styles["List Bullet"])
    elif 1 <= level <= len(_HEADINGS):
        _paragraph(document, line.lstrip("# "), styles[_HEADINGS[level - 1]])
    elif line.strip():
        _paragraph(document, line.strip(), styles["List Continue"])


def _paragraph(document: "Document", text: str, style_id: str) -> "TextParagraph":
    # Set by id on the element: python-docx would search all its styles twice for every paragraph.
    paragraph = document.add_paragraph(text)
    paragraph._p.style = style_id
    return paragraph


def read_docx(path: Path, guide_id: str = "") -> FromWord:
    """The guide a Word file holds: one of ours word for word, any other procedure as a draft to complete."""
    blocks = [_tidy(block) for block in read_blocks(path)]
    front = next((block for block in blocks if isinstance(block, Table) and _is_front(block)), None)
    if front is None and not _has_our_headings(blocks):
        return FromWord(*procedure_text(blocks, path.name, guide_id))
    notes: list[str] = []
    keys = _keys_of(front) if front else _new_keys(blocks, path, guide_id)
    body = [block for block in blocks if isinstance(block, Paragraph) and block.text]
    lost = sum(isinstance(block, Table) for block in blocks) - (front is not None)
    if lost:
        notes.append(f"{lost} more tables were left out: a guide has only the table of keys.")
    lines = ["---", *keys, "---", *_spaced(_body(body, notes))]
    return FromWord("\n".join(lines) + "\n", tuple(notes))


def _tidy(block: Block) -> Block:
    """Quotes straightened, arrows and hard spaces made plain, accents composed."""
    if isinstance(block, Table):
        return Table(tuple(tuple(_plain(cell) for cell in row) for row in block.rows))
    lines = "\n".join(_plain(line).strip() for line in block.text.split("\n"))
    return Paragraph(lines.strip(), block.heading, block.listed, block.list_id, _plain(block.bold).strip())


def _plain(text: str) -> str:
    return plain(text.translate(TYPED))


def _is_front(table: Table) -> bool:
    first = {row[0].lower() for row in table.rows if len(row) >= 2}
    return len(first & set(KEYS)) >= 3 and "id" in first


def _keys_of(front: Table) -> list[str]:
    return [f"{row[0].lower()}: {row[1]}".rstrip() for row in front.rows if len(row) > 1 and row[0]]


def _has_our_headings(blocks: Sequence[Block]) -> bool:
    """Whether somebody wrote a guide from scratch under our headings, without the table of keys."""
    headings = {block.text for block in blocks if isinstance(block, Paragraph) and block.heading == _SECTION}
    return "Steps" in headings and len(headings & set(SECTIONS)) >= _ENOUGH


def _new_keys(blocks: Sequence[Block], path: Path, guide_id: str) -> list[str]:
    """The keys of a new draft, under the title that stands in the document."""
    headings = (block.text for block in blocks if isinstance(block, Paragraph) and block.heading == 1)
    title = next(headings, path.stem).replace("\n", " ")
    return [f"{key}: {value}".rstrip() for key, value in front_keys(skeleton(guide_id or slug(title), title)).items()]


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
    marked = match is not None and re.match(rf"{match[1]}\b", bold) is not None
    if match and (marked or line.startswith(f"{match[1]}:") or match[2][:1].isupper()):
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

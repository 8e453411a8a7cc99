"""The paragraphs and tables of a Word file from anywhere: bounded, and read by what styles are called."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from protocols.errors import ProtocolsError

MOST_BYTES = 20 * 1024 * 1024
MOST_OPENED = 64 * 1024 * 1024
MOST_PARTS = 2_000
MOST_BLOCKS = 20_000
DEEPEST = 100

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_UNSEEN = frozenset({"del", "moveFrom", "txbxContent", "Fallback", "instrText", "delText", "pPr", "rPr", "sectPr"})
_BREAKS = frozenset({"br", "cr"})
_OFF = frozenset({"0", "false", "off", "none"})
_SPACES = re.compile(r"[\t\r\n]+")
_HEADING = re.compile(r"heading ([1-9])")
_SYMBOL_ARROWS = frozenset({"F0E0", "F0E8", "2192"})
"""What Word's own correction makes of an arrow, in its Wingdings font."""


class WordError(ProtocolsError):
    """A Word file cannot be read or written."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `heading` 1..9 or 0, `listed` number, bullet or nothing, `bold` the bold words it opens with."""

    text: str
    heading: int = 0
    listed: str = ""
    list_id: str = ""
    bold: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The texts of the cells, row by row."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says: its name in English, whatever the language of the Word that wrote it."""

    name: str
    based_on: str
    outline: str
    numbering: str


@dataclass(frozen=True, slots=True)
class _Book:
    """The styles and numberings of one file."""

    styles: Mapping[str, _Style]
    formats: Mapping[str, str]


def read_blocks(path: Path) -> tuple[Block, ...]:
    """Every paragraph and table in order. Raises WordError for a file that is no Word file, or not a harmless one."""
    try:
        with path.open("rb") as handle, _checked(path, zipfile.ZipFile(handle)) as parts:
            main = _main_part(path, parts)
            folder = main.rpartition("/")[0]
            body = _part(path, parts, main)
            book = _Book(
                _styles(_part(path, parts, f"{folder}/styles.xml")),
                _formats(_part(path, parts, f"{folder}/numbering.xml")),
            )
    except zipfile.BadZipFile:
        raise WordError(_no_word(path)) from None
    except OSError as trouble:
        raise WordError(
            f"{path} cannot be read: {trouble.strerror or trouble}. Check the name and its rights."
        ) from None
    if body is None:
        raise WordError(
            f"{path} holds no text of a Word document. Open it in a word processor and save it again as .docx."
        )
    blocks = tuple(block for _, block in zip(range(MOST_BLOCKS + 1), _blocks(body, book, 0), strict=False))
    if len(blocks) > MOST_BLOCKS:
        raise WordError(f"{path} holds more than {MOST_BLOCKS} paragraphs. Split it, and import the parts.")
    return blocks


def _no_word(path: Path) -> str:
    with path.open("rb") as handle:
        if handle.read(4) == _OLD_OR_LOCKED:
            return f"{path} is an old .doc, or locked by a password. Save it as .docx without a password."
    return f"{path} is no Word file (.docx), or it was cut short. Save it again as .docx."


def _checked(path: Path, parts: zipfile.ZipFile) -> zipfile.ZipFile:
    """The file's parts, where they are few and small enough to be opened at all."""
    entries = parts.infolist()
    too_much = (
        path.stat().st_size > MOST_BYTES
        or len(entries) > MOST_PARTS
        or sum(entry.file_size for entry in entries) > MOST_OPENED
    )
    if too_much:
        raise WordError(
            f"{path} is too large for a guide, or made to be: it was not opened. Save its text in a new file."
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise WordError(f"{path} is locked by a password. Save it without one.")
    return parts


def _part(path: Path, parts: zipfile.ZipFile, name: str) -> Element | None:
    """One part as a tree; None where it is missing. Entities and document types are refused, not opened."""
    try:
        tree: Element = fromstring(parts.read(name.removeprefix("/")), forbid_dtd=True)
    except KeyError:
        return None
    except DefusedXmlException:
        raise WordError(
            f"{path} holds entities that could harm this computer: it was not opened. Ask where it comes from."
        ) from None
    except (ParseError, ValueError, LookupError, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise WordError(
            f"{path} is damaged ({name}). Open it in a word processor and save it again as .docx."
        ) from None
    return tree


def _main_part(path: Path, parts: zipfile.ZipFile) -> str:
    links = _part(path, parts, "_rels/.rels")
    for link in links if links is not None else ():
        if link.get("Type", "").endswith("/officeDocument"):
            return link.get("Target", "").removeprefix("/")
    return "word/document.xml"


def _name(element: Element) -> str:
    """The tag without its namespace: strict and transitional files differ in nothing else here."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: Element | None, name: str = "val") -> str:
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _child(element: Element | None, *names: str) -> Element | None:
    for name in names:
        element = next((child for child in element if _name(child) == name), None) if element is not None else None
    return element


def _styles(tree: Element | None) -> dict[str, _Style]:
    return {
        _value(style, "styleId"): _Style(
            name=_value(_child(style, "name")).lower(),
            based_on=_value(_child(style, "basedOn")),
            outline=_value(_child(style, "pPr", "outlineLvl")),
            numbering=_numbering(_child(style, "pPr")),
        )
        for style in (tree if tree is not None else ())
        if _name(style) == "style"
    }


def _numbering(properties: Element | None) -> str:
    """`number:level` of a list, as paragraph and style properties write it."""
    number = _value(_child(properties, "numPr", "numId"))
    return f"{number}:{_value(_child(properties, 'numPr', 'ilvl')) or '0'}" if number else ""


def _formats(tree: Element | None) -> dict[str, str]:
    """How each list counts, by `number:level`."""
    children = list(tree) if tree is not None else []
    levels = {
        _value(one, "abstractNumId"): {
            _value(level, "ilvl"): _value(_child(level, "numFmt")) for level in one if _name(level) == "lvl"
        }
        for one in children
        if _name(one) == "abstractNum"
    }
    return {
        f"{_value(one, 'numId')}:{level}": form
        for one in children
        if _name(one) == "num"
        for level, form in levels.get(_value(_child(one, "abstractNumId")), {}).items()
    }


def _blocks(element: Element, book: _Book, depth: int) -> Iterator[Block]:
    for child in element if depth < DEEPEST else ():
        name = _name(child)
        if name == "p":
            yield _paragraph(child, book)
        elif name == "tbl":
            yield Table(tuple(_row(row) for row in child if _name(row) == "tr"))
        elif name not in _UNSEEN:
            yield from _blocks(child, book, depth + 1)


def _row(row: Element) -> tuple[str, ...]:
    cells = (cell for cell in row.iter() if _name(cell) == "tc")
    return tuple(" ".join("".join(_pieces(cell, 0)).split()) for cell in cells)


def _paragraph(element: Element, book: _Book) -> Paragraph:
    properties = _child(element, "pPr")
    chain = _chain(_value(_child(properties, "pStyle")), book)
    numbering = _numbering(properties) or next((style.numbering for style in chain if style.numbering), "")
    return Paragraph(
        text="".join(_pieces(element, 0)).strip(),
        heading=_heading(chain, _value(_child(properties, "outlineLvl"))),
        listed=_listed(numbering, chain, book),
        list_id=numbering.partition(":")[0],
        bold=_opening_bold(element),
    )


def _chain(style_id: str, book: _Book) -> list[_Style]:
    """A style and those it is based on."""
    chain: list[_Style] = []
    while style_id in book.styles and len(chain) < 10:
        chain.append(book.styles[style_id])
        style_id = chain[-1].based_on
    return chain


def _heading(chain: list[_Style], outline: str) -> int:
    for style in chain:
        if style.name == "title":
            return 1
        if match := _HEADING.fullmatch(style.name):
            return int(match[1])
    outline = outline or next((style.outline for style in chain if style.outline), "")
    return int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0


def _listed(numbering: str, chain: list[_Style], book: _Book) -> str:
    form = book.formats.get(numbering, "")
    if numbering.startswith("0:"):
        return ""
    if form:
        return "" if form == "none" else "bullet" if form == "bullet" else "number"
    names = " ".join(style.name for style in chain)
    return "number" if "list number" in names else "bullet" if "list bullet" in names else ""


def _pieces(element: Element, depth: int) -> Iterator[str]:
    """The visible words: insertions count, deletions, text boxes and field codes do not."""
    for child in element if depth < DEEPEST else ():
        name = _name(child)
        if name == "t":
            yield _SPACES.sub(" ", child.text or "")
        elif name in _BREAKS:
            yield "\n"
        elif name == "tab":
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym" and _value(child, "char").upper() in _SYMBOL_ARROWS:
            yield "->"
        elif name not in _UNSEEN:
            yield from _pieces(child, depth + 1)
            if name == "p":
                yield "\n"


def _opening_bold(element: Element) -> str:
    words = ""
    for run in (one for one in element.iter() if _name(one) == "r"):
        text = "".join(_pieces(run, 0))
        bold = _child(run, "rPr", "b")
        strong = _value(_child(run, "rPr", "rStyle")).lower() == "strong"
        if text.strip() and not strong and (bold is None or _value(bold).lower() in _OFF):
            break
        words += text
    return words.strip()

"""Anybody's procedure in Word as a draft guide: its numbered steps in their order, and nothing of the rest lost."""

import re
from collections.abc import Sequence

from protocols.plain import fold
from protocols.word_file import Block, Paragraph, WordError
from protocols.writer import skeleton

_LONGEST_ID = 40
_TYPED_NUMBER = re.compile(r"(?:step\s+)?\d{1,3}\s*[.):]\s+", re.IGNORECASE)


def procedure_text(blocks: Sequence[Block], file: str, guide_id: str = "") -> tuple[str, tuple[str, ...]]:
    """The Markdown text of a draft, and what a person should look at. Raises WordError where no step is found."""
    paragraphs = _as_paragraphs(blocks)
    title = next((one.text.replace("\n", " ") for one in paragraphs if one.text and not _is_step(one)), file)
    steps, others = _sorted_out(paragraphs)
    if not steps:
        raise WordError(
            f"{file} holds no numbered steps. Number them with the word processor's list, then import it again."
        )
    guide_id = guide_id or slug(title)
    text = skeleton(guide_id, title).replace("urgency: U1", "urgency: U4")
    head, _, rest = text.partition("## Steps\n")
    rest = rest[rest.index("\n\n## Refer") :]
    lines = [f"{number}. **Do** {step}" for number, step in enumerate(steps, 1)]
    sources = [f"- Word document {file}", *(f"- To place: {other}" for other in others if other != title)]
    rest = rest[: rest.index("## Sources\n")] + "\n".join(["## Sources", *sources]) + "\n"
    notes = (
        f"{len(steps)} numbered steps were taken in their order; every verb is a guess (Do).",
        "Urgency U4 and kind situation are guesses too, and the empty parts are to be written before a review.",
    )
    unplaced = (f"{len(sources) - 1} other paragraphs stand under Sources, marked 'To place'.",) if sources[1:] else ()
    return head + "## Steps\n" + "\n".join(lines) + rest, notes + unplaced


def slug(title: str) -> str:
    """An id made of a title's words."""
    words = re.findall(r"[a-z0-9]+", fold(title))
    short = ""
    for word in words:
        if short and len(short) + len(word) >= _LONGEST_ID:
            break
        short += f"-{word}" if short else word[:_LONGEST_ID]
    return short or "imported"


def _as_paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    """Tables become a paragraph a row, so that their text is not lost."""
    flat: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            flat.append(block)
        else:
            flat += [Paragraph(" | ".join(cell for cell in row if cell)) for row in block.rows]
    return flat


def _is_step(paragraph: Paragraph) -> bool:
    typed = _TYPED_NUMBER.match(paragraph.text) is not None
    return bool(paragraph.text) and not paragraph.heading and (paragraph.listed == "number" or typed)


def _sorted_out(paragraphs: Sequence[Paragraph]) -> tuple[list[str], list[str]]:
    """The steps, with what stands between two steps of one list joined to the first, and all other paragraphs."""
    steps: list[str] = []
    others: list[str] = []
    for place, paragraph in enumerate(paragraphs):
        text = _line(paragraph.text)
        if _is_step(paragraph):
            steps.append(_TYPED_NUMBER.sub("", text, count=1))
        elif text and steps and not paragraph.heading and _goes_on(paragraphs, place):
            steps[-1] += f" {text}"
        elif text:
            others.append(text)
    return steps, others


def _goes_on(paragraphs: Sequence[Paragraph], place: int) -> bool:
    """Whether the list that was begun before goes on after this paragraph, with no empty line or heading between."""
    before = next((one for one in reversed(paragraphs[:place]) if _is_step(one) or one.heading or not one.text), None)
    after = next((one for one in paragraphs[place:] if _is_step(one) or one.heading or not one.text), None)
    if before is None or after is None or not _is_step(before) or not _is_step(after):
        return False
    return before.list_id == after.list_id


def _line(text: str) -> str:
    """One line, with arrows that are no branches made harmless."""
    return " ".join(text.replace("->", ">").split())

"""The steps: which is at hand, which are done, what to say in the caller's language, and where a step branches."""

from collections.abc import Callable, Iterator

from console.desk import GuideStep
from console.ui.contact import Contact, StepKey
from console.ui.fit import cut, filled, wrap
from console.ui.rows import Row, row
from protocols.guide import Guide, GuideMatch, Step

GuideOf = Callable[[str], Guide | None]
INDENT = 14
"""Columns of the mark, the tick, the number and the verb."""


def key_of(step: GuideStep) -> StepKey:
    """The step wherever it stands."""
    return (step.guide, step.step.text)


def guide_steps(guide: Guide) -> tuple[GuideStep, ...]:
    """All steps of one guide."""
    return tuple(GuideStep(guide.id, step) for step in guide.steps)


def current_of(steps: tuple[GuideStep, ...], contact: Contact) -> int:
    """Which step is at hand: the marked one, else the first that is not ticked."""
    keys = [key_of(step) for step in steps]
    if contact.step in keys:
        return keys.index(contact.step)
    return next((at for at, key in enumerate(keys) if key not in contact.ticked), 0)


def words_of(step: Step, *, spanish: bool) -> str:
    """The words to read aloud in the language chosen, else the step's own text."""
    if spanish and "es" in step.say:
        return step.say["es"]
    return step.say.get("en", step.text) if step.verb in ("Say", "Ask") else step.text


def branch_text(step: Step) -> str:
    """Where a step leads, in words."""
    return "  ".join(f"[{branch.condition} -> {branch.guide}]" for branch in step.branches)


def steps_rows(
    steps: tuple[GuideStep, ...],
    guide_of: GuideOf,
    contact: Contact,
    *,
    spanish: bool,
    width: int,
    height: int,
    numbered_from: int = 0,
) -> list[Row]:
    """As many steps as fit, the one at hand among them, each group under its guide's title."""
    at = current_of(steps, contact)
    blocks = list(_blocks(steps, guide_of, contact, at, numbered_from, spanish=spanish, width=width))
    first = _first_shown([len(block) for block in blocks], at, height)
    rows = [line for block in blocks[first:] for line in block]
    if first and rows and rows[0][0][1] != "head":
        rows.insert(0, title_row(steps[first].guide, guide_of, width))
    if len(rows) > height:
        rows = [
            *rows[: height - 1],
            row(f"   ... {len(steps) - first} steps from here, Down or Ctrl+T goes on"[:width]),
        ]
    return rows


def guides_row(guides: tuple[GuideMatch, ...], chosen: tuple[str, ...], width: int) -> Row:
    """The ranked guides, each with the words that matched; a chosen one carries a star."""
    offered = guides[:3]
    room = max(12, (width - 8) // max(1, len(offered)) - 4)
    spans = [("Guides: ", "bold")]
    for letter, match in zip("ABC", offered, strict=False):
        star = "*" if match.guide.id in chosen else " "
        words = f" ({', '.join(match.why)})" if match.why else ""
        spans += [(f"{letter}{star}", "bold"), (filled(f"{match.guide.title}{words}", room), "plain"), (" ", "plain")]
    return tuple(spans)


def _first_shown(sizes: list[int], at: int, height: int) -> int:
    """The first block to show, so that the block at hand is whole and one before it is seen where there is room."""
    first = 0
    while first < at and sum(sizes[first : at + 1]) + 2 > height:
        first += 1
    return first


def _blocks(
    steps: tuple[GuideStep, ...],
    guide_of: GuideOf,
    contact: Contact,
    at: int,
    numbered_from: int,
    *,
    spanish: bool,
    width: int,
) -> Iterator[list[Row]]:
    guide = ""
    for number, shown in enumerate(steps):
        rows: list[Row] = []
        if shown.guide != guide:
            guide = shown.guide
            rows.append(title_row(guide, guide_of, width))
        rows += step_rows(shown, contact, number + numbered_from, marked=number == at, spanish=spanish, width=width)
        yield rows


def title_row(guide_id: str, guide_of: GuideOf, width: int) -> Row:
    """A guide's title, marked where it is a draft."""
    guide = guide_of(guide_id)
    if guide is None:
        return row(cut(guide_id, width), "head")
    title = (cut(guide.title, width - 14), "head")
    return (title,) if guide.status == "approved" else (title, ("  ", "plain"), (f" {guide.status.upper()} ", "draft"))


def step_rows(shown: GuideStep, contact: Contact, number: int, *, marked: bool, spanish: bool, width: int) -> list[Row]:
    """One step: mark, tick, number, verb and words; steps other than the one at hand take two rows at most."""
    step = shown.step
    tick = "x" if key_of(shown) in contact.ticked else " "
    lead = f"{'>' if marked else ' '}[{tick}]{number + 1:>2} "
    style = "bold" if marked else "plain"
    words = words_of(step, spanish=spanish)
    branches = branch_text(step)
    room = width - INDENT
    lines = wrap(f"{words}  {branches}" if branches else words, room)
    if not marked and len(lines) > 2:
        lines = [lines[0], cut(" ".join(lines[1:]), room)]
    rows: list[Row] = [((lead, style), (f"{step.verb:<7}", "bold"), (lines[0], style))]
    return rows + [row(" " * INDENT + line, style) for line in lines[1:]]

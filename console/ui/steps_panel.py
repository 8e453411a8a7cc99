"""The steps: which is at hand, which are done, what to say in the caller's language, and where a step branches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from console.desk import GuideStep
from console.ui.contact import Contact, StepKey
from console.ui.fit import cut, filled, wrap
from console.ui.rows import Row, row
from protocols.guide import Guide, GuideMatch, Step

GuideOf = Callable[[str], Guide | None]
WORDS_SHOWN = 3
"""Words that made a guide fit, shown beside its title; the Guides row and `northline ask` have the rest."""

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


@dataclass(frozen=True, slots=True)
class Look:
    """How steps are shown: where guides come from, the words that matched each, the language to say, the width.

    `named` is the guide whose title stands just above the steps already, as an alert.
    """

    guide_of: GuideOf
    matched: Mapping[str, tuple[str, ...]]
    spanish: bool
    width: int
    named: str = ""


def steps_rows(
    steps: tuple[GuideStep, ...], look: Look, contact: Contact, height: int, numbered_from: int = 0
) -> list[Row]:
    """As many steps as fit, the one at hand among them, each group under its guide's title."""
    at = current_of(steps, contact)
    from_ = max(0, at - height)
    blocks = [
        _block(steps, number, look, contact, numbered_from, marked=number == at)
        for number in range(from_, min(len(steps), at + height))
    ]
    first = _first_shown([len(block) for block in blocks], at - from_, height)
    rows = [line for block in blocks[first:] for line in block]
    if first and rows[0][0][1] != "head" and steps[from_ + first].guide != look.named:
        rows.insert(0, title_row(steps[from_ + first].guide, look))
    if len(rows) > height:
        left = len(steps) - from_ - first
        rows = [*rows[: height - 1], row(cut(f"   ... {left} from here: Down, Ctrl+T", look.width))]
    return rows


def _block(
    steps: tuple[GuideStep, ...], number: int, look: Look, contact: Contact, numbered_from: int, *, marked: bool
) -> list[Row]:
    """One step, under its guide's title where the guide begins."""
    shown = steps[number]
    rows = step_rows(shown, contact, number + numbered_from, look, marked=marked)
    begins = shown.guide != look.named if number == 0 else steps[number - 1].guide != shown.guide
    return [title_row(shown.guide, look), *rows] if begins else rows


def guides_row(guides: tuple[GuideMatch, ...], chosen: tuple[str, ...], width: int) -> Row:
    """The ranked guides; a chosen one carries a star."""
    offered = guides[:3]
    room = max(12, (width - 8) // max(1, len(offered)) - 3)
    spans = [("Guides: ", "bold")]
    for letter, match in zip("ABC", offered, strict=False):
        star = "*" if match.guide.id in chosen else " "
        spans += [(f"{letter}{star}", "bold"), (filled(_short(match.guide.title), room), "plain"), (" ", "plain")]
    return tuple(spans)


def _short(title: str) -> str:
    return title.split(":", maxsplit=1)[0].split(" (", maxsplit=1)[0]


def _first_shown(sizes: list[int], at: int, height: int) -> int:
    """The first block to show, so that the block at hand is whole and those before it are seen where there is room."""
    first = 0
    while first < at and sum(sizes[first : at + 1]) + 2 > height:
        first += 1
    return first


def title_row(guide_id: str, look: Look) -> Row:
    """A guide's title, marked where it is a draft, with the words that matched it."""
    guide = look.guide_of(guide_id)
    if guide is None:
        return row(cut(guide_id, look.width), "head")
    spans = [(cut(guide.title, look.width - 12), "head"), ("  ", "plain")]
    if guide.status != "approved":
        spans += [(f" {guide.status.upper()} ", "draft"), (" ", "plain")]
    if words := look.matched.get(guide_id):
        spans.append((f"heard: {', '.join(words[:WORDS_SHOWN])}", "plain"))
    return tuple(spans)


def step_rows(shown: GuideStep, contact: Contact, number: int, look: Look, *, marked: bool) -> list[Row]:
    """One step: mark, tick, number, verb and words; steps other than the one at hand take two rows at most."""
    step = shown.step
    tick = "x" if key_of(shown) in contact.ticked else " "
    lead = f"{'>' if marked else ' '}[{tick}]{number + 1:>2} "
    style = "bold" if marked else "plain"
    lines = _lines(words_of(step, spanish=look.spanish), branch_text(step), look.width - INDENT, marked)
    rows: list[Row] = [((lead, style), (f"{cut(step.verb, 7):<7}", "bold"), (lines[0], style))]
    return rows + [row(" " * INDENT + line, style) for line in lines[1:]]


@lru_cache(maxsize=512)
def _lines(words: str, branches: str, room: int, whole: bool) -> tuple[str, ...]:
    """A step's words in lines. Guides' words alone are kept here, never a caller's."""
    lines = wrap(f"{words}  {branches}" if branches else words, room)
    if not whole and len(lines) > 2:
        lines = [lines[0], cut(" ".join(lines[1:]), room)]
    return tuple(lines)

"""The interpreter card: whom to call, where the access code is, which language to ask for, and who never interprets."""

from collections.abc import Sequence
from dataclasses import dataclass

from console.ui.board import Board
from console.ui.fit import wrap
from console.ui.numbers import first_number
from console.ui.rows import EMPTY, Row, row
from console.ui.steps_panel import words_of
from protocols.guide import Guide
from protocols.language_names import INDIGENOUS, language_name
from resources.naming import listing_name

GUIDE = "interpreter"
"""The id of the guide whose steps the card shows."""

MOST_HELD = 3
NOT_SET = 'not set: interpreter = "vendor, number" in northline.toml'
NO_GUIDE = "the guide interpreter is missing; northline check says why"
SEALED = "sealed: northline seal code interpreter --role ... --reason ..."


@dataclass(frozen=True, slots=True)
class Card:
    """What the card says: the vendor as set, the language heard, who holds interpreters near, the words to use."""

    vendor: str
    language: str | None
    held: Sequence[str]
    guide: Guide | None
    spanish: bool


def card_of(board: Board) -> Card:
    """The card for the contact at hand."""
    language = board.answer.heard.language if board.answer is not None else None
    listings = [found.listing for found in board.help() if "interpreter" in found.listing.kinds]
    held = tuple(f"{listing_name(one)}  {first_number(one)}" for one in listings[:MOST_HELD])
    return Card(board.desk.status.interpreter, language, held, board.guide(GUIDE), board.spanish())


def interpreter_rows(card: Card, width: int) -> list[Row]:
    """The card, most needed first."""
    wanted = f"INTERPRETER   {language_name(card.language)}" if card.language else "INTERPRETER   which language?"
    title: list[tuple[str, str]] = [(wanted, "head")]
    if card.guide is None or card.guide.status != "approved":
        title += [("  ", "plain"), (" DRAFT ", "draft")]
    indigenous = ", ".join(map(language_name, INDIGENOUS))
    rows: list[Row] = [tuple(title)]
    rows += _named("Call", card.vendor or NOT_SET, width)
    rows += _named("Code", SEALED, width)
    for held in card.held:
        rows += _named("Held", held, width)
    if card.guide is None:
        rows += _named("Steps", NO_GUIDE, width)
    for step in card.guide.steps if card.guide else ():
        rows += _named(step.verb, words_of(step, spanish=card.spanish), width)
    return [*rows, EMPTY, *_named("Also", f"not only Spanish: {indigenous}. Set the language: Tab l.", width)]


def _named(name: str, words: str, width: int) -> list[Row]:
    first, *more = wrap(words, width - 8) or [""]
    return [((f"{name:<8}", "bold"), (first, "plain")), *(row(" " * 8 + line) for line in more)]

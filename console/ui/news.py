"""What a newer answer does to what is held on screen, and the one line that says what it brings."""

from dataclasses import replace

from console.desk import Answer
from console.ui.board import Board, likely_steps, near_text
from resources.want import Help


def take_in(board: Board, before: Answer | None, after: Answer) -> str:
    """Let go of what must not outlive its answer; returns what is new in one line, "" where there is nothing."""
    known = {alert.guide.id for alert in before.alerts} if before is not None else set()
    alerts = [alert.guide for alert in after.alerts if alert.guide.id not in known]
    contact = board.contact
    if alerts:
        # A life comes before the step at hand: ticks stay, the alert's own steps are shown.
        board.contact = replace(contact, held_steps=None, step=None) if not contact.trail else contact
        # Its row stands just below: the whole title once more would only cost time on a slow line.
        return "New alert, below." if len(alerts) == 1 else f"{len(alerts)} new alerts, below."
    if contact.held_help is not None and not contact.page and contact.held_near != near_text(after):
        # Numbers of one town must never stand under the name of another.
        board.contact = replace(contact, held_help=None, held_near="", marked=0)
        return "Another place: the help shown is for the new one."
    return _waiting(board, after)


def _waiting(board: Board, after: Answer) -> str:
    contact = board.contact
    waiting = []
    if contact.held_help is not None and _ids(contact.held_help) != _ids(after.help):
        waiting.append("help")
    if contact.held_steps is not None and contact.held_steps != likely_steps(after, contact):
        waiting.append("steps")
    return f"New {' and '.join(waiting)} waiting: Ctrl+R shows." if waiting else ""


def _ids(helps: tuple[Help, ...]) -> list[int]:
    return [found.listing.id for found in helps]

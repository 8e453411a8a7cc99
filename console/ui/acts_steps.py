"""Actions on the steps: tick, follow a branch, open a way of talking, set a guide aside."""

from collections.abc import Callable
from dataclasses import replace

from console.ui.board import Board
from console.ui.steps_panel import current_of, key_of

RANKED = 3
"""Guides offered at a time."""

MODES = {
    "line_dropped": "line-dropped",
    "yes_no": "yes-no-only",
    "child_calls": "child-calling",
    "transfer": "warm-transfer",
}
"""Action -> the guide of kind `mode` that it opens."""


def step_by(board: Board, by: int) -> None:
    """Mark another step; it stays marked while typing goes on."""
    steps = board.steps()
    if steps:
        at = max(0, min(len(steps) - 1, current_of(steps, board.contact) + by))
        board.contact = replace(board.hold_steps(), step=key_of(steps[at]))


def tick(board: Board, nth: int) -> None:
    """Tick the step at hand and go to the next one that is open; ticking a done step opens it again."""
    steps = board.steps()
    if not steps:
        board.notice = "There is no step to tick yet."
        return
    board.keep()
    at = current_of(steps, board.contact)
    key = key_of(steps[at])
    held = board.hold_steps()
    if key in held.ticked:
        board.contact = replace(held, ticked=held.ticked - {key}, step=key)
        return
    ticked = held.ticked | {key}
    keys = [key_of(step) for step in steps]
    following = next((k for k in keys[at + 1 :] if k not in ticked), None)
    board.contact = replace(held, ticked=ticked, step=following or keys[min(at + 1, len(keys) - 1)])


def follow(board: Board, nth: int) -> None:
    """Open the guide that the step at hand branches to: the first one not yet followed."""
    steps = board.steps()
    step = steps[current_of(steps, board.contact)] if steps else None
    if step is None or not step.step.branches:
        board.notice = "This step has no -> branch."
        return
    key = key_of(step)
    branches = step.step.branches
    branch = next((b for b in branches if (key, b.guide) not in board.contact.followed), branches[0])
    if open_guide(board, branch.guide):
        board.show(followed=board.contact.followed | {(key, branch.guide)})


def open_guide(board: Board, guide_id: str) -> bool:
    """Open a guide over the steps; Esc returns to the same step."""
    guide = board.guide(guide_id)
    if guide is None:
        board.notice = f"There is no guide called {guide_id} on this desk."
        return False
    if board.contact.trail[-1:] == (guide_id,):
        return True
    board.keep()
    held = board.hold_steps()
    board.contact = replace(
        held,
        trail=(*held.trail, guide_id),
        steps_before=(*held.steps_before, held.step),
        step=None,
        page="",
        safety=False,
    )
    board.notice = f"{guide.title}. Esc returns to the step before."
    return True


def _mode(guide_id: str) -> Callable[[Board, int], None]:
    def open_mode(board: Board, nth: int) -> None:
        open_guide(board, guide_id)

    return open_mode


def switch(board: Board, nth: int) -> None:
    """Arrows move in the other list."""
    to = "help" if board.contact.list == "steps" else "steps"
    board.show(list=to)
    board.notice = f"Arrows move in the {to}; Enter {'ticks' if to == 'steps' else 'opens'}."


def spanish(board: Board, nth: int) -> None:
    """The other language for what is said."""
    board.show(spanish=not board.spanish())
    board.notice = f"Words to say are in {'Spanish' if board.spanish() else 'English'} where the guide has them."


def not_guide(board: Board, nth: int) -> None:
    """Set aside the guide of the step at hand; an alert takes its own key."""
    steps = board.steps()
    if not steps:
        board.notice = "There is no guide to set aside."
        return
    guide_id = steps[current_of(steps, board.contact)].guide
    guide = board.guide(guide_id)
    if board.answer is not None and any(alert.guide.id == guide_id for alert in board.answer.alerts):
        board.notice = "This is an alert: Tab ! closes it."
        return
    people = board.contact.chips.people
    chips = replace(board.contact.chips, people=replace(people, not_guides=people.not_guides | {guide_id}))
    board.change(chips=chips, held_steps=None, step=None, trail=(), steps_before=())
    board.notice = f"Set aside: {guide.title if guide else guide_id}. Ctrl+_ undoes it."


def choose(board: Board, nth: int) -> None:
    """Choose one of the ranked guides: its steps come first. Nothing is ever chosen by itself."""
    guides = board.answer.guides if board.answer is not None else ()
    if nth >= len(guides):
        board.notice = f"There is no guide {'ABC'[nth]} on the Guides row."
        return
    guide = guides[nth].guide
    people = board.contact.chips.people
    chosen = people.chosen
    chosen = tuple(i for i in chosen if i != guide.id) if guide.id in chosen else (*chosen, guide.id)
    chips = replace(board.contact.chips, people=replace(people, chosen=chosen))
    board.change(chips=chips, held_steps=None, step=None, safety=False)
    board.notice = f"{'Chosen' if guide.id in chosen else 'No longer chosen'}: {guide.title}."


def no_guide(board: Board, nth: int) -> None:
    """None of the ranked guides fits."""
    guides = board.answer.guides[:RANKED] if board.answer is not None else ()
    people = board.contact.chips.people
    not_guides = people.not_guides | {match.guide.id for match in guides}
    chips = replace(board.contact.chips, people=replace(people, not_guides=not_guides, chosen=()))
    board.change(chips=chips, held_steps=None, step=None, trail=(), steps_before=())
    board.notice = f"{len(guides)} guides set aside. Ctrl+_ undoes it." if guides else "There is no guide to set aside."


def close_alert(board: Board, nth: int) -> None:
    """Close the first alert: deliberate, and undoable."""
    if board.answer is None or not board.answer.alerts:
        board.notice = "There is no alert."
        return
    guide = board.answer.alerts[0].guide
    people = board.contact.chips.people
    chips = replace(board.contact.chips, people=replace(people, dismissed=people.dismissed | {guide.id}))
    board.change(chips=chips, held_steps=None, step=None)
    board.notice = f"Alert closed: {guide.title}. Ctrl+_ brings it back."


def safety(board: Board, nth: int) -> None:
    """The opening check again, in place of the steps; pressed again, the steps."""
    board.show(safety=not board.contact.safety, page="")


def told(board: Board, nth: int) -> None:
    """Note when the supervisor was told."""
    at = board.now.astimezone().strftime("%H:%M") if board.now else "now"
    board.change(told=at)
    board.notice = f"Noted: supervisor told at {at}."


def more(board: Board, nth: int) -> None:
    """Everything, or the alert alone."""
    board.show(more=not board.contact.more)


STEP_ACTS: dict[str, Callable[[Board, int], None]] = {
    "step_by": step_by,
    "tick": tick,
    "follow": follow,
    "switch": switch,
    "spanish": spanish,
    "choose": choose,
    "no_guide": no_guide,
    "not_guide": not_guide,
    "close_alert": close_alert,
    "safety": safety,
    "told": told,
    "more": more,
    **{act: _mode(guide_id) for act, guide_id in MODES.items()},
}
"""Name in the key registry -> action; the first is what arrows mean in this list."""

"""The command for practice: train."""

from argparse import Namespace
from datetime import UTC, datetime

from console import plain
from console.commands.answers import UsageError, write_lines
from console.commands.screen import show
from console.desk import CallChips
from console.opening import ready_desk
from console.progress import Bar
from console.settings import load_settings
from console.training import Drill, drills, marks


def train(arguments: Namespace) -> int:
    """Practise: on the screen, or one drill as text."""
    settings = load_settings()
    calls = drills(settings.home / "drills")
    if arguments.list:
        write_lines(f"{drill.name:<24} level {drill.level}  {drill.said}" for drill in calls)
        return 0
    if arguments.drill is None:
        return show(training=True)
    drill = _named(calls, arguments.drill)
    with Bar() as bar:
        desk = ready_desk(settings, bar, training=True)
    answer = desk.answer(drill.said, CallChips(), datetime.now(UTC), finished=True)
    scored = list(marks(drill, answer))
    lines = [f"TRAINING: an invented call. The caller says: {drill.said}", "", *plain.answer_lines(answer), ""]
    lines += [f"{'yes' if kept else 'NO '} {what}" for kept, what in scored]
    write_lines([*lines, "", drill.lesson])
    return 0 if all(kept for kept, _ in scored) else 1


def _named(calls: tuple[Drill, ...], name: str) -> Drill:
    for drill in calls:
        if drill.name == name or drill.name.split("-")[0] == name:
            return drill
    raise UsageError(f"There is no drill {name!r}. `northline train --list` lists them.")

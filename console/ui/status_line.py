"""The one line at the bottom: the caller's local time, the desk, the age of its directory, and how to get help."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from console.desk import Answer, DeskStatus
from console.ui.fit import cut, filled
from console.ui.rows import Row, row


def local_time(answer: Answer | None, now: datetime) -> str:
    """The time where the caller is, at the moment of the last key."""
    place = answer.places[0].place if answer is not None and answer.places else None
    if place is None or not place.timezone:
        return ""
    try:
        there = now.astimezone(ZoneInfo(place.timezone))
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    return f"{there:%a %H:%M} there"


def status_row(answer: Answer | None, status: DeskStatus, now: datetime, told: tuple[str, ...], width: int) -> Row:
    """The status line, with faults before everything else and the training mark at the left."""
    mark = " TRAINING: all invented " if status.training else ""
    parts = [*(f"! {fault}" for fault in status.faults), local_time(answer, now), *told]
    parts += [status.directory, status.organisation]
    keys = "F9 keys "
    room = width - len(mark) - len(keys)
    text = filled(cut(" " + " | ".join(part for part in parts if part), room), room)
    line = row(text + keys, "status")
    return ((mark, "training"), *line) if mark else line
